"""What can be wrong in one checklist, beyond what one value can tell of itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.checklists.changes import ChangeKind, differences
from app.checklists.checklist import Checklist, Topic, supplemented
from app.checklists.contradictions import Contradiction, Side
from app.checklists.library import Mistake, Places
from app.checklists.question import Question, When

# A page with more is too long to work through in one go (issue 2, "The instrument").
MOST_QUESTIONS = 25

Place = tuple[int | str, ...]
Published = Mapping[tuple[str, int], Checklist]


@dataclass(frozen=True, slots=True)
class Known:
    """The ids a checklist may name; ``None`` where the file that holds them can't be read."""

    standards: Collection[str] | None
    facts: Collection[str] | None


def checklist_mistakes(
    checklist: Checklist, lines: Places, known: Known, others: Published
) -> Iterator[Mistake]:
    """Yield what is wrong in a checklist, seen beside the others."""
    yield from unique(lines, ("sections",), [section.id for section in checklist.sections])
    yield from unique(lines, ("contradictions",), [c.id for c in checklist.contradictions])
    yield from _asking_nothing(checklist, lines)
    yield from _parted(checklist, lines)
    base, mistakes = _base(checklist, lines, others)
    yield from mistakes
    whole = supplemented(base, checklist) if base else checklist
    for section in whole.sections:
        if len(section.questions) > MOST_QUESTIONS:
            own = [part.id for part in checklist.sections]
            index = own.index(section.id) if section.id in own else 0
            yield lines.mistake(
                ("sections", index, "id"),
                f"{len(section.questions)} questions on one page; at most {MOST_QUESTIONS}",
            )
    for place, topic in topics_of(checklist):
        if known.standards is not None and topic.standard not in known.standards:
            text = f"there is no standard {topic.standard} in standards.yaml"
            yield lines.mistake((*place, "standard"), text)
    yield from _condition_mistakes(checklist, base, lines, known)
    yield from _contradiction_mistakes(checklist, whole, lines, known)
    before = _version_before(checklist, others)
    yield from _change_mistakes(before, whole, lines)


def _asking_nothing(checklist: Checklist, lines: Places) -> Iterator[Mistake]:
    if not checklist.sections:
        yield lines.mistake(("sections",), "there is no section yet")
    for index, section in enumerate(checklist.sections):
        if not section.questions:
            text = f"nothing is asked yet in the section “{section.title}”"
            yield lines.mistake(("sections", index, "topics"), text)


def _parted(checklist: Checklist, lines: Places) -> Iterator[Mistake]:
    """Yield a mistake for each topic on a standard that the section has a topic on already."""
    seen: set[tuple[Any, str]] = set()
    for place, topic in topics_of(checklist):
        if (place[1], topic.standard) in seen:
            text = (
                f"the section asks about {topic.standard} already: put its questions together, "
                "and the condition on those questions that need it"
            )
            yield lines.mistake((*place, "standard"), text)
        seen.add((place[1], topic.standard))


def unlike(checklist: Checklist, newest: Checklist) -> Iterator[tuple[Place, str]]:
    """Yield what keeps a checklist from being the version after the newest one that there is."""
    number = newest.version
    if checklist.version != number + 1:
        text = f"the newest version of “{newest.id}” is {number}; make this version {number + 1}"
        yield ("version",), text
    one, other = checklist.adds_to, newest.adds_to
    was: tuple[tuple[str, object, object], ...] = (
        ("scope", checklist.scope.value, newest.scope.value),
        ("country", checklist.country, newest.country),
        ("adds_to", one and one.id, other and other.id),
    )
    for key, now, before in was:
        if now != before:
            name = key.replace("_", " ")
            text = (
                f"version {number} has {before or 'none'} as “{name}”, and this must have the same"
            )
            yield (key,), text


def unique(lines: Places, place: Place, ids: Iterable[str]) -> Iterator[Mistake]:
    """Yield a mistake for each id that stands a second time."""
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield lines.mistake((*place, index, "id"), f"the id {id_} stands here a second time")
        seen.add(id_)


def topics_of(checklist: Checklist) -> Iterator[tuple[Place, Topic]]:
    """Yield every topic with its place in the file, in the order in which it is asked."""
    for s, section in enumerate(checklist.sections):
        for t, topic in enumerate(section.topics):
            yield ("sections", s, "topics", t), topic


