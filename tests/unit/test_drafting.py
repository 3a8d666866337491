"""How a draft of a checklist is changed, and what is found wrong in it."""

from pathlib import Path

import pytest

from app.checklists.as_yaml import as_yaml
from app.checklists.changes import ChangeKind
from app.checklists.checklist import Checklist, supplemented
from app.checklists.checklist_mistakes import Known
from app.checklists.contradictions import Side
from app.checklists.draft_mistakes import Draft, DraftMistake
from app.checklists.drafting import (
    Step,
    duplicated,
    new_id,
    new_question_id,
    next_version,
    question_changed,
    question_moved,
    question_of,
    section_moved,
    supplement_to,
    topic_moved,
    with_contradiction,
    with_question,
    with_section,
    without_question,
    without_section,
)
from app.checklists.library import read
from app.checklists.question import Question, When
from app.checklists.standard import Phase
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database

OWN = Path(__file__).parents[1] / "own.yaml"
KNOWN = Known(standards={"torture", "bail", "prompt-judicial-appearance"}, facts={"detained"})
CUSTODY = ("custody", "torture")


def asked(text: str, id_: str = "own.1", **more: object) -> Question:
    return question_of("answer", id=id_, level="case", text=text, evidence="-", **more)


def ids(checklist: Checklist) -> list[str]:
    return list(checklist.questions)


def mistakes(draft: Checklist, *others: Checklist) -> list[str]:
    found = {(other.id, other.version): other for other in others}
    base = found.get((draft.adds_to.id, draft.adds_to.version)) if draft.adds_to else None
    before = found.get((draft.id, draft.version - 1))
    return [m.text for m in Draft(draft, base, before).mistakes(KNOWN, found)]


def test_a_checklist_reads_the_same_after_it_was_written() -> None:
    checklist = read(OWN.read_text(encoding="utf-8"), Checklist, "own.yaml")[0]
    assert read(as_yaml(checklist), Checklist, "own.yaml")[0] == checklist


def test_a_duplicate_is_a_first_version_of_its_own() -> None:
    copy = duplicated(next_version(SMALL), id_="other", title="Other", about="Ours.")
    assert (copy.id, copy.version, copy.title) == ("other", 1, "Other")
    assert copy.sections == SMALL.sections


def test_a_question_is_added_where_its_standard_is_asked_or_where_none_is() -> None:
    draft = with_question(SMALL, CUSTODY, asked("More?"))
    assert ids(draft) == ["torture.1", "torture.2", "torture.3", "own.1", "bail.1"]
    draft = with_question(draft, ("custody", "counsel"), asked("Counsel?", "own.2"))
    assert draft.places()["own.2"] == ("custody", "counsel")
    assert ids(SMALL)[-1] == "bail.1", "what was changed is another value"


def test_a_question_moves_by_one_place_and_stays_at_the_end() -> None:
    down = question_moved(SMALL, "torture.1", Step.DOWN)
    assert ids(down)[:3] == ["torture.2", "torture.1", "torture.3"]
    assert question_moved(down, "torture.1", Step.UP) == SMALL
    assert question_moved(SMALL, "torture.1", Step.UP) == SMALL
    assert question_moved(SMALL, "torture.3", Step.DOWN) == SMALL


def test_topics_and_sections_move_too() -> None:
    assert ids(topic_moved(SMALL, ("custody", "bail"), Step.UP))[0] == "bail.1"
    draft = with_section(SMALL, "trial", "Trial", Phase.TRIAL)
    assert [s.id for s in section_moved(draft, "trial", Step.UP).sections] == ["trial", "custody"]
    assert without_section(draft, "trial") == SMALL


def test_a_question_that_goes_elsewhere_leaves_no_empty_topic_behind() -> None:
    draft = question_changed(SMALL, "bail.1", CUSTODY, SMALL.questions["bail.1"])
    assert draft.places()["bail.1"] == CUSTODY
    assert [topic.standard for topic in draft.topics] == ["torture"]
    assert ids(without_question(SMALL, "bail.1")) == ["torture.1", "torture.2", "torture.3"]


