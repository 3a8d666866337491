"""The lists of choices of an XLSForm."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.checklists.exchange.places import Cell, Cells
from app.checklists.exchange.workbook import Workbook
from app.checklists.exchange.xlsform import unshown


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its code and its label, and in which cells they stand."""

    code: str
    label: str
    at: Mapping[str, Cell]


Lists = Mapping[str, tuple[Choice, ...]]


def lists_in(book: Workbook, cells: Cells) -> Lists:
    """Return the choices by the name of their list."""
    found: dict[str, tuple[Choice, ...]] = {}
    for row in book.rows("choices", cells) if "choices" in book.sheets else ():
        name = row["list_name"] or row["list name"]
        labels = [heading for heading in row.columns if heading.split(":")[0].strip() == "label"]
        label = labels[0] if labels else "label"
        at = {"id": row.cell("name"), "text": row.cell(label)}
        choice = Choice(row["name"], unshown(row[label]), at)
        found[name] = (*found.get(name, ()), choice)
    return found
