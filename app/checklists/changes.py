"""What a new version of a checklist changes, question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import Field

from app.checklists.question import Question
from app.checklists.values import Frozen, QuestionId, Sentence


class ChangeKind(StrEnum):
    """What became of a question."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    REMOVED = "removed"


class Change(Frozen):
    """What the author says of one question: what became of it, and whether it means the same."""

    question: QuestionId
    kind: ChangeKind
    same_meaning: Annotated[bool, Field(alias="same_meaning")] = True
    why: Sentence | None = None


class Asking(Protocol):
    """What has questions, each on a standard: a checklist."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What its author says has changed."""

    def places(self) -> Mapping[str, tuple[str, str]]:
        """Return where each question is asked: its section and its standard."""


class Fate(StrEnum):
    """What becomes of an answer when an assessment moves to another version."""

    CARRY = "carry"
    ASK_AGAIN = "ask-again"
    DROP = "drop"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Moved:
    """One question in both versions; ``None`` where one of them does not ask it."""

    question_id: str
    fate: Fate
    before: Question | None
    after: Question | None


def differences(before: Asking, after: Asking) -> dict[str, ChangeKind]:
    """Return what became of each question that is not asked as it was."""
    found = {id_: ChangeKind.REMOVED for id_ in before.questions if id_ not in after.questions}
    was, is_ = before.places(), after.places()
    for id_, question in after.questions.items():
        if id_ not in before.questions:
            found[id_] = ChangeKind.ADDED
        elif question != before.questions[id_]:
            found[id_] = ChangeKind.REWORDED
        elif was[id_] != is_[id_]:
            found[id_] = ChangeKind.MOVED
    return found


def moves(before: Asking, after: Asking, keeps_meaning: Mapping[str, bool]) -> tuple[Moved, ...]:
    """Return what becomes of every question when answers go from one version to the other.

    ``keeps_meaning`` says of a reworded question whether it means the same; one of which
    nothing is said is asked again.
    """
    differing = differences(before, after)
    found = []
    for id_ in {**after.questions, **before.questions}:
        old, new = before.questions.get(id_), after.questions.get(id_)
        if new is None:
            fate = Fate.DROP
        elif old is None:
            fate = Fate.NEW
        elif differing.get(id_) is ChangeKind.REWORDED and not keeps_meaning.get(id_, False):
            fate = Fate.ASK_AGAIN
        else:
            fate = Fate.CARRY
        found.append(Moved(id_, fate, old, new))
    return tuple(found)


def meanings_kept(versions: Mapping[int, Asking], one: int, other: int) -> dict[str, bool]:
    """Return, of each question changed between two versions, whether every change kept its meaning.

    It is the same in both directions.
    """
    low, high = sorted((one, other))
    kept: dict[str, bool] = {}
    for number in range(low + 1, high + 1):
        for change in versions[number].changes if number in versions else ():
            kept[change.question] = kept.get(change.question, True) and change.same_meaning
    return kept
