import pytest
from hypothesis import given, strategies as st

from app.checklists.fact import FactValue
from app.checklists.question import AnswerCode
from app.findings.coverage import Coverage, coverage
from app.findings.derive import Reading, derive, reading
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database

YES, PARTLY, NO = AnswerCode.YES, AnswerCode.PARTLY, AnswerCode.NO
NOT_OBSERVED, UNDETERMINED = AnswerCode.NOT_OBSERVED, AnswerCode.UNDETERMINED
NOT_APPLICABLE = AnswerCode.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], Reading.NOT_APPLICABLE),
        ([NOT_APPLICABLE], Reading.NOT_APPLICABLE),
        ([None], Reading.NOT_ANSWERED),
        ([None, NOT_APPLICABLE], Reading.NOT_ANSWERED),
        ([YES], Reading.CONSISTENT),
        ([YES, NOT_APPLICABLE], Reading.CONSISTENT),
        ([YES, None], Reading.INSUFFICIENT_INFORMATION),
        ([YES, NOT_OBSERVED], Reading.INSUFFICIENT_INFORMATION),
        ([YES, UNDETERMINED], Reading.INSUFFICIENT_INFORMATION),
        ([NOT_OBSERVED], Reading.INSUFFICIENT_INFORMATION),
        ([YES, PARTLY], Reading.SHORTCOMING),
        ([PARTLY, NOT_OBSERVED], Reading.SHORTCOMING),
        ([YES, PARTLY, NO], Reading.VIOLATION),
        ([NO, NOT_OBSERVED, None], Reading.VIOLATION),
    ],
)
def test_what_the_answers_on_a_standard_point_to(
    answers: list[AnswerCode | None], expected: Reading
) -> None:
    assert reading(answers) is expected


@given(st.lists(st.sampled_from([None, *AnswerCode])))
def test_unknown_is_never_compliance(answers: list[AnswerCode | None]) -> None:
    if {None, NOT_OBSERVED, UNDETERMINED} & set(answers):
        assert reading(answers) is not Reading.CONSISTENT


@given(st.lists(st.sampled_from([None, *AnswerCode])))
def test_the_order_of_answers_does_not_matter(answers: list[AnswerCode | None]) -> None:
    assert reading(answers) is reading(reversed(answers))


def test_the_trail_names_the_answers_that_decided() -> None:
    found = derive(SMALL, {"torture.1": NO, "torture.2": NOT_OBSERVED}, {})["torture"]
    assert found.reading is Reading.VIOLATION
    assert found.decisive == ("torture.1",)
    assert (found.determined, found.counted) == (1, 3)


def test_a_standard_closed_by_a_fact_does_not_apply() -> None:
    closed = {"detained": FactValue.NO, "restricted": FactValue.NO}
    assert derive(SMALL, {"bail.1": NO}, closed)["bail"].reading is Reading.NOT_APPLICABLE


def test_an_answer_not_applicable_leaves_the_denominator() -> None:
    found = derive(SMALL, {"torture.1": YES, "bail.1": NOT_APPLICABLE}, {})
    assert coverage(found.values()) == Coverage(determined=1, applicable=2)


@pytest.mark.parametrize(
    ("determined", "applicable", "enough"),
    [(0, 0, False), (3, 5, True), (59, 100, False), (2, 3, True), (5, 5, True)],
)
def test_coverage_is_held_against_the_threshold(
    determined: int, applicable: int, enough: bool
) -> None:
    assert Coverage(determined, applicable).reaches_threshold is enough
