"""Reading assessments."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.assessments.answering import NOTHING, Citation, GivenAnswer, Status, StoredAnswer
from app.assessments.carrying import Carried, carried, fitting
from app.assessments.completeness import Gap, missing
from app.assessments.models import Answer, AnswerCitation, AnswerVersion, Assessment
from app.assessments.rollup import RollUp, of_same_meaning, roll_up
from app.cases.models import Case, Hearing
from app.cases.queries import facts_of, hearings_of
from app.checklists.applicability import applicable, closing
from app.checklists.changes import Moved, keeps_meaning
from app.checklists.checklist import Checklist
from app.checklists.concordance import treaties_cited
from app.checklists.contradictions import Contradiction, contradicted
from app.checklists.fact import FactValue
from app.checklists.legal_basis import View, measured_by
from app.checklists.library import facts, instruments, standards
from app.checklists.party import Law, as_it_stood
from app.checklists.queries import checklist_hash, checklists, source_checks, versions_of
from app.checklists.question import AnswerCode, Level, Value, When
from app.checklists.standard import Instrument
from app.db import db
from app.evidence.chronology import between
from app.evidence.queries import dated_events, exhibit_choices, law_of
from app.web.form import grounds


@dataclass(frozen=True)
class Work:
    """An assessment with all that its pages and rules need, as plain values.

    What is worked out of them is worked out once.
    """

    checklist: Checklist
    facts: Mapping[str, FactValue]
    answers: Mapping[str, StoredAnswer]
    # Answers given to other words, which do not mean the same.
    to_confirm: frozenset[str] = frozenset()
    # What was answered and can't be an answer to the question as it is asked.
    set_aside: Mapping[str, GivenAnswer] = field(default_factory=dict)
    # How the question of such an answer was worded, and of one that is not asked any more.
    moved: Mapping[str, Moved] = field(default_factory=dict)
    # Answers to questions that this version does not ask.
    not_asked: tuple[str, ...] = ()
    # The days that the chronology gives, at least and at most, by question about a duration.
    computed: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def codes(self) -> dict[str, AnswerCode]:
        """The answers alone, by question: what the rules work on."""
        return {id_: a.answer.code for id_, a in self.answers.items() if a.answer.code}

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What the answers that count say of each other, or of the facts, that can't both be."""
        applicable = set(self.applicable)
        counted = {id_: code for id_, code in self.codes.items() if id_ in applicable}
        return contradicted(self.checklist.contradictions, counted, self.facts)

    @cached_property
    def shut(self) -> dict[str, When]:
        """What closes each question that was answered yes, partly or no all the same."""
        closed = ((id_, when) for id_, when in self.closing.items() if when)
        return {
            id_: when for id_, when in closed if id_ in self.given and self.given[id_].is_determined
        }

    @cached_property
    def missing(self) -> dict[str, tuple[Gap, ...]]:
        """What each question that applies still lacks."""
        asked = (self.checklist.questions[id_] for id_ in self.applicable)
        return missing(asked, self.answers, self.to_confirm, self.computed)

    @cached_property
    def given(self) -> dict[str, GivenAnswer]:
        """The answers with all that is said in them, by question."""
        return {id_: stored.answer for id_, stored in self.answers.items()}

    @cached_property
    def applicable(self) -> tuple[str, ...]:
        """The questions that apply, in order."""
        return applicable(self.checklist, self.codes, self.facts)

    @cached_property
    def closing(self) -> dict[str, When | None]:
        """What closes each question that does not apply."""
        return closing(self.checklist, self.codes, self.facts)


def work(assessment: Assessment) -> Work:
    """Gather the checklist, the facts and the answers of an assessment."""
    versions = versions_of(assessment.checklist_id)
    checklist = versions[assessment.checklist_version]
    under = carried_to(assessment, checklist.version, versions)
    not_asked = tuple(moved.question_id for moved in under.not_asked)
    told = {*under.to_confirm, *under.set_aside, *not_asked}
    return Work(
        checklist=checklist,
        facts=facts_for(assessment),
        answers=under.answers,
        to_confirm=under.to_confirm,
        set_aside=under.set_aside,
        moved={m.question_id: m for m in under.moved if m.question_id in told},
        not_asked=not_asked,
        computed=_computed(assessment.case, checklist),
    )


def carried_to(assessment: Assessment, version: int, versions: Mapping[int, Checklist]) -> Carried:
    """Return what becomes of the answers under another version of the checklist, or its own."""
    answers = answers_of(assessment.id)
    present = assessment.checklist_version
    doubtful = [
        id_
        for id_, stored in answers.items()
        if not keeps_meaning(versions, stored.asked_in, version, id_)
    ]
    asked = {id_: (stored.asked_in,) for id_, stored in answers.items()}
    more = _asked_in(assessment.id, {id_: answers[id_] for id_ in doubtful})
    return carried(versions, present, version, answers, {**asked, **more})


