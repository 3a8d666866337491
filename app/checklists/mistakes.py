"""What can be wrong across the files, beyond what one value can tell of itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.checklists.checklist import Checklist, Topic, When
from app.checklists.fact import Facts
from app.checklists.library import (
    FOLDER,
    File,
    Lines,
    Mistake,
    MistakenFileError,
    checklist_files,
    load,
)
from app.checklists.standard import Instruments, Kind, Standards

# A page with more is too long to work through in one go (issue 2, "The instrument").
MOST_QUESTIONS = 25

Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: counts, and every mistake in order of file and line."""

    standards: int
    questions: int
    sources: int
    checklists: tuple[Checklist, ...]
    mistakes: tuple[Mistake, ...]


def check(folder: Path = FOLDER) -> Result:
    """Read every file in the folder and check it against the others."""
    reading = _Reading(folder)
    standards = reading.file("standards.yaml", Standards)
    instruments = reading.file("instruments.yaml", Instruments)
    facts = reading.file("facts.yaml", Facts)
    if instruments:
        reading.mistakes += _interpreted(*instruments)
    if standards and instruments:
        value, lines = standards
        reading.mistakes += _unique(lines, ("standards",), [s.id for s in value.standards])
        reading.mistakes += _unknown_instruments(value, lines, instruments[0])
    known = Known(
        standards=frozenset(s.id for s in standards[0].standards) if standards else None,
        facts=frozenset(f.id for f in facts[0].facts) if facts else None,
    )
    found = []
    for path in checklist_files(folder):
        if read := reading.file(path.relative_to(folder).as_posix(), Checklist):
            found.append(read)
            reading.mistakes += _checklist_mistakes(*read, known)
    reading.mistakes += _same_question(found)
    for path in (*folder.glob("*.yml"), *folder.glob("*/*.yml")):
        text = "this file is not read: rename it to end in .yaml"
        reading.mistakes.append(Mistake(path.relative_to(folder).as_posix(), 1, text))
    return Result(
        standards=len(known.standards or ()),
        questions=len({q for checklist, _ in found for q in checklist.questions}),
        sources=sum(len(s.sources) for s in standards[0].standards) if standards else 0,
        checklists=tuple(checklist for checklist, _ in found),
        mistakes=tuple(sorted(reading.mistakes)),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """The ids a checklist may name; ``None`` where the file that holds them can't be read."""

    standards: frozenset[str] | None
    facts: frozenset[str] | None


class _Reading:
    """Files read one after the other, their mistakes gathered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []

    def file(self, name: str, kind: type[File]) -> tuple[File, Lines] | None:
        """Return the file's value and lines, or ``None`` when it can't be used."""
        try:
            return load(self.folder / name, kind, self.folder)
        except MistakenFileError as error:
            self.mistakes += error.mistakes
        return None


def _unique(lines: Lines, place: Place, ids: Iterable[str]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield lines.mistake((*place, index, "id"), f"the id {id_} stands here a second time")
        seen.add(id_)


def _unknown_instruments(
    value: Standards, lines: Lines, instruments: Instruments
) -> Iterator[Mistake]:
    known = {instrument.id for instrument in instruments.instruments}
    for s, standard in enumerate(value.standards):
        for index, source in enumerate(standard.sources):
            if source.instrument not in known:
                yield lines.mistake(
                    ("standards", s, "sources", index, "instrument"),
                    f"there is no instrument {source.instrument} in instruments.yaml",
                )


def _interpreted(value: Instruments, lines: Lines) -> Iterator[Mistake]:
    """What explains a treaty has that treaty's weight: it must be one, and be there."""
    treaties = {i.id for i in value.instruments if i.kind is Kind.TREATY}
    for index, instrument in enumerate(value.instruments):
        if instrument.interprets and instrument.interprets not in treaties:
            yield lines.mistake(
                ("instruments", index, "interprets"),
                f"there is no treaty {instrument.interprets} in this file",
            )


def _checklist_mistakes(checklist: Checklist, lines: Lines, known: Known) -> Iterator[Mistake]:
    if lines.path != f"{checklist.id}/{checklist.version}.yaml":
        yield lines.mistake(
            ("version",),
            f"{checklist.id} version {checklist.version} belongs in the file "
            f"{checklist.id}/{checklist.version}.yaml",
        )
    yield from _unique(lines, ("sections",), [section.id for section in checklist.sections])
    for s, section in enumerate(checklist.sections):
        if len(section.questions) > MOST_QUESTIONS:
            yield lines.mistake(
                ("sections", s, "id"),
                f"{len(section.questions)} questions on one page; at most {MOST_QUESTIONS}",
            )
    for place, topic in _topics(checklist):
        if known.standards is not None and topic.standard not in known.standards:
            text = f"there is no standard {topic.standard} in standards.yaml"
            yield lines.mistake((*place, "standard"), text)
    yield from _condition_mistakes(checklist, lines, known)


def _condition_mistakes(checklist: Checklist, lines: Lines, known: Known) -> Iterator[Mistake]:
    """Follow the order in which things are asked: a condition looks back only."""
    asked: set[str] = set()
    for place, topic in _topics(checklist):
        for n, when in enumerate(topic.when):
            yield from _condition(lines, (*place, "when", n), when, known, asked, checklist)
        for q, question in enumerate(topic.questions):
            where = (*place, "questions", q)
            if question.id in asked:
                text = f"the question {question.id} stands here a second time"
                yield lines.mistake((*where, "id"), text)
            for n, when in enumerate(question.when):
                yield from _condition(lines, (*where, "when", n), when, known, asked, checklist)
            asked.add(question.id)


def _condition(
    lines: Lines, place: Place, when: When, known: Known, asked: set[str], checklist: Checklist
) -> Iterator[Mistake]:
    for fact in when.facts:
        if known.facts is not None and fact not in known.facts:
            yield lines.mistake(place, f"there is no fact {fact} in facts.yaml")
    if when.question is None or when.question in asked:
        return
    if when.question in checklist.questions:
        text = f"the condition is on {when.question}, which is asked later; it may only look back"
    else:
        text = f"there is no question {when.question} in this checklist"
    yield lines.mistake(place, text)


def _same_question(found: list[tuple[Checklist, Lines]]) -> Iterator[Mistake]:
    """The same id means the same question, in the newest version of every checklist."""
    newest: dict[str, tuple[Checklist, Lines]] = {}
    for checklist, lines in sorted(found, key=lambda c: c[0].version):
        newest[checklist.id] = (checklist, lines)
    worded: dict[str, tuple[str, Checklist]] = {}
    for checklist, lines in sorted(newest.values(), key=lambda c: c[0].scope):
        for place, topic in _topics(checklist):
            for q, question in enumerate(topic.questions):
                text, first = worded.setdefault(question.id, (question.text, checklist))
                if first is not checklist and text != question.text:
                    yield lines.mistake(
                        (*place, "questions", q, "text"),
                        f"{question.id} is worded otherwise in {first.id}/{first.version}; "
                        "another question needs another id",
                    )


def _topics(checklist: Checklist) -> Iterator[tuple[Place, Topic]]:
    """Yield every topic with its place in the file, in the order in which it is asked."""
    for s, section in enumerate(checklist.sections):
        for t, topic in enumerate(section.topics):
            yield ("sections", s, "topics", t), topic
