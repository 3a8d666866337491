"""What a new version of a checklist changes, question by question, and what that is to answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import Field

from app.checklists.question import Level, Question, When
from app.checklists.values import Frozen, QuestionId, Sentence
from app.checklists.wording import Compared, compared


class ChangeKind(StrEnum):
    """What became of a question: moved is one of the same words asked elsewhere, or otherwise."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    REMOVED = "removed"


def _unless_reworded(said: dict[str, Any]) -> bool:
    return said.get("kind") is not ChangeKind.REWORDED


class Change(Frozen):
    """What the author says of one question: what became of it, and whether it means the same.

    A reworded question means something else unless the author says that it does not.
    """

    question: QuestionId
    kind: ChangeKind
    same_meaning: Annotated[bool, Field(default_factory=_unless_reworded)]
    why: Sentence | None = None


class Circumstances(NamedTuple):
    """Where a question is asked, to whom it is put, and under which conditions."""

    section: str
    standard: str
    level: Level
    when: tuple[When, ...]


class Asking(Protocol):
    """What has questions, each on a standard: a checklist."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What its author says has changed since the version before."""

    @property
    def circumstances(self) -> Mapping[str, Circumstances]:
        """Where and when each question is asked."""


Versions = Mapping[int, Asking]


class Fate(StrEnum):
    """What becomes of an answer when an assessment moves to another version."""

    CARRY = "carry"
    ASK_AGAIN = "ask-again"
    DROP = "drop"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Moved:
    """One question on the way to another version; ``None`` where one of the two does not ask it.

    ``asked_in`` is the version whose words stand as ``before``, ``reasons`` what authors said of
    the changes between.
    """

    question_id: str
    fate: Fate
    asked_in: int
    before: Question | None
    after: Question | None
    kind: ChangeKind | None = None
    reasons: tuple[str, ...] = ()

    @property
    def wording(self) -> tuple[Compared, ...]:
        """What is worded otherwise, old and new."""
        return compared(self.before, self.after) if self.before and self.after else ()


def differences(before: Asking, after: Asking) -> dict[str, ChangeKind]:
    """Return what became of each question that is not asked as it was."""
    ids = {**after.questions, **before.questions}
    found = {id_: _difference(before, after, id_) for id_ in ids}
    return {id_: kind for id_, kind in found.items() if kind}


def _difference(before: Asking, after: Asking, id_: str) -> ChangeKind | None:
    old, new = before.questions.get(id_), after.questions.get(id_)
    if new is None:
        return ChangeKind.REMOVED if old else None
    if old is None:
        return ChangeKind.ADDED
    if not _same_words(old, new):
        return ChangeKind.REWORDED
    is_where_it_was = before.circumstances[id_] == after.circumstances[id_]
    return None if is_where_it_was else ChangeKind.MOVED


def _same_words(old: Question, new: Question) -> bool:
    """Tell whether the two ask the same in the same words, be it elsewhere or otherwise."""
    return old == new or old.model_copy(update={"level": new.level, "when": new.when}) == new


def keeps_meaning(versions: Versions, one: int, other: int, question_id: str) -> bool:
    """Tell whether an answer given to one version's question answers the other's.

    It does where the words are the same.  Else every version between must ask the question, and
    the author of each must have said that it means the same: what nobody said is not so.  It is
    the same in both directions.
    """
    low, high = sorted((one, other))
    if low not in versions or high not in versions:
        return False
    old, new = versions[low].questions.get(question_id), versions[high].questions.get(question_id)
    if old is None or new is None:
        return False
    steps = pairwise(number for number in sorted(versions) if low <= number <= high)
    return _same_words(old, new) or all(
        _step_keeps(versions[earlier], versions[later], question_id) for earlier, later in steps
    )


def _step_keeps(before: Asking, after: Asking, id_: str) -> bool:
    old, new = before.questions.get(id_), after.questions.get(id_)
    if old is None or new is None:
        return False
    said = (change.same_meaning for change in after.changes if change.question == id_)
    return _same_words(old, new) or any(said)


def wordings(versions: Versions, number: int, question_id: str) -> set[str]:
    """Return every text that has the meaning of one version's question; none if it asks it not."""
    return {
        version.questions[question_id].text
        for other, version in versions.items()
        if keeps_meaning(versions, number, other, question_id)
    }


def asks_otherwise(versions: Versions, one: int, other: int, standard: str) -> bool:
    """Tell whether two versions do not measure a standard by the same questions."""
    if one == other:
        return False
    if one not in versions:
        return True
    here, there = _measuring(versions[one], standard), _measuring(versions[other], standard)
    return here != there or not all(keeps_meaning(versions, one, other, id_) for id_ in here)


def _measuring(version: Asking, standard: str) -> set[str]:
    return {
        id_
        for id_, asked in version.circumstances.items()
        if asked.standard == standard and version.questions[id_].is_measured
    }


def moves(
    versions: Versions, present: int, to: int, asked: Mapping[str, Sequence[int]]
) -> tuple[Moved, ...]:
    """Return what becomes of every question when an assessment goes from one version to another.

    ``asked`` names, of each question that was answered, the versions in whose words the answer
    was given or confirmed, the newest first; one is enough.
    """
    ids = {**versions[to].questions, **versions[present].questions, **asked}
    return tuple(moved(versions, id_, asked.get(id_) or (present,), to) for id_ in ids)


def moved(versions: Versions, id_: str, asked: Sequence[int], to: int) -> Moved:
    """Return what becomes of one question."""
    kept = next((number for number in asked if keeps_meaning(versions, number, to, id_)), None)
    asked_in = asked[0] if kept is None else kept
    before = versions[asked_in].questions.get(id_) if asked_in in versions else None
    after = versions[to].questions.get(id_)
    kind = _difference(versions[asked_in], versions[to], id_) if asked_in in versions else None
    if after is None:
        fate = Fate.DROP
    elif kept is not None:
        fate = Fate.CARRY
    else:
        fate = Fate.NEW if kind is ChangeKind.ADDED else Fate.ASK_AGAIN
    return Moved(id_, fate, asked_in, before, after, kind, _reasons(versions, id_, asked_in, to))


def _reasons(versions: Versions, id_: str, one: int, other: int) -> tuple[str, ...]:
    low, high = sorted((one, other))
    between: Iterable[int] = (number for number in sorted(versions) if low < number <= high)
    said = (change for number in between for change in versions[number].changes)
    return tuple(change.why for change in said if change.question == id_ and change.why)
