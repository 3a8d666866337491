"""A checklist read from an XLSForm: ours comes back as it was, another as far as it fits.

What a checklist can't hold, such as calculations and repeated groups, is refused with its cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.checklists.checklist import Checklist
from app.checklists.exchange.choices import Choice, Lists, lists_in
from app.checklists.exchange.notation import NotationError, base_in
from app.checklists.exchange.places import Cell, Cells, Place, Row
from app.checklists.exchange.relevant import conditions_of, plain_id, question_id
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.exchange.sheet_reading import put, put_read, read_beside, same_topic
from app.checklists.exchange.workbook import Workbook
from app.checklists.exchange.xlsform import (
    CODES,
    INSTEAD,
    NOT_APPLICABLE,
    OURS,
    SECTION,
    VALUES,
    unshown,
)

# What a device notes by itself: it asks nothing.
SILENT = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "phonenumber",
        "username",
        "email",
        "audit",
        "subscriberid",
    }
)
PLAIN = {"text": "text", "integer": "number", "int": "number", "date": "date"}
SELECT = {
    "select_one": "choice",
    "select1": "choice",
    "select_multiple": "choices",
}
REFUSED = {
    "begin_repeat": "a checklist asks everything once; replace the repeated group by a group",
    "end_repeat": "a checklist asks everything once; replace the repeated group by a group",
    "calculate": "a checklist calculates nothing; delete this row, and ask for the value itself",
    "note": "a checklist has no rows that only say something; move the words to the hint of a "
    "question",
}
# Columns that make a form act.
LOGIC = (
    "calculation",
    "constraint",
    "choice_filter",
    "default",
    "trigger",
    "repeat_count",
    "parameters",
)
SHEETS = ("external_choices", "entities", "osm")
# Kinds of rows and of groups that are not of the checklist itself.
BESIDE = frozenset({"note", INSTEAD, "fact"})
SKIPPED = frozenset({"facts", "base"})
# A form of others seldom says where an answer is found, or of what a number counts.
NOWHERE, NUMBER = "Not stated", "in number"


def from_xlsform(book: Workbook, cells: Cells, vocabulary: Vocabulary) -> Checklist:
    """Return the checklist that the form asks.  Raises MistakenFileError."""
    for sheet in SHEETS:
        if sheet in book.sheets and any(book.rows(sheet, cells)):
            text = "a checklist has nothing of this kind; delete the sheet and what uses it"
            cells.note(Cell(book.sheets[sheet], "A", 1), text)
    tree: dict[str, Any] = {"sections": []}
    _read_settings(book, cells, tree)
    lists = lists_in(book, cells)
    _Survey(cells, tree, lists, vocabulary).read(book)
    read_beside(book, cells, tree)
    return cells.checklist(tree)


def _read_settings(book: Workbook, cells: Cells, tree: dict[str, Any]) -> None:
    rows = list(book.rows("settings", cells)) if "settings" in book.sheets else []
    row = rows[0] if rows else Row("settings", 2, {}, {})
    cells.at["sections",] = Cell(book.sheets["survey"], "A", 1)
    put(tree, "title", row, "form_title", cells, ())
    put(tree, "id", row, "form_id", cells, ())
    put(tree, "version", row, "version", cells, ())
    for name in ("scope", "about", "graded", "country"):
        put(tree, name, row, f"{OURS}{name}", cells, ())
    put_read(tree, "adds_to", base_in, row, f"{OURS}adds to", cells, ())
    for name in ("title", "about"):
        if name in tree:
            tree[name] = unshown(tree[name])
    tree.setdefault("version", "1")
    tree.setdefault("scope", "case")
    if "title" in tree:
        tree.setdefault("id", plain_id(tree["title"].replace(" ", "-")))
        tree.setdefault("about", tree["title"])
    tree["id"] = plain_id(tree.get("id", ""))


@dataclass(frozen=True, slots=True)
class _Group:
    """A group that is open: its row, its standard, and what its questions depend on."""

    row: Row
    standard: str
    conditions: tuple[dict[str, Any], ...]
    is_skipped: bool


class _Survey:
    """The rows of the form, put together into sections and topics."""

    def __init__(
        self, cells: Cells, tree: dict[str, Any], lists: Lists, vocabulary: Vocabulary
    ) -> None:
        self.cells = cells
        self.tree = tree
        self.lists = lists
        self.vocabulary = vocabulary
        self.groups: list[_Group] = []
        # The rows of the groups in which the section and the topic at hand began.
        self.section_of: int | None = None
        self.topic_of: tuple[int, str] | None = None
        self.topic_at = 0

    def read(self, book: Workbook) -> None:
        """Read every row."""
        self.label = _label_column(book, self.cells)
        for row in book.rows("survey", self.cells):
            command, _, rest = " ".join(row["type"].split()).partition(" ")
            whole = f"{command}_{rest}".lower() if command in ("begin", "end") else command.lower()
            match whole:
                case "":
                    self.cells.note(row.cell("type"), "type is missing")
                case "begin_group":
                    self._begin(row)
                case "end_group":
                    self._end(row)
                case _ if self._is_skipped(row) or whole in SILENT:
                    pass
                case _:
                    self._question(row, _kind(row["type"]))
        for group in self.groups:
            self.cells.note(group.row.cell("type"), "this group is not ended; add a row end_group")

    def _is_skipped(self, row: Row) -> bool:
        return any(group.is_skipped for group in self.groups) or row[f"{OURS}kind"] in BESIDE

    def _begin(self, row: Row) -> None:
        kind = row[f"{OURS}kind"]
        self._refuse_logic(row)
        before = self.groups[-1].conditions if self.groups else ()
        standard = row[f"{OURS}standard"] or (self.groups[-1].standard if self.groups else "")
        is_skipped = kind in SKIPPED or any(group.is_skipped for group in self.groups)
        own = () if is_skipped else tuple(self._conditions(row))
        self.groups.append(_Group(row, standard, (*before, *own), is_skipped))
        if kind == "section" and not is_skipped:
            self._section(row)

    def _end(self, row: Row) -> None:
        if self.groups:
            self.groups.pop()
        else:
            self.cells.note(row.cell("type"), "no group is open that could end here")

    def _conditions(self, row: Row) -> list[dict[str, Any]]:
        try:
            return conditions_of(row["relevant"], self.tree["id"])
        except NotationError as error:
            self.cells.note(row.cell("relevant"), str(error))
            return []

    def _refuse_logic(self, row: Row) -> None:
        for heading in LOGIC:
            if row[heading]:
                text = f"a checklist has no {heading.replace('_', ' ')}; empty this cell"
                self.cells.note(row.cell(heading), text)

    def _question(self, row: Row, kind: tuple[str, str]) -> None:
        self._refuse_logic(row)
        type_, list_name = kind
        if not type_:
            text = (
                f"“{row['type'][:60]}” is no question of a checklist; use select_one, "
                "select_multiple, integer, date or text, or delete this row"
            )
            typed = "_".join(row["type"].lower().split())
            self.cells.note(row.cell("type"), REFUSED.get(typed, text))
            return
        questions, place = self._topic(row)
        place = (*place, "questions", len(questions))
        question: dict[str, Any] = {}
        self._put_texts(question, row, place)
        if conditions := self._conditions(row):
            question["when"] = conditions
        options = self.lists.get(list_name, ()) if list_name else ()
        if list_name and not options:
            self.cells.note(row.cell("type"), f"there is no list “{list_name}” in the choices")
        question["type"] = row[f"{OURS}type"] or _type_by_codes(type_, options)
        self._put_choices(question, row, options, place)
        if question["type"] in ("number", "duration"):
            question["unit"] = row[f"{OURS}unit"] or NUMBER
        questions.append(question)

    def _put_texts(self, question: dict[str, Any], row: Row, place: Place) -> None:
        cells = self.cells
        cells.at[place] = row.cell("type")
        cells.at[*place, "when"] = row.cell("relevant")
        put(question, "id", row, "name", cells, place)
        put(question, "text", row, self.label, cells, place)
        put(question, "evidence", row, "hint", cells, place)
        put(question, "not_applicable_if", row, "guidance_hint", cells, place)
        for name in ("type", "level", "from", "to"):
            put(question, name, row, f"{OURS}{name}", cells, place)
        cells.at[*place, "unit"] = row.cell(f"{OURS}unit")
        question["id"] = question_id(question.get("id", ""), self.tree["id"])
        for key in ("text", "evidence", "not_applicable_if"):
            if key in question:
                question[key] = unshown(question[key])
        if hint := question.get("not_applicable_if"):
            question["not_applicable_if"] = hint.removeprefix(NOT_APPLICABLE)
        question.setdefault("evidence", NOWHERE)
        question.setdefault("level", "hearing" if self.tree["scope"] == "hearing" else "case")

    def _put_choices(
        self, question: dict[str, Any], row: Row, options: tuple[Choice, ...], place: Place
    ) -> None:
        """Put the options of a choice; of the six answers and of facts none may be changed."""
        codes = {choice.code for choice in options}
        fixed: Mapping[str, tuple[str, ...]] = {"answer": (*CODES,), "fact": (*VALUES,)}
        if codes != {*fixed.get(question["type"], codes)}:
            text = f"the choices must be {', '.join(fixed[question['type']])}"
            self.cells.note(row.cell("type"), text)
        if question["type"] not in ("choice", "choices"):
            return
        self.cells.at[*place, "options"] = row.cell("type")
        question["options"] = [{"id": choice.code, "text": choice.label} for choice in options]
        for n, choice in enumerate(options):
            self.cells.at[*place, "options", n] = choice.at["id"]
            for key, cell in choice.at.items():
                self.cells.at[*place, "options", n, key] = cell

    def _topic(self, row: Row) -> tuple[list[Any], Place]:
        """Return the questions of the topic to which the row belongs, and the topic's place."""
        section, place = self._section(row)
        inner = self.groups[-1] if self.groups else None
        standard = row[f"{OURS}standard"] or (inner.standard if inner else "")
        begun = (inner.row.number if inner else 0, standard)
        topics = section["topics"]
        if self.topic_of != begun:
            self.topic_of = begun
            topic: dict[str, Any] = {"standard": standard or "none", "questions": []}
            if inner and inner.conditions:
                topic["when"] = list(inner.conditions)
            self.topic_at = same_topic(topics, topic)
            if self.topic_at == len(topics):
                topics.append(topic)
        place = (*place, "topics", self.topic_at)
        said_by = inner.row if inner and inner.row[f"{OURS}standard"] else row
        self.cells.at.setdefault((*place, "standard"), said_by.cell(f"{OURS}standard"))
        self.cells.at.setdefault((*place, "when"), (inner.row if inner else row).cell("relevant"))
        if not standard:
            text = f"on which standard? Name it in a column {OURS}standard, here or at the group"
            self.cells.note(row.cell(f"{OURS}standard"), text)
        return topics[self.topic_at]["questions"], place

    def _section(self, row: Row) -> tuple[dict[str, Any], Place]:
        """Return the section to which the row belongs, begun by the outermost group."""
        sections = self.tree["sections"]
        group = self.groups[0].row if self.groups else None
        number = group.number if group else 0
        if not sections or self.section_of != number:
            self.section_of, self.topic_of = number, None
            place = ("sections", len(sections))
            section: dict[str, Any] = {"topics": []}
            begun = group or row
            self.cells.at[place] = begun.cell("type")
            put(section, "title", begun, self.label, self.cells, place)
            put(section, "phase", begun, f"{OURS}phase", self.cells, place)
            self.cells.at[*place, "id"] = begun.cell("name")
            section["id"] = plain_id(begun["name"].removeprefix(SECTION))
            if group is None:
                section |= {"id": "questions", "title": self.tree.get("title", "")}
            section["title"] = unshown(section.get("title", ""))
            section.setdefault("phase", self._phase(row))
            sections.append(section)
        return sections[-1], ("sections", len(sections) - 1)

    def _phase(self, row: Row) -> str:
        """Return the phase of the standard asked about first."""
        inner = self.groups[-1].standard if self.groups else ""
        standard = self.vocabulary.standards.get(row[f"{OURS}standard"] or inner)
        return standard.phase if standard else "trial"


def _kind(typed: str) -> tuple[str, str]:
    """Return the type of a question, as far as it shows, and the list it chooses from."""
    words = typed.replace("select one", "select_one").replace("select multiple", "select_multiple")
    command, *more = words.split()
    if command in SELECT and len(more) == 1:
        return SELECT[command], more[0]
    return ("" if more else PLAIN.get(command.lower(), "")), ""


def _type_by_codes(type_: str, options: tuple[Choice, ...]) -> str:
    """Return what a choice is by its codes: one of the six answers, a fact, or a choice."""
    codes = {choice.code for choice in options}
    if type_ == "choice" and codes == {*CODES}:
        return "answer"
    return "fact" if type_ == "choice" and codes == {*VALUES} else type_


def _label_column(book: Workbook, cells: Cells) -> str:
    """Return the heading of the labels: a checklist is in one language."""
    first = next(book.rows("survey", cells), None)
    headings = [h for h in (first.columns if first else ()) if h.split(":")[0].strip() == "label"]
    if first and len(headings) > 1:
        cell = Cell(first.sheet, first.columns[headings[1]], 1)
        cells.note(cell, "a checklist is in one language; keep one column of labels")
    return headings[0] if headings else "label"
