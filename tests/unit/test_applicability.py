import pytest
from hypothesis import given, strategies as st

from app.checklists.applicability import applicable, closing
from app.checklists.fact import FactValue, combined
from app.checklists.library import facts, shipped
from app.checklists.question import AnswerCode
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database

YES, NO, UNKNOWN = FactValue.YES, FactValue.NO, FactValue.UNKNOWN
TRIAL = shipped()["trial", 1]


def test_a_known_no_closes_what_depends_on_a_fact() -> None:
    assert "bail.1" not in applicable(SMALL, {}, {"detained": NO, "restricted": NO})


@pytest.mark.parametrize("value", [YES, UNKNOWN])
def test_one_of_several_facts_is_enough_to_keep_it_open(value: FactValue) -> None:
    assert "bail.1" in applicable(SMALL, {}, {"detained": NO, "restricted": value})


def test_a_fact_that_nobody_recorded_closes_nothing() -> None:
    assert "bail.1" in applicable(SMALL, {}, {})


@pytest.mark.parametrize(
    ("answer", "is_open"),
    [
        (None, True),
        (AnswerCode.NOT_OBSERVED, True),
        (AnswerCode.UNDETERMINED, True),
        (AnswerCode.NO, True),
        (AnswerCode.PARTLY, True),
        (AnswerCode.YES, False),
        (AnswerCode.NOT_APPLICABLE, False),
    ],
)
def test_only_a_known_answer_can_close_a_question(answer: AnswerCode | None, is_open: bool) -> None:
    answers = {"torture.1": answer} if answer else {}
    assert ("torture.2" in applicable(SMALL, answers, {})) is is_open


def test_an_answer_on_a_closed_branch_does_not_count() -> None:
    answers = {"torture.1": AnswerCode.YES, "torture.2": AnswerCode.NO}
    closed = closing(SMALL, answers, {})
    assert closed["torture.2"] is not None
    assert closed["torture.3"] is None, "torture.2 says nothing while it is closed"


@given(
    st.dictionaries(st.sampled_from(list(TRIAL.questions)), st.sampled_from(list(AnswerCode))),
    st.dictionaries(st.sampled_from(list(facts())), st.sampled_from(list(FactValue))),
)
def test_learning_that_a_fact_is_unknown_never_closes_a_question(answers, known) -> None:  # type: ignore[no-untyped-def]
    less_known = {id_: v if v is not NO else UNKNOWN for id_, v in known.items()}
    closed_by_facts = {
        id_ for id_, when in closing(TRIAL, answers, less_known).items() if when and when.facts
    }
    assert closed_by_facts == set()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], UNKNOWN),
        ([NO], NO),
        ([NO, NO], NO),
        ([NO, UNKNOWN], UNKNOWN),
        ([NO, YES], YES),
        ([UNKNOWN, YES], YES),
    ],
)
def test_one_defendant_is_enough_for_yes_and_no_needs_all(
    values: list[FactValue], expected: FactValue
) -> None:
    assert combined(values) is expected
