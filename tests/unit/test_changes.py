from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from app.checklists.changes import (
    Change,
    ChangeKind,
    Circumstances,
    Fate,
    asks_otherwise,
    differences,
    keeps_meaning,
    moves,
    wordings,
)
from app.checklists.question import Question
from app.checklists.wording import Aspect, compared, marked

pytestmark = pytest.mark.one_database

READ: TypeAdapter[Question] = TypeAdapter(Question)


def question(id_: str, text: str, **more: Any) -> Question:
    return READ.validate_python(
        {"id": id_, "level": "case", "text": text, "evidence": "The file", **more}
    )


@dataclass(frozen=True)
class Version:
    """A version of a checklist, as far as what changes goes: texts by id, and where each stands."""

    texts: Mapping[str, str]
    means_the_same: frozenset[str] = frozenset()
    standards: Mapping[str, str] = field(default_factory=dict)

    @property
    def questions(self) -> dict[str, Question]:
        return {id_: question(id_, text) for id_, text in self.texts.items()}

    @property
    def changes(self) -> tuple[Change, ...]:
        reworded = ChangeKind.REWORDED
        return tuple(
            Change(question=id_, kind=reworded, same_meaning=True)
            for id_ in sorted(self.means_the_same)
        )

    @property
    def circumstances(self) -> dict[str, Circumstances]:
        return {
            id_: Circumstances("s", self.standards.get(id_, "one"), q.level, q.when)
            for id_, q in self.questions.items()
        }


def fates(versions: Mapping[int, Version], one: int, other: int) -> dict[str, Fate]:
    return {m.question_id: m.fate for m in moves(versions, one, other, {})}


def test_a_question_is_carried_asked_again_dropped_or_new() -> None:
    before = Version({"own.same": "A", "own.means-same": "B", "own.other": "C", "own.gone": "D"})
    after = Version(
        {"own.same": "A", "own.means-same": "b", "own.other": "c", "own.new": "E"},
        {"own.means-same"},
    )
    assert fates({1: before, 2: after}, 1, 2) == {
        "own.same": Fate.CARRY,
        "own.means-same": Fate.CARRY,
        "own.other": Fate.ASK_AGAIN,
        "own.gone": Fate.DROP,
        "own.new": Fate.NEW,
    }
    assert differences(before, after) == {
        "own.means-same": ChangeKind.REWORDED,
        "own.other": ChangeKind.REWORDED,
        "own.gone": ChangeKind.REMOVED,
        "own.new": ChangeKind.ADDED,
    }


def test_the_same_words_under_another_condition_or_standard_are_moved_not_reworded() -> None:
    before = Version({"own.q": "A"}, standards={"own.q": "one"})
    after = Version({"own.q": "A"}, standards={"own.q": "other"})
    assert differences(before, after) == {"own.q": ChangeKind.MOVED}
    assert fates({1: before, 2: after}, 1, 2) == {"own.q": Fate.CARRY}


def test_over_several_versions_every_step_must_have_kept_the_meaning() -> None:
    kept = {
        1: Version({"own.q": "A"}),
        2: Version({"own.q": "B"}, {"own.q"}),
        3: Version({"own.q": "C"}, {"own.q"}),
    }
    assert keeps_meaning(kept, 1, 3, "own.q")
    lost = {**kept, 2: Version({"own.q": "B"})}
    assert not keeps_meaning(lost, 1, 3, "own.q")
    assert keeps_meaning(lost, 2, 3, "own.q")


def test_a_question_removed_and_brought_back_in_other_words_is_asked_again() -> None:
    versions = {1: Version({"own.q": "A"}), 2: Version({}), 3: Version({"own.q": "B"}, {"own.q"})}
    assert not keeps_meaning(versions, 1, 3, "own.q")
    versions[3] = Version({"own.q": "A"})
    assert keeps_meaning(versions, 1, 3, "own.q")


def test_a_question_that_has_its_old_words_again_means_what_it_meant() -> None:
    versions = {1: Version({"own.q": "A"}), 2: Version({"own.q": "B"}), 3: Version({"own.q": "A"})}
    assert keeps_meaning(versions, 1, 3, "own.q")
    assert wordings(versions, 1, "own.q") == {"A"}


def test_where_a_version_is_missing_nothing_is_taken_to_mean_the_same() -> None:
    versions = {1: Version({"own.q": "A"}), 3: Version({"own.q": "B"})}
    assert not keeps_meaning(versions, 1, 3, "own.q")
    assert not keeps_meaning(versions, 2, 3, "own.q")
    (found,) = moves(versions, 3, 3, {"own.q": (2,)})
    assert found.fate is Fate.ASK_AGAIN


