"""The pieces of a report, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.assessments.answering import GivenAnswer
from app.assessments.rollup import RollUp
from app.cases.kinds import Observed, Outcome, Stage
from app.checklists.question import Question, When
from app.checklists.standard import Standard
from app.evidence.kinds import ExhibitKind
from app.findings.grade import Suggestion
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
    source: str


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
    is_removed: bool


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
    about: str
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
    given: GivenAnswer
    cites: tuple[Cite, ...]
    closed_by: When | None
    roll_up: RollUp | None

    @property
    def exhibits(self) -> tuple["ReportedExhibit", ...]:
        """The exhibits cited, each once."""
        return tuple(dict.fromkeys(cite.exhibit for cite in self.cites if cite.exhibit))


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """What was recorded beside what was measured.

    ``computed`` holds the days that the chronology gives, at least and at most.
    """

    question: Question
    given: GivenAnswer
    computed: tuple[int, int] | None
    cites: tuple[Cite, ...]


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
class ReportedPublication:
    """What another body published."""

    body: str
    title: str
    published_on: PartialDate | None
    address: str
    read_in: str
    grade: str
    conclusion: str
    note: str
    findings: Mapping[Standard, PublishedOutcome]


@dataclass(frozen=True, slots=True)
class Text:
    """What people wrote for the report itself."""

    notice: str = ""
    authors: str = ""
    summary: str = ""
    context: str = ""
    state_comment: str = ""
    conclusion: str = ""
    recommendations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GradeGiven:
    """The grade decided, and what the table suggests; it stands on the findings as they are."""

    grade: Grade | None
    reasons: str
    stands: bool
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Signed:
    """Who answered, found and decided, and when; a name is empty where it was not done."""

    answered_by: tuple[str, ...]
    submitted_at: datetime | None
    found_by: tuple[str, ...]
    decided_by: str
    decided_at: datetime | None
