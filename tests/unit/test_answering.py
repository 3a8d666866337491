import pytest
from hypothesis import given, strategies as st

from app.assessments.answering import NOTHING, Changes, GivenAnswer, StoredAnswer, changes
from app.checklists.question import AnswerCode

pytestmark = pytest.mark.one_database

YES = GivenAnswer(AnswerCode.YES)
NO = GivenAnswer(AnswerCode.NO, "Not so.")


def never(question: str, version: int) -> GivenAnswer:
    return NOTHING


def test_a_first_answer_is_kept() -> None:
    assert changes({}, {"q.1": (YES, 0)}, never).to_save == {"q.1": YES}


def test_what_is_unchanged_makes_no_new_version() -> None:
    stored = {"q.1": StoredAnswer(YES, 3)}
    assert changes(stored, {"q.1": (YES, 3)}, never) == Changes()


def test_a_change_on_the_present_version_is_kept() -> None:
    stored = {"q.1": StoredAnswer(YES, 3)}
    assert changes(stored, {"q.1": (NO, 3)}, never).to_save == {"q.1": NO}


def test_a_change_on_an_older_version_is_a_conflict_and_not_kept() -> None:
    stored = {"q.1": StoredAnswer(YES, 3)}
    found = changes(stored, {"q.1": (NO, 2)}, never)
    assert (found.to_save, found.conflicts) == ({}, ("q.1",))


def test_sending_the_same_twice_changes_nothing_the_second_time() -> None:
    stored = {"q.1": StoredAnswer(NO, 4)}
    assert changes(stored, {"q.1": (NO, 3)}, never) == Changes()


def test_what_was_shown_and_sent_back_untouched_is_no_conflict() -> None:
    stored = {"q.1": StoredAnswer(NO, 4)}
    found = changes(stored, {"q.1": (YES, 3)}, lambda question, version: YES)
    assert found == Changes()


def test_an_answer_can_be_cleared() -> None:
    stored = {"q.1": StoredAnswer(NO, 1)}
    assert changes(stored, {"q.1": (NOTHING, 1)}, never).to_save == {"q.1": NOTHING}


ANSWERS = st.builds(GivenAnswer, st.sampled_from([None, *AnswerCode]), st.text(max_size=3))


@given(ANSWERS, ANSWERS, st.integers(0, 3), st.integers(0, 3))
def test_nothing_is_ever_both_kept_and_in_conflict(
    stored: GivenAnswer, given_: GivenAnswer, version: int, read: int
) -> None:
    found = changes({"q.1": StoredAnswer(stored, version)}, {"q.1": (given_, read)}, never)
    assert not (found.to_save and found.conflicts)
    if given_ == stored:
        assert found == Changes()
