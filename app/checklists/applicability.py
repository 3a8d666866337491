"""Which questions apply, given the facts of the case and the answers so far.

Only what is known can close a question: an unknown fact, a question not yet
answered and an answer that says "not known" all leave it open (unknown is
never compliance).
"""

from collections.abc import Iterable, Mapping

from app.checklists.checklist import Checklist, Topic
from app.checklists.fact import FactValue
from app.checklists.question import AnswerCode, When

Answers = Mapping[str, AnswerCode]
KnownFacts = Mapping[str, FactValue]


def closing(checklist: Checklist, answers: Answers, facts: KnownFacts) -> dict[str, When | None]:
    """Return, by question in order, the condition that closes it; ``None`` for what applies.

    An answer counts only while its own question applies, so that a branch
    closed by a later change of mind leaves nothing behind.
    """
    closed: dict[str, When | None] = {}
    counted: dict[str, AnswerCode] = {}
    for topic in checklist.topics:
        for question in topic.questions:
            conditions = (*topic.when, *question.when)
            failing = (when for when in conditions if not _holds(when, counted, facts))
            closed[question.id] = next(failing, None)
            if closed[question.id] is None and question.id in answers:
                counted[question.id] = answers[question.id]
    return closed


def applicable(checklist: Checklist, answers: Answers, facts: KnownFacts) -> tuple[str, ...]:
    """Return the ids of the questions that apply, in order."""
    return tuple(
        question for question, when in closing(checklist, answers, facts).items() if when is None
    )


def unsettled(topics: Iterable[Topic], facts: KnownFacts) -> tuple[str, ...]:
    """Return the facts, none of them known to be "yes", on which it depends whether they apply."""
    needed = [when.facts for topic in topics for when in topic.when if when.facts]
    open_ = [ids for ids in needed if all(facts.get(i) is not FactValue.YES for i in ids)]
    return tuple(id_ for ids in open_ for id_ in ids if facts.get(id_) is not FactValue.NO)


def _holds(when: When, answers: Answers, facts: KnownFacts) -> bool:
    """Tell whether the condition holds, or cannot be said not to."""
    if when.facts:
        return any(facts.get(fact, FactValue.UNKNOWN) is not FactValue.NO for fact in when.facts)
    answer = answers.get(when.question or "")
    return answer is None or answer.is_unknown or answer in when.is_
