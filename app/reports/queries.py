"""Gathering what a report says."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.assessments.answering import NEVER_GIVEN
from app.assessments.models import Assessment
from app.assessments.queries import Work, answerers_of, is_altered, roll_ups, view_of, work
from app.assessments.rollup import RollUp
from app.cases import queries as cases
from app.cases.models import Case
from app.checklists.applicability import unsettled
from app.checklists.fact import FactValue
from app.checklists.legal_basis import View, legal_basis, relied_on
from app.checklists.library import facts, instruments, standards
from app.checklists.queries import checklist_hash, checklists
from app.checklists.question import Question, When
from app.db import db
from app.evidence.chronology import bearing_on
from app.evidence.models import Event, Exhibit
from app.evidence.queries import conflicts_of, events_of, intervals_of, period_of
from app.findings import queries as findings
from app.findings.coverage import coverage
from app.findings.derive import Indication, is_only_reported
from app.findings.grade import Suggestion
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.reports import contents as c, parts as p
from app.reports.blank import BlankForm, blank_form
from app.reports.models import Narrative


def report_on(assessment: Assessment, *, organisation: str, today: date) -> c.Report:
    """Gather all that the report on an assessment says."""
    case = assessment.case
    done = work(assessment)
    indications = findings.indications_of(done)
    exhibits = _exhibits(case)
    decision = findings.grade_of(assessment)
    view = view_of(assessment)
    seen = findings.seen(case, done)
    return c.Report(
        title=case.title,
        reference=case.reference,
        country=case.country,
        organisation=organisation,
        date=today,
        is_submitted=assessment.is_submitted,
        is_graded=done.checklist.graded,
        is_altered=is_altered(assessment),
        checklist=(done.checklist.title, done.checklist.version, assessment.checklist_hash),
        signed=_signed(assessment, decision),
        grade=_grade(decision, findings.suggested_grade(assessment, done)),
        coverage=coverage(indications.values()),
        people=tuple(p.Person(d.shown_name, d.role) for d in cases.defendants_of(case)),
        case_summary=case.summary,
        charges=_charges(case),
        proceedings=_proceedings(case),
        hearings=tuple(
            p.ReportedHearing(
                h.held_on, h.proceeding.court, h.about, h.observed, h.access, h.source
            )
            for h in cases.hearings_of(case)
        ),
        events=_events(events_of(case), exhibits),
        intervals=tuple(intervals_of(case)),
        conflicts=_conflicts(case, exhibits),
        on_standards=_on_standards(assessment, done, view, indications, exhibits),
        recorded=_recorded(done, exhibits),
        contradictions=tuple(
            (rule.says, tuple(done.checklist.questions[id_].text for id_ in rule.questions))
            for rule in done.contradictions
        ),
        unmeasured=tuple(
            standards()[finding.standard_id].name
            for finding in findings.unmeasured(findings.findings_of(assessment), indications)
        ),
        law=view.law or {},
        period=period_of(case),
        chosen=assessment.instruments,
        published=tuple(_published(row) for row in findings.published_of(case)),
        exhibits=tuple(exhibits.values()),
        text=narrative_text(narrative_of(assessment)),
        has_judgment=seen.has_judgment,
        unknown_facts=tuple(
            facts()[id_].text for id_, value in done.facts.items() if value is FactValue.UNKNOWN
        ),
        standards=standards(),
        instruments=instruments(),
        facts=facts(),
        known=done.facts,
        fact_notes=cases.fact_notes_of(case),
    )


def _signed(assessment: Assessment, decision: GradeDecision | None) -> p.Signed:
    """Return who stands for what, each named once."""
    return p.Signed(
        answered_by=tuple(answerers_of(assessment)),
        submitted_at=assessment.submitted_at,
        found_by=tuple(findings.finders_of(assessment)),
        decided_by=decision.decided_by.name if decision else "",
        decided_at=decision.decided_at if decision else None,
    )


def _grade(decision: GradeDecision | None, suggestion: Suggestion) -> p.GradeGiven:
    if decision is None:
        return p.GradeGiven(None, "", stands=True, suggestion=suggestion)
    stands = findings.decision_stands(decision, suggestion)
    return p.GradeGiven(decision.grade, decision.reasons, stands, suggestion)


def _charges(case: Case) -> tuple[p.ReportedCharge, ...]:
    return tuple(
        p.ReportedCharge(
            charge.label,
            tuple(line for line in charge.provisions.splitlines() if line.strip()),
            charge.alleged_act,
            charge.source,
        )
        for charge in cases.charges_of(case)
    )


def _proceedings(case: Case) -> tuple[p.ReportedProceeding, ...]:
    return tuple(
        p.ReportedProceeding(
            row.stage,
            row.court,
            row.court_reference,
            row.outcome,
            row.decided_on,
            row.sentence,
            row.source,
        )
        for row in cases.proceedings_of(case)
    )


def _events(
    events: Iterable[Event], exhibits: Mapping[int, p.ReportedExhibit]
) -> tuple[p.ReportedEvent, ...]:
    return tuple(
        p.ReportedEvent(
            e.happened_on,
            e.defendant.shown_name if e.defendant else "",
            e.what,
            _cite(exhibits, e.exhibit_id, e.pinpoint, e.quote),
        )
        for e in events
    )


def _conflicts(
    case: Case, exhibits: Mapping[int, p.ReportedExhibit]
) -> tuple[p.ReportedConflict, ...]:
    return tuple(
        p.ReportedConflict(
            conflict.topic,
            conflict.one_says,
            _cite(exhibits, conflict.one_exhibit_id),
            conflict.other_says,
            _cite(exhibits, conflict.other_exhibit_id),
            conflict.consequence,
        )
        for conflict in conflicts_of(case)
    )


def _exhibits(case: Case) -> dict[int, p.ReportedExhibit]:
    """Return every exhibit by id: a removed one too, for something may cite it."""
    rows = db.scalars(select(Exhibit).where(Exhibit.case_id == case.id).order_by(Exhibit.number))
    return {
        e.id: p.ReportedExhibit(
            e.label,
            e.title,
            e.kind,
            e.publisher,
            e.dated,
            e.address,
            e.limits,
            e.sha256,
            e.removed_at is not None,
        )
        for e in rows
    }


def _cite(
    exhibits: Mapping[int, p.ReportedExhibit],
    exhibit_id: int | None,
    pinpoint: str = "",
    quote: str = "",
) -> p.Cite:
    return p.Cite(exhibits.get(exhibit_id or 0), pinpoint, quote)


def _on_standards(
    assessment: Assessment,
    done: Work,
    view: View,
    indications: Mapping[str, Indication],
    exhibits: Mapping[int, p.ReportedExhibit],
) -> tuple[c.OnStandard, ...]:
    made = findings.findings_of(assessment)
    closed = done.closing
    rolled = roll_ups(assessment.case, done.checklist)
    measured = intervals_of(assessment.case)
    stale = findings.outdated(made, indications, done)
    return tuple(
        c.OnStandard(
            standards()[id_],
            relied_on(legal_basis(standards()[id_], instruments(), view)),
            indications[id_],
            _finding(made.get(id_)),
            tuple(
                _answer(done, question, closed[question.id], rolled.get(question.id), exhibits)
                for topic in done.checklist.topics_on(id_)
                for question in topic.questions
                if question.is_measured
            ),
            unsettled(done.checklist.topics_on(id_), done.facts),
            is_only_reported(indications[id_], done.given),
            bearing_on(id_, measured),
            id_ in stale,
        )
        for id_ in indications
    )


def _answer(
    done: Work,
    question: Question,
    closed_by: When | None,
    roll_up: RollUp | None,
    exhibits: Mapping[int, p.ReportedExhibit],
) -> p.ReportedAnswer:
    given = done.answers.get(question.id, NEVER_GIVEN).answer
    return p.ReportedAnswer(
        question.id,
        question.text,
        given,
        tuple(_cite(exhibits, g.exhibit_id, g.pinpoint, g.quote) for g in given.citations),
        closed_by,
        roll_up,
    )


def _recorded(
    done: Work, exhibits: Mapping[int, p.ReportedExhibit]
) -> tuple[p.RecordedAnswer, ...]:
    """Return what was recorded beside what was measured, in the order of the checklist."""
    found = []
    for id_ in done.applicable:
        question = done.checklist.questions[id_]
        given = done.answers.get(id_, NEVER_GIVEN).answer
        if question.is_measured or not (given.is_given or id_ in done.computed):
            continue
        found.append(
            p.RecordedAnswer(
                question,
                given,
                done.computed.get(id_),
                tuple(_cite(exhibits, g.exhibit_id, g.pinpoint, g.quote) for g in given.citations),
            )
        )
    return tuple(found)


def _finding(made: Finding | None) -> p.ReportedFinding | None:
    if made is None:
        return None
    return p.ReportedFinding(
        made.level,
        made.effect,
        made.harm,
        made.harm_to,
        made.reasons,
        made.domestic_law,
        made.state_response,
    )


def _published(row: PublishedAssessment) -> p.ReportedPublication:
    found = {standards()[id_]: outcome for id_, outcome in row.findings.items()}
    return p.ReportedPublication(
        row.body,
        row.title,
        row.published_on,
        row.address,
        row.read_in,
        row.grade,
        row.conclusion,
        row.note,
        found,
    )


def narrative_of(assessment: Assessment) -> Narrative | None:
    """Return the texts written for the report, if there are any yet."""
    return db.scalars(
        select(Narrative).where(Narrative.assessment_id == assessment.id)
    ).one_or_none()


def narrative_text(narrative: Narrative | None) -> p.Text:
    """Return the texts as plain values."""
    if narrative is None:
        return p.Text()
    return p.Text(
        narrative.notice,
        narrative.authors,
        narrative.summary,
        narrative.context,
        narrative.state_comment,
        narrative.conclusion,
        tuple((addressee, text) for addressee, text in narrative.recommendations),
    )


def assessment_to_report(case: Case) -> Assessment | None:
    """Return the case's assessment that a report is made from.

    A submitted one goes before others, the assessment of a trial as a whole before one of a
    part, and the newest before older ones.
    """
    whole = {id_ for (id_, _), checklist in checklists().items() if checklist.graded}
    about_case = select(Assessment).where(
        Assessment.case_id == case.id, Assessment.hearing_id.is_(None)
    )
    return db.scalars(
        about_case.order_by(
            Assessment.submitted_at.is_(None),
            Assessment.checklist_id.not_in(whole),
            Assessment.started_at.desc(),
            Assessment.id.desc(),
        ).limit(1)
    ).first()


def blank_form_of(checklist_id: str, version: int, *, organisation: str) -> BlankForm | None:
    """Gather what the blank form of a published version says, if there is that version."""
    checklist = checklists().get((checklist_id, version))
    if checklist is None:
        return None
    return blank_form(
        checklist,
        checklist_hash(checklist_id, version),
        standards=standards(),
        facts=facts(),
        organisation=organisation,
    )
