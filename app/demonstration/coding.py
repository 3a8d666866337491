"""What the demonstration file consists of, and the answers that follow from its statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from app.assessments.answering import Basis, Citation, Confidence, GivenAnswer
from app.cases.kinds import CaseKind, Observed, Outcome, Stage
from app.checklists.event import EventKind
from app.checklists.fact import FactValue
from app.checklists.library import load
from app.checklists.question import AnswerCode
from app.checklists.values import Frozen, Id, QuestionId
from app.evidence.kinds import ExhibitKind
from app.findings.levels import Grade, PublishedOutcome
from app.partial_date import PartialDate

FOLDER = Path(__file__).parent

KnownFact = tuple[FactValue, str]


class CodedDefendant(Frozen):
    """A defendant, with what is known of each fact and from where."""

    name: str
    role: str = ""
    facts: Mapping[Id, KnownFact] = Field(default_factory=dict)


class CodedCharge(Frozen):
    """A charge."""

    label: str
    provisions: str = ""
    alleged_act: str = ""
    source: str


class CodedHearing(Frozen):
    """A hearing; ``on`` is a partial date."""

    on: str
    about: str
    observed: Observed
    access: str = ""
    source: str


class CodedProceeding(Frozen):
    """One stage before one body."""

    stage: Stage
    court: str = ""
    outcome: Outcome
    decided_on: str | None = None
    sentence: str = ""
    source: str
    hearings: tuple[CodedHearing, ...] = ()


class CodedExhibit(Frozen):
    """A source; ``file`` is a file beside the demonstration file."""

    key: Id
    title: str
    kind: ExhibitKind
    publisher: str
    dated: str | None = None
    address: str = ""
    limits: str = ""
    file: str = ""


class CodedEvent(Frozen):
    """A dated event with the key of its source."""

    on: str
    what: str
    kind: EventKind = EventKind.OTHER
    source: Id
    pinpoint: str = ""
    quote: str = ""


class CodedConflict(Frozen):
    """One fact on which two sources differ."""

    topic: str
    one: str
    one_source: Id | None = None
    other: str
    other_source: Id | None = None
    consequence: str


class Statement(Frozen):
    """One statement of the source that bears on a question."""

    id: Id
    question: QuestionId
    answer: AnswerCode
    confidence: Confidence
    statement: str
    quote: str
    paragraph: int
    corroboration: str = ""
    # Further exhibits that are said to report the same, by key.
    also: tuple[Id, ...] = ()
    note: str = ""
    inferred: bool = False


class CodedAssessment(Frozen):
    """An assessment made from one source."""

    source: Id
    state_responses: dict[Id, str]
    # What is to be said beside the general reasons, by standard.
    remarks: dict[Id, str]
    state_comment: str
    grade: Grade
    grade_reasons: str
    notice: str
    summary: str
    context: str
    conclusion: str
    recommendations: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]


class CodedPublication(Frozen):
    """What another body published."""

    body: str
    title: str = ""
    published_on: str | None = None
    address: str
    read_in: str = ""
    grade: str = ""
    conclusion: str = ""
    note: str = ""
    findings: Mapping[Id, PublishedOutcome] = Field(default_factory=dict)


class CodedCase(Frozen):
    """One case."""

    reference: Id
    title: str
    kind: CaseKind = CaseKind.CRIMINAL
    country: str
    tags: tuple[str, ...]
    summary: str
    remark: str = ""
    defendants: tuple[CodedDefendant, ...] = ()
    facts: Mapping[Id, KnownFact] = Field(default_factory=dict)
    charges: tuple[CodedCharge, ...] = ()
    proceedings: tuple[CodedProceeding, ...] = ()
    exhibits: tuple[CodedExhibit, ...] = ()
    events: tuple[CodedEvent, ...] = ()
    conflicts: tuple[CodedConflict, ...] = ()
    assessment: CodedAssessment | None = None
    published: tuple[CodedPublication, ...] = ()


class CodedCases(Frozen):
    """The file ``cases.yaml``."""

    cases: tuple[CodedCase, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences with which the coding explains itself."""

    corroborated: str
    inferred: str


WORDS = Words(
    corroborated="Also reported by {}.",
    inferred="Inferred from dates and facts in the press release; it is not stated there.",
)


def read_cases() -> tuple[CodedCase, ...]:
    """Read the demonstration file.  Raises MistakenFileError when it is wrong."""
    return load(FOLDER / "cases.yaml", CodedCases, FOLDER)[0].cases


def partial_date(text: str | None) -> PartialDate | None:
    """Read a date of the file."""
    return PartialDate.parse(text) if text else None


def coded_answers(
    questions: Iterable[str],
    statements: Iterable[Statement],
    source: str,
    exhibits: Mapping[str, int],
) -> Mapping[str, GivenAnswer]:
    """Return the answer to each question: from the statements on it, or that nobody observed.

    ``source`` is the key of what the statements stand in; ``exhibits`` holds ids by key.

    Several statements on one question agree in their answer; the strongest
    confidence among them stands.
    """
    on_question: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        on_question[statement.question].append(statement)
    return {
        question: _answer(on_question[question], source, exhibits)
        if question in on_question
        else GivenAnswer(AnswerCode.NOT_OBSERVED)
        for question in questions
    }


def _answer(statements: list[Statement], source: str, exhibits: Mapping[str, int]) -> GivenAnswer:
    codes = {statement.answer for statement in statements}
    if len(codes) != 1:
        raise ValueError(f"statements on {statements[0].question} disagree: {sorted(codes)}")
    order = list(Confidence)
    return GivenAnswer(
        code=statements[0].answer,
        note="\n".join(_note(statement) for statement in statements),
        basis=Basis.PUBLIC_SOURCE,
        confidence=min((s.confidence for s in statements), key=order.index),
        citations=(
            *(Citation(exhibits[source], f"para {s.paragraph}", s.quote) for s in statements),
            *(Citation(exhibits[key]) for s in statements for key in s.also),
        ),
    )


def _note(statement: Statement) -> str:
    parts = [statement.statement]
    if statement.inferred:
        parts.append(WORDS.inferred)
    if statement.note:
        parts.append(f"{statement.note[0].upper()}{statement.note[1:].rstrip('.')}.")
    if statement.corroboration:
        parts.append(WORDS.corroborated.format(statement.corroboration))
    return " ".join(parts)
