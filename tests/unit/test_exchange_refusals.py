"""What can't be used is refused: with its file, its line or cell, and what to do."""

import struct
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.checklists.checklist_mistakes import Known, checklist_mistakes
from app.checklists.exchange.formats import LARGEST_SENT, Format, as_file, received
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.exchange.workbook import MEGA, MOST_ROWS
from app.checklists.library import MistakenFileError, facts, standards
from tests.factories import OWN

pytestmark = pytest.mark.one_database

Edit = Callable[[Workbook], None]
NOTHING: dict[str, str] = {}


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(standards(), facts())


@cache
def own(format_: Format) -> bytes:
    return as_file(OWN.read_text(encoding="utf-8"), format_, vocabulary(), lambda _: None)


def edited(format_: Format, edit: Edit) -> bytes:
    """Return our small checklist as a person changed it."""
    book = load_workbook(BytesIO(own(format_)))
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cells(format_: Format, values: Mapping[str, object]) -> bytes:
    """Return our small checklist with other values in some cells: ``questions!C2``."""

    def edit(book: Workbook) -> None:
        for place, value in values.items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell] = value

    return edited(format_, edit)


def mistakes(content: bytes, name: str = "own.xlsx") -> list[str]:
    """Return what is said of a file, as a shell says it."""
    try:
        sent = received(content, name, vocabulary())
    except MistakenFileError as error:
        return [str(mistake) for mistake in error.mistakes]
    known = Known(standards(), facts())
    return [str(m) for m in checklist_mistakes(sent.checklist, sent.places, known, {})]


def only(content: bytes, name: str = "own.xlsx") -> str:
    found = mistakes(content, name)
    assert len(found) == 1, found
    return found[0]


