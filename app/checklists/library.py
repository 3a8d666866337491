"""The YAML files on disk, read into values, every mistake named with its file and line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

from app.checklists.checklist import Checklist, supplemented
from app.checklists.coverage import Manual, Manuals
from app.checklists.fact import Fact, Facts
from app.checklists.party import Party, States
from app.checklists.standard import Instrument, Instruments, Standard, Standards
from app.checklists.values import COUNTRY_CODE, ID, QUESTION_ID

FOLDER = Path(__file__).parents[2] / "checklists"
LARGEST = 512 * 1024
DEEPEST = 50
# Five times as many as in the largest file of ours.
MOST_EVENTS = 50_000
# More than anybody would mend before trying again.
MOST_MISTAKES = 100
PUBLISHED = "published.txt"
LOCK = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[a-z0-9-]+/\d+\.yaml)")
QUESTION_TYPES = frozenset(
    {"answer", "date", "number", "choice", "choices", "text", "fact", "duration"}
)

# What each pattern asks for, in words.
PATTERNS = {
    ID: "small Latin letters, digits and hyphens, beginning with a letter",
    QUESTION_ID: "small Latin letters, digits, hyphens and single points, beginning with a letter",
    COUNTRY_CODE: "two capital letters",
}
PROBLEMS = {
    "extra_forbidden": "there is no such key",
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "enum": "“{typed}” is not {expected}",
    "literal_error": "“{typed}” is not {expected}",
    "union_tag_not_found": "is no question of a type that there is",
    "union_tag_invalid": "there is no type “{tag}”; write {expected_tags}",
    "int_parsing": "“{typed}” is not a whole number",
    "bool_parsing": "“{typed}” is neither yes nor no",
    "greater_than_equal": "“{typed}” is less than {ge}",
    "less_than_equal": "“{typed}” is more than {le}",
    "too_short": "has {actual_length}; it needs at least {min_length}",
    "too_long": "has more than {max_length}",
    "string_pattern_mismatch": "“{typed}” does not fit: write {asked}",
}

# What the reader of YAML makes of nonsense.
NONSENSE = (YAMLError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError)

File = TypeVar("File", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a file: where, and what.

    The line counts from 1; line 0 is the file as a whole.
    """

    # The path within the folder, or what a person calls a file that was sent.
    path: str
    line: int
    text: str
    # In a spreadsheet, with its sheet: ``questions!C12``.
    cell: str = ""
    is_sent: bool = False

    def __str__(self) -> str:
        name = self.path if self.is_sent else f"checklists/{self.path}"
        place = self.cell or self.line
        return f"{name}:{place}: {self.text}" if place else f"{name}: {self.text}"


