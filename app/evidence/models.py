"""Evidence as stored."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.cases.models import Case, CasePart, Defendant
from app.checklists.event import EventKind
from app.evidence.kinds import ExhibitKind
from app.partial_date import PartialDate


class Exhibit(CasePart):
    """One source: a stored file, or a public address."""

    __tablename__ = "exhibit"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("address <> '' OR sha256 IS NOT NULL", name="has_content"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    # Exhibits of a case are numbered from 1 and keep their number.
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[ExhibitKind] = mapped_column(default=ExhibitKind.OTHER)
    publisher: Mapped[str] = mapped_column(default="")
    dated: Mapped[PartialDate | None]
    address: Mapped[str] = mapped_column(default="")
    # What the source is worth and where its limits are.
    limits: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)

    case: Mapped[Case] = relationship()

    @property
    def label(self) -> str:
        """How the exhibit is cited: E1."""
        return f"E{self.number}"


class Cited:
    """A row that rests on one exhibit, to the paragraph."""

    pinpoint: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")

    @declared_attr
    @classmethod
    def exhibit_id(cls) -> Mapped[int | None]:
        """The exhibit; none where the source is not stored yet."""
        return mapped_column(ForeignKey("exhibit.id"), index=True)

    @declared_attr
    @classmethod
    def exhibit(cls) -> Mapped[Exhibit | None]:
        """The exhibit itself."""
        return relationship(lazy="joined")


class Event(Cited, CasePart):
    """One dated thing that happened, with its source."""

    __tablename__ = "event"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    # Whom it concerns; nobody named means every defendant.
    defendant_id: Mapped[int | None] = mapped_column(ForeignKey("defendant.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(default=EventKind.OTHER)
    happened_on: Mapped[PartialDate]
    what: Mapped[str]

    case: Mapped[Case] = relationship()
    defendant: Mapped[Defendant | None] = relationship(lazy="joined")


class SourceConflict(CasePart):
    """One fact on which two sources differ: both are kept side by side, and none is chosen."""

    __tablename__ = "source_conflict"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    topic: Mapped[str]
    one_says: Mapped[str]
    one_exhibit_id: Mapped[int | None] = mapped_column(ForeignKey("exhibit.id"), index=True)
    other_says: Mapped[str]
    other_exhibit_id: Mapped[int | None] = mapped_column(ForeignKey("exhibit.id"), index=True)
    # What follows for the assessment.
    consequence: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()
    one_exhibit: Mapped[Exhibit | None] = relationship(foreign_keys=[one_exhibit_id], lazy="joined")
    other_exhibit: Mapped[Exhibit | None] = relationship(
        foreign_keys=[other_exhibit_id], lazy="joined"
    )
