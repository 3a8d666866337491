"""Reading what can be compared, in the same number of queries however many cases there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.models import Assessment
from app.assessments.queries import Work, answers_of_each, law_for, submitted_facts, treaties_of
from app.cases.kinds import CaseKind, Stage
from app.cases.models import Case, Proceeding, Tag
from app.cases.queries import facts_of_each
from app.checklists.legal_basis import View, measured_by
from app.checklists.library import facts
from app.checklists.queries import checklists
from app.comparison.matrix import Cell, Column, Standing
from app.db import db
from app.evidence.queries import laws_of_each
from app.findings.derive import is_only_reported
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.findings.queries import changed_since, indications_of

# More columns than this are not lined up on one page.
MOST_CASES = 60
CRIMINAL = Case.kind == CaseKind.CRIMINAL


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases to compare, and which readings of them; an empty filter lets everything by."""

    cases: tuple[str, ...] = ()
    country: str = ""
    tag: str = ""
    checklist: str = ""
    source: str = ""


def columns(choice: Choice, our_name: str) -> tuple[Column, ...]:
    """Return the readings of the cases chosen, case by case: ours, then what others published.

    A case without a reading has one column all the same, which is empty.
    """
    cases = chosen_cases(choice)
    ids = [case.id for case in cases]
    readings: dict[int, list[Column]] = defaultdict(list)
    if choice.source != "others":
        for assessment, column in _ours(ids, choice.checklist, our_name):
            readings[assessment.case_id].append(column)
    if choice.source != "ours" and not choice.checklist:
        for published in _others(ids):
            readings[published.case_id].append(_other_column(published))
    judged = _judged(ids)
    return tuple(
        replace(column, judged=judged.get(case.id))
        for case in cases
        for column in readings[case.id] or [_empty_column(case)]
    )


def _judged(case_ids: Collection[int]) -> dict[int, int]:
    """Return the year of the judgment at first instance, by case."""
    rows = db.execute(
        select(Proceeding.case_id, Proceeding.decided_on)
        .where(
            Proceeding.case_id.in_(case_ids),
            Proceeding.stage == Stage.FIRST_INSTANCE,
            Proceeding.decided_on.is_not(None),
            Proceeding.removed_at.is_(None),
        )
        .order_by(Proceeding.id)
    )
    return {case_id: decided_on.year for case_id, decided_on in rows if decided_on}


def chosen_cases(choice: Choice) -> Sequence[Case]:
    """Return the criminal cases chosen, in the order chosen; all that meet the filters if none is.

    A civil suit or mere context is not measured by the standards of a criminal trial.
    """
    query = select(Case).where(CRIMINAL).order_by(Case.title, Case.id).limit(MOST_CASES)
    if choice.cases:
        query = query.where(Case.reference.in_(choice.cases))
    if choice.country:
        query = query.where(Case.country == choice.country)
    if choice.tag:
        query = query.where(Case.tag_rows.any(Tag.name == choice.tag))
    order = {reference: place for place, reference in enumerate(choice.cases)}
    return sorted(db.scalars(query), key=lambda case: order.get(case.reference, 0))


def all_cases() -> Sequence[Case]:
    """Return every case that could be compared, by title."""
    return db.scalars(select(Case).where(CRIMINAL).order_by(Case.title, Case.id)).all()


def _ours(
    case_ids: Collection[int], checklist: str, our_name: str
) -> Iterator[tuple[Assessment, Column]]:
    query = (
        select(Assessment)
        .where(Assessment.case_id.in_(case_ids), Assessment.hearing_id.is_(None))
        .options(joinedload(Assessment.case))
        .order_by(Assessment.id)
    )
    if checklist:
        query = query.where(Assessment.checklist_id == checklist)
    assessments = db.scalars(query).all()
    return zip(assessments, _our_columns(assessments, our_name), strict=True)


def _others(case_ids: Collection[int]) -> Sequence[PublishedAssessment]:
    return db.scalars(
        select(PublishedAssessment)
        .where(PublishedAssessment.case_id.in_(case_ids), PublishedAssessment.removed_at.is_(None))
        .options(joinedload(PublishedAssessment.case))
        .order_by(PublishedAssessment.id)
    ).all()


def _our_columns(assessments: Sequence[Assessment], our_name: str) -> list[Column]:
    ids = [assessment.id for assessment in assessments]
    answers = answers_of_each(ids)
    known = facts_of_each({assessment.case_id for assessment in assessments}, facts())
    made: dict[int, dict[str, Finding]] = defaultdict(dict)
    for finding in db.scalars(select(Finding).where(Finding.assessment_id.in_(ids))):
        made[finding.assessment_id][finding.standard_id] = finding
    decisions = db.execute(
        select(GradeDecision.assessment_id, GradeDecision.grade, changed_since())
        .join(Assessment, Assessment.id == GradeDecision.assessment_id)
        .where(Assessment.id.in_(ids))
    )
    published = checklists()
    laws = laws_of_each([assessment.case for assessment in assessments])
    grades = {id_: (grade, changed) for id_, grade, changed in decisions}
    found = []
    for assessment in assessments:
        checklist = published[assessment.checklist_id, assessment.checklist_version]
        work = Work(
            checklist,
            submitted_facts(assessment) or known[assessment.case_id],
            answers[assessment.id],
        )
        law = law_for(assessment, laws[assessment.case_id])
        grade, changed = grades.get(assessment.id, ("", False))
        found.append(
            Column(
                key=f"a{assessment.id}",
                case_reference=assessment.case.reference,
                case_title=assessment.case.title,
                country=assessment.case.country,
                body=our_name,
                year=assessment.started_at.year,
                grade=grade,
                cells=_cells(work, made[assessment.id]),
                checklist="" if checklist.graded else checklist.title,
                measured_by=tuple(
                    treaty.short
                    for treaty in measured_by(
                        treaties_of(work.checklist),
                        View(law, assessment.instruments, facts=work.facts),
                    )
                ),
                standing=(
                    Standing.TO_REGRADE
                    if changed
                    else Standing.FINAL
                    if assessment.is_submitted
                    else Standing.DRAFT
                ),
            )
        )
    return found


def _cells(work: Work, made: Mapping[str, Finding]) -> dict[str, Cell]:
    given = work.given
    return {
        id_: Cell(
            level=made[id_].level if id_ in made else None,
            reading=indication.reading,
            determined=indication.determined,
            counted=indication.counted,
            is_only_reported=is_only_reported(indication, given),
        )
        for id_, indication in indications_of(work).items()
    }


def _other_column(published: PublishedAssessment) -> Column:
    return Column(
        key=f"p{published.id}",
        case_reference=published.case.reference,
        case_title=published.case.title,
        country=published.case.country,
        body=published.body,
        year=published.published_on.year if published.published_on else None,
        grade=published.grade,
        cells={id_: Cell(outcome=outcome) for id_, outcome in published.findings.items()},
        conclusion=published.conclusion,
        address=published.address,
        read_in=published.read_in,
    )


def _empty_column(case: Case) -> Column:
    return Column(
        key=f"c{case.id}",
        case_reference=case.reference,
        case_title=case.title,
        country=case.country,
        body="",
        year=None,
        grade="",
        cells={},
    )
