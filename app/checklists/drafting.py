"""How a draft of a checklist is changed: each function returns the draft as it is afterwards.

A draft is a checklist like any other; it may still have mistakes, which a check names.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter

from app.checklists.changes import Change, ChangeKind, differences
from app.checklists.checklist import Base, Checklist, Section, Topic
from app.checklists.contradictions import Contradiction, Side
from app.checklists.question import Question, When
from app.checklists.standard import Phase

LONGEST_ID = 50

# Where a question is asked: its section and its standard.
Place = tuple[str, str]


class Step(StrEnum):
    """Which way something is moved."""

    UP = "up"
    DOWN = "down"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing")
NamedThing = TypeVar("NamedThing", bound=_Named)
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def duplicated(checklist: Checklist, *, id_: str, title: str, about: str) -> Checklist:
    """Return a first version of another checklist that asks the same."""
    return checklist.but(
        id=id_, version=1, title=title, about=about, changes=(), adds_to=None, country=None
    )


def next_version(checklist: Checklist) -> Checklist:
    """Return the version after this one, in which nothing has changed yet."""
    return checklist.but(version=checklist.version + 1, changes=())


def supplement_to(base: Checklist, *, id_: str, title: str, about: str, country: str) -> Checklist:
    """Return a supplement to a checklist that adds nothing yet."""
    return Checklist(
        id=id_,
        version=1,
        title=title,
        scope=base.scope,
        about=about,
        adds_to=Base(id=base.id, version=base.version),
        country=country,
        sections=(),
    )


def with_changes(
    draft: Checklist, before: Checklist, after: Checklist, meanings: Mapping[str, tuple[bool, str]]
) -> Checklist:
    """Return the draft saying what has changed since the version before.

    Both versions are given whole.  ``meanings`` says of reworded questions whether each means the
    same, and why; one of which nothing is said does.
    """
    said = []
    for id_, kind in differences(before, after).items():
        same, why = meanings.get(id_, (True, ""))
        is_same = same or kind is not ChangeKind.REWORDED
        said.append(Change(question=id_, kind=kind, same_meaning=is_same, why=why or None))
    return draft.but(changes=tuple(said))


def question_of(type_: str, **values: Any) -> Question:
    """Return a question of one type; what is not given is left out."""
    given = {name: value for name, value in values.items() if value not in (None, "", ())}
    return _QUESTION.validate_python({"type": type_, **given}, by_alias=True, by_name=True)


def new_id(words: str, taken: Collection[str], instead: str) -> str:
    """Return an id made of words; ``instead`` of words that have no plain letters."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789")[:LONGEST_ID].strip("-")
    made = made or instead
    number = 2
    found = made
    while found in taken:
        found, number = f"{made}-{number}", number + 1
    return found


def new_question_id(checklist_id: str, taken: Collection[str]) -> str:
    """Return the id of a question that the checklist is the first to ask: ``kenya.4``."""
    number = 1
    while f"{checklist_id}.{number}" in taken:
        number += 1
    return f"{checklist_id}.{number}"


def with_section(draft: Checklist, section_id: str, title: str, phase: Phase) -> Checklist:
    """Add a section at the end."""
    section = Section(id=section_id, title=title, phase=phase, topics=())
    return draft.but(sections=(*draft.sections, section))


def section_changed(draft: Checklist, section_id: str, title: str, phase: Phase) -> Checklist:
    """Give a section another title and phase; its id stays."""
    return _with_section(draft, section_id, lambda section: section.but(title=title, phase=phase))


def without_section(draft: Checklist, section_id: str) -> Checklist:
    """Remove a section with all that it asks."""
    return draft.but(sections=tuple(s for s in draft.sections if s.id != section_id))


def section_moved(draft: Checklist, section_id: str, step: Step) -> Checklist:
    """Move a section by one place."""
    place = _index(draft.sections, section_id)
    return draft.but(sections=_moved(draft.sections, place, step))


def topic_moved(draft: Checklist, place: Place, step: Step) -> Checklist:
    """Move the questions on one standard by one place within their section."""

    def moved(section: Section) -> Section:
        standards = [topic.standard for topic in section.topics]
        return section.but(topics=_moved(section.topics, standards.index(place[1]), step))

    return _with_section(draft, place[0], moved)


def topic_asked_if(draft: Checklist, place: Place, when: tuple[When, ...]) -> Checklist:
    """Put conditions on all questions on one standard of a section."""
    return _with_topic(draft, place, lambda topic: topic.but(when=when))


