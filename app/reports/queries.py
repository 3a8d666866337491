"""Gathering what a report says."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.assessments.answering import NEVER_GIVEN
from app.assessments.models import Assessment
from app.assessments.queries import Work, work
from app.cases import queries as cases
from app.cases.kinds import Bound
from app.cases.models import Case
from app.checklists.applicability import closing
from app.checklists.checklist import When
from app.checklists.fact import FactValue
from app.checklists.legal_basis import legal_basis
from app.checklists.library import facts, instruments, standards
from app.checklists.standard import Instrument
from app.db import db
from app.evidence.chronology import Dated, intervals
from app.evidence.models import Event, Exhibit
from app.evidence.queries import conflicts_of, events_of
from app.findings import queries as findings
from app.findings.coverage import coverage
from app.findings.derive import Indication
from app.findings.grade import Suggestion
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.reports import contents as c
from app.reports.models import Narrative


def report_on(assessment: Assessment, *, organisation: str, today: date) -> c.Report:
    """Gather all that the report on an assessment says."""
    case = assessment.case
    done = work(assessment)
    indications = findings.indications_of(done)
    exhibits = _exhibits(case)
    events = events_of(case)
    decision = findings.grade_of(assessment)
    seen = findings.seen(case, indications)
    return c.Report(
        title=case.title,
        reference=case.reference,
        country=case.country,
        organisation=organisation,
        date=today,
        is_final=assessment.is_submitted and decision is not None,
        checklist=(done.checklist.title, done.checklist.version, assessment.checklist_hash),
        grade=_grade(decision, findings.suggested_grade(assessment, indications)),
        coverage=coverage(indications.values()),
        people=tuple(c.Person(d.pseudonym or d.name, d.role) for d in cases.defendants_of(case)),
        case_summary=case.summary,
        charges=_charges(case),
        proceedings=_proceedings(case),
        hearings=tuple(
            c.ReportedHearing(h.held_on, h.proceeding.court, h.about, h.observed, h.access)
            for h in cases.hearings_of(case)
        ),
        bound=_bound(case),
        events=_events(events, exhibits),
        intervals=intervals(
            (Dated(e.kind, e.happened_on) for e in events),
            child=done.facts.get("under-18") is FactValue.YES,
        ),
        conflicts=_conflicts(case, exhibits),
        on_standards=_on_standards(assessment, done, indications, exhibits),
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
    )


def _grade(decision: GradeDecision | None, suggestion: Suggestion) -> c.GradeGiven:
    if decision is None:
        return c.GradeGiven(None, "", suggestion)
    return c.GradeGiven(decision.grade, decision.reasons, suggestion)


def _charges(case: Case) -> tuple[c.ReportedCharge, ...]:
    return tuple(
        c.ReportedCharge(
            charge.label,
            tuple(line for line in charge.provisions.splitlines() if line.strip()),
            charge.alleged_act,
            charge.source,
        )
        for charge in cases.charges_of(case)
    )


def _proceedings(case: Case) -> tuple[c.ReportedProceeding, ...]:
    return tuple(
        c.ReportedProceeding(
            p.stage, p.court, p.court_reference, p.outcome, p.decided_on, p.sentence, p.source
        )
        for p in cases.proceedings_of(case)
    )


def _bound(case: Case) -> Mapping[Bound, tuple[Instrument, ...]]:
    known = cases.instruments_of(case)
    grouped = {
        bound: tuple(instruments()[id_] for id_, row in known.items() if row.bound is bound)
        for bound in Bound
    }
    return {bound: found for bound, found in grouped.items() if found}


def _events(
    events: Iterable[Event], exhibits: Mapping[int, c.ReportedExhibit]
) -> tuple[c.ReportedEvent, ...]:
    return tuple(
        c.ReportedEvent(e.happened_on, e.what, _cite(exhibits, e.exhibit_id, e.pinpoint, e.quote))
        for e in events
    )


def _conflicts(
    case: Case, exhibits: Mapping[int, c.ReportedExhibit]
) -> tuple[c.ReportedConflict, ...]:
    return tuple(
        c.ReportedConflict(
            conflict.topic,
            conflict.one_says,
            _cite(exhibits, conflict.one_exhibit_id),
            conflict.other_says,
            _cite(exhibits, conflict.other_exhibit_id),
            conflict.consequence,
        )
        for conflict in conflicts_of(case)
    )


def _exhibits(case: Case) -> dict[int, c.ReportedExhibit]:
    """Return every exhibit by id: a removed one too, for something may cite it."""
    rows = db.scalars(select(Exhibit).where(Exhibit.case_id == case.id).order_by(Exhibit.number))
    return {
        e.id: c.ReportedExhibit(
            e.label, e.title, e.kind, e.publisher, e.dated, e.address, e.limits, e.sha256
        )
        for e in rows
    }


def _cite(
    exhibits: Mapping[int, c.ReportedExhibit],
    exhibit_id: int | None,
    pinpoint: str = "",
    quote: str = "",
) -> c.Cite:
    return c.Cite(exhibits.get(exhibit_id or 0), pinpoint, quote)


def _on_standards(
    assessment: Assessment,
    done: Work,
    indications: Mapping[str, Indication],
    exhibits: Mapping[int, c.ReportedExhibit],
) -> tuple[c.OnStandard, ...]:
    made = findings.findings_of(assessment)
    closed = closing(done.checklist, done.codes, done.facts)
    asked = {topic.standard: topic for topic in done.checklist.topics}
    return tuple(
        c.OnStandard(
            standards()[id_],
            legal_basis(standards()[id_], instruments()),
            indications[id_],
            _finding(made.get(id_)),
            tuple(
                _answer(done, question.id, closed[question.id], exhibits)
                for question in asked[id_].questions
            ),
        )
        for id_ in indications
    )


def _answer(
    done: Work,
    question_id: str,
    closed_by: When | None,
    exhibits: Mapping[int, c.ReportedExhibit],
) -> c.ReportedAnswer:
    given = done.answers.get(question_id, NEVER_GIVEN).answer
    return c.ReportedAnswer(
        question_id,
        done.checklist.questions[question_id].text,
        given.code,
        given.note,
        given.basis,
        given.confidence,
        tuple(_cite(exhibits, g.exhibit_id, g.pinpoint, g.quote) for g in given.citations),
        closed_by,
    )


def _finding(made: Finding | None) -> c.ReportedFinding | None:
    if made is None:
        return None
    return c.ReportedFinding(
        made.level,
        made.effect,
        made.harm,
        made.harm_to,
        made.reasons,
        made.domestic_law,
        made.state_response,
    )


def _published(row: PublishedAssessment) -> c.ReportedPublication:
    found = {standards()[id_]: outcome for id_, outcome in row.findings.items()}
    return c.ReportedPublication(
        row.body,
        row.title,
        row.published_on,
        row.address,
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


def narrative_text(narrative: Narrative | None) -> c.Text:
    """Return the texts as plain values."""
    if narrative is None:
        return c.Text()
    return c.Text(
        narrative.summary,
        narrative.context,
        narrative.conclusion,
        tuple((addressee, text) for addressee, text in narrative.recommendations),
    )


def assessment_to_report(case: Case) -> Assessment | None:
    """Return the case's assessment that a report is made from.

    The newest submitted one; if none is submitted, the newest at all.
    """
    about_case = select(Assessment).where(
        Assessment.case_id == case.id, Assessment.hearing_id.is_(None)
    )
    return db.scalars(
        about_case.order_by(
            Assessment.submitted_at.is_(None), Assessment.started_at.desc(), Assessment.id.desc()
        ).limit(1)
    ).first()
