"""What may be stored in answer to each kind of question, and how it is said."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.checklists.checklist import Checklist
from app.checklists.event import EventKind
from app.checklists.fact import FactValue
from app.checklists.library import read, shipped, standards
from app.checklists.question import Question
from app.findings.coverage import coverage
from app.findings.derive import derive
from app.partial_date import PartialDate
from tests.factories import OWN

pytestmark = pytest.mark.one_database

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
OPTIONS = [{"id": "police", "text": "Police station"}, {"id": "prison", "text": "Prison"}]
ALL_KINDS = read(OWN.read_text(encoding="utf-8"), Checklist, "own.yaml")[0]


def question(**values: Any) -> Any:
    asked = {"id": "a.1", "level": "case", "text": "What?", "evidence": "The file"}
    return QUESTION.validate_python(asked | values)


DATE = question(type="date")
NUMBER = question(type="number", unit="persons")
CHOICE = question(type="choice", options=OPTIONS)
CHOICES = question(type="choices", options=OPTIONS)
TEXT = question(type="text")
FACT = question(type="fact")
DURATION = question(type="duration", **{"from": "arrest", "to": "first-judge"})


@pytest.mark.parametrize(
    ("asked", "typed", "kept", "said"),
    [
        (DATE, PartialDate(2017, 9), "2017-09", PartialDate(2017, 9)),
        (NUMBER, 7, 7, "7 persons"),
        (CHOICE, "prison", "prison", "Prison"),
        (CHOICES, ("prison", "police"), ("police", "prison"), "Police station; Prison"),
        (TEXT, "In Khmer.", "In Khmer.", "In Khmer."),
        (FACT, FactValue.UNKNOWN, "unknown", FactValue.UNKNOWN),
        (DURATION, 5, 5, "5 days"),
    ],
)
def test_a_value_is_kept_plainly_and_said_in_words(
    asked: Any, typed: Any, kept: Any, said: Any
) -> None:
    assert asked.parse(typed) == kept
    assert asked.reading(kept) == said
    assert asked.plain(kept)


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (DATE, "soon"),
        (NUMBER, -1),
        (NUMBER, 10**7),
        (CHOICE, "home"),
        (CHOICES, ("home",)),
        (FACT, "maybe"),
        (question(), "yes"),
    ],
)
def test_what_can_not_be_an_answer_is_refused(asked: Any, typed: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        asked.parse(typed)


@pytest.mark.parametrize(
    "values",
    [
        {"type": "rating"},
        {"type": "number"},
        {"type": "choice", "options": OPTIONS[:1]},
        {"type": "choices", "options": [OPTIONS[0], OPTIONS[0]]},
        {"type": "duration", "from": "arrest"},
        {"type": "duration", "from": "arrest", "to": "lunch"},
        {"type": "date", "unit": "days"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(**values)


def test_a_question_without_a_type_is_measured_and_a_duration_knows_its_ends() -> None:
    assert question().is_measured
    assert not any(asked.is_measured for asked in (DATE, NUMBER, CHOICE, CHOICES, TEXT, FACT))
    assert DURATION.computed_between == (EventKind.ARREST, EventKind.FIRST_JUDGE)
    assert NUMBER.computed_between is None


def test_what_only_records_says_nothing_of_the_standard_and_counts_for_no_coverage() -> None:
    (indication,) = derive(ALL_KINDS, {}, {}).values()
    assert list(indication.asked) == [
        "prompt-judicial-appearance.soon",
        "prompt-judicial-appearance.reasons",
    ]
    assert coverage([indication]).applicable == 2


def test_the_screening_asks_one_question_on_each_standard() -> None:
    screening = shipped()["screening", 1]
    asked = [screening.topic_of[id_].standard for id_ in screening.measured]
    assert len(asked) == len(set(asked))
    assert set(asked) == standards().keys()


def test_every_standard_is_measured_by_some_checklist_and_only_the_trial_is_graded() -> None:
    measured = {c.topic_of[id_].standard for c in shipped().values() for id_ in c.measured}
    assert measured == standards().keys()
    assert [c.id for c in shipped().values() if c.graded] == ["trial"]


@pytest.mark.parametrize("checklist", shipped().values(), ids=lambda c: str(c.id))
def test_a_checklist_asks_only_what_can_be_answered_from_something(checklist: Checklist) -> None:
    for asked in checklist.questions.values():
        assert asked.text.endswith("?"), asked.id
        assert asked.evidence
        assert not asked.evidence.endswith("."), asked.id