def _base(
    checklist: Checklist, lines: Places, others: Published
) -> tuple[Checklist | None, list[Mistake]]:
    """Return what a supplement adds to, or what is wrong about that."""
    named = checklist.adds_to
    if named is None:
        return None, []
    base = others.get((named.id, named.version))
    if base is None or base.adds_to is not None:
        text = f"there is no published checklist {named.id}, version {named.version}, to add to"
        return None, [lines.mistake(("adds_to",), text)]
    if base.scope is not checklist.scope:
        return None, [lines.mistake(("scope",), f"{named.id} is for another scope: {base.scope}")]
    return base, []


def _condition_mistakes(
    checklist: Checklist, base: Checklist | None, lines: Places, known: Known
) -> Iterator[Mistake]:
    """Follow the order in which things are asked: a condition looks back only."""
    asked = dict(base.questions) if base else {}
    later = checklist.questions
    for place, topic in topics_of(checklist):
        for n, when in enumerate(topic.when):
            yield from _condition(lines, (*place, "when", n), when, known, asked, later)
        for q, question in enumerate(topic.questions):
            where = (*place, "questions", q)
            if question.id in asked:
                text = f"the question {question.id} stands here a second time"
                yield lines.mistake((*where, "id"), text)
            for n, when in enumerate(question.when):
                yield from _condition(lines, (*where, "when", n), when, known, asked, later)
            asked[question.id] = question


def _condition(
    lines: Places,
    place: Place,
    when: When,
    known: Known,
    asked: Mapping[str, Question],
    later: Mapping[str, Question],
) -> Iterator[Mistake]:
    for fact in when.facts:
        if known.facts is not None and fact not in known.facts:
            yield lines.mistake(place, f"there is no fact {fact} in facts.yaml")
    if when.question is None:
        return
    if when.question in asked:
        if not asked[when.question].is_measured:
            text = f"the condition is on {when.question}, which has none of the six answers"
            yield lines.mistake(place, text)
    elif when.question in later:
        text = f"the condition is on {when.question}, which is asked later; it may only look back"
        yield lines.mistake(place, text)
    else:
        yield lines.mistake(place, f"there is no question {when.question} in this checklist")


def _contradiction_mistakes(
    checklist: Checklist, whole: Checklist, lines: Places, known: Known
) -> Iterator[Mistake]:
    for index, rule in enumerate(checklist.contradictions):
        for n, side in enumerate(rule.between):
            if text := _wrong_side(side, whole, known):
                yield lines.mistake(("contradictions", index, "between", n), text)
        if text := _never_both(rule, whole):
            yield lines.mistake(("contradictions", index), text)


def _wrong_side(side: Side, whole: Checklist, known: Known) -> str | None:
    if side.fact and known.facts is not None and side.fact not in known.facts:
        return f"there is no fact {side.fact} in facts.yaml"
    if side.question and side.question not in whole.questions:
        return f"there is no question {side.question} in this checklist"
    if side.question and not whole.questions[side.question].is_measured:
        return f"{side.question} has none of the six answers"
    return None


def _never_both(rule: Contradiction, whole: Checklist) -> str | None:
    """Say if one side closes the question of the other: then the rule could never speak."""
    for side, other in (rule.between, rule.between[::-1]):
        if side.question not in whole.questions or other.question not in whole.questions:
            continue
        for when in whole.questions[str(side.question)].when:
            if when.question == other.question and not set(when.is_) & set(other.is_):
                return f"{side.question} is not asked when {other.question} is answered so"
    return None


def _version_before(checklist: Checklist, others: Published) -> Checklist | None:
    """Return the version before, whole, if there is one."""
    before = others.get((checklist.id, checklist.version - 1))
    if before is None or before.adds_to is None:
        return before
    base = others.get((before.adds_to.id, before.adds_to.version))
    return supplemented(base, before) if base else None


def _change_mistakes(
    before: Checklist | None, checklist: Checklist, lines: Places
) -> Iterator[Mistake]:
    """What the author says has changed must be what has."""
    if before is None:
        if checklist.changes:
            text = f"there is no version {checklist.version - 1} from which anything changed"
            yield lines.mistake(("changes",), text)
        return
    differing = differences(before, checklist)
    said = {change.question: change.kind for change in checklist.changes}
    for index, change in enumerate(checklist.changes):
        found = differing.get(change.question)
        if found is not change.kind:
            was = f"it is {found}" if found else "it is as it was"
            text = f"{change.question} is not {change.kind}: {was}"
            yield lines.mistake(("changes", index), text)
        elif change.kind is not ChangeKind.REWORDED and not change.same_meaning:
            text = f"{change.question} is {change.kind}: only a reworded question can mean else"
            yield lines.mistake(("changes", index, "same_meaning"), text)
    for id_, kind in differing.items():
        if id_ not in said:
            yield lines.mistake(("changes",), f"{id_} is {kind}, and changes does not say so")
