"""Where in an instrument something stands: to the article, the paragraph, the letter."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Annotated

from pydantic import AfterValidator, Field

WHOLE = "whole"
UNIT = r"(?:paras?|Principles?|Guidelines?|rules?|safeguards?|Value|common article)"
LABEL = r"(?:[0-9]+(?:\.[0-9]+)*|[IVX]+|[A-Z])"
LEVEL = r"\([0-9a-z]+\)"
ITEM = re.compile(
    rf"(?:(?P<unit>{UNIT}) )?(?P<label>{LABEL})?(?P<levels>(?:{LEVEL})*)"
    rf"(?:-(?P<end>{LABEL}|{LEVEL}))?$"
)

ROMAN = re.compile(r"[ivxIVX]+$")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One place, or all from one place to another: ``14(3)(a)-(e)`` ends in ``e``."""

    path: Path
    end: str

    def meets(self, other: "Part") -> bool:
        """Tell whether the two have anything in common: an article has it with its paragraphs."""
        common = min(len(self.path), len(other.path))
        if self.path[: common - 1] != other.path[: common - 1]:
            return False
        first, last = self._span(common - 1)
        other_first, other_last = other._span(common - 1)
        return _place(first) <= _place(other_last) and _place(other_first) <= _place(last)

    def _span(self, level: int) -> tuple[str, str]:
        return self.path[level], self.end if level == len(self.path) - 1 else self.path[level]


def parts(provision: str) -> tuple[Part, ...]:
    """Read ``14(3)(b), (d)`` or ``paras 10-12, 13``.

    What begins with a bracket takes the place of as many levels as it has.  Raises ValueError
    for what can't be read, and for what would be read otherwise than it was meant.
    """
    if provision == WHOLE:
        return ()
    found: list[Part] = []
    before: Path = ()
    for text in provision.split(", "):
        item = ITEM.match(text)
        if item is None or not (item["label"] or (item["levels"] and before)):
            raise ValueError(
                f"“{text}” is not a provision: write 14(3)(b), paras 10-12, Principle 9 or whole, "
                "and each range by itself, 75(3), 75(4)(a)-(j)"
            )
        levels = tuple(re.findall(r"\(([0-9a-z]+)\)", item["levels"]))
        path = (item["label"], *levels) if item["label"] else _continued(text, before, levels)
        found.append(Part(path, _end(text, path, item["end"])))
        before = path
    return tuple(found)


def _continued(text: str, before: Path, levels: Path) -> Path:
    """Return the path of what goes on from another: ``(d)`` after ``14(3)(b)``."""
    replaced = before[-len(levels) :]
    if len(levels) >= len(before) or not all(map(_alike, replaced, levels)):
        raise ValueError(
            f"“{text}” does not go on from {_written(before)}: write the article with it, "
            f"{before[0]}{text}"
        )
    return (*before[: -len(levels)], *levels)


def _end(text: str, path: Path, end: str | None) -> str:
    """Return where a range ends; it must be of the kind of its beginning, and not before it."""
    if end is None:
        return path[-1]
    label = end.strip("()")
    is_bracketed = end.startswith("(")
    if is_bracketed != (len(path) > 1) or not _alike(path[-1], label):
        raise ValueError(
            f"“{text}” ends in something else than it begins with: write each range by itself, "
            "14(3)(b)-(d), 15-16"
        )
    if _place(label) < _place(path[-1]):
        raise ValueError(f"“{text}” ends before it begins")
    return label


def _alike(one: str, other: str) -> bool:
    """Tell whether two labels can stand for each other: numbers for numbers, letters for letters.

    Of several letters, only Roman numerals are known.
    """
    if one[0].isdigit() or other[0].isdigit():
        return one[0].isdigit() and other[0].isdigit()
    is_roman = max(len(one), len(other)) > 1
    return not is_roman or bool(ROMAN.match(one) and ROMAN.match(other))


def _written(path: Path) -> str:
    return path[0] + "".join(f"({level})" for level in path[1:])


def touches(one: str, other: str) -> bool:
    """Tell whether two provisions of the same instrument have anything in common."""
    if WHOLE in (one, other):
        return True
    return any(a.meets(b) for a, b in product(parts(one), parts(other)))


def _place(label: str) -> tuple[tuple[int, str], ...]:
    """Return what puts labels in order: numbers by their size, letters by the alphabet."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in label.split("."))


def _readable(provision: str) -> str:
    parts(provision)
    return provision


Provision = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_readable)]
