"""A checklist read from our spreadsheet: all of it, or every mistake with its cell."""

from collections.abc import Callable
from typing import Any

from app.checklists.checklist import Checklist
from app.checklists.exchange.notation import (
    NotationError,
    base_in,
    conditions_in,
    options_in,
    side_in,
)
from app.checklists.exchange.places import Cell, Cells, Place, Row
from app.checklists.exchange.sheet import CHANGES, CHECKLIST, CONTRADICTIONS, FIELDS, QUESTIONS
from app.checklists.exchange.workbook import Workbook
from app.checklists.exchange.writing import Column

# The key of the file for each column or field that holds a plain text.
KEYS = {
    "id": "id",
    "type": "type",
    "level": "level",
    "text": "text",
    "evidence": "evidence",
    "not applicable if": "not_applicable_if",
    "unit": "unit",
    "from": "from",
    "to": "to",
}
# Codes are read in small letters, however they are typed.
CODES = frozenset(
    {"type", "level", "phase", "from", "to", "kind", "same_meaning", "scope", "graded"}
)
OF_SECTION = ("section", "section title", "phase")
Read = Callable[[str], Any]


def from_sheet(book: Workbook, cells: Cells) -> Checklist:
    """Return the checklist in the sheets.  Raises MistakenFileError."""
    tree: dict[str, Any] = {"sections": []}
    _read_checklist(book, cells, tree)
    _Questions(cells, tree["sections"]).read(book)
    read_beside(book, cells, tree)
    return cells.checklist(tree)


def read_beside(book: Workbook, cells: Cells, tree: dict[str, Any]) -> None:
    """Read the sheets of contradictions and of changes, where there are any."""
    for sheet in ("contradictions", "changes"):
        cells.at[sheet,] = Cell(sheet, "A", 1)
    if "contradictions" in book.sheets:
        rows = book.rows("contradictions", cells, known=_headings(CONTRADICTIONS))
        tree["contradictions"] = [_contradiction(row, n, cells) for n, row in enumerate(rows)]
    if "changes" in book.sheets:
        rows = book.rows("changes", cells, known=_headings(CHANGES))
        tree["changes"] = [_change(row, n, cells) for n, row in enumerate(rows)]


def _headings(columns: tuple[Column, ...]) -> frozenset[str]:
    return frozenset(column.heading for column in columns)


def put(
    target: dict[str, Any], key: str, row: Row, heading: str, cells: Cells, place: Place
) -> None:
    """Put the text of a cell under a key, if there is any; remember the cell in any case."""
    cells.at[*place, key] = row.cell(heading)
    if text := row[heading]:
        target[key] = text.lower() if key in CODES else text


def put_read(
    target: dict[str, Any], key: str, read: Read, row: Row, heading: str, cells: Cells, place: Place
) -> None:
    """Put what the cell's notation means under a key, if there is any."""
    cells.at[*place, key] = row.cell(heading)
    try:
        if row[heading] and (found := read(row[heading])):
            target[key] = found
    except NotationError as error:
        cells.note(row.cell(heading), str(error))


def _read_checklist(book: Workbook, cells: Cells, tree: dict[str, Any]) -> None:
    """Read the sheet whose rows are the fields of the checklist itself."""
    for key in ("id", "version", "title", "scope", "about", "sections"):
        sheet = "questions" if key == "sections" else "checklist"
        cells.at[key,] = Cell(sheet, "A", 1)
    seen: set[str] = set()
    for row in book.rows("checklist", cells, known=_headings(CHECKLIST)):
        field = " ".join(row["field"].lower().split())
        if field not in FIELDS or field in seen:
            text = "stands here a second time" if field in seen else "is no field of a checklist"
            cells.note(row.cell("field"), f"“{row['field'][:60]}” {text}")
        elif field == "adds to":
            put_read(tree, "adds_to", base_in, row, "value", cells, ())
        else:
            put(tree, field, row, "value", cells, ())
        seen.add(field)


