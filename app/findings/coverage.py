"""How much of what applies is known.  The one place where these numbers are made."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.findings.derive import Indication

# A proposal (practice.md 10.3): below it, A and B are not open.
THRESHOLD = 0.6


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many questions are answered yes, partly or no, out of those that apply."""

    determined: int
    applicable: int

    @property
    def share(self) -> float:
        """The part that is known, from 0 to 1; nothing to ask is nothing known."""
        return self.determined / self.applicable if self.applicable else 0.0

    @property
    def reaches_threshold(self) -> bool:
        """Tell whether enough is known for a good grade to be possible."""
        return self.share >= THRESHOLD


def coverage(indications: Iterable[Indication]) -> Coverage:
    """Add up the answers of several standards."""
    found = list(indications)
    return Coverage(sum(i.determined for i in found), sum(i.counted for i in found))
