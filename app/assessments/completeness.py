"""What an answer still lacks before it can be submitted.

Blanks are not an answer; no and partly need a reason and a source, and "does not
apply" a reason (practice.md 10.1).
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from app.assessments.answering import NEVER_GIVEN, Basis, GivenAnswer, StoredAnswer
from app.checklists.question import AnswerCode, Question


class Gap(StrEnum):
    """Something that is missing."""

    ANSWER = "answer"
    NOTE = "note"
    SOURCE = "source"
    REASON = "reason"
    # Given to other words, which do not mean the same.
    CONFIRMATION = "confirmation"


NEEDS_PROOF = frozenset({AnswerCode.NO, AnswerCode.PARTLY})


def gaps(answer: GivenAnswer) -> tuple[Gap, ...]:
    """Return what the answer lacks, in the order in which the page asks for it."""
    if not answer.is_given:
        return (Gap.ANSWER,)
    if answer.code is AnswerCode.NOT_APPLICABLE:
        return () if answer.note else (Gap.REASON,)
    if answer.code not in NEEDS_PROOF:
        return ()
    has_source = answer.citations or answer.basis is Basis.OBSERVED
    lacking = ((Gap.NOTE, not answer.note), (Gap.SOURCE, not has_source))
    return tuple(gap for gap, is_missing in lacking if is_missing)


def lacking(
    missing: Mapping[str, tuple[Gap, ...]],
) -> dict[str, tuple[Gap, ...]]:
    """Return what is missing in answers that were given."""
    return {id_: gaps for id_, gaps in missing.items() if Gap.ANSWER not in gaps}


def unanswered(missing: Mapping[str, tuple[Gap, ...]]) -> tuple[str, ...]:
    """Return the questions that have no answer at all."""
    return tuple(id_ for id_, gaps in missing.items() if Gap.ANSWER in gaps)


def missing(
    questions: Iterable[Question],
    answers: Mapping[str, StoredAnswer],
    to_confirm: Collection[str] = (),
    computed: Collection[str] = (),
) -> dict[str, tuple[Gap, ...]]:
    """Return, for each of these questions that is not complete, what it lacks.

    ``to_confirm`` names the answers given to other words; ``computed`` the questions that the
    chronology answers: another number than its own needs a reason.
    """
    found = {}
    for question in questions:
        answer = answers.get(question.id, NEVER_GIVEN).answer
        lacks = gaps(answer)
        if question.id in computed:
            departs = answer.value is not None and not answer.note
            lacks = (Gap.NOTE,) if departs else ()
        if question.id in to_confirm:
            lacks = (*lacks, Gap.CONFIRMATION)
        if lacks:
            found[question.id] = lacks
    return found
