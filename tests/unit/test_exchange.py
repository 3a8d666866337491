"""What goes out comes back the same, in every format."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from app.checklists.as_yaml import as_yaml
from app.checklists.checklist import Checklist
from app.checklists.event import EventKind
from app.checklists.exchange.formats import Format, as_file, received
from app.checklists.exchange.relevant import conditions_of, relevant
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.exchange.xlsform import to_xlsform
from app.checklists.library import checklist_files, facts, read, standards
from app.checklists.question import AnswerCode, Level, When
from app.checklists.standard import Phase
from app.checklists.values import CONTROL_CHARACTERS
from tests.factories import OWN

pytestmark = pytest.mark.one_database

FILES = [*checklist_files(), OWN]
ODD = (
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "'", '"', "\"a\" 'b'", "a\tb"),
    *("no", "yes", "null", "~", "1", "1.0", "2017-09-03", "true", "off", "=", "<<", "|", ">", "?"),
    *("a: b", "a #b", "# a", "- a", "[a]", "{a: b}", "*a", "&a", "!a", "%a", "`a", "a,b", "---"),
    *("${x}", "$\u2060{x}", "$ {x}", "police = Police", "a\n  b\n b", "a\n\n\nb", "a\nb = c"),
    *("Not applicable if: a", "fact a", "a is yes", "_x0041_", "<b>a</b>", "&amp;", "a; b"),
    *(
        "\u0647\u0644\n\u0643\u0627\u0646\u062a",
        "តើ",
        "🙂",
        "a\u00a0b",
    ),
)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(standards(), facts())


@cache
def checklist_in(path: Path) -> Checklist:
    return read(path.read_text(encoding="utf-8"), Checklist, path.name)[0]


def sent_back(checklist: Checklist, format_: Format) -> Checklist:
    """Send a checklist out and read what went out."""
    document = as_file(as_yaml(checklist), format_, vocabulary(), lambda _: None)
    return received(document, format_.file_name("x", 1), vocabulary()).checklist


def accepted_by_pyxform(document: bytes) -> str:
    done = convert(BytesIO(document), file_type=".xlsx", validate=False)
    assert not done.warnings
    return str(done.xform)


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_checklist_comes_back_the_same(path: Path, format_: Format) -> None:
    checklist = checklist_in(path)
    assert sent_back(checklist, format_) == checklist


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_checklist_is_a_form_that_pyxform_accepts(path: Path) -> None:
    checklist = checklist_in(path)
    form = accepted_by_pyxform(to_xlsform(checklist, vocabulary()))
    for id_ in checklist.questions:
        assert f'/{id_}"' in form


def test_our_yaml_is_written_as_the_lawyers_write_it() -> None:
    text = as_yaml(checklist_in(FILES[0].parents[1] / "trial" / "1.yaml"))
    for line in (
        "    when: [{facts: [deprived-of-liberty]}]",
        '      when: [{question: public-hearing.1, is: [partly, "no"]}]',
        "  - {question: counsel-pretrial.5, is: [yes]}",
    ):
        assert f"{line}\n" in text


ids = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
question_ids = st.from_regex(r"[a-z][a-z0-9-]{0,6}(\.[a-z0-9][a-z0-9-]{0,6}){1,2}", fullmatch=True)
printed = st.characters(exclude_categories=["Cs", "Cc"]).filter(
    lambda character: not CONTROL_CHARACTERS.search(character)
)
sentences = (
    st.sampled_from(ODD) | st.text(printed | st.sampled_from("\n\t=$"), min_size=1, max_size=40)
).filter(lambda text: text.strip())
codes = st.lists(st.sampled_from(list(AnswerCode)), min_size=1, max_size=6)
whens = st.lists(
    st.fixed_dictionaries({"facts": st.lists(ids, min_size=1, max_size=3)})
    | st.fixed_dictionaries({"question": question_ids, "is": codes}),
    max_size=3,
)
options = st.lists(
    st.fixed_dictionaries({"id": ids, "text": sentences}),
    min_size=2,
    max_size=4,
    unique_by=lambda option: option["id"],
)
events = st.sampled_from(list(EventKind))
KINDS: tuple[dict[str, Any], ...] = (
    {},
    {"type": st.just("date")},
    {"type": st.just("number"), "unit": sentences},
    {"type": st.just("choice"), "options": options},
    {"type": st.just("choices"), "options": options},
    {"type": st.just("text")},
    {"type": st.just("fact")},
    {"type": st.just("duration"), "unit": sentences, "from": events, "to": events},
)


def question_of(kind: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"level": st.sampled_from(list(Level)), "text": sentences, "evidence": sentences, **kind},
        optional={"when": whens, "not_applicable_if": sentences},
    )


questions = st.one_of([question_of(kind) for kind in KINDS])
sides = st.fixed_dictionaries({"question": question_ids, "is": st.just(["no", "partly"])})
facts_known = st.fixed_dictionaries({"fact": ids, "value": st.sampled_from(["yes", "no"])})


@st.composite
def checklists(draw: Callable[..., Any]) -> Checklist:
    """A checklist of any shape; whether what it names is there does not matter here."""
    names = iter(draw(st.lists(question_ids, min_size=12, max_size=12, unique=True)))
    section_ids = iter(draw(st.lists(ids, min_size=2, max_size=2, unique=True)))
    sections = []
    for id_ in section_ids:
        topics = [
            {
                # Topics that say the same of one standard are one topic.
                "standard": f"{draw(ids)}-{number}",
                "when": draw(whens),
                "questions": [
                    {"id": next(names), **draw(questions)} for _ in range(draw(st.integers(1, 3)))
                ],
            }
            for number in range(draw(st.integers(0, 2)))
        ]
        phase = draw(st.sampled_from(list(Phase)))
        sections.append({"id": id_, "title": draw(sentences), "phase": phase, "topics": topics})
    supplement = {"adds_to": {"id": "trial", "version": 1}, "country": "KH"}
    return Checklist.model_validate(
        {
            "id": draw(ids),
            "version": draw(st.integers(1, 9999)),
            "title": draw(sentences),
            "scope": draw(st.sampled_from(["case", "hearing"])),
            "about": draw(sentences),
            "graded": draw(st.booleans()),
            "sections": sections,
            "contradictions": [
                {
                    "id": draw(ids),
                    "between": [draw(sides), draw(facts_known)],
                    "says": draw(sentences),
                }
                for _ in range(draw(st.integers(0, 2)))
            ],
            "changes": [
                {
                    "question": draw(question_ids),
                    "kind": "reworded",
                    "same_meaning": draw(st.booleans()),
                    "why": draw(st.none() | sentences),
                }
                for _ in range(draw(st.integers(0, 2)))
            ],
            **(supplement if draw(st.booleans()) else {}),
        }
    )


@pytest.mark.parametrize("format_", list(Format))
@settings(max_examples=20, deadline=None)
@given(checklist=checklists())
def test_any_checklist_comes_back_the_same(format_: Format, checklist: Checklist) -> None:
    assert sent_back(checklist, format_) == checklist


def test_no_text_keeps_pyxform_from_accepting_a_form() -> None:
    def question(number: int, text: str) -> dict[str, Any]:
        options = [{"id": f"o-{n}", "text": text} for n in range(2)]
        said = {"text": text, "evidence": text, "not_applicable_if": text, "options": options}
        return {"id": f"odd.{number}", "type": "choice", "level": "case", **said}

    topic = {"standard": "odd", "questions": [question(n, text) for n, text in enumerate(ODD)]}
    section = {"id": "odd", "title": "${x}", "phase": "trial", "topics": [topic]}
    about = {"title": "${x}", "about": "${x}", "scope": "case"}
    checklist = Checklist.model_validate(
        {"id": "odd", "version": 1, **about, "sections": [section]}
    )
    accepted_by_pyxform(to_xlsform(checklist, vocabulary()))


@settings(max_examples=50)
@given(conditions=whens)
def test_conditions_are_read_from_the_expression_that_they_are_written_as(
    conditions: list[dict[str, Any]],
) -> None:
    said = [When.model_validate(condition) for condition in conditions]
    assert [When.model_validate(found) for found in conditions_of(relevant(said))] == said


def test_a_condition_stays_open_in_the_form_while_nothing_is_known() -> None:
    facts_asked = When.model_validate({"facts": ["detained", "restricted"]})
    answered = When.model_validate({"question": "a.1", "is": ["yes"]})
    assert relevant([facts_asked, answered]) == (
        "(${fact_detained} != 'no' or ${fact_restricted} != 'no') and "
        "(${a.1} = '' or ${a.1} = 'yes' or ${a.1} = 'not_observed' or ${a.1} = 'undetermined')"
    )


def test_the_form_of_a_supplement_asks_what_it_adds_to_and_comes_back_alone() -> None:
    base = checklist_in(OWN)
    supplement = Checklist.model_validate(
        {
            "id": "more",
            "version": 1,
            "title": "More",
            "scope": "case",
            "about": "For one country.",
            "adds_to": {"id": "own", "version": 1},
            "country": "KH",
            "sections": [
                {
                    "id": "custody",
                    "title": "Custody",
                    "phase": "pre-trial",
                    "topics": [
                        {
                            "standard": "prompt-judicial-appearance",
                            "questions": [
                                {
                                    "id": "more.1",
                                    "level": "case",
                                    "text": "More?",
                                    "evidence": "-",
                                    "when": [
                                        {
                                            "question": "prompt-judicial-appearance.soon",
                                            "is": ["no"],
                                        }
                                    ],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    )
    form = to_xlsform(supplement, vocabulary(), base)
    assert "prompt-judicial-appearance.soon" in accepted_by_pyxform(form)
    assert received(form, "more.xlsx", vocabulary()).checklist == supplement


def test_a_spreadsheet_holds_text_and_nothing_that_runs() -> None:
    text = OWN.read_text(encoding="utf-8").replace(
        "text: Was the hearing filmed?", "text: '=HYPERLINK(\"http://x\")'"
    )
    document = as_file(text, Format.XLSX, vocabulary(), lambda _: None)
    sheets = load_workbook(BytesIO(document))
    kinds = {cell.data_type for sheet in sheets for row in sheet.rows for cell in row if cell.value}
    assert kinds == {"s"}
    assert not any(cell.hyperlink for sheet in sheets for row in sheet.rows for cell in row)
