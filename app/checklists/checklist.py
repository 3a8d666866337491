"""What a checklist is made of.  These objects are the YAML, typed."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from app.checklists.standard import Phase
from app.checklists.values import Frozen, Id, QuestionId, Sentence


class AnswerCode(StrEnum):
    """The six answers (practice.md 10.1).  Yes always means consistent with the standard."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_OBSERVED = "not_observed"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_determined(self) -> bool:
        """Tell whether the answer says something about the standard."""
        return self in DETERMINED

    @property
    def is_unknown(self) -> bool:
        """Tell whether the answer says that it is not known: never compliance, never a breach."""
        return self in UNKNOWN


DETERMINED = frozenset({AnswerCode.YES, AnswerCode.PARTLY, AnswerCode.NO})
UNKNOWN = frozenset({AnswerCode.NOT_OBSERVED, AnswerCode.UNDETERMINED})


class Level(StrEnum):
    """Who can normally answer: a monitor in court, from the file, or a lawyer by analysis."""

    HEARING = "hearing"
    CASE = "case"
    LEGAL = "legal"


class ChecklistScope(StrEnum):
    """What one assessment with the checklist is about."""

    CASE = "case"
    HEARING = "hearing"


class When(Frozen):
    """A condition: that any of these facts is "yes", or that an earlier answer is one of these."""

    facts: tuple[Id, ...] = ()
    question: QuestionId | None = None
    is_: Annotated[tuple[AnswerCode, ...], Field(alias="is")] = ()

    @model_validator(mode="after")
    def one_kind(self) -> "When":
        """Refuse a condition that is on facts and on a question, or on neither."""
        if bool(self.facts) == bool(self.question):
            raise ValueError("a condition names either facts or one question")
        if bool(self.question) != bool(self.is_):
            raise ValueError('a condition on a question says which answers open it: "is"')
        return self


class Question(Frozen):
    """One thing asked, phrased so that yes is consistent with the standard."""

    id: QuestionId
    level: Level
    text: Sentence
    evidence: Sentence
    when: tuple[When, ...] = ()
    not_applicable_if: Sentence | None = None


class Topic(Frozen):
    """The questions asked on one standard."""

    standard: Id
    when: tuple[When, ...] = ()
    questions: tuple[Question, ...]


class Section(Frozen):
    """Questions that are asked on one page."""

    id: Id
    title: Sentence
    phase: Phase
    topics: tuple[Topic, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the page, in order."""
        return tuple(question for topic in self.topics for question in topic.questions)


class Checklist(Frozen):
    """One version of one checklist."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    title: Sentence
    scope: ChecklistScope
    about: Sentence
    sections: tuple[Section, ...]

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in the order in which it is asked."""
        return tuple(topic for section in self.sections for topic in section.topics)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order in which it is asked."""
        return {question.id: question for topic in self.topics for question in topic.questions}

    @cached_property
    def topic_of(self) -> dict[str, Topic]:
        """The topic of each question, by the question's id."""
        return {question.id: topic for topic in self.topics for question in topic.questions}

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, if there is one."""
        return next((s for s in self.sections if s.id == section_id), None)

    def section_of(self, question_id: str) -> Section:
        """Return the section that asks the question."""
        return next(s for s in self.sections if any(q.id == question_id for q in s.questions))
