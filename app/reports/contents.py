"""What a report says, before anyone decides how it looks.  Plain values only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.assessments.answering import Basis, Confidence
from app.cases.kinds import Bound, Observed, Outcome, Stage
from app.checklists.checklist import AnswerCode, When
from app.checklists.fact import Fact
from app.checklists.legal_basis import LegalBasis
from app.checklists.standard import Instrument, Phase, Standard, Verified
from app.evidence.chronology import Interval
from app.evidence.kinds import ExhibitKind
from app.findings.coverage import Coverage
from app.findings.derive import Indication, Reading
from app.findings.grade import TABLE, Step, Suggestion
from app.findings.levels import Effect, FindingLevel, Grade, Harm, PublishedOutcome
from app.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Person:
    """A defendant, under the name that may be shown."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ReportedCharge:
    """A charge with its provisions, one a line."""

    label: str
    provisions: tuple[str, ...]
    alleged_act: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportedProceeding:
    """One stage before one body."""

    stage: Stage
    court: str
    court_reference: str
    outcome: Outcome
    decided_on: PartialDate | None
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportedHearing:
    """One dated sitting and whether it was seen."""

    held_on: PartialDate
    court: str
    about: str
    observed: Observed
    access: str


@dataclass(frozen=True, slots=True)
class ReportedExhibit:
    """A source as the annex lists it."""

    label: str
    title: str
    kind: ExhibitKind
    publisher: str
    dated: PartialDate | None
    address: str
    limits: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Cite:
    """The use of one exhibit, to the paragraph; ``exhibit`` is ``None`` where none is stored."""

    exhibit: ReportedExhibit | None
    pinpoint: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """One line of the chronology."""

    on: PartialDate
    what: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class ReportedConflict:
    """Two sources that differ on one fact."""

    topic: str
    one_says: str
    one: Cite
    other_says: str
    other: Cite
    consequence: str


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """A question with all that was answered; ``closed_by`` says why it was not asked."""

    question_id: str
    text: str
    code: AnswerCode | None
    note: str
    basis: Basis | None
    confidence: Confidence | None
    cites: tuple[Cite, ...]
    closed_by: When | None


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """What a person found on a standard."""

    level: FindingLevel
    effect: Effect | None
    harm: Harm | None
    harm_to: str
    reasons: str
    domestic_law: str
    state_response: str


@dataclass(frozen=True, slots=True)
class OnStandard:
    """Everything the report says on one standard."""

    standard: Standard
    basis: LegalBasis
    indication: Indication
    finding: ReportedFinding | None
    answers: tuple[ReportedAnswer, ...]

    @property
    def applies(self) -> bool:
        """Tell whether anything is asked on the standard and it was not found not to apply."""
        closed = all(answer.closed_by is not None for answer in self.answers)
        excluded = self.finding and self.finding.level is FindingLevel.NOT_APPLICABLE
        return not closed and not excluded

    @property
    def is_only_indicated(self) -> bool:
        """Tell whether the answers point to something wrong that nobody has found yet."""
        unfound = (None, FindingLevel.INSUFFICIENT_INFORMATION, FindingLevel.NOT_EXAMINED)
        level = self.finding.level if self.finding else None
        return level in unfound and self.indication.reading in (
            Reading.VIOLATION,
            Reading.SHORTCOMING,
        )

    @property
    def closed_by(self) -> When | None:
        """The condition that closes the standard as a whole, if one does."""
        return next((a.closed_by for a in self.answers if a.closed_by), None)


@dataclass(frozen=True, slots=True)
class ReportedPublication:
    """What another body published."""

    body: str
    title: str
    published_on: PartialDate | None
    address: str
    grade: str
    conclusion: str
    note: str
    findings: Mapping[Standard, PublishedOutcome]


@dataclass(frozen=True, slots=True)
class Text:
    """What people wrote for the report itself."""

    summary: str = ""
    context: str = ""
    conclusion: str = ""
    recommendations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GradeGiven:
    """The grade decided, and what the table suggested."""

    grade: Grade | None
    reasons: str
    suggestion: Suggestion