def test_an_answer_confirmed_since_is_not_asked_again_on_the_way_back() -> None:
    versions = {1: Version({"own.q": "A"}), 2: Version({"own.q": "B"})}
    (back,) = moves(versions, 2, 1, {"own.q": (2, 1)})
    assert (back.fate, back.asked_in) == (Fate.CARRY, 1)
    (only_there,) = moves(versions, 2, 1, {"own.q": (2,)})
    assert only_there.fate is Fate.ASK_AGAIN


def test_a_standard_is_asked_otherwise_when_its_questions_come_go_or_mean_something_else() -> None:
    one = Version({"own.q": "A", "own.r": "B"}, standards={"own.r": "other"})
    same = Version({"own.q": "a", "own.r": "b"}, {"own.q"}, {"own.r": "other"})
    versions = {1: one, 2: same}
    assert not asks_otherwise(versions, 1, 2, "one")
    assert asks_otherwise(versions, 1, 2, "other")
    assert asks_otherwise({1: one, 2: Version({"own.q": "A", "own.s": "C"})}, 2, 1, "one")
    assert not asks_otherwise(versions, 2, 2, "other")


def test_a_reworded_question_means_something_else_unless_it_is_said() -> None:
    assert not Change.model_validate({"question": "own.q", "kind": "reworded"}).same_meaning
    assert Change.model_validate({"question": "own.q", "kind": "moved"}).same_meaning
    with pytest.raises(ValidationError):
        Change.model_validate({"question": "own.q", "kind": "rewritten"})


IDS = ("own.a", "own.b", "own.c", "own.d")
VERSION = st.builds(
    Version,
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(("X", "Y")), max_size=4),
    st.frozensets(st.sampled_from(IDS)),
)
VERSIONS = st.dictionaries(st.integers(1, 5), VERSION, min_size=2, max_size=5)
OPPOSITE = {Fate.NEW: Fate.DROP, Fate.DROP: Fate.NEW}


@given(VERSIONS, st.data())
def test_every_question_has_one_fate_and_the_way_back_has_the_opposite(
    versions: dict[int, Version], data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(sorted(versions))) for _ in range(2))
    there = moves(versions, one, other, {})
    ids = [m.question_id for m in there]
    assert len(ids) == len(set(ids))
    assert set(ids) == versions[one].texts.keys() | versions[other].texts.keys()
    back = fates(versions, other, one)
    assert {m.question_id: OPPOSITE.get(m.fate, m.fate) for m in there} == back
    for id_ in ids:
        assert keeps_meaning(versions, one, other, id_) == keeps_meaning(versions, other, one, id_)


@given(VERSIONS, st.data())
def test_going_there_and_back_leaves_the_same_to_confirm(
    versions: dict[int, Version], data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(sorted(versions))) for _ in range(2))
    asking = {id_: [n for n, version in versions.items() if id_ in version.texts] for id_ in IDS}
    asked: dict[str, Sequence[int]] = {
        id_: data.draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=2))
        for id_, numbers in asking.items()
        if numbers
    }
    before = {m.question_id: m.fate for m in moves(versions, one, one, asked)}
    there = {m.question_id: m.fate for m in moves(versions, one, other, asked)}
    assert asked.keys() <= there.keys(), "no answer is lost on the way"
    # What is confirmed there was confirmed for there; here it stands as it stood, if not better.
    confirmed = {
        id_: (other, *numbers) if other in asking[id_] else numbers
        for id_, numbers in asked.items()
    }
    back = {m.question_id: m.fate for m in moves(versions, other, one, confirmed)}
    for id_ in asked:
        assert before[id_] is back[id_] or (before[id_], back[id_]) == (Fate.ASK_AGAIN, Fate.CARRY)


def test_words_that_differ_are_marked_on_both_sides() -> None:
    old, new = marked("Was the hearing held promptly?", "Was the hearing held within two days?")
    assert [(p.text, p.differs) for p in old] == [
        ("Was the hearing held ", False),
        ("promptly?", True),
    ]
    assert [p.text for p in new if p.differs] == ["within two days?"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_marking_loses_no_word(before: str, after: str) -> None:
    for text, pieces in zip((before, after), marked(before, after), strict=True):
        assert "".join(piece.text for piece in pieces) == text.lstrip()


def test_what_else_differs_is_named() -> None:
    old = question("own.q", "Where?", type="choice", options=[o("a", "A"), o("b", "B")])
    new = question("own.q", "Where?", type="choice", options=[o("a", "A"), o("c", "C")])
    assert [part.aspect for part in compared(old, new)] == [Aspect.TEXT, Aspect.OPTIONS]
    assert [part.aspect for part in compared(old, question("own.q", "Where?"))] == [
        Aspect.TEXT,
        Aspect.TYPE,
        Aspect.OPTIONS,
    ]


def o(id_: str, text: str) -> dict[str, str]:
    return {"id": id_, "text": text}