def test_what_names_a_question_follows_it_to_another_id() -> None:
    sides = (
        Side.model_validate({"question": "torture.1", "is": ["yes"]}),
        Side.model_validate({"question": "bail.1", "is": ["no"]}),
    )
    draft = with_contradiction(SMALL, sides, "Hardly.")
    draft = question_changed(draft, "torture.1", CUSTODY, asked("Free?"))
    assert draft.questions["torture.2"].when[0].question == "own.1"
    assert draft.contradictions[0].questions == ("own.1", "bail.1")


def test_ids_are_made_of_words_and_are_never_taken() -> None:
    assert new_id("Court costs & fées", {"court-costs-fees"}, "section") == "court-costs-fees-2"
    assert new_id("12 hours", (), "section") == "hours"
    assert new_id("Суд", (), "section") == "section"
    assert new_question_id("kenya", {"kenya.1", "kenya.2"}) == "kenya.3"


def test_an_unfinished_draft_names_what_it_lacks() -> None:
    empty = supplement_to(SMALL, id_="small-ke", title="Kenya", about="Ours.", country="KE")
    assert mistakes(empty, SMALL) == ["there is no section yet"]
    empty = with_section(empty, "custody", "Custody", Phase.PRE_TRIAL)
    assert mistakes(empty, SMALL) == ["nothing is asked yet in the section “Custody”"]
    assert mistakes(empty) == [
        "nothing is asked yet in the section “Custody”",
        "there is no published checklist small, version 1, to add to",
    ]


def test_a_mistake_names_the_part_that_is_to_be_mended() -> None:
    later = When.model_validate({"question": "torture.3", "is": ["yes"]})
    question = asked("Free?", "torture.1", when=(later,))
    draft = question_changed(SMALL, "torture.1", CUSTODY, question)
    found = Draft(draft, None, None).mistakes(KNOWN, {})
    text = "the condition is on torture.3, which is asked later; it may only look back"
    assert found[0] == DraftMistake(text, "custody", "torture", "torture.1")
    assert found[1].standard == "bail", "the fact “restricted” is not known here"
    assert found[1].question_id is None


def test_a_draft_says_by_itself_what_has_changed() -> None:
    draft = without_question(next_version(SMALL), "torture.3")
    draft = question_changed(draft, "torture.1", CUSTODY, asked("At liberty?", "torture.1"))
    meanings = {"torture.1": (False, "Narrower."), "torture.3": (False, "")}
    said = Draft(draft, None, SMALL).saying(meanings)
    kinds = {change.question: (change.kind, change.same_meaning) for change in said.changes}
    assert kinds == {
        "torture.3": (ChangeKind.REMOVED, True),
        "torture.1": (ChangeKind.REWORDED, False),
    }
    assert mistakes(next_version(SMALL), SMALL)[-1] == "nothing differs from version 1"
    assert "nothing differs from version 1" not in mistakes(draft, SMALL)


def test_a_supplement_is_added_once_however_often() -> None:
    extra = supplement_to(SMALL, id_="small-ke", title="Kenya", about="Ours.", country="KE")
    extra = with_section(extra, "custody", "Custody", Phase.PRE_TRIAL)
    extra = with_question(extra, CUSTODY, asked("In Kenya?", "small-ke.1"))
    assert len(extra.questions) == 1, "which must not be remembered of the whole"
    whole = supplemented(SMALL, extra)
    assert ids(whole) == ["torture.1", "torture.2", "torture.3", "small-ke.1", "bail.1"]
    assert len(whole.sections[0].questions) == 5
    assert supplemented(SMALL, whole) == whole


def test_a_new_version_of_a_supplement_is_compared_as_a_whole() -> None:
    extra = supplement_to(SMALL, id_="small-ke", title="Kenya", about="Ours.", country="KE")
    extra = with_section(extra, "custody", "Custody", Phase.PRE_TRIAL)
    extra = with_question(extra, CUSTODY, asked("In Kenya?", "small-ke.1"))
    second = with_question(next_version(extra), CUSTODY, asked("Also?", "small-ke.2"))
    whole = supplemented(SMALL, extra)
    draft = Draft(second, SMALL, whole)
    assert [change.question for change in draft.saying({}).changes] == ["small-ke.2"]
    for before in (extra, whole):
        others = {("small", 1): SMALL, ("small-ke", 1): before}
        assert draft.mistakes(Known(standards=None, facts=None), others) == ()
