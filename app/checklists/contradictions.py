"""Two answers that can hardly both be right: written by lawyers, in the checklist file."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from app.checklists.fact import FactValue
from app.checklists.question import AnswerCode
from app.checklists.values import MOST_CONDITIONS, Frozen, Id, QuestionId, Sentence

Answers = Mapping[str, AnswerCode]
KnownFacts = Mapping[str, FactValue]


class Side(Frozen):
    """One of the two: what a question is answered, or what a fact of the case is."""

    question: QuestionId | None = None
    is_: Annotated[tuple[AnswerCode, ...], Field(alias="is", max_length=MOST_CONDITIONS)] = ()
    fact: Id | None = None
    value: FactValue | None = None

    @model_validator(mode="after")
    def one_kind(self) -> "Side":
        """Refuse a side on a question and a fact, or on neither, or on what is not known."""
        if bool(self.question) == bool(self.fact):
            raise ValueError("a side names either a question or a fact")
        if bool(self.question) != bool(self.is_) or bool(self.fact) != bool(self.value):
            raise ValueError('a question has "is", a fact has "value"')
        if self.value is FactValue.UNKNOWN or any(code.is_unknown for code in self.is_):
            raise ValueError("what is not known contradicts nothing")
        return self

    def holds(self, answers: Answers, facts: KnownFacts) -> bool:
        """Tell whether it is answered, or known, as the side says."""
        if self.question:
            return answers.get(self.question) in self.is_
        return facts.get(self.fact or "") is self.value


class Contradiction(Frozen):
    """Two sides that can hardly both be right, and why."""

    id: Id
    between: tuple[Side, Side]
    says: Sentence

    @model_validator(mode="after")
    def is_asked(self) -> "Contradiction":
        """Refuse a contradiction between facts alone, or of a question with itself."""
        asked = self.questions
        if not asked or len(set(asked)) < sum(side.question is not None for side in self.between):
            raise ValueError("a contradiction is between two questions, or a question and a fact")
        return self

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions concerned."""
        return tuple(side.question for side in self.between if side.question)


def contradicted(
    rules: tuple[Contradiction, ...], answers: Answers, facts: KnownFacts
) -> tuple[Contradiction, ...]:
    """Return the contradictions of which both sides hold; ``answers`` are those that count."""
    return tuple(rule for rule in rules if all(side.holds(answers, facts) for side in rule.between))
