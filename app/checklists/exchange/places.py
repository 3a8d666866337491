"""Where in a spreadsheet each value of a checklist stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from app.checklists.checklist import Checklist
from app.checklists.library import QUESTION_TYPES, Mistake, MistakenFileError, problem, problems

Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``questions!C12``."""

    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, by the headings of its columns."""

    sheet: str
    number: int
    values: Mapping[str, str]
    columns: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        """Return what the cell under the heading holds; nothing where there is no such column."""
        return self.values.get(heading, "")

    def cell(self, heading: str) -> Cell:
        """Return the cell under the heading; where there is none, the row's first."""
        return Cell(self.sheet, self.columns.get(heading, "A"), self.number)


@dataclass(slots=True)
class Cells:
    """Tells in which cell each value of a checklist stands, and gathers what is wrong in cells."""

    name: str
    at: dict[Place, Cell] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def note(self, cell: Cell, text: str) -> None:
        """Note that something is wrong in a cell."""
        self.mistakes.append(self._mistake(cell, text))

    def refuse_mistakes(self) -> None:
        """Raise MistakenFileError if anything was noted."""
        if self.mistakes:
            raise MistakenFileError(in_order(self.mistakes))

    def mistake(self, place: Place, text: str) -> Mistake:
        """Return a mistake at the value under these keys and indexes, or what it is part of."""
        shorter = _without_type(place)
        for found in (place, *(shorter[:length] for length in range(len(shorter), -1, -1))):
            if found in self.at:
                return self._mistake(self.at[found], text)
        return Mistake(self.name, 0, text, is_sent=True)

    def _mistake(self, cell: Cell, text: str) -> Mistake:
        return Mistake(self.name, cell.row, text, cell=str(cell), is_sent=True)

    def checklist(self, tree: Mapping[str, Any]) -> Checklist:
        """Return the checklist that the cells spell.  Raises MistakenFileError."""
        try:
            found = Checklist.model_validate(tree)
        except ValidationError as error:
            self.mistakes += [self.mistake(tuple(e["loc"]), _said(e)) for e in problems(error)]
        self.refuse_mistakes()
        return found


def _without_type(place: Place) -> Place:
    """Return the place without the type of the question, which stands behind its index."""
    for index in range(2, len(place)):
        is_type = place[index - 2] == "questions" and place[index] in QUESTION_TYPES
        if is_type and isinstance(place[index - 1], int):
            return place[:index] + place[index + 1 :]
    return place


def _said(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "a question of this type has none: empty this cell, or change the type"
    if error["type"] == "missing":
        return f"{error['loc'][-1]} is missing"
    return problem(error)


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Return the mistakes sheet by sheet and row by row, each once."""
    return sorted(set(mistakes), key=lambda m: (m.cell.partition("!")[0], m.line, m.cell, m.text))