class Limit(StrEnum):
    """Something that limits what the assessment can say."""

    HEARINGS_NOT_OBSERVED = "hearings-not-observed"
    NO_HEARING_RECORDED = "no-hearing-recorded"
    ACCESS_REFUSED = "access-refused"
    JUDGMENT_NOT_ON_FILE = "judgment-not-on-file"
    NOT_OBSERVED = "not-observed"
    UNDETERMINED = "undetermined"
    ONE_SOURCE = "one-source"
    NO_STATE_RESPONSE = "no-state-response"
    UNKNOWN_FACTS = "unknown-facts"
    UNVERIFIED_SOURCES = "unverified-sources"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is printed."""

    title: str
    reference: str
    country: str
    organisation: str
    date: date
    is_final: bool
    checklist: tuple[str, int, str]
    grade: GradeGiven
    coverage: Coverage
    people: tuple[Person, ...]
    case_summary: str
    charges: tuple[ReportedCharge, ...]
    proceedings: tuple[ReportedProceeding, ...]
    hearings: tuple[ReportedHearing, ...]
    bound: Mapping[Bound, tuple[Instrument, ...]]
    events: tuple[ReportedEvent, ...]
    intervals: tuple[Interval, ...]
    conflicts: tuple[ReportedConflict, ...]
    on_standards: tuple[OnStandard, ...]
    published: tuple[ReportedPublication, ...]
    exhibits: tuple[ReportedExhibit, ...]
    text: Text
    has_judgment: bool
    unknown_facts: tuple[str, ...]
    # What ids stand for.
    standards: Mapping[str, Standard]
    instruments: Mapping[str, Instrument]
    facts: Mapping[str, Fact]

    @property
    def grade_table(self) -> tuple[tuple[Step, Grade], ...]:
        """The decision table: each row with the grade that it gives."""
        return TABLE

    @property
    def applying(self) -> tuple[OnStandard, ...]:
        """The standards that apply."""
        return tuple(on for on in self.on_standards if on.applies)

    @property
    def not_applying(self) -> tuple[OnStandard, ...]:
        """The standards that do not, each with its reason."""
        return tuple(on for on in self.on_standards if not on.applies)

    def by_phase(self, chosen: Iterable[OnStandard]) -> dict[Phase, tuple[OnStandard, ...]]:
        """Group standards by the phase of the proceedings."""
        chosen = tuple(chosen)
        grouped = {phase: tuple(o for o in chosen if o.standard.phase is phase) for phase in Phase}
        return {phase: found for phase, found in grouped.items() if found}

    @property
    def counts(self) -> Counter[AnswerCode]:
        """How often each answer was given, over the questions that apply."""
        return Counter(a.code for a in self._asked if a.code)

    @property
    def _asked(self) -> tuple[ReportedAnswer, ...]:
        return tuple(a for on in self.on_standards for a in on.answers if a.closed_by is None)

    @property
    def instruments_cited(self) -> tuple[Instrument, ...]:
        """Every instrument that a standard reported on rests on, by its short name."""
        found = {c.instrument.id: c.instrument for on in self.applying for c in on.basis.all}
        return tuple(sorted(found.values(), key=lambda instrument: instrument.short))

    @property
    def limits(self) -> dict[Limit, int]:
        """What limits the assessment, with how many of each; those that do not arise left out."""
        seen = Counter(hearing.observed for hearing in self.hearings)
        cited = {cite.exhibit for a in self._asked for cite in a.cites if cite.exhibit}
        unverified = {
            (on.standard.id, cited.source)
            for on in self.applying
            for cited in on.basis.all
            if cited.source.verified is not Verified.YES
        }
        silent = [o for o in self.applying if o.finding and not o.finding.state_response]
        found = {
            Limit.NO_HEARING_RECORDED: int(not self.hearings),
            Limit.HEARINGS_NOT_OBSERVED: seen[Observed.NOT_OBSERVED],
            Limit.ACCESS_REFUSED: seen[Observed.ACCESS_REFUSED],
            Limit.JUDGMENT_NOT_ON_FILE: int(not self.has_judgment),
            Limit.NOT_OBSERVED: self.counts[AnswerCode.NOT_OBSERVED],
            Limit.UNDETERMINED: self.counts[AnswerCode.UNDETERMINED],
            Limit.UNKNOWN_FACTS: len(self.unknown_facts),
            Limit.ONE_SOURCE: int(len(cited) == 1),
            Limit.NO_STATE_RESPONSE: len(silent),
            Limit.CONFLICTS: len(self.conflicts),
            Limit.UNVERIFIED_SOURCES: len(unverified),
        }
        return {limit: number for limit, number in found.items() if number}
