"""What the chapters of the known manuals ask, and which checklists ask it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, model_validator

from app.checklists.checklist import Checklist
from app.checklists.standard import Phase, Standard, Verified
from app.checklists.values import Frozen, Id, Sentence


class Chapter(Frozen):
    """One chapter of a manual, and what covers it."""

    number: Sentence | None = None
    title: Sentence
    standards: tuple[Id, ...] = ()
    # Every standard of this phase.
    phase: Phase | None = None
    # Why it is about no standard.
    outside: Sentence | None = None

    @model_validator(mode="after")
    def is_covered_by_one_thing(self) -> "Chapter":
        """Refuse a chapter that nothing covers, or of which it is unclear what does."""
        if sum(map(bool, (self.standards, self.phase, self.outside))) != 1:
            raise ValueError("a chapter names standards or a phase, or says why it is outside")
        return self

    @property
    def name(self) -> str:
        """The title, after its number if it has one."""
        return f"{self.number} {self.title}" if self.number else self.title

    def needs(self, standards: Mapping[str, Standard]) -> tuple[str, ...]:
        """Return the standards that cover it."""
        if self.phase is None:
            return self.standards
        return tuple(id_ for id_, standard in standards.items() if standard.phase is self.phase)


class Manual(Frozen):
    """A manual, and whether its list of chapters was read."""

    id: Id
    title: Sentence
    publisher: Sentence
    year: int
    verified: Verified
    read: Sentence
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1)]


class Manuals(Frozen):
    """The file ``coverage.yaml``."""

    manuals: tuple[Manual, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One chapter with the checklists that ask on each of its standards."""

    chapter: Chapter
    checklists: Mapping[str, tuple[str, ...]]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The standards of the chapter on which no checklist asks a measured question."""
        return tuple(id_ for id_, asking in self.checklists.items() if not asking)


def coverage(
    manual: Manual, standards: Mapping[str, Standard], checklists: Iterable[Checklist]
) -> tuple[Coverage, ...]:
    """Return, for each chapter, which checklists ask on its standards."""
    asking = asked_by(checklists)
    return tuple(
        Coverage(chapter, {id_: asking.get(id_, ()) for id_ in chapter.needs(standards)})
        for chapter in manual.chapters
    )


def asked_by(checklists: Iterable[Checklist]) -> dict[str, tuple[str, ...]]:
    """Return the checklists with a measured question on each standard, by the standard's id."""
    found: dict[str, set[str]] = {}
    for checklist in checklists:
        for topic in checklist.topics:
            if any(question.is_measured for question in topic.questions):
                found.setdefault(topic.standard, set()).add(checklist.id)
    return {id_: tuple(sorted(asking)) for id_, asking in found.items()}
