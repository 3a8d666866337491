import pytest

from app.assessments.answering import (
    Basis,
    Citation,
    GivenAnswer,
    StoredAnswer,
)
from app.assessments.completeness import Gap, gaps, lacking, missing, unanswered
from app.assessments.progress import State, progress
from app.assessments.rollup import roll_up
from app.cases.kinds import Observed
from app.checklists.question import AnswerCode
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database

CITED = (Citation(1, "para 2"),)


@pytest.mark.parametrize(
    ("answer", "lacking"),
    [
        (GivenAnswer(), (Gap.ANSWER,)),
        (GivenAnswer(None, "a note alone"), (Gap.ANSWER,)),
        (GivenAnswer(AnswerCode.YES), ()),
        (GivenAnswer(AnswerCode.NOT_OBSERVED), ()),
        (GivenAnswer(AnswerCode.UNDETERMINED), ()),
        (GivenAnswer(AnswerCode.NO), (Gap.NOTE, Gap.SOURCE)),
        (GivenAnswer(AnswerCode.NO, "Why"), (Gap.SOURCE,)),
        (GivenAnswer(AnswerCode.PARTLY, "", citations=CITED), (Gap.NOTE,)),
        (GivenAnswer(AnswerCode.NO, "Why", citations=CITED), ()),
        (GivenAnswer(AnswerCode.NO, "Seen", Basis.OBSERVED), ()),
        (GivenAnswer(AnswerCode.NO, "Read", Basis.DOCUMENT), (Gap.SOURCE,)),
        (GivenAnswer(AnswerCode.NOT_APPLICABLE), (Gap.REASON,)),
        (GivenAnswer(AnswerCode.NOT_APPLICABLE, "No request was made"), ()),
    ],
)
def test_what_an_answer_lacks_before_submission(
    answer: GivenAnswer, lacking: tuple[Gap, ...]
) -> None:
    assert gaps(answer) == lacking


def test_only_questions_that_apply_can_lack_something() -> None:
    assert missing([SMALL.questions["torture.1"]], {}) == {"torture.1": (Gap.ANSWER,)}
    assert missing([], {}) == {}


@pytest.mark.parametrize(
    ("applicable", "answers", "state"),
    [
        ([], {}, State.DOES_NOT_APPLY),
        (["torture.1", "bail.1"], {}, State.NOT_STARTED),
        (["torture.1", "bail.1"], {"bail.1": AnswerCode.YES}, State.IN_PROGRESS),
        (["bail.1"], {"bail.1": AnswerCode.NO}, State.NEEDS_ATTENTION),
        (["bail.1"], {"bail.1": AnswerCode.YES}, State.COMPLETED),
        (["bail.1"], {"torture.1": AnswerCode.YES}, State.NOT_STARTED),
    ],
)
def test_a_section_says_how_far_it_is(
    applicable: list[str], answers: dict[str, AnswerCode], state: State
) -> None:
    stored = {id_: StoredAnswer(GivenAnswer(code), 1) for id_, code in answers.items()}
    lacks = missing([SMALL.questions[id_] for id_ in applicable], stored)
    (found,) = progress(SMALL, applicable, lacks)
    assert found.state is state


def test_hearings_are_counted_and_none_wins() -> None:
    forms = [{"q": AnswerCode.YES}, {"q": AnswerCode.NO}, {"q": AnswerCode.YES}, {}]
    seen = (*[Observed.OBSERVED] * 4, Observed.NOT_OBSERVED, Observed.ACCESS_REFUSED)
    found = roll_up("q", forms, seen)
    assert found is not None
    assert found.counts == {AnswerCode.YES: 2, AnswerCode.NO: 1}
    assert (found.answered, found.observed) == (3, 4)
    assert (found.not_observed, found.refused) == (1, 1)


def test_a_question_no_hearing_form_answers_has_no_roll_up() -> None:
    assert roll_up("q", [{}], [Observed.OBSERVED]) is None


def test_an_answer_that_lacks_something_is_told_from_one_that_was_not_given() -> None:
    answers = {"torture.1": StoredAnswer(GivenAnswer(AnswerCode.NO, "Why"), 1)}
    found = missing([SMALL.questions["torture.1"], SMALL.questions["torture.2"]], answers)
    assert lacking(found) == {"torture.1": (Gap.SOURCE,)}
    assert unanswered(found) == ("torture.2",)
