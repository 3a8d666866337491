"""What an organisation adds to the files: checklists of its own, and provisions that it read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.audit.models import Removable, Versioned
from app.db import Model, Moment
from app.partial_date import PartialDate


class OwnChecklist(Versioned, Removable, Model):
    """One version of a checklist of one's own, as YAML: a draft until it is published.

    A published one never changes: the database refuses it.
    """

    __tablename__ = "own_checklist"
    __table_args__ = (UniqueConstraint("checklist_id", "number"),)

    checklist_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    # The file that it would be.
    content_yaml: Mapped[str]
    # Its SHA-256 from the day on which it was published.
    sha256: Mapped[str | None] = mapped_column(String(64))
    published_at: Mapped[datetime | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[Moment]

    made_by: Mapped[User] = relationship()


class SourceCheck(Versioned, Removable, Model):
    """That somebody read a provision that was not verified: who, when and against what."""

    __tablename__ = "source_check"

    # What the source says, as a key: when the file says something else, it is to be read again.
    source_key: Mapped[str] = mapped_column(String(64), unique=True)
    standard_id: Mapped[str] = mapped_column(String(64))
    instrument_id: Mapped[str] = mapped_column(String(64))
    provision: Mapped[str] = mapped_column(String(200))
    who: Mapped[str]
    checked_on: Mapped[PartialDate]
    against: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
