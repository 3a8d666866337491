"""Cases as stored."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.models import Removable, Versioned
from app.cases.kinds import Bound, CaseKind, Observed, Outcome, Stage
from app.checklists.fact import FactValue
from app.db import Model, Moment
from app.partial_date import PartialDate


class Case(Versioned, Model):
    """The matter assessed: one set of facts in one jurisdiction."""

    __tablename__ = "case"

    # Our own short name for it, which stands in addresses: kh-kem-sokha.
    reference: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str]
    kind: Mapped[CaseKind] = mapped_column(default=CaseKind.CRIMINAL)
    country: Mapped[str] = mapped_column(String(2), index=True)
    summary: Mapped[str] = mapped_column(default="")
    # Why the checklists for criminal trials do not apply, where they do not.
    remark: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[Moment] = mapped_column(index=True)

    tag_rows: Mapped[list["Tag"]] = relationship(
        cascade="all, delete-orphan", order_by="Tag.name", lazy="selectin"
    )

    @property
    def tags(self) -> list[str]:
        """The words under which the case is filed, in order."""
        return [row.name for row in self.tag_rows]

    def content(self) -> dict[str, Any]:
        """Return all that is said of the case, its tags included."""
        return super().content() | {"tags": self.tags}

    @property
    def is_criminal(self) -> bool:
        """Tell whether the checklists for criminal trials apply."""
        return self.kind is CaseKind.CRIMINAL


class Tag(Model):
    """A word under which a case is filed."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("case_id", "name"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    name: Mapped[str] = mapped_column(String(60), index=True)


class CasePart(Versioned, Removable, Model):
    """A row that belongs to a case: kept in all its versions, and never lost by removing it."""

    __abstract__ = True


class Instrument(Versioned, Model):
    """Whether an instrument binds the State of the case, and how that is known."""

    __tablename__ = "case_instrument"
    __table_args__ = (UniqueConstraint("case_id", "instrument_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    instrument_id: Mapped[str] = mapped_column(String(64))
    bound: Mapped[Bound]
    note: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()


class Defendant(CasePart):
    """A person on trial."""

    __tablename__ = "defendant"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[str]
    pseudonym: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()

    @property
    def shown_name(self) -> str:
        """The name that may be shown: the pseudonym where there is one."""
        return self.pseudonym or self.name


class FactRow(Versioned, Model):
    """What is known of one fact, for the case or for one defendant."""

    __tablename__ = "case_fact"
    __table_args__ = (
        UniqueConstraint("case_id", "defendant_id", "fact_id"),
        # NULLs are never equal, so a fact of the case itself needs an index of its own.
        Index(
            "uq_case_fact_of_case",
            "case_id",
            "fact_id",
            unique=True,
            sqlite_where=text("defendant_id IS NULL"),
            postgresql_where=text("defendant_id IS NULL"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    defendant_id: Mapped[int | None] = mapped_column(ForeignKey("defendant.id"))
    fact_id: Mapped[str] = mapped_column(String(64))
    value: Mapped[FactValue]
    note: Mapped[str] = mapped_column(default="")


class Charge(CasePart):
    """What the defendants are accused of, with the provisions as each source gives them."""

    __tablename__ = "charge"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    label: Mapped[str]
    provisions: Mapped[str] = mapped_column(default="")
    alleged_act: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()


class Proceeding(CasePart):
    """One stage before one body."""

    __tablename__ = "proceeding"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    stage: Mapped[Stage]
    court: Mapped[str] = mapped_column(default="")
    court_reference: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.UNKNOWN)
    decided_on: Mapped[PartialDate | None]
    sentence: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()


class Hearing(CasePart):
    """One dated sitting in a proceeding."""

    __tablename__ = "hearing"

    proceeding_id: Mapped[int] = mapped_column(ForeignKey("proceeding.id"), index=True)
    held_on: Mapped[PartialDate]
    about: Mapped[str] = mapped_column(default="")
    observed: Mapped[Observed]
    # Who observed it, or who refused access and why.
    access: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")

    proceeding: Mapped[Proceeding] = relationship()

    @property
    def case(self) -> Case:
        """The case of the hearing's proceeding."""
        return self.proceeding.case

    @property
    def case_id(self) -> int:
        """The id of that case."""
        return self.proceeding.case_id
