"""The sources of a standard in the order in which a lawyer reads them: what binds comes first."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.checklists.standard import Instrument, Kind, Source, Standard


class Weight(StrEnum):
    """What a source of a standard is worth, in the order in which it is read."""

    # Where no State is in view, and where one is.
    LAW = "law"
    BINDING = "binding"
    INTERPRETATION = "interpretation"
    OTHER_LAW = "other-law"
    OTHER_INTERPRETATION = "other-interpretation"
    GUIDANCE = "guidance"
    PRACTICE = "practice"


OF_KIND = {
    Kind.DECLARATION: Weight.GUIDANCE,
    Kind.PRINCIPLES: Weight.GUIDANCE,
    Kind.REPORT: Weight.PRACTICE,
}

# What follows the name of an instrument without a comma: 14(3)(b), II.
NUMERAL = re.compile(r"\d|[IVX]+\b")


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A source together with the instrument it stands in."""

    instrument: Instrument
    source: Source

    @property
    def cited(self) -> str:
        """How it is cited: ``ICCPR 14(3)(b)``, ``General Comment 32, para 30``."""
        provision = self.source.provision
        if provision == "whole":
            return self.instrument.short
        separator = " " if NUMERAL.match(provision) else ", "
        return f"{self.instrument.short}{separator}{provision}"


LegalBasis = Mapping[Weight, tuple[CitedProvision, ...]]


def legal_basis(
    standard: Standard,
    instruments: Mapping[str, Instrument],
    binding: Collection[str] | None = None,
) -> LegalBasis:
    """Return the sources of the standard by weight; kinds in the order of ``Kind``.

    ``binding`` names the instruments recorded as binding the State in view; every other treaty
    is then one that is not recorded as binding it, and so is what explains that treaty.
    """
    cited = sorted(
        (CitedProvision(instruments[s.instrument], s) for s in standard.sources),
        key=lambda provision: list(Kind).index(provision.instrument.kind),
    )
    grouped = {w: tuple(c for c in cited if _weight(c.instrument, binding) is w) for w in Weight}
    return {weight: found for weight, found in grouped.items() if found}


def _weight(instrument: Instrument, binding: Collection[str] | None) -> Weight:
    if instrument.kind in OF_KIND:
        return OF_KIND[instrument.kind]
    if instrument.interprets:
        explains_law = binding is None or instrument.interprets in binding
        return Weight.INTERPRETATION if explains_law else Weight.OTHER_INTERPRETATION
    if binding is None:
        return Weight.LAW
    binds = instrument.kind is Kind.CUSTOM or instrument.id in binding
    return Weight.BINDING if binds else Weight.OTHER_LAW
