import pytest

from app.checklists.checklist import Checklist
from app.checklists.extent import Extent, by_extent, extent
from app.checklists.library import newest, standards
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database


def on(standard: str, scope: str = "case") -> Checklist:
    section = SMALL.sections[0]
    topics = ({"standard": standard, "questions": section.topics[0].questions},)
    sections = ({"id": "one", "title": "One", "phase": section.phase, "topics": topics},)
    return Checklist.model_validate(
        {"id": "own", "version": 1, "title": "Own", "scope": scope, "about": "-"}
        | {"sections": sections}
    )


def test_what_can_be_graded_is_offered_first_and_special_situations_last() -> None:
    found = by_extent({checklist.id: checklist for checklist in newest()}, standards())
    assert found == {
        Extent.CASE: ["trial", "screening"],
        Extent.HEARING: ["hearing"],
        Extent.PART: ["arrest-and-detention", "judgment", "appeal"],
        Extent.SPECIAL: ["death-penalty", "child", "military-court", "impunity"],
    }


def test_a_checklist_of_ones_own_finds_its_place() -> None:
    ones_own = (on("right-to-appeal"), on("children"), on("children", scope="hearing"))
    found = [extent(checklist, standards()) for checklist in ones_own]
    assert found == [Extent.PART, Extent.SPECIAL, Extent.HEARING]


def test_the_gist_is_the_first_sentence() -> None:
    for about, gist in (("One. Two.", "One."), ("Only one.", "Only one."), ("None", "None")):
        assert SMALL.model_copy(update={"about": about}).gist == gist
