"""The audit trail, and the earlier states of what can be edited."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db import Model, Moment


class AuditEvent(Model):
    """One thing that one person did.  Holds ids only, never a name or an answer."""

    __tablename__ = "audit_event"

    at: Mapped[Moment]
    actor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    verb: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)


class Revision(Model):
    """What a row said after one change: all of it, so that nothing typed is lost."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("subject", "number"),)

    subject: Mapped[str]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class Versioned:
    """A row that two people may edit.

    It counts its versions, refuses a save made from an older one
    (``StaleDataError``), and leaves a revision behind each change.
    """

    version: Mapped[int] = mapped_column(Integer, default=1)

    def content(self) -> dict[str, Any]:
        """Return all that the row says, by column: what a revision keeps."""
        columns = inspect(type(self)).columns.keys()
        return {name: getattr(self, name) for name in columns if name not in ("id", "version")}

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy check the version on every update."""
        return {"version_id_col": cls.version}


class Removable:
    """A row that is taken off the pages and can be brought back."""

    removed_at: Mapped[datetime | None] = mapped_column(default=None)


def subject_name(subject: Model) -> str:
    """Return how the trail calls a row: ``case:7``."""
    return f"{subject.__tablename__}:{subject.id}"
