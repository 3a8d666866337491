"""Writing a spreadsheet: text only, so that nothing in it can run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# As many rows below the last can be filled in with the help of the lists of choices.
ROOM = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how wide it is, and what may be chosen in it."""

    heading: str
    width: int = 14
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns and its rows."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the sheets as an XLSX file."""
    target = BytesIO()
    book = Workbook(target, INERT)
    formats = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#e8e6e1", "bottom": 1, "valign": "top", "text_wrap": True}
        ),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


def _write(target: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    for c, column in enumerate(sheet.columns):
        target.set_column(c, c, column.width, formats["text"])
        target.write_string(0, c, column.heading, formats["head"])
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
            target.data_validation(1, c, len(sheet.rows) + ROOM, c, rule)
    for r, row in enumerate(sheet.rows, start=1):
        for c, text in enumerate(row):
            # An empty cell lets a long heading beside it spread, and is read as nothing.
            if text and target.write_string(r, c, text, formats["text"]) != 0:
                raise ValueError(f"{sheet.name}, row {r + 1}: too much for one cell")
    target.freeze_panes(1, 0)