def _asked_in(
    assessment_id: int, answers: Mapping[str, StoredAnswer]
) -> dict[str, tuple[int, ...]]:
    """Return the versions in whose words these answers, as they stand, were given or confirmed."""
    v = AnswerVersion
    rows = db.scalars(
        select(v)
        .where(v.assessment_id == assessment_id, v.question_id.in_(answers))
        .order_by(v.question_id, v.version.desc())
    )
    found = {}
    for id_, versions in groupby(rows if answers else (), lambda row: row.question_id):
        same = takewhile(lambda row: given_then(row) == answers[row.question_id].answer, versions)
        found[id_] = tuple(dict.fromkeys(row.asked_in for row in same))
    return found


def _computed(case: Case, checklist: Checklist) -> dict[str, tuple[int, int]]:
    """Return the days between the events that questions about a duration name."""
    asked = {q.id: ends for q in checklist.questions.values() if (ends := q.computed_between)}
    dated = dated_events(case) if asked else []
    found = {id_: between(dated, *ends) for id_, ends in asked.items()}
    return {id_: days for id_, days in found.items() if days}


def view_of(assessment: Assessment) -> View:
    """Return from where the sources are seen: the State’s law, the choice, the facts."""
    return View(law_for(assessment), assessment.instruments, source_checks(), facts_for(assessment))


def law_for(assessment: Assessment, present: Law | None = None) -> Law:
    """Return how each treaty stands to the State; of a submitted assessment, as it stood then."""
    present = law_of(assessment.case) if present is None else present
    forces = assessment.submitted_law
    return present if forces is None else as_it_stood(present, forces)


def treaties_for(assessment: Assessment) -> tuple[Instrument, ...]:
    """Return the treaties that the standards of its checklist cite."""
    return treaties_of(versions_of(assessment.checklist_id)[assessment.checklist_version])


def treaties_of(checklist: Checklist) -> tuple[Instrument, ...]:
    """Return the treaties that the standards of a checklist cite."""
    cited = dict.fromkeys(topic.standard for topic in checklist.topics)
    return treaties_cited([standards()[id_] for id_ in cited], instruments())


def measures_of(assessment: Assessment) -> tuple[Instrument, ...]:
    """Return the treaties by which it measures."""
    return measured_by(treaties_for(assessment), view_of(assessment))


def unanswered_assessment(
    case: Case, checklist: Checklist, hearing: Hearing | None, by: User
) -> Assessment | None:
    """Return what the person began with this checklist, and gave no answer in yet."""
    return db.scalars(
        select(Assessment)
        .where(
            Assessment.case_id == case.id,
            Assessment.hearing_id == (hearing.id if hearing else None),
            Assessment.checklist_id == checklist.id,
            Assessment.checklist_version == checklist.version,
            Assessment.reviewer_id == by.id,
            ~exists().where(Answer.assessment_id == Assessment.id),
        )
        .order_by(Assessment.id)
    ).first()


def is_graded(assessment: Assessment) -> bool:
    """Tell whether the checklist asks enough of a trial for the trial to be graded."""
    return checklists()[assessment.checklist_id, assessment.checklist_version].graded


def is_altered(assessment: Assessment) -> bool:
    """Tell whether the file of the checklist says something else than when the work began.

    A version once used never changes (docs/writing-checklists.md); where it did, the answers
    may stand under other questions than they were given to.
    """
    present = checklist_hash(assessment.checklist_id, assessment.checklist_version)
    return present != assessment.checklist_hash


def grounds_of_submission(work: Work) -> str:
    """Return what changes when an answer or a fact does, or the version of the checklist."""
    return grounds(_versions(work.answers), sorted(work.facts.items()), work.checklist.version)


def grounds_of_move(assessment: Assessment, to: int, under: Carried) -> str:
    """Return what changes when an answer does, or the version moved from or to."""
    return grounds(_versions(under.answers), assessment.checklist_version, to)


def _versions(answers: Mapping[str, StoredAnswer]) -> list[tuple[str, int]]:
    return sorted((id_, stored.version) for id_, stored in answers.items())


def facts_for(assessment: Assessment) -> Mapping[str, FactValue]:
    """Return the facts of the case; of a submitted assessment, as they were then."""
    return submitted_facts(assessment) or facts_of(assessment.case, facts())


def submitted_facts(assessment: Assessment) -> Mapping[str, FactValue] | None:
    """Return the facts as they were on submission, if the assessment is submitted."""
    if assessment.submitted_facts is None:
        return None
    return {id_: FactValue(value) for id_, value in assessment.submitted_facts.items()}


def answers_of(assessment_id: int) -> dict[str, StoredAnswer]:
    """Return every answer of an assessment with its version, by question."""
    return answers_of_each([assessment_id])[assessment_id]


