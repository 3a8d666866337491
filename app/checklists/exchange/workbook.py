"""Spreadsheets that somebody sent, read as plain text, and nothing in them run.

What is too large, packed to explode, protected, or holds macros or formulas is refused.
"""

import re
import zlib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.checklists.exchange.places import Cell, Cells, Row
from app.checklists.library import LARGEST, Mistake, MistakenFileError

MEGA = 1024 * 1024
LARGEST_UNPACKED = 20 * MEGA
MOST_FILES = 500
# Text in a spreadsheet packs about twenty to one.
HIGHEST_RATIO = 100
MOST_ROWS = 3000
MOST_COLUMNS = 60
MOST_FORMULAS = 500
# What Excel itself lets a cell hold.
LONGEST_CELL = 32_767
# More characters in one sheet than any checklist could keep.
MOST_TEXT = 4 * LARGEST
CHUNK = 64 * 1024
# How far below the last row that may be filled is looked for more.
LOOKED_AT = 10 * MOST_ROWS

OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


class Workbook:
    """The sheets of a file, each as rows under the headings of its first row."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        _refuse_unsafe(content, name)
        try:
            # Values alone would hide which are the results of formulas.
            self._book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            self.sheets = {title.strip().lower(): title for title in self._book.sheetnames}
        except Exception as error:  # whatever the library makes of nonsense
            _refuse_damaged(name, error)

    def rows(
        self, sheet: str, cells: Cells, *, known: Collection[str] | None = None
    ) -> Iterator[Row]:
        """Yield the rows of a sheet that hold something; what is wrong is noted in ``cells``.

        With ``known`` a column of another heading is a mistake, unless it begins with "#".
        """
        title = self.sheets[sheet]
        numbered = self._texts(title, cells)
        first, heads = next(numbered, (1, {}))
        columns: dict[str, str] = {}
        for letter, text in heads.items():
            heading = " ".join(text.lower().split())
            cell = Cell(title, letter, first)
            if heading in columns:
                cells.note(cell, f"the column “{heading}” stands here a second time")
            elif known is not None and heading not in known and not heading.startswith("#"):
                cells.note(
                    cell,
                    f"there is no column “{text[:60]}”; remove it, or keep it as a remark by "
                    "beginning its heading with #",
                )
            columns.setdefault(heading, letter)
        by_letter = {letter: heading for heading, letter in columns.items()}
        for number, texts in numbered:
            values = {
                by_letter[letter]: text for letter, text in texts.items() if letter in by_letter
            }
            if values:
                yield Row(title, number, values, columns)

    def _texts(self, title: str, cells: Cells) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row that is filled: its number, and its texts by the letter of the column."""
        try:
            sheet = self._book[title]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LOOKED_AT)
            length = 0
            for number, row in enumerate(rows, start=1):
                texts = {}
                for column, cell in enumerate(row, start=1):
                    if cell.value is not None:
                        place = Cell(title, get_column_letter(column), number)
                        if text := _text(cell, place, cells):
                            texts[place.column] = text
                            length += len(text)
                if length > MOST_TEXT:
                    _refuse(self.name, f"more text in the sheet {title} than one checklist holds")
                if texts and number > MOST_ROWS:
                    cells.note(Cell(title, "A", number), f"more than {MOST_ROWS} rows")
                    return
                if texts:
                    yield number, texts
        except Exception as error:  # whatever the library makes of nonsense
            _refuse_damaged(self.name, error)


def _text(cell: Any, place: Cell, cells: Cells) -> str:
    """Return what a cell holds as text."""
    if cell.data_type in ("f", "e"):
        what = "a formula" if cell.data_type == "f" else "the result of a formula that failed"
        cells.note(place, f"{what}; write the value itself (copy, then paste as values)")
        return ""
    value = cell.value
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        cells.note(place, f"is longer than {LONGEST_CELL} characters")
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _refuse_unsafe(content: bytes, name: str) -> None:
    """Look at the directory of the packed file before anything of it is unpacked."""
    if content.startswith(OLD_OR_LOCKED):
        _refuse(
            name,
            "an old Excel file (.xls), or one with a password; save it as .xlsx, "
            "without a password",
        )
    try:
        with ZipFile(BytesIO(content)) as packed:
            _refuse_directory(packed.infolist(), len(content), name)
            _refuse_contents(packed, name)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        _refuse_damaged(name, error)


def _refuse_directory(files: list[ZipInfo], packed_size: int, name: str) -> None:
    names = {file.filename for file in files}
    unpacked = sum(file.file_size for file in files)
    if len(files) > MOST_FILES or unpacked > LARGEST_UNPACKED:
        _refuse(name, f"unpacked, it is larger than {LARGEST_UNPACKED // MEGA} MB")
    if unpacked > HIGHEST_RATIO * packed_size:
        _refuse(name, "packed as no spreadsheet is; copy its cells into a new file and save that")
    if any(file.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for file in files):
        _refuse(name, "packed as no spreadsheet is; copy its cells into a new file and save that")
    if any(file.flag_bits & 1 for file in files):
        _refuse(name, "protected by a password; save it without one")
    if any(file.lower().endswith("vbaproject.bin") for file in names):
        _refuse(name, "it holds macros; save it as .xlsx (Excel workbook without macros)")
    if "xl/workbook.xml" not in names:
        _refuse(name, "not an Excel workbook; save it as .xlsx")


def _refuse_contents(packed: ZipFile, name: str) -> None:
    """Unpack every file piece by piece: what the directory says of their sizes may be a lie."""
    left = LARGEST_UNPACKED
    for file in packed.infolist():
        content = _unpacked(packed, file, left, name)
        left -= len(content)
        if file.filename == "[Content_Types].xml" and b"macroEnabled" in content:
            _refuse(name, "it holds macros; save it as .xlsx (Excel workbook without macros)")
        if file.filename.startswith("xl/worksheets/"):
            found = len(FORMULA.findall(content))
            if found > MOST_FORMULAS:
                _refuse(name, f"{found} formulas in {file.filename}; paste the cells as values")


def _unpacked(packed: ZipFile, file: ZipInfo, most: int, name: str) -> bytes:
    content = bytearray()
    with packed.open(file) as stream:
        while piece := stream.read(CHUNK):
            content += piece
            if len(content) > most:
                _refuse(name, f"unpacked, it is larger than {LARGEST_UNPACKED // MEGA} MB")
    return bytes(content)


def _refuse_damaged(name: str, error: Exception) -> NoReturn:
    if isinstance(error, MistakenFileError):
        raise error
    text = "not an Excel workbook, or damaged; open it in Excel and save it again as .xlsx"
    raise MistakenFileError([Mistake(name, 0, text, is_sent=True)]) from error


def _refuse(name: str, text: str) -> NoReturn:
    raise MistakenFileError([Mistake(name, 0, text, is_sent=True)])
