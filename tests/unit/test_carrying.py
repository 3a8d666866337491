import pytest

from app.assessments.answering import Citation, GivenAnswer, StoredAnswer
from app.assessments.carrying import Carried, carried
from app.assessments.rollup import of_same_meaning
from app.checklists.checklist import Checklist
from app.checklists.question import AnswerCode
from tests.unit.checklist import SMALL
from tests.unit.test_changes import Version, o

pytestmark = pytest.mark.one_database

CITED = (Citation(1, "p. 2"),)


def version(number: int, *, same_meaning: bool = True, **asked: object) -> Checklist:
    """One question, asked otherwise in each version."""
    questions = {
        "id": "own.q",
        "level": "case",
        "text": f"Asked {number}?",
        "evidence": "-",
        **asked,
    }
    sections = [
        {
            "id": "one",
            "title": "One",
            "phase": "trial",
            "topics": [{"standard": "torture", "questions": [questions]}],
        }
    ]
    changes = [{"question": "own.q", "kind": "reworded", "same_meaning": same_meaning}]
    return Checklist.model_validate(
        SMALL.model_dump(by_alias=True, exclude={"sections", "changes", "version"})
        | {"version": number, "sections": sections, "changes": changes if number > 1 else []}
    )


def across(before: Checklist, after: Checklist, answer: GivenAnswer) -> Carried:
    versions = {before.version: before, after.version: after}
    stored = {"own.q": StoredAnswer(answer, 3, before.version)}
    return carried(versions, before.version, after.version, stored, {"own.q": (before.version,)})


YES = GivenAnswer(AnswerCode.YES, "As seen.", citations=CITED)
UNKNOWN = GivenAnswer(AnswerCode.UNDETERMINED, "Not known.")
PLACE = version(1, type="choice", options=[o("police", "Police"), o("prison", "Prison")])


def test_an_answer_to_words_of_another_meaning_is_carried_and_to_be_confirmed() -> None:
    found = across(version(1), version(2, same_meaning=False), YES)
    assert found.answers["own.q"].answer == YES
    assert found.to_confirm == {"own.q"}
    same = across(version(1), version(2), YES)
    assert (same.to_confirm, [m.question_id for m in same.carried]) == (frozenset(), ["own.q"])


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (version(1), version(2, type="number", unit="days"), YES),
        (version(1, type="number", unit="days"), version(2), GivenAnswer(value=7)),
        (version(1, type="number", unit="days"), version(2, type="text"), GivenAnswer(value=7)),
        (version(1, type="text"), version(2, type="date"), GivenAnswer(value="soon")),
        (PLACE, version(2, type="text"), GivenAnswer(value="prison")),
        (
            PLACE,
            version(2, type="choice", options=[o("police", "Police"), o("home", "Home")]),
            GivenAnswer(value="prison"),
        ),
        (
            version(1, type="choices", options=[o("a", "A"), o("b", "B")]),
            version(2, type="choices", options=[o("a", "A"), o("c", "C")]),
            GivenAnswer(value=("a", "b")),
        ),
    ],
)
def test_what_can_be_no_answer_to_the_question_is_set_aside_whatever_its_author_says(
    before: Checklist, after: Checklist, answer: GivenAnswer
) -> None:
    found = across(before, after, answer)
    assert found.set_aside == {"own.q": answer}
    stays = found.answers["own.q"]
    assert not stays.answer.is_given
    assert (stays.answer.note, stays.answer.citations) == (answer.note, answer.citations)
    assert (stays.version, stays.asked_in) == (3, 1)
    assert found.to_confirm == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "answer", "stands"),
    [
        (version(1), version(2, type="number", unit="days"), UNKNOWN, UNKNOWN),
        (PLACE, version(2), UNKNOWN, UNKNOWN),
        (
            version(1, type="choices", options=[o("a", "A"), o("b", "B")]),
            version(2, type="choices", options=[o("b", "B"), o("a", "A")]),
            GivenAnswer(value=("a", "b")),
            GivenAnswer(value=("b", "a")),
        ),
    ],
)
def test_what_is_an_answer_to_both_stands(
    before: Checklist, after: Checklist, answer: GivenAnswer, stands: GivenAnswer
) -> None:
    found = across(before, after, answer)
    assert (found.set_aside, found.answers["own.q"].answer) == ({}, stands)


def test_an_answer_to_a_question_that_is_not_asked_is_kept_as_it_is() -> None:
    found = across(PLACE, SMALL.model_copy(update={"version": 2}), GivenAnswer(value="prison"))
    assert [m.question_id for m in found.not_asked] == ["own.q"]
    assert found.answers["own.q"].answer.value == "prison"


def test_a_hearing_form_counts_where_its_question_means_the_same() -> None:
    forms = {
        1: Version({"own.q": "A"}),
        2: Version({"own.q": "a"}, {"own.q"}),
        3: Version({"own.q": "B"}),
    }
    codes = {"own.q": AnswerCode.YES, "no-more": AnswerCode.NO}
    trial = ({1: Version({"own.q": "A"})}, 1)
    assert of_same_meaning(codes, (forms, 1), trial) == {"own.q": AnswerCode.YES}
    assert of_same_meaning(codes, (forms, 2), trial) == {"own.q": AnswerCode.YES}
    assert of_same_meaning(codes, (forms, 3), trial) == {}