def answers_of_each(assessment_ids: Sequence[int]) -> dict[int, dict[str, StoredAnswer]]:
    """Return the same for several assessments, in two queries however many they are."""
    citations: dict[tuple[int, str], list[Citation]] = defaultdict(list)
    c = AnswerCitation
    cited = select(c.assessment_id, c.question_id, c.exhibit_id, c.pinpoint, c.quote)
    cited = cited.where(c.assessment_id.in_(assessment_ids)).order_by(c.question_id, c.place)
    for assessment_id, question_id, exhibit_id, pinpoint, quote in db.execute(cited):
        citations[assessment_id, question_id].append(Citation(exhibit_id, pinpoint, quote))
    a = Answer
    given = select(
        a.assessment_id, a.question_id, a.version, a.asked_in,
        a.code, a.value, a.note, a.basis, a.confidence,
    )  # fmt: skip
    found: dict[int, dict[str, StoredAnswer]] = {id_: {} for id_ in assessment_ids}
    rows = db.execute(given.where(a.assessment_id.in_(assessment_ids)).order_by(a.question_id))
    for id_, question, version, asked_in, code, value, note, basis, confidence in rows:
        sources = tuple(citations.get((id_, question), ()))
        answer = GivenAnswer(code, note, basis, confidence, sources, _stored_value(value))
        found[id_][question] = StoredAnswer(answer, version, asked_in)
    return found


def _stored_value(value: Any) -> Value | None:
    """Return a value as the rules know it: several options are a tuple."""
    return tuple(value) if isinstance(value, list) else value


def citable(assessment: Assessment, answers: Mapping[str, StoredAnswer]) -> dict[int, str]:
    """Return what answers may cite: the exhibits of the case, and removed ones cited already."""
    cited = {c.exhibit_id for stored in answers.values() for c in stored.answer.citations}
    return exhibit_choices(assessment.case, cited)


def answer_at(assessment_id: int, question_id: str, version: int) -> GivenAnswer:
    """Return an answer as it was in an earlier version; version 0 said nothing."""
    row = db.get(AnswerVersion, (assessment_id, question_id, version))
    return given_then(row) if row else NOTHING


def given_then(row: AnswerVersion) -> GivenAnswer:
    """Return what an earlier version of an answer said."""
    cited = tuple(Citation(*citation) for citation in row.citations)
    value = _stored_value(row.value)
    return GivenAnswer(row.code, row.note, row.basis, row.confidence, cited, value)


def history_of(assessment_id: int, question_id: str) -> Sequence[AnswerVersion]:
    """Return every version of an answer, newest first, each with its author."""
    return db.scalars(
        select(AnswerVersion)
        .where(
            AnswerVersion.assessment_id == assessment_id,
            AnswerVersion.question_id == question_id,
        )
        .options(joinedload(AnswerVersion.by))
        .order_by(AnswerVersion.version.desc())
    ).all()


def last_given(assessment: Assessment, done: Work, question_id: str) -> GivenAnswer:
    """Return the newest answer that the question takes as it is asked, be it cleared since."""
    versions = versions_of(assessment.checklist_id)
    asked = done.checklist.questions[question_id]
    for row in history_of(assessment.id, question_id):
        given = given_then(row)
        before = versions[row.asked_in].questions.get(question_id) if given.is_given else None
        if given.is_given and (fits := fitting(given, before, asked)):
            return fits
    return NOTHING


def answerers_of(assessment: Assessment) -> Sequence[str]:
    """Return the names of everybody who gave an answer, in order."""
    v = AnswerVersion
    return db.scalars(
        select(User.name)
        .where(User.id.in_(select(v.by_id).where(v.assessment_id == assessment.id)))
        .order_by(User.name)
    ).all()


def assessments_of(case: Case) -> Sequence[Assessment]:
    """Return the case's assessments, oldest first."""
    return db.scalars(
        select(Assessment)
        .where(Assessment.case_id == case.id)
        .options(joinedload(Assessment.hearing))
        .order_by(Assessment.started_at, Assessment.id)
    ).all()


def last_change(assessment_id: int) -> AnswerVersion | None:
    """Return the newest change of an answer, with its author, if there was one."""
    return db.scalars(
        select(AnswerVersion)
        .where(AnswerVersion.assessment_id == assessment_id)
        .options(joinedload(AnswerVersion.by))
        .order_by(AnswerVersion.at.desc(), AnswerVersion.question_id)
        .limit(1)
    ).first()


def roll_ups(case: Case, checklist: Checklist) -> dict[str, RollUp]:
    """Return, for each question of level hearing, what the case's submitted hearing forms say.

    An answer counts where the form's question means the same as the checklist's.
    """
    forms = db.scalars(
        select(Assessment)
        .where(
            Assessment.case_id == case.id,
            Assessment.hearing_id.is_not(None),
            Assessment.status == Status.SUBMITTED,
        )
        .order_by(Assessment.id)
    ).all()
    stored = answers_of_each([form.id for form in forms])
    ids = {checklist.id, *(form.checklist_id for form in forms)}
    versions = {id_: versions_of(id_) for id_ in ids} if forms else {}
    answers = [
        of_same_meaning(
            {id_: a.answer.code for id_, a in stored[form.id].items() if a.answer.code},
            (versions[form.checklist_id], form.checklist_version),
            (versions[checklist.id], checklist.version),
        )
        for form in forms
    ]
    hearings = [hearing.observed for hearing in hearings_of(case)]
    found = {
        question.id: roll_up(question.id, answers, hearings)
        for question in checklist.questions.values()
        if question.level is Level.HEARING and question.is_measured
    }
    return {id_: roll for id_, roll in found.items() if roll}
