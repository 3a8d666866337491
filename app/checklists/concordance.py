"""The same standards seen through different instruments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.checklists.legal_basis import CitedProvision, View, legal_basis
from app.checklists.standard import Instrument, Kind, Phase, Standard

# The Covenant and the regional texts, in the order in which they stand side by side.
SIDE_BY_SIDE = ("iccpr", "echr", "achr", "achpr", "arab-charter", "ahrd")
# What adds articles to another instrument is read together with it.
READ_WITH = {"echr-p6": "echr", "echr-p7": "echr", "echr-p13": "echr"}


@dataclass(frozen=True, slots=True)
class Row:
    """A standard with its provisions in each of the instruments, in their order."""

    standard: Standard
    provisions: tuple[tuple[CitedProvision, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether none of the instruments has anything on the standard."""
        return not any(self.provisions)


def read_with(instrument: str) -> str:
    """Return the instrument through which this one is seen: itself, or the one it adds to."""
    return READ_WITH.get(instrument, instrument)


def concordance(
    standards: Iterable[Standard],
    instruments: Mapping[str, Instrument],
    chosen: Sequence[Instrument],
    view: View,
) -> dict[Phase, tuple[Row, ...]]:
    """Return every standard, by phase, with what each of the chosen instruments has on it."""
    rows: dict[Phase, list[Row]] = {}
    for standard in standards:
        groups = legal_basis(standard, instruments, view).values()
        cited = [provision for group in groups for provision in group]
        found = tuple(
            tuple(c for c in cited if read_with(c.instrument.id) == instrument.id)
            for instrument in chosen
        )
        rows.setdefault(standard.phase, []).append(Row(standard, found))
    return {phase: tuple(found) for phase, found in rows.items()}


def in_order(
    standards: Iterable[Standard], instruments: Mapping[str, Instrument]
) -> tuple[Instrument, ...]:
    """Return every instrument that a standard cites, those that stand side by side first."""
    cited = {source.instrument for standard in standards for source in standard.sources}
    there = {*SIDE_BY_SIDE, *READ_WITH}
    others = [id_ for id_ in instruments if id_ in cited and id_ not in there]
    return tuple(instruments[id_] for id_ in (*SIDE_BY_SIDE, *others))


def treaties_cited(
    standards: Iterable[Standard], instruments: Mapping[str, Instrument]
) -> tuple[Instrument, ...]:
    """Return every treaty that one of the standards cites, in the order of the instruments."""
    cited = {source.instrument for standard in standards for source in standard.sources}
    return tuple(i for i in instruments.values() if i.kind is Kind.TREATY and i.id in cited)
