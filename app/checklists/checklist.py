"""What a checklist is made of.  These objects are the YAML, typed."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from app.checklists.changes import Change, Place
from app.checklists.contradictions import Contradiction
from app.checklists.question import Question, When
from app.checklists.standard import Phase
from app.checklists.values import CountryCode, Frozen, Id, Sentence


class ChecklistScope(StrEnum):
    """What one assessment with the checklist is about."""

    CASE = "case"
    HEARING = "hearing"


class Topic(Frozen):
    """The questions asked on one standard."""

    standard: Id
    when: tuple[When, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Section(Frozen):
    """Questions that are asked on one page."""

    id: Id
    title: Sentence
    phase: Phase
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the page, in order."""
        return tuple(question for topic in self.topics for question in topic.questions)


class Base(Frozen):
    """The published checklist that a supplement adds questions to."""

    id: Id
    version: Annotated[int, Field(ge=1)]


class Checklist(Frozen):
    """One version of one checklist."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    title: Sentence
    scope: ChecklistScope
    about: Sentence
    # Whether it asks enough of a trial for the trial to be graded.
    graded: bool = False
    # A supplement: what it adds to, and the country for whose cases it is.
    adds_to: Base | None = None
    country: CountryCode | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    contradictions: tuple[Contradiction, ...] = ()
    # What differs from the version before it, by question.
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def of_one_country(self) -> "Checklist":
        """Refuse a country without a checklist to add to, and the other way round."""
        if bool(self.adds_to) != bool(self.country):
            raise ValueError("a supplement says both what it adds to and for which country")
        return self

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic, in the order in which it is asked."""
        return tuple(topic for section in self.sections for topic in section.topics)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in the order in which it is asked."""
        return {question.id: question for topic in self.topics for question in topic.questions}

    @cached_property
    def measured(self) -> dict[str, Question]:
        """The questions that are measured against a standard, by id."""
        return {id_: question for id_, question in self.questions.items() if question.is_measured}

    @cached_property
    def standards_measured(self) -> frozenset[str]:
        """The standards that it measures something against."""
        return frozenset(self.topic_of[id_].standard for id_ in self.measured)

    @cached_property
    def topic_of(self) -> dict[str, Topic]:
        """The topic of each question, by the question's id."""
        return {question.id: topic for topic in self.topics for question in topic.questions}

    def topics_on(self, standard_id: str) -> tuple[Topic, ...]:
        """Return the topics on one standard."""
        return tuple(topic for topic in self.topics if topic.standard == standard_id)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each question is asked, and under which conditions."""
        return {
            question.id: Place(
                section.id, topic.standard, question.level, (*topic.when, *question.when)
            )
            for section in self.sections
            for topic in section.topics
            for question in topic.questions
        }

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, if there is one."""
        return next((s for s in self.sections if s.id == section_id), None)

    def section_of(self, question_id: str) -> Section:
        """Return the section that asks the question."""
        return next(s for s in self.sections if any(q.id == question_id for q in s.questions))


def supplemented(base: Checklist, supplement: Checklist) -> Checklist:
    """Return the checklist with the supplement's questions added, under the supplement's name.

    A section of the same id goes on with the supplement's topics; others stand at the end.
    """
    more = {section.id: section for section in supplement.sections}
    sections = [_joined(section, more.pop(section.id, None)) for section in base.sections]
    return supplement.model_copy(
        update={
            "graded": base.graded,
            "sections": (*sections, *more.values()),
            "contradictions": (*base.contradictions, *supplement.contradictions),
        }
    )


def _joined(section: Section, more: Section | None) -> Section:
    """Return the section with more topics; questions on a standard asked already stand with it."""
    if more is None:
        return section
    topics = {topic.standard: topic for topic in section.topics}
    for topic in more.topics:
        there = topics.get(topic.standard)
        topics[topic.standard] = (
            there.model_copy(update={"questions": tuple(_both(there, topic))}) if there else topic
        )
    return section.model_copy(update={"topics": tuple(topics.values())})


def _both(there: Topic, more: Topic) -> Iterator[Question]:
    yield from there.questions
    for question in more.questions:
        yield question.model_copy(update={"when": (*more.when, *question.when)})
