"""A table of findings: a row for each standard, a column for each reading of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.checklists.standard import Phase, Standard
from app.findings.derive import Reading
from app.findings.levels import FindingLevel, Grade, PublishedOutcome


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reading of a case says on one standard.

    Ours has a finding or only an indication, with how many of the questions
    asked are determined and whether that is only what others say; another body's
    has its outcome alone.
    """

    level: FindingLevel | None = None
    reading: Reading | None = None
    determined: int = 0
    counted: int = 0
    outcome: PublishedOutcome | None = None
    is_only_reported: bool = False

    @property
    def is_unconfirmed(self) -> bool:
        """Tell whether it says no more than what others say, and nobody has found on it."""
        return self.is_only_reported and (self.level is None or self.level.is_open)


class Standing(StrEnum):
    """Whether a reading is its authors' last word."""

    FINAL = "final"
    DRAFT = "draft"
    TO_REGRADE = "to-regrade"


@dataclass(frozen=True, slots=True)
class Column:
    """One reading of one case: our assessment, or what another body published.

    ``key`` names it in addresses: ``a7`` our assessment 7, ``p3`` publication 3.
    ``grade`` is ours, or the letters of the body; empty where none was given.
    ``checklist`` is the title of what it was made with, if that asks about a part only.
    ``judged`` is the year of the judgment at first instance, ``year`` that of the reading.
    """

    key: str
    case_reference: str
    case_title: str
    country: str
    body: str
    year: int | None
    grade: Grade | str
    cells: Mapping[str, Cell]
    judged: int | None = None
    checklist: str = ""
    standing: Standing = Standing.FINAL
    # What the body concluded in its own terms, and where that stands.
    conclusion: str = ""
    address: str = ""
    read_in: str = ""
    # The short names of the treaties by which ours measures.
    measured_by: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Tell whether the reading is an assessment made with this program."""
        return self.key.startswith("a")


@dataclass(frozen=True, slots=True)
class Row:
    """One standard across the columns; ``None`` where nothing is recorded of a reading."""

    standard: Standard
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Readings of cases lined up standard by standard, grouped by phase."""

    columns: tuple[Column, ...]
    phases: Mapping[Phase, tuple[Row, ...]]


def compare(
    columns: Iterable[Column],
    standards: Iterable[Standard],
    *,
    phase: Phase | None = None,
    with_empty: bool = False,
) -> Matrix:
    """Line up the readings; a standard on which nothing is recorded is left out unless wished."""
    chosen = tuple(columns)
    phases: dict[Phase, list[Row]] = {}
    for standard in standards:
        cells = tuple(column.cells.get(standard.id) for column in chosen)
        if phase in (None, standard.phase) and (with_empty or any(cells)):
            phases.setdefault(standard.phase, []).append(Row(standard, cells))
    return Matrix(chosen, {phase: tuple(rows) for phase, rows in phases.items()})
