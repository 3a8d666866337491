"""Reading across features."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.models import User
from app.assessments.answering import Status
from app.assessments.models import Assessment
from app.audit.models import Revision
from app.cases.models import Case, Defendant, Tag
from app.db import db
from app.findings.models import GradeDecision, PublishedAssessment
from app.findings.queries import changed_since
from app.overview.status import CaseStatus
from app.web.paging import SIZE, Page


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases to list; an empty field lets every case by."""

    words: str = ""
    country: str = ""
    tag: str = ""
    grade: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A case on the list: its defendants, how far it is, and every grade given, with by whom."""

    case: Case
    defendants: tuple[str, ...]
    status: CaseStatus
    grades: tuple[tuple[str, str], ...]


def listed_cases(chosen: Filter, number: int) -> Page[Listed]:
    """Return one page of the cases that meet the filter, newest first."""
    conditions = _conditions(chosen)
    total = db.scalar(select(func.count(Case.id)).where(*conditions)) or 0
    number = min(number, max(1, -(-total // SIZE)))
    cases = db.scalars(
        select(Case)
        .where(*conditions)
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .offset((number - 1) * SIZE)
        .limit(SIZE)
    ).all()
    return Page(_listed(cases), number, total)


def _conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in chosen.words.split():
        named = select(Defendant.id).where(
            Defendant.case_id == Case.id,
            Defendant.removed_at.is_(None),
            Defendant.name.icontains(word, autoescape=True),
        )
        found.append(
            or_(
                Case.title.icontains(word, autoescape=True),
                Case.reference.icontains(word, autoescape=True),
                Case.summary.icontains(word, autoescape=True),
                named.exists(),
            )
        )
    if chosen.country:
        found.append(Case.country == chosen.country)
    if chosen.tag:
        found.append(Case.tag_rows.any(Tag.name == chosen.tag))
    if chosen.grade:
        found.append(_graded(chosen.grade))
    if chosen.status in list(CaseStatus):
        found.append(_in_status(CaseStatus(chosen.status)))
    return found


def _graded(grade: str) -> ColumnElement[bool]:
    ours = (
        select(GradeDecision.id)
        .join(Assessment, Assessment.id == GradeDecision.assessment_id)
        .where(Assessment.case_id == Case.id, GradeDecision.grade == grade)
    )
    others = select(PublishedAssessment.id).where(
        PublishedAssessment.case_id == Case.id,
        PublishedAssessment.grade == grade,
        PublishedAssessment.removed_at.is_(None),
    )
    return or_(ours.exists(), others.exists())


def _in_status(status: CaseStatus) -> ColumnElement[bool]:
    about_case = select(Assessment.id).where(
        Assessment.case_id == Case.id, Assessment.hearing_id.is_(None)
    )
    decided = about_case.join(GradeDecision, GradeDecision.assessment_id == Assessment.id)
    graded = decided.where(~changed_since()).exists()
    submitted = about_case.where(Assessment.status == Status.SUBMITTED).exists()
    match status:
        case CaseStatus.NOT_ASSESSED:
            return ~about_case.exists()
        case CaseStatus.GRADED:
            return graded
        case CaseStatus.TO_REGRADE:
            return decided.exists() & ~graded
        case CaseStatus.SUBMITTED:
            return submitted & ~decided.exists()
        case CaseStatus.IN_PROGRESS:
            return about_case.exists() & ~submitted & ~decided.exists()


def _listed(cases: Sequence[Case]) -> list[Listed]:
    ids = [case.id for case in cases]
    people: Mapping[int, list[str]] = defaultdict(list)
    rows = select(Defendant.case_id, Defendant.name, Defendant.pseudonym).where(
        Defendant.case_id.in_(ids), Defendant.removed_at.is_(None)
    )
    for case_id, name, pseudonym in db.execute(rows.order_by(Defendant.id)):
        people[case_id].append(pseudonym or name)
    statuses, grades = _ours(ids), _grades(ids)
    return [
        Listed(
            case,
            tuple(people[case.id]),
            statuses.get(case.id, CaseStatus.NOT_ASSESSED),
            tuple(grades[case.id]),
        )
        for case in cases
    ]


def _ours(case_ids: list[int]) -> dict[int, CaseStatus]:
    """Return how far our work on each case is, by the assessment that is furthest."""
    rows = db.execute(
        select(Assessment.case_id, Assessment.status, GradeDecision.id, changed_since())
        .outerjoin(GradeDecision, GradeDecision.assessment_id == Assessment.id)
        .where(Assessment.case_id.in_(case_ids), Assessment.hearing_id.is_(None))
        .order_by(Assessment.id)
    )
    order = list(CaseStatus)
    found: dict[int, CaseStatus] = {}
    for case_id, status, decision, changed in rows:
        graded = CaseStatus.TO_REGRADE if changed else CaseStatus.GRADED
        reached = graded if decision else CaseStatus(status.value)
        found[case_id] = max(found.get(case_id, reached), reached, key=order.index)
    return found


def _grades(case_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Return every grade of each case with who gave it; our own have an empty name."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    ours = (
        select(Assessment.case_id, GradeDecision.grade)
        .join(GradeDecision, GradeDecision.assessment_id == Assessment.id)
        .where(Assessment.case_id.in_(case_ids))
        .order_by(GradeDecision.id)
    )
    for case_id, grade in db.execute(ours):
        found[case_id].append((grade.value, ""))
    p = PublishedAssessment
    others = select(p.case_id, p.grade, p.body).where(
        p.case_id.in_(case_ids), p.grade != "", p.removed_at.is_(None)
    )
    for case_id, letters, body in db.execute(others.order_by(p.id)):
        found[case_id].append((letters, body))
    return found


def all_grades() -> list[str]:
    """Return every grade that some case has, ours or another body's."""
    ours = db.scalars(select(GradeDecision.grade).distinct()).all()
    others = db.scalars(
        select(PublishedAssessment.grade).where(PublishedAssessment.grade != "").distinct()
    ).all()
    return sorted({*(grade.value for grade in ours), *others})


def is_empty() -> bool:
    """Tell whether there is no case at all yet."""
    return db.scalar(select(Case.id).limit(1)) is None


def revisions_of(subject: str) -> list[tuple[Revision, str]]:
    """Return every state of ``case:7``, newest first, each with the name of who made it."""
    rows = db.execute(
        select(Revision, User.name)
        .join(User, User.id == Revision.by_id)
        .where(Revision.subject == subject)
        .order_by(Revision.number.desc())
    )
    return [(revision, name) for revision, name in rows]
