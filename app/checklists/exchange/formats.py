"""The formats in which a checklist goes out and comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.checklists.as_yaml import as_yaml
from app.checklists.checklist import Checklist
from app.checklists.exchange.places import Cells
from app.checklists.exchange.sheet import Vocabulary, to_sheet
from app.checklists.exchange.sheet_reading import from_sheet
from app.checklists.exchange.workbook import MEGA, Workbook
from app.checklists.exchange.xlsform import to_xlsform
from app.checklists.exchange.xlsform_reading import from_xlsform
from app.checklists.library import LARGEST, Mistake, MistakenFileError, Places, read

LARGEST_SENT = 5 * MEGA
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHAT_IS_READ = "a checklist is read from a file that ends in .yaml or .xlsx"
MACROS = "an Excel file with macros; save it as .xlsx (Excel workbook without macros)"
OLD = "an old Excel file; save it as .xlsx"


class Format(StrEnum):
    """A way to write a checklist."""

    YAML = "yaml"
    XLSX = "xlsx"
    XLSFORM = "xlsform"

    @property
    def mimetype(self) -> str:
        """What a browser is told that the file is."""
        return "application/yaml" if self is Format.YAML else SPREADSHEET

    def file_name(self, checklist_id: str, version: int) -> str:
        """Return what the file is called: ``trial-1.xlsx``."""
        end = "-xlsform.xlsx" if self is Format.XLSFORM else f".{self}"
        return f"{checklist_id}-{version}{end}"


@dataclass(frozen=True, slots=True)
class Received:
    """A checklist that was read, its text as YAML, and where each value of it stood."""

    checklist: Checklist
    text: str
    places: Places


def as_file(
    text: str,
    format_: Format,
    vocabulary: Vocabulary,
    base: Callable[[Checklist], Checklist | None],
) -> bytes:
    """Return the checklist that the YAML text holds as a file; ``base`` finds what it adds to."""
    if format_ is Format.YAML:
        return text.encode()
    checklist = read(text, Checklist, "")[0]
    if format_ is Format.XLSX:
        return to_sheet(checklist, vocabulary)
    return to_xlsform(checklist, vocabulary, base(checklist))


def content_of(path: Path) -> bytes:
    """Return what a file holds.  Raises MistakenFileError for what is none, or too large."""
    try:
        if not path.is_file():  # a pipe would keep the reader waiting
            raise _mistake(path.name, "there is no such file")
        with path.open("rb") as file:
            return file.read(LARGEST_SENT + 1)
    except OSError as error:
        raise _mistake(path.name, f"can't be read: {error.strerror}") from error


def received(content: bytes, name: str, vocabulary: Vocabulary) -> Received:
    """Read a file that somebody sent; its name says what it is.

    Raises MistakenFileError, which names every mistake with its line or cell.
    """
    if len(content) > LARGEST_SENT:
        raise _mistake(name, f"larger than {LARGEST_SENT // MEGA} MB")
    match Path(name).suffix.lower():
        case ".yaml" | ".yml":
            return _from_yaml(content, name)
        case ".xlsx":
            return _from_workbook(content, name, vocabulary)
        case ".xlsm" | ".xlsb" | ".xltm":
            raise _mistake(name, MACROS)
        case ".xls":
            raise _mistake(name, OLD)
        case _:
            raise _mistake(name, WHAT_IS_READ)


def _from_yaml(content: bytes, name: str) -> Received:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _mistake(name, "not UTF-8 text") from error
    checklist, lines = read(text, Checklist, name)
    return Received(checklist, text, lines)


def _from_workbook(content: bytes, name: str, vocabulary: Vocabulary) -> Received:
    book, cells = Workbook(content, name), Cells(name)
    if "survey" in book.sheets:
        checklist = from_xlsform(book, cells, vocabulary)
    elif {"questions", "checklist"} <= book.sheets.keys():
        checklist = from_sheet(book, cells)
    else:
        text = (
            "it has neither the sheets “questions” and “checklist” of our spreadsheets "
            f"nor the sheet “survey” of an XLSForm, but: {', '.join(book.sheets.values())}"
        )
        raise _mistake(name, text[:500])
    text = as_yaml(checklist)
    if len(text) > LARGEST:
        raise _mistake(name, f"too much for one checklist: its text exceeds {LARGEST // 1024} KB")
    return Received(checklist, text, cells)


def _mistake(name: str, text: str) -> MistakenFileError:
    return MistakenFileError([Mistake(name, 0, text, is_sent=True)])