def with_question(draft: Checklist, place: Place, question: Question) -> Checklist:
    """Ask a question last on its standard in the section."""
    if place in draft.places().values():
        return _with_topic(draft, place, lambda t: t.but(questions=(*t.questions, question)))
    topic = Topic(standard=place[1], questions=(question,))
    return _with_section(draft, place[0], lambda s: s.but(topics=(*s.topics, topic)))


def question_changed(
    draft: Checklist, question_id: str, place: Place, question: Question
) -> Checklist:
    """Ask a question otherwise, elsewhere, or under another id, which all that names it follows."""
    if draft.places()[question_id] == place:

        def changed(topic: Topic) -> Topic:
            asked = (question if q.id == question_id else q for q in topic.questions)
            return topic.but(questions=tuple(asked))

        draft = _with_topic(draft, place, changed)
    else:
        draft = with_question(without_question(draft, question_id), place, question)
    return draft if question.id == question_id else _renamed(draft, question_id, question.id)


def without_question(draft: Checklist, question_id: str) -> Checklist:
    """Remove a question; a standard on which nothing is left to ask goes with it."""
    section_id, standard = draft.places()[question_id]

    def left(section: Section) -> Section:
        topics = []
        for topic in section.topics:
            asked = tuple(q for q in topic.questions if q.id != question_id)
            if topic.standard != standard:
                topics.append(topic)
            elif asked:
                topics.append(topic.but(questions=asked))
        return section.but(topics=tuple(topics))

    return _with_section(draft, section_id, left)


def question_moved(draft: Checklist, question_id: str, step: Step) -> Checklist:
    """Move a question by one place among those on its standard in its section."""

    def moved(topic: Topic) -> Topic:
        place = _index(topic.questions, question_id)
        return topic.but(questions=_moved(topic.questions, place, step))

    return _with_topic(draft, draft.places()[question_id], moved)


def with_contradiction(draft: Checklist, between: tuple[Side, Side], says: str) -> Checklist:
    """Add a rule on two answers that can hardly both be right, at the end."""
    taken = {rule.id for rule in draft.contradictions}
    id_ = new_id(f"{between[0].question}", taken, "contradiction")
    rule = Contradiction(id=id_, between=between, says=says)
    return draft.but(contradictions=(*draft.contradictions, rule))


def without_contradiction(draft: Checklist, rule_id: str) -> Checklist:
    """Remove such a rule."""
    return draft.but(contradictions=tuple(r for r in draft.contradictions if r.id != rule_id))


def _with_section(
    draft: Checklist, section_id: str, change: Callable[[Section], Section]
) -> Checklist:
    sections = (change(s) if s.id == section_id else s for s in draft.sections)
    return draft.but(sections=tuple(sections))


def _with_topic(draft: Checklist, place: Place, change: Callable[[Topic], Topic]) -> Checklist:
    def changed(section: Section) -> Section:
        topics = (change(t) if t.standard == place[1] else t for t in section.topics)
        return section.but(topics=tuple(topics))

    return _with_section(draft, place[0], changed)


def _renamed(draft: Checklist, old: str, new: str) -> Checklist:
    """Let conditions and contradictions name a question by its new id."""

    def following(conditions: Iterable[When]) -> tuple[When, ...]:
        return tuple(w.but(question=new) if w.question == old else w for w in conditions)

    def side(side: Side) -> Side:
        return side.but(question=new) if side.question == old else side

    def topic(topic: Topic) -> Topic:
        asked = tuple(q.but(when=following(q.when)) if q.when else q for q in topic.questions)
        return topic.but(when=following(topic.when), questions=asked)

    rules = (r.but(between=(side(r.between[0]), side(r.between[1]))) for r in draft.contradictions)
    return draft.but(
        sections=tuple(s.but(topics=tuple(map(topic, s.topics))) for s in draft.sections),
        contradictions=tuple(rules),
    )


def _index(things: Iterable[NamedThing], id_: str) -> int:
    return [thing.id for thing in things].index(id_)


def _moved(things: tuple[Thing, ...], place: int, step: Step) -> tuple[Thing, ...]:
    """Return the things with one of them a place further; at the end it stays where it is."""
    to = place + (1 if step is Step.DOWN else -1)
    if not 0 <= to < len(things):
        return things
    rest = [*things[:place], *things[place + 1 :]]
    rest.insert(to, things[place])
    return tuple(rest)
