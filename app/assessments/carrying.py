"""What becomes of answers under the questions of another version of their checklist.

No answer is changed by it: what is carried, asked again or not asked is derived from the version
in whose words each answer was given or confirmed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.assessments.answering import GivenAnswer, StoredAnswer
from app.checklists.changes import Fate, Moved, Versions, moves
from app.checklists.question import Question


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers as they stand under the questions of one version.

    ``set_aside`` holds what can't be an answer to the question as it is asked: under ``answers``
    only its note and sources go on.
    """

    answers: Mapping[str, StoredAnswer]
    set_aside: Mapping[str, GivenAnswer]
    moved: tuple[Moved, ...]

    @property
    def to_confirm(self) -> frozenset[str]:
        """The answers that were given to words of another meaning."""
        return frozenset(moved.question_id for moved in self._given(Fate.ASK_AGAIN))

    @property
    def carried(self) -> tuple[Moved, ...]:
        """The answers that stand as they are."""
        return self._given(Fate.CARRY)

    @property
    def not_asked(self) -> tuple[Moved, ...]:
        """The answers to questions that the version does not ask."""
        return self._given(Fate.DROP)

    def of(self, fate: Fate) -> tuple[Moved, ...]:
        """Return the questions of one fate, in the order in which they are asked."""
        return tuple(moved for moved in self.moved if moved.fate is fate)

    def _given(self, fate: Fate) -> tuple[Moved, ...]:
        given = {id_ for id_, stored in self.answers.items() if stored.answer.is_given}
        return tuple(moved for moved in self.of(fate) if moved.question_id in given)


def carried(
    versions: Versions,
    present: int,
    to: int,
    answers: Mapping[str, StoredAnswer],
    asked: Mapping[str, Sequence[int]],
) -> Carried:
    """Return what becomes of answers from one version to another, or within one.

    ``asked`` names the versions in whose words each answer, as it stands, was given or confirmed.
    """
    standing, set_aside, found = dict(answers), {}, []
    for moved in moves(versions, present, to, asked):
        id_ = moved.question_id
        if id_ in answers and moved.after is not None and moved.before != moved.after:
            given = answers[id_].answer
            fits = fitting(given, moved.before, moved.after)
            if fits is None:
                set_aside[id_] = given
                moved = replace(moved, fate=Fate.ASK_AGAIN)
            standing[id_] = replace(
                answers[id_], answer=fits or replace(given, code=None, value=None)
            )
        found.append(moved)
    return Carried(standing, set_aside, tuple(found))


def fitting(answer: GivenAnswer, before: Question | None, after: Question) -> GivenAnswer | None:
    """Return the answer as the question takes it; ``None`` where it takes no such answer."""
    if answer.code is not None and answer.code not in after.codes:
        return None
    if answer.value is None:
        return answer
    if before is None or before.type != after.type:
        return None
    try:
        return replace(answer, value=after.parse(answer.value))
    except ValueError:  # an option that is there no more
        return None
