"""The YAML files on disk, read into values, every mistake named with its file and line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

from app.checklists.checklist import Checklist, supplemented
from app.checklists.fact import Fact, Facts
from app.checklists.party import Party, States
from app.checklists.standard import Instrument, Instruments, Standard, Standards

FOLDER = Path(__file__).parents[2] / "checklists"
LARGEST = 512 * 1024
DEEPEST = 50
PUBLISHED = "published.txt"
LOCK = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[a-z0-9-]+/\d+\.yaml)")
QUESTION_TYPES = frozenset(
    {"answer", "date", "number", "choice", "choices", "text", "fact", "duration"}
)

File = TypeVar("File", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a file: where (path within the folder, line from 1), and what."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"checklists/{self.path}:{self.line}: {self.text}"


class MistakenFileError(Exception):
    """A file that can't be used, with every mistake found in it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class Lines:
    """Where in a file each value stands.

    ``name`` is the path within the folder of the checklists, or what a person calls the file.
    """

    def __init__(self, text: str, name: str) -> None:
        self.path = name
        self.text = text
        self.tree = self._parse()

    def _parse(self) -> Any:
        try:
            self._refuse_anchors()
            return YAML(typ="rt").load(self.text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            text = " ".join((error.problem or str(error)).split())
            raise MistakenFileError(
                [Mistake(self.path, mark.line + 1 if mark else 1, text)]
            ) from error
        except RecursionError as error:
            text = "one value stands within another too many times"
            raise MistakenFileError([Mistake(self.path, 1, text)]) from error
        except (YAMLError, ValueError) as error:
            raise MistakenFileError([Mistake(self.path, 1, str(error))]) from error

    def _refuse_anchors(self) -> None:
        """Refuse what would let a short file stand for a huge one (security.md C13)."""
        if "&" not in self.text and "*" not in self.text:
            return
        depth = 0
        for parsed in YAML(typ="rt").parse(self.text):
            depth += isinstance(parsed, CollectionStartEvent)
            depth -= isinstance(parsed, CollectionEndEvent)
            if depth > DEEPEST:
                raise RecursionError
            if getattr(parsed, "anchor", None):
                line = parsed.start_mark.line + 1
                text = "anchors and aliases are not allowed; write the value out"
                raise MistakenFileError([Mistake(self.path, line, text)])

    def mistake(self, place: tuple[int | str, ...], text: str) -> Mistake:
        """Return a mistake at the value under these keys and indexes."""
        return Mistake(self.path, self._line(place), text)

    def _line(self, place: tuple[int | str, ...]) -> int:
        node, line = self.tree, 0
        for key in place:
            try:
                is_map = isinstance(key, str)
                line = node.lc.key(key)[0] if is_map else node.lc.item(key)[0]
                node = node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                # Not a key of the file: the kind of a question, or what is missing.
                continue
        return line + 1


def text_of(path: Path, name: str) -> str:
    """Return the text of a file.  Raises MistakenFileError for what is none, or too large."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):  # a pipe would keep the reader waiting
            raise MistakenFileError([Mistake(name, 1, "not a file")])
        if found.st_size > LARGEST:
            raise MistakenFileError([Mistake(name, 1, f"larger than {LARGEST // 1024} KB")])
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MistakenFileError([Mistake(name, 1, "not UTF-8 text")]) from error
    except FileNotFoundError as error:
        raise MistakenFileError([Mistake(name, 1, "this file is missing")]) from error
    except OSError as error:
        raise MistakenFileError([Mistake(name, 1, f"can't be read: {error.strerror}")]) from error


def load(path: Path, kind: type[File], folder: Path) -> tuple[File, Lines]:
    """Read one file of the folder as this kind of value.

    Raises MistakenFileError, which names every mistake with its line.
    """
    name = path.relative_to(folder).as_posix()
    return read(text_of(path, name), kind, name)


def read(text: str, kind: type[File], name: str) -> tuple[File, Lines]:
    """Read the text of a file as this kind of value; ``name`` is how mistakes call the file.

    Raises MistakenFileError, which names every mistake with its line.
    """
    if len(text) > LARGEST:
        raise MistakenFileError([Mistake(name, 1, f"larger than {LARGEST // 1024} KB")])
    lines = Lines(text, name)
    try:
        return kind.model_validate(lines.tree), lines
    except ValidationError as error:
        found = [lines.mistake(tuple(e["loc"]), _said(e)) for e in error.errors()]
        raise MistakenFileError(sorted(set(found))) from error


def _said(error: Any) -> str:
    """Say what is wrong, and where within the file's own structure."""
    place = ".".join(str(key) for key in error["loc"] if key not in QUESTION_TYPES)
    if error["type"] == "extra_forbidden":
        return f"{place}: there is no such key"
    if error["type"] == "missing":
        return f"{place}: is missing"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"


def checklist_files(folder: Path) -> list[Path]:
    """Return the files that hold one version of a checklist: ``<checklist>/<version>.yaml``."""
    return sorted(folder.glob("*/*.yaml"))


@cache
def standards() -> dict[str, Standard]:
    """Return every standard by id, in the order of the file."""
    return {s.id: s for s in load(FOLDER / "standards.yaml", Standards, FOLDER)[0].standards}


@cache
def instruments() -> dict[str, Instrument]:
    """Return every instrument by id."""
    return {i.id: i for i in load(FOLDER / "instruments.yaml", Instruments, FOLDER)[0].instruments}


@cache
def facts() -> dict[str, Fact]:
    """Return every fact by id, in the order in which it is asked."""
    return {f.id: f for f in load(FOLDER / "facts.yaml", Facts, FOLDER)[0].facts}


@cache
def parties() -> dict[str, dict[str, Party]]:
    """Return what is known of the treaties of States, by the State's code and by instrument."""
    states = load(FOLDER / "parties.yaml", States, FOLDER)[0].states
    return {state.state: {party.instrument: party for party in state.treaties} for state in states}


@cache
def shipped() -> dict[tuple[str, int], Checklist]:
    """Return every published version of the checklists that come with the program.

    Raises MistakenFileError for one that is not what was published, or is missing.
    """
    found = {}
    for name, digest in locks(FOLDER).items():
        path = FOLDER / name
        if mistake := lock_mistake(path, name, digest):
            raise MistakenFileError([mistake])
        checklist = load(path, Checklist, FOLDER)[0]
        found[checklist.id, checklist.version] = checklist
    return {key: whole(checklist, found) for key, checklist in found.items()}


def read_all() -> None:
    """Read every file.  Raises MistakenFileError for one that can't be used."""
    for kind in (standards, instruments, facts, parties, shipped):
        kind()


def whole(checklist: Checklist, others: Mapping[tuple[str, int], Checklist]) -> Checklist:
    """Return the checklist, with the one that it adds questions to if it is a supplement."""
    if checklist.adds_to is None:
        return checklist
    return supplemented(others[checklist.adds_to.id, checklist.adds_to.version], checklist)


def locks(folder: Path) -> dict[str, str]:
    """Return the SHA-256 under which each version was published, by path within the folder.

    Raises MistakenFileError for a line that is none of “publish”.
    """
    path = folder / PUBLISHED
    lines = text_of(path, PUBLISHED).splitlines() if path.exists() else []
    found = {}
    for number, line in enumerate(lines, 1):
        locked = LOCK.fullmatch(line)
        if locked is None:
            text = "each line holds a SHA-256 and the path of a version, as “publish” writes them"
            raise MistakenFileError([Mistake(PUBLISHED, number, text)])
        found[locked["name"]] = locked["digest"]
    return found


def lock_mistake(path: Path, name: str, published: str) -> Mistake | None:
    """Return what is wrong with a published version that was edited or removed since."""
    if not path.is_file():
        text = f"{name} was published, and the file is missing: bring it back"
        return Mistake(PUBLISHED, 1, text)
    present = sha256(path.read_bytes()).hexdigest()
    if present == published:
        return None
    return Mistake(
        name,
        1,
        "this version was published and may not change: its SHA-256 was then "
        f"{published} and is {present}. Bring the file back, and make a new version of it",
    )


@cache
def shipped_hash(checklist_id: str, version: int) -> str:
    """Return the SHA-256 of the file of one version that comes with the program."""
    return sha256((FOLDER / checklist_id / f"{version}.yaml").read_bytes()).hexdigest()
