"""One question over all the hearings of a case, with its basis: never "latest wins"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.checklists.checklist import AnswerCode


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a question was answered at the hearings observed.

    ``counts`` holds how many hearings had each answer; ``observed`` is how many
    hearing forms answered it; ``not_observed`` how many hearings nobody saw.
    """

    counts: Mapping[AnswerCode, int]
    observed: int
    not_observed: int


def roll_up(
    question_id: str,
    forms: Iterable[Mapping[str, AnswerCode]],
    *,
    hearings_not_observed: int,
) -> RollUp | None:
    """Count the answers to one question; ``None`` when no hearing form answers it."""
    given = [form[question_id] for form in forms if question_id in form]
    if not given:
        return None
    counts = Counter(given)
    in_order = {code: counts[code] for code in AnswerCode if counts[code]}
    return RollUp(in_order, len(given), hearings_not_observed)
