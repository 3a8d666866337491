"""Each contradiction that a lawyer wrote speaks when both its sides hold, and only then."""

import pytest
from pydantic import ValidationError

from app.checklists.applicability import applicable
from app.checklists.checklist import Checklist
from app.checklists.contradictions import Contradiction, contradicted
from app.checklists.fact import FactValue
from app.checklists.library import shipped
from app.checklists.question import AnswerCode

pytestmark = pytest.mark.one_database

RULES = [
    pytest.param(checklist, rule, id=f"{checklist.id}-{rule.id}")
    for checklist in shipped().values()
    for rule in checklist.contradictions
]


@pytest.mark.parametrize(("checklist", "rule"), RULES)
def test_both_sides_can_be_answered_so_and_are_then_named(
    checklist: Checklist, rule: Contradiction
) -> None:
    """What opens the questions is answered so that they are asked: none is a rule in name only."""
    facts = {side.fact: side.value for side in rule.between if side.fact and side.value}
    answers = {side.question: side.is_[0] for side in rule.between if side.question}
    for id_ in rule.questions:
        for when in (*checklist.topic_of[id_].when, *checklist.questions[id_].when):
            if when.question:
                answers.setdefault(when.question, when.is_[0])
    asked = applicable(checklist, answers, facts)
    counted = {id_: code for id_, code in answers.items() if id_ in asked}
    assert rule in contradicted(checklist.contradictions, counted, facts)
    for side in rule.between:
        rest = {id_: code for id_, code in counted.items() if id_ != side.question}
        known = {id_: value for id_, value in facts.items() if id_ != side.fact}
        assert rule not in contradicted(checklist.contradictions, rest, known)


@pytest.mark.parametrize(("checklist", "rule"), RULES)
def test_what_is_not_known_contradicts_nothing(checklist: Checklist, rule: Contradiction) -> None:
    answers = dict.fromkeys(rule.questions, AnswerCode.UNDETERMINED)
    facts = {side.fact: FactValue.UNKNOWN for side in rule.between if side.fact}
    assert contradicted(checklist.contradictions, answers, facts) == ()


@pytest.mark.parametrize(
    "between",
    [
        [{"question": "a.1", "is": ["yes"]}, {"question": "a.1", "is": ["no"]}],
        [{"fact": "detained", "value": "yes"}, {"fact": "convicted", "value": "no"}],
        [{"question": "a.1", "is": ["yes"]}, {"fact": "detained", "value": "unknown"}],
        [{"question": "a.1", "is": ["undetermined"]}, {"question": "a.2", "is": ["no"]}],
        [{"question": "a.1"}, {"question": "a.2", "is": ["no"]}],
        [{"question": "a.1", "is": ["yes"]}],
    ],
)
def test_what_can_not_be_a_contradiction_is_refused(between: list[dict[str, object]]) -> None:
    with pytest.raises(ValidationError):
        Contradiction.model_validate({"id": "x", "between": between, "says": "Why."})
