"""The comparison as rows of plain text for a spreadsheet, with nothing a spreadsheet would run."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from itertools import dropwhile
from unicodedata import category

from app.comparison.matrix import Cell, Column, Matrix

# What makes a spreadsheet take text for a formula, also in its full-width forms (security.md C14).
FORMULA = re.compile(r"[=+\-@|\t\r＝＋－＠｜]")
# Invisible, though not of the category of format characters.
FILLERS = "\u034f\u115f\u1160\u3164\uffa0"

HEAD = (
    "standard",
    "standard name",
    "phase",
    "case",
    "case title",
    "country",
    "assessed by",
    "grade",
    "standing",
    "finding",
    "indication",
    "questions known",
    "questions asked",
    "measured by",
    "conclusion of the body",
    "address",
    "read in",
    "checklist of a part",
    "note",
)

# A reading of which nothing is recorded on a standard says neither yes nor no to it.
NOT_RECORDED = "not recorded"


def inert(text: str) -> str:
    """Return text that a spreadsheet shows and does not run."""
    return f"'{text}" if text.startswith(("\t", "\r")) or FORMULA.match(_visible(text)) else text


def _visible(text: str) -> str:
    """Return text without blanks and invisible characters in front."""
    seen = dropwhile(lambda c: c.isspace() or c in FILLERS or category(c) == "Cf", text)
    return "".join(seen)


@dataclass(frozen=True, slots=True)
class Wording:
    """How codes and indications are worded, and how to read a row."""

    word: Callable[[object], str]
    indicated: Callable[[Cell], str]
    note: str


def rows(matrix: Matrix, wording: Wording) -> Iterable[tuple[str, ...]]:
    """Yield a row for each standard and reading: one thing a row, codes worded.

    Each says how to read it, so that the note goes wherever a row is copied to.
    """
    for phase, standards in matrix.phases.items():
        for row in standards:
            for column, cell in zip(matrix.columns, row.cells, strict=True):
                yield (
                    row.standard.id,
                    row.standard.name,
                    phase.value,
                    column.case_reference,
                    column.case_title,
                    column.country,
                    column.body,
                    str(column.grade),
                    wording.word(column.standing) if column.is_ours else "",
                    *_said(column, cell, wording),
                    ", ".join(column.measured_by),
                    column.conclusion,
                    column.address,
                    column.read_in,
                    column.checklist,
                    wording.note,
                )


def _said(column: Column, cell: Cell | None, wording: Wording) -> tuple[str, str, str, str]:
    if cell is None:
        return (NOT_RECORDED, "", "", "")
    if not column.is_ours:
        return (wording.word(cell.outcome), "", "", "")
    finding = wording.word(cell.level) if cell.level else ""
    reading = wording.indicated(cell)
    return (finding, reading, str(cell.determined), str(cell.counted))


def as_csv(matrix: Matrix, wording: Wording) -> str:
    """Return the comparison as CSV with a byte order mark, every field quoted."""
    target = StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows(matrix, wording):
        writer.writerow(inert(text) for text in row)
    return "\ufeff" + target.getvalue()
