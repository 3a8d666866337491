"""The sources of a standard in the order in which a lawyer reads them: what binds comes first."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.checklists.fact import FactValue
from app.checklists.party import UNKNOWN, Force, Law, Standing, Statement
from app.checklists.standard import Instrument, Kind, Source, Standard, Verified
from app.partial_date import PartialDate


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
    # Known not to bind the State, or not on the dates of the case; and what explains it.
    NOT_BINDING = "not-binding"
    # What is for other persons or situations than those of the case, and what explains it.
    NOT_APPLICABLE_HERE = "not-applicable-here"
    # A treaty by which this assessment does not measure.
    NOT_CHOSEN = "not-chosen"


OF_KIND = {
    Kind.DECLARATION: Weight.GUIDANCE,
    Kind.PRINCIPLES: Weight.GUIDANCE,
    Kind.REPORT: Weight.PRACTICE,
}
# What a report does not rest on.
SET_ASIDE = frozenset({Weight.NOT_BINDING, Weight.NOT_APPLICABLE_HERE, Weight.NOT_CHOSEN})

# What follows the name of an instrument without a comma: 14(3)(b), II.
NUMERAL = re.compile(r"\d|[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Check:
    """That a person read a provision that was not verified: who, when, and against what."""

    who: str
    on: PartialDate
    against: str


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A source together with the instrument it stands in, and how that stands to the State."""

    instrument: Instrument
    source: Source
    standing: Standing | None = None
    check: Check | None = None

    @property
    def cited(self) -> str:
        """How it is cited: ``ICCPR 14(3)(b)``, ``General Comment 32, para 30``."""
        provision = self.source.provision
        if provision == "whole":
            return self.instrument.short
        separator = " " if NUMERAL.match(provision) else ", "
        return f"{self.instrument.short}{separator}{provision}"

    @property
    def is_verified(self) -> bool:
        """Tell whether somebody read the provision: when the files were written, or since."""
        return self.source.verified is Verified.YES or self.check is not None

    @property
    def read(self) -> str | None:
        """Where it was read, as far as the files say."""
        if self.source.verified is Verified.NO:
            return None
        return self.source.read or self.instrument.read

    @property
    def remarks(self) -> tuple[Statement, ...]:
        """The reservations, declarations and derogations that touch it on the dates in view."""
        return self.standing.remarks_on(self.source.provision) if self.standing else ()

    @property
    def is_in_part(self) -> bool:
        """Tell whether the treaty binds for a part of the dates only, or from a date not known."""
        return self.standing is not None and self.standing.force in (
            Force.IN_PART,
            Force.DATE_NOT_KNOWN,
        )


# What is known of each fact of a case, by its id.
KnownFacts = Mapping[str, FactValue]
LegalBasis = Mapping[Weight, tuple[CitedProvision, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """From where the sources are seen.

    ``law`` says how each treaty stands to the State in view, ``None`` where none is;
    ``chosen`` names the treaties by which an assessment measures, ``None`` for all; ``checks``
    holds what was checked since, by ``source_key``; ``facts`` says what is known of the case.
    """

    law: Law | None = None
    chosen: Collection[str] | None = None
    checks: Mapping[str, Check] | None = None
    facts: KnownFacts | None = None

    def excludes(self, instrument: Instrument) -> bool:
        """Tell whether the facts of the case say that the instrument does not apply to it."""
        if instrument.when is None or self.facts is None:
            return False
        return self.facts.get(instrument.when) is FactValue.NO


NO_STATE = View()


def source_key(standard_id: str, source: Source) -> str:
    """Return what stays the same as long as the source says the same."""
    said = "\n".join((standard_id, source.instrument, source.provision, source.says))
    return sha256(said.encode()).hexdigest()


def legal_basis(
    standard: Standard, instruments: Mapping[str, Instrument], view: View = NO_STATE
) -> LegalBasis:
    """Return the sources of the standard by weight; kinds in the order of ``Kind``."""
    checks = view.checks or {}
    cited = sorted(
        (
            CitedProvision(
                instruments[s.instrument],
                s,
                _standing(instruments[s.instrument], view),
                checks.get(source_key(standard.id, s)),
            )
            for s in standard.sources
        ),
        key=lambda provision: list(Kind).index(provision.instrument.kind),
    )
    weights = {c.instrument.id: _weight(c.instrument, instruments, view) for c in cited}
    grouped = {w: tuple(c for c in cited if weights[c.instrument.id] is w) for w in Weight}
    return {weight: found for weight, found in grouped.items() if found}


def relied_on(basis: LegalBasis) -> LegalBasis:
    """Return the sources that a report rests on: what may bind, applies, and is measured by."""
    return {weight: group for weight, group in basis.items() if weight not in SET_ASIDE}


def can_measure(treaty: Instrument, view: View) -> bool:
    """Tell whether the treaty speaks of a trial like this one, whoever is bound by it."""
    return not treaty.guides and not view.excludes(treaty)


def measured_by(treaties: Iterable[Instrument], view: View) -> tuple[Instrument, ...]:
    """Return the treaties by which an assessment measures: those chosen, or all that bind."""
    law = view.law or {}
    chosen = view.chosen
    return tuple(
        treaty
        for treaty in treaties
        if can_measure(treaty, view)
        and not (force := law.get(treaty.id, UNKNOWN).force).is_known_not_to
        and (force.binds if chosen is None else treaty.id in chosen)
    )


def _standing(instrument: Instrument, view: View) -> Standing | None:
    if view.law is None or instrument.kind is not Kind.TREATY:
        return None
    return view.law.get(instrument.id, UNKNOWN)


def _weight(instrument: Instrument, instruments: Mapping[str, Instrument], view: View) -> Weight:
    if instrument.kind in OF_KIND:
        return OF_KIND[instrument.kind]
    explained = instruments[instrument.interprets or instrument.id]
    if aside := _set_aside(explained, view):
        return aside
    force = _force(explained, view)
    explains = instrument.interprets is not None
    if explains:
        return Weight.INTERPRETATION if force.binds else Weight.OTHER_INTERPRETATION
    if view.law is None:
        return Weight.LAW
    if instrument.guides:
        return Weight.GUIDANCE
    return Weight.BINDING if force.binds else Weight.OTHER_LAW


def _force(instrument: Instrument, view: View) -> Force:
    """Return how it stands to the State in view; custom, and all where none is, binds."""
    if view.law is None or instrument.kind is Kind.CUSTOM:
        return Force.BINDING
    return view.law.get(instrument.id, UNKNOWN).force


def _set_aside(instrument: Instrument, view: View) -> Weight | None:
    """Return why what stands in the instrument is not relied on, if it is not."""
    if _force(instrument, view).is_known_not_to:
        return Weight.NOT_BINDING
    if view.excludes(instrument):
        return Weight.NOT_APPLICABLE_HERE
    is_choice = instrument.kind is Kind.TREATY and not instrument.guides
    if is_choice and view.chosen is not None and instrument.id not in view.chosen:
        return Weight.NOT_CHOSEN
    return None
