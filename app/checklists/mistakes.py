"""What can be wrong across the files of the folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.checklists.checklist import Checklist
from app.checklists.checklist_mistakes import Known, checklist_mistakes, topics_of, unique
from app.checklists.coverage import Manuals
from app.checklists.coverage_mistakes import coverage_mistakes
from app.checklists.fact import Facts
from app.checklists.library import (
    FOLDER,
    File,
    Lines,
    Mistake,
    MistakenFileError,
    checklist_files,
    load,
    lock_mistake,
    locks,
)
from app.checklists.party import States
from app.checklists.standard import Instruments, Kind, Source, Standards, Verified


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: counts, and every mistake in order of file and line."""

    standards: int
    questions: int
    sources: int
    checklists: tuple[Checklist, ...]
    drafts: frozenset[tuple[str, int]]
    mistakes: tuple[Mistake, ...]


def check(folder: Path = FOLDER) -> Result:
    """Read every file in the folder and check it against the others."""
    reading = _Reading(folder)
    standards = reading.file("standards.yaml", Standards)
    instruments = reading.file("instruments.yaml", Instruments)
    facts = reading.file("facts.yaml", Facts)
    states = reading.file("parties.yaml", States)
    manuals = reading.file("coverage.yaml", Manuals)
    if instruments:
        reading.mistakes += _interpreted(*instruments)
    if standards and instruments:
        value, lines = standards
        reading.mistakes += unique(lines, ("standards",), [s.id for s in value.standards])
        reading.mistakes += _source_mistakes(value, lines, instruments[0])
    if states and instruments:
        reading.mistakes += _party_mistakes(*states, instruments[0])
    if instruments and facts:
        reading.mistakes += _deciding_facts(*instruments, facts[0])
    known = Known(
        standards=frozenset(s.id for s in standards[0].standards) if standards else None,
        facts=frozenset(f.id for f in facts[0].facts) if facts else None,
    )
    found = list(reading.checklists(known))
    reading.mistakes += _same_question(found)
    reading.mistakes += _same_id(found)
    if standards and manuals:
        all_read = len(found) == len(checklist_files(folder))
        asking = [checklist for checklist, _ in found] if all_read else None
        reading.mistakes += coverage_mistakes(*manuals, standards[0], asking)
    for path in (*folder.glob("*.yml"), *folder.glob("*/*.yml")):
        text = "this file is not read: rename it to end in .yaml"
        reading.mistakes.append(Mistake(path.relative_to(folder).as_posix(), 1, text))
    return Result(
        standards=len(known.standards or ()),
        questions=len({q for checklist, _ in found for q in checklist.questions}),
        sources=sum(len(s.sources) for s in standards[0].standards) if standards else 0,
        checklists=tuple(checklist for checklist, _ in found),
        drafts=frozenset(
            (checklist.id, checklist.version)
            for checklist, lines in found
            if lines.path not in reading.locked
        ),
        mistakes=tuple(sorted(reading.mistakes)),
    )