def same_topic(topics: list[dict[str, Any]], topic: dict[str, Any]) -> int:
    """Return which topic of the section has the same standard and conditions, or would be next."""
    said = [(other.get("standard"), other.get("when")) for other in topics]
    own = (topic.get("standard"), topic.get("when"))
    return said.index(own) if own in said else len(topics)


class _Questions:
    """The rows of questions, put together into sections and topics."""

    def __init__(self, cells: Cells, sections: list[dict[str, Any]]) -> None:
        self.cells = cells
        self.sections = sections
        self.topic_said: tuple[str, str] | None = None
        self.topic_at = 0

    def read(self, book: Workbook) -> None:
        """Read every row."""
        for row in book.rows("questions", self.cells, known=_headings(QUESTIONS)):
            self._section(row)
            if any(row[column.heading] for column in QUESTIONS[len(OF_SECTION) :]):
                self._topic(row)
                self._question(row)

    def _section(self, row: Row) -> None:
        """Begin a section where the row names another than the row above."""
        cells, named = self.cells, row["section"]
        if self.sections and named in ("", self.sections[-1].get("id")):
            place = ("sections", len(self.sections) - 1)
            for heading, key in (("section title", "title"), ("phase", "phase")):
                before = str(self.sections[-1].get(key, ""))
                if row[heading] and row[heading].lower() != before.lower():
                    text = f"above, the {heading} is “{before[:60]}”; write the same, or nothing"
                    cells.note(row.cell(heading), text)
            return
        place = ("sections", len(self.sections))
        section: dict[str, Any] = {"topics": []}
        cells.at[place] = row.cell("section")
        put(section, "id", row, "section", cells, place)
        put(section, "title", row, "section title", cells, place)
        put(section, "phase", row, "phase", cells, place)
        self.sections.append(section)
        self.topic_said = None

    def _topic(self, row: Row) -> None:
        """Begin a topic where the row names another standard, or another condition for it."""
        said = (row["standard"], row["topic condition"])
        is_as_above = said in (("", ""), self.topic_said)
        if self.topic_said is not None and is_as_above:
            return
        topics = self.sections[-1]["topics"]
        place = ("sections", len(self.sections) - 1, "topics", len(topics))
        topic: dict[str, Any] = {"questions": []}
        self.cells.at[place] = row.cell("standard")
        put(topic, "standard", row, "standard", self.cells, place)
        put_read(topic, "when", conditions_in, row, "topic condition", self.cells, place)
        self.topic_said = said
        self.topic_at = same_topic(topics, topic)
        if self.topic_at == len(topics):
            topics.append(topic)

    def _question(self, row: Row) -> None:
        questions = self.sections[-1]["topics"][self.topic_at]["questions"]
        place = (
            *("sections", len(self.sections) - 1),
            *("topics", self.topic_at),
            *("questions", len(questions)),
        )
        question: dict[str, Any] = {}
        self.cells.at[place] = row.cell("type")
        for heading, key in KEYS.items():
            put(question, key, row, heading, self.cells, place)
        put_read(question, "when", conditions_in, row, "condition", self.cells, place)
        put_read(question, "options", options_in, row, "options", self.cells, place)
        questions.append(question)


def _contradiction(row: Row, number: int, cells: Cells) -> dict[str, Any]:
    place = ("contradictions", number)
    cells.at[place] = row.cell("id")
    found: dict[str, Any] = {}
    sides: dict[str, Any] = {}
    put(found, "id", row, "id", cells, place)
    put(found, "says", row, "says", cells, place)
    for n, heading in enumerate(("one side", "other side")):
        put_read(sides, heading, side_in, row, heading, cells, place)
        cells.at[*place, "between", n] = row.cell(heading)
        if not row[heading]:
            cells.note(row.cell(heading), "is missing")
    return {**found, "between": list(sides.values())}


def _change(row: Row, number: int, cells: Cells) -> dict[str, Any]:
    place = ("changes", number)
    cells.at[place] = row.cell("question")
    found: dict[str, Any] = {}
    for heading, key in (("question", "question"), ("kind", "kind"), ("why", "why")):
        put(found, key, row, heading, cells, place)
    put(found, "same_meaning", row, "same meaning", cells, place)
    return found
