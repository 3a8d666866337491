"""Making findings, deciding grades, and recording what others published."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.accounts.models import User
from app.assessments.models import Assessment
from app.audit.actions import record
from app.db import db, now
from app.findings.levels import FindingLevel, Grade
from app.findings.models import Finding, GradeDecision
from app.findings.queries import finding_on, grade_of


def make_finding(
    assessment: Assessment, standard_id: str, values: Mapping[str, Any], *, by: User
) -> None:
    """Make or change the finding on one standard; ``values`` are columns of Finding."""
    finding = finding_on(assessment, standard_id)
    if finding is None:
        finding = Finding(assessment_id=assessment.id, standard_id=standard_id)
        db.add(finding)
    for name, value in values.items():
        setattr(finding, name, value)
    finding.made_at, finding.made_by_id = now(), by.id
    finding.made_in = assessment.checklist_version
    record("finding.made", finding, by_id=by.id)


def find_insufficient(
    assessment: Assessment, standard_ids: Iterable[str], reasons: str, *, by: User
) -> None:
    """Find on each of these standards, with one reason, that there is not enough information."""
    values = {"level": FindingLevel.INSUFFICIENT_INFORMATION, "reasons": reasons}
    for standard_id in standard_ids:
        make_finding(assessment, standard_id, values, by=by)


def decide_grade(
    assessment: Assessment, *, grade: Grade, suggested: Grade, reasons: str, by: User
) -> None:
    """Decide the grade, keeping what the table suggested at that moment."""
    decision = grade_of(assessment)
    if decision is None:
        decision = GradeDecision(assessment_id=assessment.id)
        db.add(decision)
    decision.grade, decision.suggested, decision.reasons = grade, suggested, reasons
    decision.decided_at, decision.decided_by_id = now(), by.id
    record("grade.decided", decision, by_id=by.id)
