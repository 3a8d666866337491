"""What a checklist is made of.  These objects are the YAML, typed."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from app.checklists.changes import Change, Circumstances
from app.checklists.contradictions import Contradiction
from app.checklists.question import Conditions, Question
from app.checklists.standard import Phase
from app.checklists.values import CountryCode, Frozen, Id, Sentence, Version


class ChecklistScope(StrEnum):
    """What one assessment with the checklist is about."""

    CASE = "case"
    HEARING = "hearing"


class Topic(Frozen):
    """The questions asked on one standard."""

    standard: Id
    when: Conditions = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Section(Frozen):
    """Questions that are asked on one page."""

    id: Id
    title: Sentence
    phase: Phase
    # None only in a draft: the check asks for one.
    topics: tuple[Topic, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the page, in order."""
        return tuple(question for topic in self.topics for question in topic.questions)


class Base(Frozen):
    """The published checklist that a supplement adds questions to."""

    id: Id
    version: Version


class Checklist(Frozen):
    """One version of one checklist."""

    id: Id
    version: Version
    title: Sentence
    scope: ChecklistScope
    about: Sentence
    # Whether it asks enough of a trial for the trial to be graded.
    graded: bool = False
    # A supplement: what it adds to, and the country for whose cases it is.
    adds_to: Base | None = None
    country: CountryCode | None = None
    sections: tuple[Section, ...]
    contradictions: tuple[Contradiction, ...] = ()
    # What differs from the version before it, by question.
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def of_one_country(self) -> "Checklist":
        """Refuse a country without a checklist to add to, and the other way round."""
        if bool(self.adds_to) != bool(self.country):
            raise ValueError("a supplement says both what it adds to and for which country")
        return self

    @property
    def gist(self) -> str:
        """The first sentence of what it says about itself."""
        first, stop, _more = self.about.partition(". ")
        return first + stop.strip()

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
    def circumstances(self) -> dict[str, Circumstances]:
        """Where each question is asked, to whom it is put, and under which conditions."""
        return {
            question.id: Circumstances(
                section.id, topic.standard, question.level, (*topic.when, *question.when)
            )
            for section in self.sections
            for topic in section.topics
            for question in topic.questions
        }

    def places(self) -> dict[str, tuple[str, str]]:
        """Return where each question is asked: its section and its standard."""
        return {id_: (c.section, c.standard) for id_, c in self.circumstances.items()}

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, if there is one."""
        return next((s for s in self.sections if s.id == section_id), None)

    def section_of(self, question_id: str) -> Section:
        """Return the section that asks the question."""
        return next(s for s in self.sections if any(q.id == question_id for q in s.questions))


def supplemented(base: Checklist, supplement: Checklist) -> Checklist:
    """Return the checklist with the supplement's questions added, under the supplement's name.

    A section of the same id goes on with the supplement's topics; others stand at the end.  What
    the supplement has of the checklist already is not added again.
    """
    more = {section.id: section for section in supplement.sections}
    sections = [_joined(section, more.pop(section.id, None)) for section in base.sections]
    rules = [rule for rule in supplement.contradictions if rule not in base.contradictions]
    return supplement.but(
        graded=base.graded,
        sections=(*sections, *more.values()),
        contradictions=(*base.contradictions, *rules),
    )


def _joined(section: Section, more: Section | None) -> Section:
    """Return the section with more topics; questions on a standard asked already stand with it."""
    if more is None:
        return section
    topics = {topic.standard: topic for topic in section.topics}
    for topic in more.topics:
        there = topics.get(topic.standard)
        topics[topic.standard] = there.but(questions=tuple(_both(there, topic))) if there else topic
    return section.but(topics=tuple(topics.values()))


def _both(there: Topic, more: Topic) -> Iterator[Question]:
    yield from there.questions
    asked = {question.id for question in there.questions}
    for question in more.questions:
        if question.id not in asked:
            # Together they may be more than one file may put on one question.
            yield question.model_copy(update={"when": (*more.when, *question.when)})
