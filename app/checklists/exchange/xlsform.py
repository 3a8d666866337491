"""A checklist as an XLSForm, which runs in ODK and Kobo without a network.

Columns of our own, which those programs do not read, hold what an XLSForm has no place for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.checklists.checklist import Checklist, Section, Topic
from app.checklists.exchange.notation import base_text
from app.checklists.exchange.relevant import FACT, relevant
from app.checklists.exchange.sheet import Vocabulary, sheets_beside
from app.checklists.exchange.writing import Column, Sheet, workbook
from app.checklists.fact import FactValue
from app.checklists.question import AnswerCode, Question

OURS = "fairhearing::"
SURVEY = tuple(
    Column(heading, width)
    for heading, width in (
        ("type", 30),
        ("name", 36),
        ("label", 60),
        ("hint", 40),
        ("guidance_hint", 30),
        ("relevant", 40),
        ("appearance", 12),
        *((f"{OURS}{name}", 16) for name in ("kind", "type", "phase", "standard", "level")),
        *((f"{OURS}{name}", 16) for name in ("unit", "from", "to")),
    )
)
CHOICES = (Column("list_name", 40), Column("name", 24), Column("label", 60))
SETTINGS = (
    *(Column(heading, 24) for heading in ("form_title", "form_id", "version")),
    *(Column(f"{OURS}{name}", 24) for name in ("scope", "about", "graded", "adds to", "country")),
)
ANSWERS, FACTS, INSTEAD = "answers", "facts", "instead"
OPTIONS = "options_"
SECTION, BASE = "section_", "base_"
# Names of groups hold a low line, which no id of a question does.
CASE = "facts_of_the_case"
NOT_APPLICABLE = "Not applicable if: "
TYPES = {
    "answer": f"select_one {ANSWERS}",
    "date": "date",
    "number": "integer",
    "text": "text",
    "fact": f"select_one {FACTS}",
    "duration": "integer",
}
CODES = {
    AnswerCode.YES: "Yes",
    AnswerCode.PARTLY: "Partly",
    AnswerCode.NO: "No",
    AnswerCode.NOT_OBSERVED: "Not observed",
    AnswerCode.UNDETERMINED: "Undetermined",
    AnswerCode.NOT_APPLICABLE: "Not applicable",
}
VALUES = {FactValue.YES: "Yes", FactValue.NO: "No", FactValue.UNKNOWN: "Not known"}
NOTED = (AnswerCode.PARTLY, AnswerCode.NO, AnswerCode.NOT_APPLICABLE)
SHOWN = frozenset({"label", "hint", "guidance_hint"})
# What an XLSForm would take for a reference to another question, however often it was marked so.
REFERENCE = re.compile("\\$(\u2060*)\\{")
MARKED = re.compile("\\$\u2060(\u2060*)\\{")

Line = Mapping[str, str]


def to_xlsform(
    checklist: Checklist, vocabulary: Vocabulary, base: Checklist | None = None
) -> bytes:
    """Return the checklist as an XLSForm from which the same checklist is read.

    A supplement needs the checklist it adds to: its questions are asked in the form as well.
    """
    wholes = [part for part in (base, checklist) if part]
    lines = [*_facts(wholes, vocabulary)]
    for whole in wholes:
        prefix = BASE if whole is base else ""
        for number, section in enumerate(whole.sections):
            lines += _section(section, number, prefix, vocabulary)
    rows = [[_cell(line, column.heading) for column in SURVEY] for line in lines]
    return workbook(
        [
            Sheet("survey", SURVEY, rows),
            Sheet("choices", CHOICES, list(_choices(wholes))),
            Sheet("settings", SETTINGS, [_settings(checklist)]),
            *sheets_beside(checklist),
        ]
    )


def _cell(line: Line, heading: str) -> str:
    text = line.get(heading, "")
    return shown(text) if heading in SHOWN else text


def shown(text: str) -> str:
    """Return text in which nothing is taken for a reference to a question."""
    return REFERENCE.sub("$\u2060\\1{", text)


def unshown(text: str) -> str:
    """Return the text that was to be shown."""
    return MARKED.sub("$\\1{", text)


def _facts(wholes: Iterable[Checklist], vocabulary: Vocabulary) -> Iterator[Line]:
    """Yield a first group that asks the facts on which anything depends."""
    needed = {
        fact
        for whole in wholes
        for topic in whole.topics
        for conditions in (topic.when, *(question.when for question in topic.questions))
        for when in conditions
        for fact in when.facts
    }
    if not needed:
        return
    yield _begin(CASE, "Facts of the case", kind="facts")
    for id_ in [
        *(f for f in vocabulary.facts if f in needed),
        *sorted(needed - {*vocabulary.facts}),
    ]:
        fact = vocabulary.facts.get(id_)
        yield {
            "type": TYPES["fact"],
            "name": f"{FACT}{id_}",
            "label": fact.text if fact else id_,
            "hint": (fact.hint if fact else None) or "",
            f"{OURS}kind": "fact",
        }
    yield _end(CASE)


def _begin(name: str, label: str, **ours: str) -> dict[str, str]:
    own = {f"{OURS}{key}": value for key, value in ours.items()}
    return {"type": "begin_group", "name": name, "label": label, **own}


def _end(name: str) -> Line:
    return {"type": "end_group", "name": name}


def _section(section: Section, number: int, prefix: str, vocabulary: Vocabulary) -> Iterator[Line]:
    name = f"{prefix}{SECTION}{section.id}"
    kind = "base" if prefix else "section"
    yield _begin(name, section.title, kind=kind, phase=section.phase)
    for t, topic in enumerate(section.topics):
        inner = f"{prefix}topic_{number + 1}_{t + 1}"
        yield _topic(topic, inner, vocabulary)
        for question in topic.questions:
            yield from _question(question)
        yield _end(inner)
    yield _end(name)


def _topic(topic: Topic, name: str, vocabulary: Vocabulary) -> Line:
    standard = vocabulary.standards.get(topic.standard)
    label = standard.name if standard else topic.standard
    begun = _begin(name, label, kind="topic", standard=topic.standard)
    return {**begun, "relevant": relevant(topic.when)}


def _question(question: Question) -> Iterator[Line]:
    """Yield the question, and what is asked beside it."""
    first, last = question.computed_between or ("", "")
    hint = question.not_applicable_if
    yield {
        "type": _type(question),
        "name": question.id,
        "label": question.text,
        "hint": question.evidence,
        "guidance_hint": f"{NOT_APPLICABLE}{hint}" if hint else "",
        "relevant": relevant(question.when),
        f"{OURS}kind": "question",
        f"{OURS}type": question.type,
        f"{OURS}level": question.level,
        f"{OURS}unit": getattr(question, "unit", ""),
        f"{OURS}from": first,
        f"{OURS}to": last,
    }
    if question.is_measured:
        noted = " or ".join(f"${{{question.id}}} = '{code}'" for code in NOTED)
        yield _beside(question, "note", "text", "Note", noted)
        return
    empty = f"${{{question.id}}} = ''"
    yield _beside(question, INSTEAD, f"select_one {INSTEAD}", "If there is no answer, why", empty)
    yield _beside(question, "note", "text", "Note, or what is known in part", empty)


def _type(question: Question) -> str:
    if question.type in TYPES:
        return TYPES[question.type]
    command = "select_one" if question.type == "choice" else "select_multiple"
    return f"{command} {OPTIONS}{question.id}"


def _beside(question: Question, kind: str, type_: str, label: str, when: str) -> Line:
    return {
        "type": type_,
        "name": f"{question.id}_{kind}",
        "label": label,
        "relevant": when,
        "appearance": "multiline" if type_ == "text" else "",
        f"{OURS}kind": kind,
    }


def _choices(wholes: Iterable[Checklist]) -> Iterator[list[str]]:
    """Yield every choice: the six answers, the values of a fact, and the options of questions."""
    questions = [question for whole in wholes for question in whole.questions.values()]
    codes_beside = {
        code for question in questions if not question.is_measured for code in question.codes
    }
    yield from ([ANSWERS, code, label] for code, label in CODES.items())
    yield from ([FACTS, value, label] for value, label in VALUES.items())
    yield from ([INSTEAD, code, CODES[code]] for code in CODES if code in codes_beside)
    for question in questions:
        for option in getattr(question, "options", ()):
            yield [f"{OPTIONS}{question.id}", option.id, shown(option.text)]


def _settings(checklist: Checklist) -> list[str]:
    return [
        shown(checklist.title),
        checklist.id,
        str(checklist.version),
        checklist.scope.value,
        shown(checklist.about),
        "yes" if checklist.graded else "no",
        base_text(checklist.adds_to),
        checklist.country or "",
    ]