class MistakenFileError(Exception):
    """A file that can't be used, with every mistake found in it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.number = len(mistakes)
        self.mistakes = _first_of(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def _first_of(mistakes: list[Mistake]) -> list[Mistake]:
    """Return as many mistakes as anybody would read; the last says how many more there are."""
    more = len(mistakes) - MOST_MISTAKES
    if more <= 0:
        return mistakes
    last = replace(mistakes[MOST_MISTAKES], text=f"and {more} more")
    return [*mistakes[:MOST_MISTAKES], last]


class Places(Protocol):
    """Tells where in a file each value stands."""

    def mistake(self, place: tuple[int | str, ...], text: str) -> Mistake:
        """Return a mistake at the value under these keys and indexes."""


class Lines:
    """Tells on which line of a file each value stands.

    ``name`` is the path within the folder of the checklists, or what a person calls the file.
    """

    def __init__(self, text: str, name: str, *, is_sent: bool = False) -> None:
        self.path = name
        self.is_sent = is_sent
        self.text = text
        self.value = self._quickly()

    def _quickly(self) -> Any:
        """Return the values without their lines, by a reader seven times as fast.

        It knows an older YAML: what it refuses is read again with care.
        """
        try:
            self._refuse_anchors("safe")
            return YAML(typ="safe").load(self.text)
        except (*NONSENSE, RecursionError):
            return self.tree

    @cached_property
    def tree(self) -> Any:
        """The same values with the line of each."""
        try:
            self._refuse_anchors("rt")
            return YAML(typ="rt").load(self.text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            text = " ".join((error.problem or str(error)).split())
            raise MistakenFileError([self._at(mark.line + 1 if mark else 1, text)]) from error
        except RecursionError as error:
            text = "one value stands within another too many times"
            raise MistakenFileError([self._at(1, text)]) from error
        except NONSENSE as error:
            text = f"this can't be read as YAML: {str(error)[:200]}"
            raise MistakenFileError([self._at(1, text)]) from error

    def _refuse_anchors(self, kind: str) -> None:
        """Refuse what would let a short file stand for a huge one (security.md C13)."""
        depth = 0
        for number, parsed in enumerate(YAML(typ=kind).parse(self.text)):
            if number > MOST_EVENTS:
                text = f"more than {MOST_EVENTS} values; make several checklists of it"
                raise MistakenFileError([self._at(parsed.start_mark.line + 1, text)])
            depth += isinstance(parsed, CollectionStartEvent)
            depth -= isinstance(parsed, CollectionEndEvent)
            if depth > DEEPEST:
                raise RecursionError
            if getattr(parsed, "anchor", None):
                line = parsed.start_mark.line + 1
                text = "anchors and aliases are not allowed; write the value out"
                raise MistakenFileError([self._at(line, text)])

    def mistake(self, place: tuple[int | str, ...], text: str) -> Mistake:
        """Return a mistake at the value under these keys and indexes."""
        return self._at(self._line(place), text)

    def _at(self, line: int, text: str) -> Mistake:
        return Mistake(self.path, line, text, is_sent=self.is_sent)

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
    return read(text_of(path, name), kind, name, is_sent=False)


def read(text: str, kind: type[File], name: str, *, is_sent: bool = True) -> tuple[File, Lines]:
    """Read the text of a file as this kind of value; ``name`` is how mistakes call the file.

    Raises MistakenFileError, which names every mistake with its line.
    """
    if len(text) > LARGEST:
        text = f"larger than {LARGEST // 1024} KB"
        raise MistakenFileError([Mistake(name, 1, text, is_sent=is_sent)])
    lines = Lines(text, name, is_sent=is_sent)
    try:
        return kind.model_validate(lines.value), lines
    except ValidationError as error:
        found = [lines.mistake(tuple(e["loc"]), _said(e, lines.value)) for e in problems(error)]
        raise MistakenFileError(sorted(set(found))) from error


def _said(error: Any, value: Any) -> str:
    """Say what is wrong, and of what: the innermost thing that has an id, and the keys within."""
    named, keys, node = "", [], value
    for key in (key for key in error["loc"] if key not in QUESTION_TYPES):
        keys.append(str(key))
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, Mapping) and isinstance(node.get("id"), str):
            named, keys = node["id"][:80], []
    place = ".".join(keys)
    return ", ".join(part for part in (named, place) if part) + f": {problem(error)}"


def problems(error: ValidationError) -> list[Any]:
    """Return what is wrong; that a list has too few because one of them is wrong is left out."""
    found = error.errors()
    places = {tuple(e["loc"]) for e in found}
    within = {place[:length] for place in places for length in range(len(place))}
    return [e for e in found if e["type"] != "too_short" or tuple(e["loc"]) not in within]


def problem(error: Any) -> str:
    """Say what is wrong with a value, and what would be right."""
    if error["type"] not in PROBLEMS:
        return str(error["msg"]).removeprefix("Value error, ")
    context = error.get("ctx", {})
    asked = PATTERNS.get(context.get("pattern"))
    typed = _typed(error["input"])
    return PROBLEMS[error["type"]].format(typed=typed, asked=asked, **context)


def _typed(value: Any) -> str:
    try:
        return str(value)[:60]
    except ValueError:
        return "a number of thousands of digits"


def checklist_files(folder: Path | None = None) -> list[Path]:
    """Return the files that hold one version of a checklist: ``<checklist>/<version>.yaml``."""
    return sorted((folder or FOLDER).glob("*/*.yaml"))


def file_of(checklist_id: str, version: int) -> Path | None:
    """Return the file that holds a version of a checklist, if it comes with the program."""
    wanted = FOLDER / checklist_id / f"{version}.yaml"
    return next((path for path in checklist_files() if path == wanted), None)


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
def manuals() -> tuple[Manual, ...]:
    """Return the manuals whose chapters the standards cover."""
    return load(FOLDER / "coverage.yaml", Manuals, FOLDER)[0].manuals


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
    for kind in (standards, instruments, facts, parties, manuals, shipped):
        kind()


def newest() -> tuple[Checklist, ...]:
    """Return the newest published version of each checklist that comes with the program."""
    in_order = sorted(shipped().items())
    return tuple({id_: checklist for (id_, _version), checklist in in_order}.values())


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
