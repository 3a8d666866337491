"""What a report says, before anyone decides how it looks.  Plain values only."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.cases.kinds import Observed
from app.checklists.concordance import treaties_cited
from app.checklists.fact import Fact
from app.checklists.legal_basis import CitedProvision, KnownFacts, LegalBasis, View, measured_by
from app.checklists.party import UNKNOWN, Force, Law, Period, by_force
from app.checklists.question import AnswerCode, When
from app.checklists.standard import Instrument, Phase, Standard
from app.evidence.chronology import Interval
from app.findings.coverage import Coverage
from app.findings.derive import Indication, Reading
from app.findings.grade import TABLE, Step
from app.findings.levels import FindingLevel, Grade
from app.reports.parts import (
    GradeGiven,
    Person,
    RecordedAnswer,
    ReportedAnswer,
    ReportedCharge,
    ReportedConflict,
    ReportedEvent,
    ReportedExhibit,
    ReportedFinding,
    ReportedHearing,
    ReportedProceeding,
    ReportedPublication,
    Signed,
    Text,
)

# What the answers must indicate for a finding not to depart from them.
AGREES_WITH = {
    FindingLevel.CONSISTENT: Reading.CONSISTENT,
    FindingLevel.SHORTCOMING: Reading.SHORTCOMING,
    FindingLevel.VIOLATION: Reading.VIOLATION,
    FindingLevel.GROSS_VIOLATION: Reading.VIOLATION,
}


@dataclass(frozen=True, slots=True)
class OnStandard:
    """Everything the report says on one standard.

    ``unsettled`` names the facts, none of them known, on which it depends whether the standard
    applies at all; ``is_only_reported`` tells whether all that is known is what others say.
    """

    standard: Standard
    basis: LegalBasis
    indication: Indication
    finding: ReportedFinding | None
    answers: tuple[ReportedAnswer, ...]
    unsettled: tuple[str, ...]
    is_only_reported: bool
    # The intervals known that bear on the standard, by the defendants concerned.
    intervals: tuple[tuple[str, tuple[Interval, ...]], ...] = ()
    # Whether an answer was changed since the finding was made.
    is_outdated: bool = False

    @property
    def level(self) -> FindingLevel | None:
        """What was found, if anything was."""
        return self.finding.level if self.finding else None

    @property
    def closed_by(self) -> When | None:
        """The condition that closes the standard as a whole, if every question is closed."""
        closing = [answer.closed_by for answer in self.answers]
        return closing[0] if all(closing) else None

    @property
    def applies(self) -> bool:
        """Tell whether anything is asked on the standard and it was not found not to apply.

        What was found not to apply although answers speak to it is told with its answers.
        """
        found_away = self.level is FindingLevel.NOT_APPLICABLE and not self.indication.determined
        answered_away = self.level is None and self.indication.reading is Reading.NOT_APPLICABLE
        return self.closed_by is None and not found_away and not answered_away

    @property
    def told(self) -> tuple[ReportedAnswer, ...]:
        """The answers that say something, or that say where nothing was found."""
        asked = (answer for answer in self.answers if answer.closed_by is None)
        return tuple(answer for answer in asked if answer.given.is_determined or answer.cites)

    @property
    def is_silent(self) -> bool:
        """Tell whether there is nothing to tell but that nothing is known."""
        said = self.finding and (self.finding.state_response or self.finding.domestic_law)
        return self.is_open and not self.told and not said and not self.intervals

    @property
    def is_open(self) -> bool:
        """Tell whether no finding takes up what the answers point to."""
        return self.level is None or self.level.is_open

    @property
    def departs(self) -> bool:
        """Tell whether the finding says something else than the answers indicate."""
        if self.level is FindingLevel.NOT_APPLICABLE:
            return self.indication.determined > 0
        agreeing = AGREES_WITH.get(self.level) if self.level else None
        return agreeing is not None and self.indication.reading is not agreeing


class Limit(StrEnum):
    """Something that limits what the assessment can say."""

    NO_HEARING_RECORDED = "no-hearing-recorded"
    NO_HEARING_OBSERVED = "no-hearing-observed"
    HEARINGS_NOT_OBSERVED = "hearings-not-observed"
    ACCESS_REFUSED = "access-refused"
    ACCESS_NOTED = "access-noted"
    JUDGMENT_NOT_ON_FILE = "judgment-not-on-file"
    UNKNOWN_ANSWERS = "unknown-answers"
    UNKNOWN_FACTS = "unknown-facts"
    ONE_SOURCE = "one-source"
    WITHOUT_SOURCE = "without-source"
    NO_STATE_RESPONSE = "no-state-response"
    CONFLICTS = "conflicts"
    CONTRADICTIONS = "contradictions"
    ANSWERS_SHUT = "answers-shut"
    UNMEASURED = "unmeasured"
    UNVERIFIED_SOURCES = "unverified-sources"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is printed."""

    title: str
    reference: str
    country: str
    organisation: str
    date: date
    is_submitted: bool
    # Whether the checklist asks enough for a grade.
    is_graded: bool
    is_altered: bool
    checklist: tuple[str, int, str]
    signed: Signed
    grade: GradeGiven
    coverage: Coverage
    people: tuple[Person, ...]
    case_summary: str
    charges: tuple[ReportedCharge, ...]
    proceedings: tuple[ReportedProceeding, ...]
    hearings: tuple[ReportedHearing, ...]
    events: tuple[ReportedEvent, ...]
    # The defendants concerned where they differ, and their intervals.
    intervals: tuple[tuple[str, tuple[Interval, ...]], ...]
    conflicts: tuple[ReportedConflict, ...]
    on_standards: tuple[OnStandard, ...]
    recorded: tuple[RecordedAnswer, ...]
    # What the answers say that can hardly both be right, with the questions concerned.
    contradictions: tuple[tuple[str, tuple[str, ...]], ...]
    # On which standards findings were made that the version of the checklist does not measure.
    unmeasured: tuple[str, ...]
    # How each treaty stands to the State on the dates of the case, and what those are.
    law: Law
    period: Period | None
    # The treaties by which the assessment measures; ``None`` for all that bind the State.
    chosen: Collection[str] | None
    published: tuple[ReportedPublication, ...]
    exhibits: tuple[ReportedExhibit, ...]
    text: Text
    has_judgment: bool
    unknown_facts: tuple[str, ...]
    # What ids stand for, and how facts are known.
    standards: Mapping[str, Standard]
    instruments: Mapping[str, Instrument]
    facts: Mapping[str, Fact]
    known: KnownFacts
    fact_notes: Mapping[str, tuple[str, ...]]

    @property
    def is_final(self) -> bool:
        """Tell whether the answers are final and a grade is decided on the findings as they are.

        Where the checklist leads to no grade, every standard that applies has its finding.  Never
        when the questions were changed since.
        """
        graded = self.grade.grade is not None and self.grade.stands
        is_decided = graded if self.is_graded else not self.without_finding
        is_current = not any(on.is_outdated for on in self.applying)
        return self.is_submitted and is_decided and is_current and not self.is_altered

    @property
    def grade_table(self) -> tuple[tuple[Step, Grade], ...]:
        """The decision table: each row with the grade that it gives."""
        return TABLE

    @property
    def caveat(self) -> bool:
        """Tell whether a grade from C to F stands although too little is known for A or B."""
        graded = self.grade.grade not in (None, Grade.NG)
        return graded and bool(self.grade.suggestion.blocks)

    @property
    def applying(self) -> tuple[OnStandard, ...]:
        """The standards that apply, or of which it is not known that they do not."""
        return tuple(on for on in self.on_standards if on.applies)

    @property
    def without_finding(self) -> tuple[OnStandard, ...]:
        """The standards that apply and on which nobody has found."""
        return tuple(on for on in self.applying if on.level is None)

    @property
    def not_applying(self) -> tuple[OnStandard, ...]:
        """The standards that do not, each with its reason."""
        return tuple(on for on in self.on_standards if not on.applies)

    def by_phase(self, chosen: Iterable[OnStandard]) -> dict[Phase, tuple[OnStandard, ...]]:
        """Group standards by the phase of the proceedings."""
        chosen = tuple(chosen)
        grouped = {phase: tuple(o for o in chosen if o.standard.phase is phase) for phase in Phase}
        return {phase: found for phase, found in grouped.items() if found}

    def by_reasons(self, chosen: Iterable[OnStandard]) -> dict[str, tuple[OnStandard, ...]]:
        """Group standards by the reasons of their finding; those without a finding have none."""
        grouped: dict[str, tuple[OnStandard, ...]] = {}
        for on in chosen:
            reasons = on.finding.reasons if on.finding else ""
            grouped[reasons] = (*grouped.get(reasons, ()), on)
        return grouped

    @property
    def texts(self) -> dict[str, str]:
        """The text of each question, by id."""
        return {a.question_id: a.text for on in self.on_standards for a in on.answers}

    @property
    def counts(self) -> Counter[AnswerCode]:
        """How often each answer was given, over the questions asked."""
        return Counter(a.given.code for a in self._asked if a.given.code)

    @property
    def _asked(self) -> tuple[ReportedAnswer, ...]:
        return tuple(a for on in self.on_standards for a in on.answers if a.closed_by is None)

    @property
    def treaties(self) -> tuple[Instrument, ...]:
        """Every treaty that a standard reported on cites, whether it binds the State or not."""
        return treaties_cited((on.standard for on in self.applying), self.instruments)

    @property
    def treaties_by_force(self) -> dict[Force, tuple[str, ...]]:
        """The same by how they stand to the State."""
        return by_force(self.law, [treaty.id for treaty in self.treaties])

    @property
    def measures(self) -> tuple[Instrument, ...]:
        """The treaties by which the assessment measures."""
        return measured_by(self.treaties, View(self.law, self.chosen, facts=self.known))

    @property
    def not_applicable(self) -> tuple[Instrument, ...]:
        """The treaties that may bind the State, and by the facts do not apply to this trial."""
        view = View(facts=self.known)
        return tuple(
            treaty
            for treaty in self.treaties
            if view.excludes(treaty) and not self.law.get(treaty.id, UNKNOWN).force.is_known_not_to
        )

    @property
    def _cited(self) -> tuple[CitedProvision, ...]:
        return tuple(c for on in self.applying for group in on.basis.values() for c in group)

    @property
    def places_read(self) -> dict[str, tuple[str, ...]]:
        """Where the provisions cited were read, each place once, with what was read there."""
        found: dict[str, dict[str, None]] = {}
        for cited in self._cited:
            if cited.read:
                what = cited.cited if cited.source.read else cited.instrument.short
                found.setdefault(cited.read, {})[what] = None
        return _by_what(found)

    @property
    def places_of_law(self) -> dict[str, tuple[str, ...]]:
        """Where it was read which treaties bind the State, with what it declared on them."""
        found: dict[str, dict[str, None]] = {}
        for treaty in self.treaties:
            standing = self.law.get(treaty.id)
            if standing is None or standing.party is None:
                continue
            for claim in (standing.party, *standing.remarks):
                if claim.read:
                    found.setdefault(claim.read, {})[treaty.short] = None
        return _by_what(found)

    @property
    def instruments_cited(self) -> tuple[Instrument, ...]:
        """Every instrument that a standard reported on rests on, by its short name."""
        cited = {c.instrument.id: c.instrument for c in self._cited}
        return tuple(sorted(cited.values(), key=lambda i: i.short))

    @property
    def exhibits_listed(self) -> tuple[ReportedExhibit, ...]:
        """The exhibits on file, and those removed that something still cites."""
        cites = [
            *(event.cite for event in self.events),
            *(cite for conflict in self.conflicts for cite in (conflict.one, conflict.other)),
            *(cite for answer in self._asked for cite in answer.cites),
        ]
        cited = {cite.exhibit for cite in cites}
        return tuple(e for e in self.exhibits if not e.is_removed or e in cited)

    @property
    def leaned_on(self) -> tuple[ReportedExhibit | None, int]:
        """The exhibit on which alone most answers with a source rest, and how many; if one is."""
        alone = Counter(a.exhibits[0] for a in self._asked if len(a.exhibits) == 1)
        for exhibit, number in alone.most_common(1):
            if 2 * number > self.citing:
                return exhibit, number
        return None, 0

    @property
    def citing(self) -> int:
        """How many answers cite a source."""
        return sum(bool(answer.exhibits) for answer in self._asked)

    @property
    def limits(self) -> dict[Limit, int]:
        """What limits the assessment, with how many of each; those that do not arise left out."""
        found = self._limits_of_hearings() | self._limits_of_answers()
        unverified = {
            (on.standard.id, cited.source)
            for on in self.applying
            for group in on.basis.values()
            for cited in group
            if not cited.is_verified
        }
        found[Limit.UNVERIFIED_SOURCES] = len(unverified)
        return {limit: found[limit] for limit in Limit if found.get(limit)}

    def _limits_of_hearings(self) -> dict[Limit, int]:
        seen = Counter(hearing.observed for hearing in self.hearings)
        some_observed = seen[Observed.OBSERVED] > 0
        return {
            Limit.NO_HEARING_RECORDED: int(not self.hearings),
            Limit.NO_HEARING_OBSERVED: 0 if some_observed else len(self.hearings),
            Limit.HEARINGS_NOT_OBSERVED: seen[Observed.NOT_OBSERVED] if some_observed else 0,
            Limit.ACCESS_REFUSED: seen[Observed.ACCESS_REFUSED],
            Limit.ACCESS_NOTED: sum(
                bool(h.access) for h in self.hearings if h.observed is Observed.NOT_OBSERVED
            ),
            Limit.JUDGMENT_NOT_ON_FILE: int(not self.has_judgment),
        }

    def _limits_of_answers(self) -> dict[Limit, int]:
        unheard = [o for o in self.applying if not (o.finding and o.finding.state_response)]
        return {
            Limit.UNKNOWN_ANSWERS: self.coverage.applicable - self.coverage.determined,
            Limit.UNKNOWN_FACTS: len(self.unknown_facts),
            Limit.ONE_SOURCE: self.leaned_on[1],
            Limit.WITHOUT_SOURCE: sum(answer.given.is_bare for answer in self._asked),
            Limit.NO_STATE_RESPONSE: len(unheard),
            Limit.CONFLICTS: len(self.conflicts),
            Limit.CONTRADICTIONS: len(self.contradictions),
            Limit.ANSWERS_SHUT: sum(
                answer.closed_by is not None and answer.given.is_determined
                for on in self.on_standards
                for answer in on.answers
            ),
            Limit.UNMEASURED: len(self.unmeasured),
        }


def _by_what(found: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    """Return each place with what was read there, in the order of what was."""
    ordered = sorted((tuple(what), place) for place, what in found.items())
    return {place: what for what, place in ordered}
