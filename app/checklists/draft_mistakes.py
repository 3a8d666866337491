"""What is wrong in a draft, by the part of it that is to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.checklists.checklist import Checklist, supplemented
from app.checklists.checklist_mistakes import Known, Place, checklist_mistakes
from app.checklists.drafting import with_changes
from app.checklists.library import Mistake

Published = Mapping[tuple[str, int], Checklist]


@dataclass(frozen=True, slots=True)
class DraftMistake:
    """Something wrong, and where: the narrowest part that is known; none for the whole."""

    text: str
    section_id: str | None = None
    standard: str | None = None
    question_id: str | None = None
    rule_id: str | None = None


@dataclass(frozen=True)
class Draft:
    """A draft beside what it stands on.

    ``base`` is what a supplement adds to, ``before`` the version before, whole; each ``None``
    where there is none.
    """

    checklist: Checklist
    base: Checklist | None
    before: Checklist | None

    @cached_property
    def whole(self) -> Checklist:
        """The draft as it will be asked."""
        return supplemented(self.base, self.checklist) if self.base else self.checklist

    def saying(self, meanings: Mapping[str, tuple[bool, str]]) -> Checklist:
        """Return the draft as it is published: it says what has changed."""
        if self.before is None:
            return self.checklist.but(changes=())
        return with_changes(self.checklist, self.before, self.whole, meanings)

    def mistakes(self, known: Known, others: Published) -> tuple[DraftMistake, ...]:
        """Return what keeps the draft from being published."""
        said = self.saying({})
        parts = _Parts(said)
        list(checklist_mistakes(said, parts, known, others))
        found = dict.fromkeys(parts.found)
        if self.before is not None and _says_the_same(self.whole, self.before):
            text = f"nothing differs from version {self.before.version}"
            found[DraftMistake(text)] = None
        return tuple(found)


class _Parts:
    """Notes, of each mistake, the part of the draft in which it stands."""

    def __init__(self, draft: Checklist) -> None:
        self.draft = draft
        self.found: list[DraftMistake] = []

    def mistake(self, place: Place, text: str) -> Mistake:
        """Note a mistake at the value under these keys and indexes."""
        self.found.append(self._placed(place, text))
        return Mistake(self.draft.id, 0, text)

    def _placed(self, place: Place, text: str) -> DraftMistake:
        match place:
            case ("contradictions", int() as index, *_):
                return DraftMistake(text, rule_id=self.draft.contradictions[index].id)
            case ("sections", int() as s, "topics", int() as t, *rest):
                section = self.draft.sections[s]
                topic = section.topics[t]
                if rest[0] != "questions":
                    return DraftMistake(text, section.id, topic.standard)
                question = topic.questions[int(rest[1])]
                return DraftMistake(text, section.id, topic.standard, question.id)
            case ("sections", int() as s, *_):
                return DraftMistake(text, self.draft.sections[s].id)
            case _:
                return DraftMistake(text)


def _says_the_same(one: Checklist, other: Checklist) -> bool:
    return one.but(version=1, changes=()) == other.but(version=1, changes=())
