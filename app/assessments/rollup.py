"""One question over all the hearings of a case, with its basis: never "latest wins"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.cases.kinds import Observed
from app.checklists.changes import Versions, wordings
from app.checklists.question import AnswerCode


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a question was answered at the hearings of a case (practice.md 8).

    ``counts`` holds how many hearings had each answer, ``answered`` how many had one;
    ``observed``, ``not_observed`` and ``refused`` add up to the hearings recorded.
    """

    counts: Mapping[AnswerCode, int]
    answered: int
    observed: int
    not_observed: int
    refused: int


def roll_up(
    question_id: str, forms: Iterable[Mapping[str, AnswerCode]], hearings: Iterable[Observed]
) -> RollUp | None:
    """Count the answers to one question in the submitted forms; ``None`` when none answers it.

    ``hearings`` says of each hearing recorded whether it was observed.
    """
    given = [form[question_id] for form in forms if question_id in form]
    if not given:
        return None
    counts = Counter(given)
    seen = Counter(hearings)
    return RollUp(
        {code: counts[code] for code in AnswerCode if counts[code]},
        answered=len(given),
        observed=seen[Observed.OBSERVED],
        not_observed=seen[Observed.NOT_OBSERVED],
        refused=seen[Observed.ACCESS_REFUSED],
    )


def of_same_meaning(
    codes: Mapping[str, AnswerCode], form: tuple[Versions, int], checklist: tuple[Versions, int]
) -> dict[str, AnswerCode]:
    """Return the answers of a form to questions that the checklist asks too.

    Both are named by their versions and the number of one.  A question that one of them has
    worded to mean something else is not the same question, though it has the same id.
    """
    return {
        id_: code for id_, code in codes.items() if wordings(*form, id_) & wordings(*checklist, id_)
    }
