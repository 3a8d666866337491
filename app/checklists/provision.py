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

    What begins with a bracket goes on from what stands before.  Raises ValueError for anything
    else, naming what can't be read.
    """
    if provision == WHOLE:
        return ()
    found: list[Part] = []
    before: Path = ()
    for text in provision.split(", "):
        item = ITEM.match(text)
        if item is None or not (item["label"] or (item["levels"] and before)):
            raise ValueError(
                f"“{text}” is not a provision: write 14(3)(b), paras 10-12, Principle 9 or whole"
            )
        levels = tuple(re.findall(r"\(([0-9a-z]+)\)", item["levels"]))
        path = (item["label"], *levels) if item["label"] else (*before[: -len(levels)], *levels)
        found.append(Part(path, (item["end"] or path[-1]).strip("()")))
        before = path
    return tuple(found)


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
