"""From answers to indications: what they say together about each standard, and why.

An indication is never a verdict and is never stored; it is computed again
whenever it is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.assessments.answering import GivenAnswer
from app.checklists.applicability import Answers, KnownFacts, closing
from app.checklists.checklist import Checklist
from app.checklists.question import AnswerCode


class Reading(StrEnum):
    """What the answers on one standard point to."""

    CONSISTENT = "consistent"
    SHORTCOMING = "shortcoming"
    VIOLATION = "violation"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    NOT_ANSWERED = "not_answered"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Indication:
    """What the answers say about one standard, with the trail from each answer.

    ``asked`` holds the questions that apply with their answers (``None`` where
    there is none yet); ``decisive`` those that made the reading what it is.
    """

    standard: str
    reading: Reading
    asked: Mapping[str, AnswerCode | None]
    decisive: tuple[str, ...]

    @property
    def determined(self) -> int:
        """How many answers say something about the standard."""
        return sum(code is not None and code.is_determined for code in self.asked.values())

    @property
    def is_adverse(self) -> bool:
        """Tell whether the answers point to something wrong."""
        return self.reading in (Reading.VIOLATION, Reading.SHORTCOMING)

    @property
    def counted(self) -> int:
        """Out of how many: every question asked that was not answered "not applicable"."""
        return sum(code is not AnswerCode.NOT_APPLICABLE for code in self.asked.values())


def derive(checklist: Checklist, answers: Answers, facts: KnownFacts) -> dict[str, Indication]:
    """Return the indication for every standard the checklist measures, in its order."""
    closed = closing(checklist, answers, facts)
    asked: dict[str, dict[str, AnswerCode | None]] = {}
    for id_ in checklist.measured:
        on_standard = asked.setdefault(checklist.topic_of[id_].standard, {})
        if closed[id_] is None:
            on_standard[id_] = answers.get(id_)
    return {standard: _indication(standard, given) for standard, given in asked.items()}


def _indication(standard: str, asked: Mapping[str, AnswerCode | None]) -> Indication:
    result = reading(asked.values())
    decisive = tuple(id_ for id_, code in asked.items() if code in DECISIVE[result])
    return Indication(standard, result, asked, decisive)


def is_only_reported(indication: Indication, answers: Mapping[str, GivenAnswer]) -> bool:
    """Tell whether all that is known on the standard is what others say."""
    given = (answers[id_] for id_ in indication.asked if id_ in answers)
    determined = [answer for answer in given if answer.is_determined]
    return bool(determined) and all(answer.is_reported for answer in determined)


DECISIVE: Mapping[Reading, frozenset[AnswerCode | None]] = {
    Reading.CONSISTENT: frozenset({AnswerCode.YES}),
    Reading.SHORTCOMING: frozenset({AnswerCode.PARTLY}),
    Reading.VIOLATION: frozenset({AnswerCode.NO}),
    Reading.INSUFFICIENT_INFORMATION: frozenset(
        {AnswerCode.NOT_OBSERVED, AnswerCode.UNDETERMINED, None}
    ),
    Reading.NOT_ANSWERED: frozenset({None}),
    Reading.NOT_APPLICABLE: frozenset({AnswerCode.NOT_APPLICABLE}),
}


def reading(answers: Iterable[AnswerCode | None]) -> Reading:
    """Weigh the answers on one standard.

    One "no" points to a violation whatever else is unknown, and a "partly" to a
    shortcoming; without either, a single unknown or missing answer means that
    there is not enough to say.
    """
    seen = set(answers) - {AnswerCode.NOT_APPLICABLE}
    if not seen:
        return Reading.NOT_APPLICABLE
    if seen == {None}:
        return Reading.NOT_ANSWERED
    if AnswerCode.NO in seen:
        return Reading.VIOLATION
    if AnswerCode.PARTLY in seen:
        return Reading.SHORTCOMING
    if seen == {AnswerCode.YES}:
        return Reading.CONSISTENT
    return Reading.INSUFFICIENT_INFORMATION
