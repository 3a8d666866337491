"""Reading findings and grades."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.models import User
from app.assessments.answering import Status
from app.assessments.models import AnswerVersion, Assessment
from app.assessments.queries import Work
from app.cases.kinds import Observed
from app.cases.models import Case
from app.cases.queries import hearings_of
from app.checklists.changes import asks_otherwise
from app.checklists.checklist import Checklist
from app.checklists.library import standards
from app.checklists.queries import versions_of
from app.db import db
from app.evidence.kinds import ExhibitKind
from app.evidence.models import Exhibit
from app.findings.coverage import coverage
from app.findings.derive import Indication, Reading, derive
from app.findings.grade import Seen, Suggestion, Weighed, still_stands, suggest
from app.findings.levels import FindingLevel
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.web.form import grounds


def indications_of(work: Work) -> dict[str, Indication]:
    """Return what the answers say of each standard."""
    return derive(work.checklist, work.codes, work.facts)


def findings_of(assessment: Assessment) -> dict[str, Finding]:
    """Return the findings made, by standard."""
    rows = db.scalars(
        select(Finding).where(Finding.assessment_id == assessment.id).order_by(Finding.standard_id)
    )
    return {row.standard_id: row for row in rows}


def levels_of(case: Case) -> dict[int, Counter[FindingLevel]]:
    """Return how often each level was found, by assessment of the case."""
    rows = db.execute(
        select(Finding.assessment_id, Finding.level, func.count(Finding.id))
        .join(Assessment, Assessment.id == Finding.assessment_id)
        .where(Assessment.case_id == case.id)
        .group_by(Finding.assessment_id, Finding.level)
        .order_by(Finding.assessment_id)
    )
    found: dict[int, Counter[FindingLevel]] = defaultdict(Counter)
    for assessment_id, level, count in rows:
        found[assessment_id][level] = count
    return {id_: Counter({x: c[x] for x in FindingLevel if c[x]}) for id_, c in found.items()}


def finding_on(assessment: Assessment, standard_id: str) -> Finding | None:
    """Return the finding on one standard, if there is one."""
    return db.scalars(
        select(Finding).where(
            Finding.assessment_id == assessment.id, Finding.standard_id == standard_id
        )
    ).one_or_none()


def finders_of(assessment: Assessment) -> Sequence[str]:
    """Return the names of everybody who made a finding, in order."""
    made_by = select(Finding.made_by_id).where(Finding.assessment_id == assessment.id)
    return db.scalars(select(User.name).where(User.id.in_(made_by)).order_by(User.name)).all()


def outdated(
    findings: Mapping[str, Finding], indications: Mapping[str, Indication], done: Work
) -> set[str]:
    """Return the standards on which a finding rests on other answers or questions than there are.

    A standard that is not measured any more is none of them: see ``unmeasured``.
    """
    if not findings:
        return set()
    assessment_id = next(iter(findings.values())).assessment_id
    v = AnswerVersion
    newest = db.execute(
        select(v.question_id, func.max(v.at))
        .where(v.assessment_id == assessment_id)
        .group_by(v.question_id)
        .order_by(v.question_id)
    )
    changed: dict[str, datetime] = dict(newest.all())
    reworded = _asked_otherwise(findings, done.checklist)
    return {
        id_
        for id_, finding in findings.items()
        if id_ in reworded
        or any(
            changed[question] > finding.made_at
            for question in (indications[id_].asked if id_ in indications else ())
            if question in changed
        )
    }


def _asked_otherwise(findings: Mapping[str, Finding], checklist: Checklist) -> set[str]:
    """Return the standards of findings made on other questions than the version asks."""
    present = checklist.version
    if all(finding.made_in == present for finding in findings.values()):
        return set()
    versions = versions_of(checklist.id)
    return {
        id_
        for id_, finding in findings.items()
        if id_ in checklist.standards_measured
        and asks_otherwise(versions, finding.made_in, present, id_)
    }


def unmeasured(
    findings: Mapping[str, Finding], indications: Mapping[str, Indication]
) -> tuple[Finding, ...]:
    """Return the findings on standards that the version of the checklist does not measure."""
    return tuple(finding for id_, finding in findings.items() if id_ not in indications)


def grade_of(assessment: Assessment) -> GradeDecision | None:
    """Return the grade decided, if one was."""
    return db.scalars(
        select(GradeDecision).where(GradeDecision.assessment_id == assessment.id)
    ).one_or_none()


def seen(case: Case, done: Work) -> Seen:
    """Return what the assessment could rest on."""
    judgments = select(func.count(Exhibit.id)).where(
        Exhibit.case_id == case.id,
        Exhibit.kind == ExhibitKind.JUDGMENT,
        Exhibit.sha256.is_not(None),
        Exhibit.removed_at.is_(None),
    )
    observed = sum(hearing.observed is Observed.OBSERVED for hearing in hearings_of(case))
    given = done.given
    bare = sum(given[id_].is_bare for id_ in done.applicable if id_ in given)
    known = coverage(indications_of(done).values())
    return Seen(known, observed, bool(db.scalar(judgments)), bare)


def suggested_grade(assessment: Assessment, done: Work) -> Suggestion:
    """Return the grade that the decision table gives for the findings made so far.

    A standard of which every question is closed by facts does not count, whatever was found on
    it before the facts were known; nor one found not to apply, unless answers speak to it.
    """
    made = findings_of(assessment)
    indications = indications_of(done)
    stale = outdated(made, indications, done)
    weighed = {}
    for id_, indication in indications.items():
        finding = made.get(id_)
        level = finding.level if finding else None
        found_away = level is FindingLevel.NOT_APPLICABLE and not indication.determined
        answered_away = level is None and indication.reading is Reading.NOT_APPLICABLE
        if not indication.asked or answered_away or found_away:
            continue
        weighed[id_] = Weighed(
            level,
            standards()[id_].gravity,
            finding.effect if finding else None,
            finding.harm if finding else None,
            is_doubtful=indication.is_adverse,
            is_outdated=id_ in stale,
        )
    return suggest(weighed, seen(assessment.case, done))


def changed_since() -> ColumnElement[bool]:
    """Return the condition that something was changed after a grade was decided.

    To be used where GradeDecision and its Assessment are joined.
    """
    newer = select(Finding.id).where(
        Finding.assessment_id == GradeDecision.assessment_id,
        Finding.made_at > GradeDecision.decided_at,
    )
    return or_(
        newer.exists(),
        Assessment.status != Status.SUBMITTED,
        Assessment.submitted_at > GradeDecision.decided_at,
    )


def decisions_of(case: Case) -> dict[int, tuple[GradeDecision, bool]]:
    """Return the grades decided on a case by assessment, each with whether it still stands."""
    rows = db.execute(
        select(GradeDecision, changed_since())
        .join(Assessment, Assessment.id == GradeDecision.assessment_id)
        .where(Assessment.case_id == case.id)
        .order_by(GradeDecision.id)
    )
    return {decision.assessment_id: (decision, not changed) for decision, changed in rows}


def grounds_of_finding(indication: Indication, done: Work) -> str:
    """Return what changes when an answer on the standard does, or whether it is asked."""
    answers = done.answers
    versions = [(id_, answers[id_].version if id_ in answers else 0) for id_ in indication.asked]
    return grounds(versions, done.checklist.version)


def grounds_of_grade(assessment: Assessment, suggestion: Suggestion) -> str:
    """Return what changes when a finding does, the answers are submitted anew, or the table says
    something else.
    """
    made = [(finding.id, finding.version) for finding in findings_of(assessment).values()]
    blocks = sorted(suggestion.blocks.items())
    return grounds(suggestion.grade, blocks, assessment.submitted_at, made)


def decision_stands(decision: GradeDecision, now: Suggestion) -> bool:
    """Tell whether the grade was decided on answers and findings as they are."""
    submitted_at = decision.assessment.submitted_at
    if submitted_at is None:
        return False
    made = db.scalars(
        select(Finding.made_at).where(Finding.assessment_id == decision.assessment_id)
    )
    return still_stands(decision.suggested, decision.decided_at, now, [submitted_at, *made])


def published_of(case: Case) -> Sequence[PublishedAssessment]:
    """Return what others published on the case, oldest first."""
    return db.scalars(
        select(PublishedAssessment)
        .where(PublishedAssessment.case_id == case.id, PublishedAssessment.removed_at.is_(None))
        .order_by(PublishedAssessment.published_on.nulls_last(), PublishedAssessment.id)
    ).all()
