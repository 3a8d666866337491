"""Which treaties bound a State on the dates of a case, and what it had reserved.

Nothing is guessed: a treaty of which nothing is recorded is not known to bind, nor not to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pydantic import model_validator

from app.checklists.provision import Provision, touches
from app.checklists.standard import Verified
from app.checklists.values import CountryCode, Frozen, Id, KnownDate, Sentence
from app.partial_date import PartialDate


class IsParty(StrEnum):
    """Whether a State ever was party to a treaty, as far as was read."""

    YES = "yes"
    NO = "no"


class StatementKind(StrEnum):
    """What a State declared on a treaty."""

    RESERVATION = "reservation"
    DECLARATION = "declaration"
    DEROGATION = "derogation"


class _Read(Frozen):
    """Something that was read somewhere, or not: a claim with its own verification."""

    says: Sentence
    verified: Verified
    read: Sentence | None = None

    @model_validator(mode="after")
    def read_somewhere(self) -> "_Read":
        """Refuse what was verified nowhere."""
        if self.verified is not Verified.NO and self.read is None:
            raise ValueError("say where it was read")
        return self


class Statement(_Read):
    """A reservation, a declaration or a derogation, and the provision that it touches."""

    kind: StatementKind
    touches: Provision
    since: KnownDate | None = None
    until: KnownDate | None = None

    def was_made_by(self, period: "Period | None") -> bool:
        """Tell whether it can have had effect in the period; in one not known, it can."""
        return _overlaps(self.since, self.until, period)


class Party(_Read):
    """Whether and since when a State is bound by one treaty."""

    instrument: Id
    party: IsParty
    since: KnownDate | None = None
    until: KnownDate | None = None
    statements: tuple[Statement, ...] = ()

    @model_validator(mode="after")
    def a_party_since(self) -> "Party":
        """Refuse dates of a State that was never a party."""
        if self.party is IsParty.NO and (self.since or self.until):
            raise ValueError("a State that is no party has no dates: write party: yes with until")
        return self


class State(Frozen):
    """A State and what is known of its treaties."""

    state: CountryCode
    treaties: tuple[Party, ...]


class States(Frozen):
    """The file ``parties.yaml``."""

    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last dated event of a case."""

    first: date
    last: date


class Force(StrEnum):
    """Whether a treaty bound the State on the dates of the case."""

    BINDING = "binding"
    # It began or ended to bind between the first and the last event.
    IN_PART = "in-part"
    # The State is a party; when it became one, or when the events were, is not known.
    DATE_NOT_KNOWN = "date-not-known"
    NOT_YET = "not-yet"
    ENDED = "ended"
    NOT_PARTY = "not-party"
    NOT_KNOWN = "not-known"

    @property
    def binds(self) -> bool:
        """Tell whether the treaty may be cited as binding, at least in part."""
        return self in (Force.BINDING, Force.IN_PART, Force.DATE_NOT_KNOWN)

    @property
    def is_known_not_to(self) -> bool:
        """Tell whether it is known that the treaty did not bind."""
        return self in (Force.NOT_YET, Force.ENDED, Force.NOT_PARTY)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one treaty stands to the State of a case on its dates.

    ``recorded`` is what was recorded for this case by a person, with how it is known; it is
    set before the table, of which ``party`` is the line, if there is one.
    """

    force: Force
    party: Party | None = None
    recorded: str | None = None
    remarks: tuple[Statement, ...] = ()

    def remarks_on(self, provision: str) -> tuple[Statement, ...]:
        """Return the reservations, declarations and derogations that touch a provision."""
        return tuple(remark for remark in self.remarks if touches(remark.touches, provision))


UNKNOWN = Standing(Force.NOT_KNOWN)

# How each treaty stands to the State in view, by instrument.
Law = Mapping[str, Standing]


def in_force(party: Party, period: Period | None) -> Standing:
    """Return how the treaty stands by the table alone."""
    if party.party is IsParty.NO:
        return Standing(Force.NOT_PARTY, party)
    force = _force(party, period)
    made = tuple(s for s in party.statements if s.was_made_by(period))
    return Standing(force, party, None, () if force.is_known_not_to else made)


def law(
    table: Mapping[str, Party], recorded: Mapping[str, tuple[bool, str]], period: Period | None
) -> dict[str, Standing]:
    """Return how each treaty stands to the State of a case.

    ``recorded`` holds, by instrument, what a person recorded for the case: whether it binds, and
    how that is known.  It goes before the table, whose reservations are shown all the same.
    """
    found = {id_: in_force(party, period) for id_, party in table.items()}
    for id_, (binds, how) in recorded.items():
        there = found.get(id_, UNKNOWN)
        force = Force.BINDING if binds else Force.NOT_PARTY
        found[id_] = Standing(force, there.party, how, there.remarks if binds else ())
    return found


def by_force(law: Law, treaties: Iterable[str]) -> dict[Force, tuple[str, ...]]:
    """Group treaties by how they stand, in the order of ``Force``."""
    standing = {id_: law.get(id_, UNKNOWN).force for id_ in treaties}
    grouped = {f: tuple(id_ for id_, force in standing.items() if force is f) for f in Force}
    return {force: found for force, found in grouped.items() if found}


def as_it_stood(present: Law, forces: Mapping[str, str]) -> dict[str, Standing]:
    """Return the law as it was taken to be when work was finished, whatever was recorded since.

    ``forces`` holds the force of each treaty then, by instrument.
    """
    return {
        id_: replace(standing, force=Force(forces.get(id_, Force.NOT_KNOWN)))
        for id_, standing in (dict.fromkeys(forces, UNKNOWN) | dict(present)).items()
    }


def _force(party: Party, period: Period | None) -> Force:
    since, until = party.since, party.until
    if period is None or since is None:
        ended = period is not None and until is not None and until.last <= period.first
        return Force.ENDED if ended else Force.DATE_NOT_KNOWN
    if since.first > period.last:
        return Force.NOT_YET
    if until is not None and until.last <= period.first:
        return Force.ENDED
    whole = since.last <= period.first and (until is None or until.first > period.last)
    return Force.BINDING if whole else Force.IN_PART


def _overlaps(since: PartialDate | None, until: PartialDate | None, period: Period | None) -> bool:
    """Tell whether two spans can overlap; what is not known does not exclude it."""
    if period is None:
        return True
    begins_after = since is not None and since.first > period.last
    ended_before = until is not None and until.last < period.first
    return not begins_after and not ended_before