class _Reading:
    """Files read one after the other, their mistakes gathered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.locked = self._locks()

    def _locks(self) -> dict[str, str]:
        try:
            return locks(self.folder)
        except MistakenFileError as error:
            self.mistakes += error.mistakes
            return {}

    def file(self, name: str, kind: type[File]) -> tuple[File, Lines] | None:
        """Return the file's value and lines, or ``None`` when it can't be used."""
        try:
            return load(self.folder / name, kind, self.folder)
        except MistakenFileError as error:
            self.mistakes += error.mistakes
        return None

    def checklists(self, known: Known) -> Iterator[tuple[Checklist, Lines]]:
        """Yield every version of every checklist with its lines, its mistakes noted."""
        names = [path.relative_to(self.folder).as_posix() for path in checklist_files(self.folder)]
        for name, digest in self.locked.items():
            if mistake := lock_mistake(self.folder / name, name, digest):
                self.mistakes.append(mistake)
        found = [read for name in names if (read := self.file(name, Checklist))]
        others = {(checklist.id, checklist.version): checklist for checklist, _ in found}
        for checklist, lines in found:
            if lines.path != f"{checklist.id}/{checklist.version}.yaml":
                self.mistakes.append(
                    lines.mistake(
                        ("version",),
                        f"{checklist.id} version {checklist.version} belongs in the file "
                        f"{checklist.id}/{checklist.version}.yaml",
                    )
                )
            self.mistakes += checklist_mistakes(checklist, lines, known, others)
            yield checklist, lines


def _source_mistakes(value: Standards, lines: Lines, instruments: Instruments) -> Iterator[Mistake]:
    known = {instrument.id: instrument for instrument in instruments.instruments}
    for s, standard in enumerate(value.standards):
        for index, source in enumerate(standard.sources):
            place = ("standards", s, "sources", index)
            instrument = known.get(source.instrument)
            if instrument is None:
                text = f"there is no instrument {source.instrument} in instruments.yaml"
                yield lines.mistake((*place, "instrument"), text)
            elif _is_read_nowhere(source, instrument.read):
                text = "verified, and neither the source nor its instrument says where it was read"
                yield lines.mistake((*place, "verified"), text)


def _is_read_nowhere(source: Source, read: str | None) -> bool:
    return source.verified is not Verified.NO and not (source.read or read)


def _party_mistakes(value: States, lines: Lines, instruments: Instruments) -> Iterator[Mistake]:
    treaties = {i.id for i in instruments.instruments if i.kind is Kind.TREATY}
    yield from unique(lines, ("states",), [state.state for state in value.states])
    for s, state in enumerate(value.states):
        seen: set[str] = set()
        for index, party in enumerate(state.treaties):
            place = ("states", s, "treaties", index, "instrument")
            if party.instrument not in treaties:
                text = f"there is no treaty {party.instrument} in instruments.yaml"
                yield lines.mistake(place, text)
            if party.instrument in seen:
                yield lines.mistake(place, f"{party.instrument} stands here a second time")
            seen.add(party.instrument)


def _interpreted(value: Instruments, lines: Lines) -> Iterator[Mistake]:
    """What explains a treaty has that treaty's weight: it must be one, and be there."""
    treaties = {i.id for i in value.instruments if i.kind is Kind.TREATY}
    for index, instrument in enumerate(value.instruments):
        if instrument.interprets and instrument.interprets not in treaties:
            yield lines.mistake(
                ("instruments", index, "interprets"),
                f"there is no treaty {instrument.interprets} in this file",
            )


def _deciding_facts(value: Instruments, lines: Lines, facts: Facts) -> Iterator[Mistake]:
    """The fact on which it depends whether an instrument applies must be one that is asked."""
    known = {fact.id for fact in facts.facts}
    for index, instrument in enumerate(value.instruments):
        if instrument.when and instrument.when not in known:
            text = f"there is no fact {instrument.when} in facts.yaml"
            yield lines.mistake(("instruments", index, "when"), text)


def _same_id(found: list[tuple[Checklist, Lines]]) -> Iterator[Mistake]:
    """Two files may not hold the same version of the same checklist."""
    seen: dict[tuple[str, int], str] = {}
    for checklist, lines in found:
        key = (checklist.id, checklist.version)
        if key in seen:
            text = f"{checklist.id}, version {checklist.version}, stands in {seen[key]} already"
            yield lines.mistake(("id",), text)
        seen.setdefault(key, lines.path)


def _same_question(found: list[tuple[Checklist, Lines]]) -> Iterator[Mistake]:
    """The same id means the same question, in the newest version of every checklist."""
    newest: dict[str, tuple[Checklist, Lines]] = {}
    for checklist, lines in sorted(found, key=lambda c: c[0].version):
        newest[checklist.id] = (checklist, lines)
    worded: dict[str, tuple[str, Checklist]] = {}
    # What the largest checklists ask is what the others must ask.
    for checklist, lines in sorted(newest.values(), key=lambda c: -len(c[0].questions)):
        for place, topic in topics_of(checklist):
            for q, question in enumerate(topic.questions):
                text, first = worded.setdefault(question.id, (question.text, checklist))
                if first is not checklist and text != question.text:
                    yield lines.mistake(
                        (*place, "questions", q, "text"),
                        f"{question.id} is worded otherwise in {first.id}/{first.version}; "
                        "another question needs another id",
                    )