def packed(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return target.getvalue()


def repacked(change: Mapping[str, bytes]) -> bytes:
    """Return our spreadsheet with other files inside."""
    with ZipFile(BytesIO(own(Format.XLSX))) as file:
        return packed({name: file.read(name) for name in file.namelist()} | dict(change))


def locked() -> bytes:
    """Return a spreadsheet whose parts are marked as encrypted, as some programs do it."""
    content = bytearray(own(Format.XLSX))
    at = content.index(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(content)


def lying() -> bytes:
    """Return a file whose directory says that what it holds is far smaller than it is."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"<a/>")
        file.writestr("xl/worksheets/sheet1.xml", b" " * 30 * MEGA)
        file.getinfo("xl/worksheets/sheet1.xml").file_size = 1000
    return target.getvalue()


def form(survey: Sequence[Sequence[str]], choices: Sequence[Sequence[str]] = ()) -> bytes:
    """Return an XLSForm that somebody else wrote."""
    book = Workbook()
    heads = ["type", "name", "label", "relevant", "constraint", "fairhearing::standard"]
    rows = {
        "survey": [heads, *survey],
        "choices": [["list_name", "name", "label"], *choices],
        "settings": [["form_title", "form_id"], ["Court visit", "Court_visit"]],
    }
    for name, lines in rows.items():
        sheet: Worksheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


ANSWERS = [["six", code, code] for code in ("yes", "partly", "no")] + [
    ["six", code, code] for code in ("not_observed", "undetermined", "not_applicable")
]
PUBLIC = ["select_one six", "Public_1", "Was it public?", "", "", "public-hearing"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"x" * (LARGEST_SENT + 1), "a.xlsx", "a.xlsx: larger than 5 MB"),
        (b"x" * (LARGEST_SENT + 1), "a.yaml", "a.yaml: larger than 5 MB"),
        (b"x: y\n" * 200_000, "a.yaml", "a.yaml:1: larger than 512 KB"),
        (b"id: \xff", "a.yaml", "a.yaml: not UTF-8 text"),
        (b"id: [\n", "a.yaml", "a.yaml:2: "),
        (b"", "a.xlsx", "a.xlsx: not an Excel workbook, or damaged"),
        (b"id,version", "a.xlsx", "a.xlsx: not an Excel workbook, or damaged"),
        (b"id,version", "a.csv", "a.csv: a checklist is read from a file that ends in .yaml"),
        (b"PK", "a.xlsm", "an Excel file with macros; save it as .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") * 64, "a.xlsx", "or one with a password; save it"),
        (bytes.fromhex("d0cf11e0a1b11ae1") * 64, "a.xls", "an old Excel file; save it as .xlsx"),
        (packed({"word/document.xml": b"x"}), "a.xlsx", "not an Excel workbook"),
        (packed({"xl/workbook.xml": b"x" * 30 * MEGA}), "a.xlsx", "larger than 20 MB"),
        (packed({"xl/workbook.xml": b"x" * 10 * MEGA}), "a.xlsx", "packed as no spreadsheet is"),
        (packed({f"xl/{n}": b"x" for n in range(600)}), "a.xlsx", "larger than 20 MB"),
        (packed({"xl/workbook.xml": b"<a"}), "a.xlsx", "or damaged"),
        (repacked({"xl/vbaProject.bin": b"x"}), "a.xlsx", "it holds macros; save it as .xlsx"),
        (repacked({"xl/worksheets/sheet1.xml": b"<a><b></a>"}), "a.xlsx", "or damaged"),
        (repacked({"xl/worksheets/sheet1.xml": b"<f>1</f>" * 600}), "a.xlsx", "600 formulas in"),
        (locked(), "a.xlsx", "protected by a password; save it without one"),
        (own(Format.XLSX)[:-100], "a.xlsx", "or damaged"),
        (lying(), "a.xlsx", "or damaged"),
        (packed({"xl/workbook.xml": b"x"}, ZIP_BZIP2), "a.xlsx", "packed as no spreadsheet is"),
        (b"id: own\nsections: [" + b"{}, " * 30_000 + b"]", "a.yaml", "more than 50000 values"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_or_unsafe_is_refused(content: bytes, name: str, says: str) -> None:
    assert says in only(content, name)


def test_text_that_multiplies_itself_is_refused() -> None:
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert only(bomb, "a.yaml").startswith("a.yaml:1: anchors and aliases are not allowed")
    entities = (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    )
    assert "or damaged" in only(repacked({"xl/sharedStrings.xml": entities}))


def test_a_mistake_in_yaml_is_named_with_its_line() -> None:
    text = OWN.read_text(encoding="utf-8").replace("scope: case", "scope: trial")
    assert (
        only(text.encode(), "own.yaml") == "own.yaml:5: scope: “trial” is not 'case' or 'hearing'"
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"questions!G3": "numbers"}, "questions!G3: there is no type “numbers”"),
        ({"questions!F3": "A b"}, "questions!F3: “A b” does not fit: write small Latin letters"),
        ({"questions!F3": None}, "questions!F3: id is missing"),
        ({"questions!H4": "court"}, "questions!H4: “court” is not 'hearing', 'case' or 'legal'"),
        ({"questions!I3": None}, "questions!I3: text is missing"),
        ({"questions!I3": "x" * 1001}, "questions!I3: is longer than 1000 characters"),
        ({"questions!I3": "a\u202eb"}, "questions!I3: holds the control character U+202E"),
        ({"questions!I3": "a\u0085b"}, "questions!I3: holds the control character U+0085"),
        ({"questions!F3": "version"}, "questions!F3: “version” does not fit: write small"),
        ({"questions!E5": "fact detained"}, "questions!D5: the section asks about prompt-"),
        ({"questions!K10": "fact " + ", ".join(["detained"] * 31)}, "has more than 30"),
        ({"questions!I3": "=1+1"}, "questions!I3: a formula; write the value itself"),
        ({"questions!M2": "days"}, "questions!M2: a question of this type has none: empty this"),
        ({"questions!M3": None}, "questions!M3: unit is missing"),
        ({"questions!N4": "Police station"}, "“Police station” is not an option; write each on"),
        ({"questions!N4": "police = Police"}, "questions!N4: has 1; it needs at least 2"),
        ({"questions!O8": "trial"}, "questions!O8: “trial” is not 'alleged-act'"),
        ({"questions!K10": "if detained"}, "questions!K10: “if detained” is not a condition"),
        ({"questions!K10": "fact jailed"}, "questions!K10: there is no fact jailed"),
        ({"questions!E2": "fact jailed"}, "questions!E2: there is no fact jailed"),
        ({"questions!B5": "Cells"}, "questions!B5: above, the section title is “Custody”"),
        ({"questions!C2": "before"}, "questions!C2: “before” is not 'pre-trial'"),
        ({"questions!Q1": "Remarks"}, "questions!Q1: there is no column “Remarks”; remove it"),
        ({"questions!Q1": "text"}, "questions!Q1: the column “text” stands here a second time"),
        ({"questions!F3": "prompt-judicial-appearance.soon"}, "questions!F9: the question"),
        ({"checklist!B3": "one"}, "checklist!B3: “one” is not a whole number"),
        ({"checklist!B3": 10_000}, "checklist!B3: “10000” is more than 9999"),
        ({"checklist!B8": "trial"}, "checklist!B8: “trial” names no checklist; write id and"),
        ({"checklist!A3": "number"}, "checklist!A3: “number” is no field of a checklist"),
        ({"contradictions!B2": "always"}, "contradictions!B2: “always” is not a side"),
        ({"contradictions!C2": None}, "contradictions!C2: is missing"),
        ({"changes!A2": "a.1", "changes!B2": "reworded"}, "changes!A1: there is no version 0"),
    ],
)
def test_a_mistake_in_a_spreadsheet_is_named_with_its_cell(
    values: Mapping[str, object], says: str
) -> None:
    found = mistakes(cells(Format.XLSX, values))
    assert any(said.startswith("own.xlsx:") and says in said for said in found), found


def test_a_cell_that_no_spreadsheet_can_hold_is_refused_unread() -> None:
    text = b'<c r="A1" t="inlineStr"><is><t>' + b"xy \n" * 10_000 + b"</t></is></c>"
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet += b'<sheetData><row r="1">' + text + b"</row></sheetData></worksheet>"
    assert (
        "A1: is longer than 32767 characters"
        in mistakes(repacked({"xl/worksheets/sheet1.xml": sheet}))[0]
    )


@pytest.mark.parametrize(
    "questions",
    ["[null]", "[[1]]", "[{type: [a]}]", "[{1: a}]", "[!!omap x]", "[!!bool x]", "[2001-99-99]"],
)
def test_yaml_of_another_shape_is_refused(questions: str) -> None:
    head = OWN.read_text(encoding="utf-8").partition("    questions:")[0]
    assert mistakes(f"{head}    questions: {questions}\n".encode(), "own.yaml")


def test_a_number_without_end_is_refused() -> None:
    text = OWN.read_text(encoding="utf-8").replace("version: 1", "version: 0x" + "f" * 6000)
    assert "own.yaml:3: version: “a number of thousands" in only(text.encode(), "own.yaml")


def test_at_most_a_hundred_mistakes_are_named() -> None:
    text = OWN.read_text(encoding="utf-8") + "".join(f"x{n}: 1\n" for n in range(150))
    found = mistakes(text.encode(), "own.yaml")
    assert (len(found), found[-1].split(": ")[1]) == (101, "and 50 more")


def test_rows_of_one_standard_and_condition_are_put_together() -> None:
    parted = {"questions!D5": "public-hearing"}
    kept = received(cells(Format.XLSX, parted), "own.xlsx", vocabulary()).checklist
    assert [(t.standard, len(t.questions)) for t in kept.topics] == [
        ("prompt-judicial-appearance", 8),
        ("public-hearing", 1),
    ]


def test_an_unknown_standard_and_a_forward_condition_are_named_with_their_cells() -> None:
    found = mistakes(
        cells(
            Format.XLSX,
            {
                **{f"questions!D{row}": "custody" for row in range(2, 11)},
                "questions!K9": "prompt-judicial-appearance.reasons is yes",
            },
        )
    )
    assert [said.split(": ", 1)[0] for said in found] == [
        "own.xlsx:questions!D2",
        "own.xlsx:questions!K9",
    ]
    assert "there is no standard custody" in found[0]
    assert "asked later" in found[1]


def test_every_mistake_is_named_at_once_in_order() -> None:
    values = {"questions!H4": "court", "questions!I3": None, "checklist!B5": "x"}
    places = [said.split(": ")[0] for said in mistakes(cells(Format.XLSX, values))]
    assert places == [
        f"own.xlsx:{cell}" for cell in ("checklist!B5", "questions!I3", "questions!H4")
    ]


def test_a_spreadsheet_may_hold_remarks_and_empty_cells_that_mean_the_same_as_above() -> None:
    below = {f"questions!{column}{row}": None for column in "ABCDE" for row in range(3, 11)}
    remark = {"questions!Q1": "# ours", "questions!Q4": "to be asked of the police"}
    kept = received(cells(Format.XLSX, below | remark), "own.xlsx", vocabulary()).checklist
    assert kept == received(own(Format.YAML), "own.yaml", vocabulary()).checklist


def test_more_rows_than_a_checklist_can_have_are_refused() -> None:
    assert f"more than {MOST_ROWS} rows" in only(
        cells(Format.XLSX, {f"questions!A{MOST_ROWS + 5}": "x"})
    )


def test_a_workbook_of_something_else_is_refused() -> None:
    book = Workbook()
    target = BytesIO()
    book.save(target)
    assert "neither the sheets “questions” and “checklist”" in only(target.getvalue())


def test_a_form_of_others_is_taken_up_as_far_as_it_fits() -> None:
    survey = [
        ["start", "start", ""],
        ["begin group", "Hearing", "The hearing"],
        PUBLIC,
        ["select one yes_no", "Seat", "Was there a seat?", "", "", "public-hearing"],
        ["select_one known", "Filmed", "Was it filmed?", "", "", "public-hearing"],
        ["integer", "Persons", "How many came?", "${Public_1} = 'yes'", "", "public-hearing"],
        ["date", "day", "When was it?", "${fact_detained} = 'yes'", "", "public-hearing"],
        ["end group", "", ""],
        ["text", "Words", "What was said?", "", "", "public-hearing"],
    ]
    choices = [
        *ANSWERS,
        *(["yes_no", code, code] for code in ("yes", "no")),
        *(["known", code, code] for code in ("yes", "no", "unknown")),
    ]
    sent = received(form(survey, choices), "visit.xlsx", vocabulary())
    checklist = sent.checklist
    assert {id_: q.type for id_, q in checklist.questions.items()} == {
        "court-visit.public-1": "answer",
        "court-visit.seat": "choice",
        "court-visit.filmed": "fact",
        "court-visit.persons": "number",
        "court-visit.day": "date",
        "court-visit.words": "text",
    }
    assert (checklist.id, checklist.version, checklist.title) == ("court-visit", 1, "Court visit")
    assert [(s.id, s.phase) for s in checklist.sections] == [
        ("hearing", "trial"),
        ("questions", "trial"),
    ]
    assert checklist.questions["court-visit.persons"].when[0].question == "court-visit.public-1"
    assert checklist.questions["court-visit.day"].when[0].facts == ("detained",)
    known = Known(standards(), facts())
    assert not list(checklist_mistakes(checklist, sent.places, known, {}))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["calculate", "sum", ""], "survey!A3: a checklist calculates nothing; delete this row"),
        (["begin_repeat", "r", "R"], "survey!A3: a checklist asks everything once; replace"),
        (["note", "n", "N"], "survey!A3: a checklist has no rows that only say something"),
        (["geopoint", "g", "G"], "survey!A3: “geopoint” is no question of a checklist; use"),
        (["select_one_from_file a.csv", "f", "F"], "survey!A3: “select_one_from_file a.csv” is no"),
        (["select_one six or_other", "o", "O"], "survey!A3: “select_one six or_other” is no"),
        (["", "x", "X"], "survey!A3: type is missing"),
        (["begin_group", "g", "G"], "survey!A3: this group is not ended; add a row end_group"),
        (["end_group", "", ""], "survey!A3: no group is open that could end here"),
        (
            ["text", "t", "T", "", ". > 5", "public-hearing"],
            "survey!E3: a checklist has no constraint; empty this cell",
        ),
        (["text", "t", "T"], "survey!F3: on which standard? Name it in a column"),
        (["text", "t", "T", "", "", "x"], "survey!F3: there is no standard x"),
        (
            ["select_one list", "t", "T", "", "", "public-hearing"],
            "survey!A3: there is no list “list” in the choices",
        ),
        (["text", "1.t", "T", "", "", "public-hearing"], "survey!B3: “1.t” does not fit: write"),
        (["text", "t", "", "", "", "public-hearing"], "survey!C3: text is missing"),
        *(
            (["text", "t", "T", relevant, "", "public-hearing"], f"survey!D3: {says}")
            for relevant, says in (
                ("${Public_1} = 'yes' or ${Public_2} = 'yes'", "“${Public_1} = 'yes' or"),
                ("count(${Public_1}) > 1", "“count(${Public_1}) > 1” can't be a condition"),
                ("${Public_1} != 'yes'", "“${Public_1} != 'yes'” can't be a condition"),
                ("not(selected(${Public_1}, 'yes'))", "“not(selected(${Public_1}, 'yes'))” can't"),
                ("${Public_1} = ''", "“${Public_1} = ''” can't be a condition of a checklist"),
                ("(((((", "“(((((” can't be a condition of a checklist; write it as"),
                ("(" * 3000 + ")" * 3000, "“(((("),
                ("${Public_1} = 'maybe'", "“maybe” is not 'yes', 'partly'"),
                ("${later} = 'yes'", "there is no question court-visit.later in this checklist"),
            )
        ),
    ],
)
def test_what_a_checklist_cannot_hold_of_a_form_is_named_with_its_cell(
    row: list[str], says: str
) -> None:
    found = mistakes(form([PUBLIC, row], ANSWERS), "visit.xlsx")
    assert any(said.startswith(f"visit.xlsx:{says}") for said in found), found


def test_choices_and_languages_that_a_checklist_cannot_hold_are_named_with_their_cells() -> None:
    wrong = [["colour", "Dark blue", "Dark blue"], ["colour", "red", "Red"]]
    row = ["select_multiple colour", "c", "Which?", "", "", "public-hearing"]
    said = only(form([row], wrong), "visit.xlsx")
    assert said.startswith("visit.xlsx:choices!B2: “Dark blue” does not fit: write small")
    two = cells(Format.XLSFORM, {"survey!P1": "label::French (fr)"})
    assert only(two).startswith("own.xlsx:survey!P1: a checklist is in one language")
    fewer = edited(Format.XLSFORM, lambda book: book["choices"].delete_rows(3))
    assert "the choices must be yes, partly, no" in mistakes(fewer)[0]
