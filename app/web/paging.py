"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

SIZE = 25


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Item]
    number: int
    total: int
    size: int = SIZE

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place in the whole list of this page's first row, from 1."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place in the whole list of this page's last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def page_number(text: str | None) -> int:
    """Read the page asked for; anything but a whole number from 1 is the first."""
    is_number = text and text.isascii() and text.isdigit() and len(text) < 7
    return max(1, int(text)) if text and is_number else 1
