"""The sources of a standard in the order in which a lawyer reads them: what binds comes first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.checklists.standard import Instrument, Kind, Source, Standard

ORDER = (
    Kind.TREATY,
    Kind.CUSTOM,
    Kind.GENERAL_COMMENT,
    Kind.VIEWS,
    Kind.JUDGMENT,
    Kind.DECLARATION,
    Kind.PRINCIPLES,
    Kind.REPORT,
)
LAW = frozenset({Kind.TREATY, Kind.CUSTOM})
INTERPRETATION = frozenset({Kind.GENERAL_COMMENT, Kind.VIEWS, Kind.JUDGMENT})


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


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The sources of one standard, by weight."""

    law: tuple[CitedProvision, ...]
    interpretation: tuple[CitedProvision, ...]
    guidance: tuple[CitedProvision, ...]

    @property
    def all(self) -> tuple[CitedProvision, ...]:
        """Every source, what binds first."""
        return self.law + self.interpretation + self.guidance


def legal_basis(standard: Standard, instruments: Mapping[str, Instrument]) -> LegalBasis:
    """Return the sources of the standard, each with its instrument."""
    cited = sorted(
        (CitedProvision(instruments[s.instrument], s) for s in standard.sources),
        key=lambda provision: ORDER.index(provision.instrument.kind),
    )
    return LegalBasis(
        law=tuple(c for c in cited if c.instrument.kind in LAW),
        interpretation=tuple(c for c in cited if c.instrument.kind in INTERPRETATION),
        guidance=tuple(c for c in cited if c.instrument.kind not in LAW | INTERPRETATION),
    )
