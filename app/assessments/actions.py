"""Changing assessments."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import delete, insert, update
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.assessments.answering import (
    NEVER_GIVEN,
    Citation,
    GivenAnswer,
    Status,
    StoredAnswer,
)
from app.assessments.models import Answer, AnswerCitation, AnswerVersion, Assessment
from app.assessments.queries import unanswered_assessment
from app.audit.actions import record
from app.audit.models import AuditEvent
from app.cases.models import Case, Hearing
from app.checklists.checklist import Checklist
from app.checklists.fact import FactValue
from app.checklists.queries import checklist_hash
from app.db import db, now
from app.evidence.queries import law_of

NONE: Mapping[str, GivenAnswer] = MappingProxyType({})


def start(
    case: Case, checklist: Checklist, *, hearing: Hearing | None = None, by: User
) -> Assessment:
    """Begin an assessment of a case, or of one of its hearings.

    One that the same person began before, and gave no answer in, is taken up instead.
    """
    if begun := unanswered_assessment(case, checklist, hearing, by):
        return begun
    assessment = Assessment(
        case=case,
        hearing=hearing,
        reviewer=by,
        checklist_id=checklist.id,
        checklist_version=checklist.version,
        checklist_hash=checklist_hash(checklist.id, checklist.version),
    )
    db.add(assessment)
    record("assessment.started", assessment, by_id=by.id)
    return assessment


def save_answers(
    assessment: Assessment,
    to_save: Mapping[str, GivenAnswer],
    stored: Mapping[str, StoredAnswer],
    *,
    by: User,
    set_aside: Mapping[str, GivenAnswer] = NONE,
) -> dict[str, int]:
    """Keep answers, each with its history; return their new versions by question.

    Where an answer to other words is set aside, and only the note or the sources are changed, it
    stays under them, in the words that it was given to.
    Raises StaleDataError or IntegrityError when somebody else saved one of them
    since ``stored`` was read; then nothing is kept.
    """
    return {
        id_: _save(assessment, id_, answer, stored.get(id_), set_aside.get(id_), by)
        for id_, answer in to_save.items()
    }


def _save(
    assessment: Assessment,
    question_id: str,
    answer: GivenAnswer,
    stored: StoredAnswer | None,
    aside: GivenAnswer | None,
    by: User,
) -> int:
    key = {"assessment_id": assessment.id, "question_id": question_id}
    current = stored or NEVER_GIVEN
    asked_in = assessment.checklist_version
    if aside is not None and not answer.is_given:
        answer = replace(answer, code=aside.code, value=aside.value)
        asked_in = current.asked_in
    values = {
        "version": current.version + 1,
        "code": answer.code,
        "value": answer.value,
        "asked_in": asked_in,
        "note": answer.note,
        "basis": answer.basis,
        "confidence": answer.confidence,
    }
    if stored is None:
        db.execute(insert(Answer).values(**key, **values))
    else:
        _replace(key, values, current.version)
    _cite(key, answer.citations, anew=bool(current.answer.citations))
    cited = [[c.exhibit_id, c.pinpoint, c.quote] for c in answer.citations]
    at = now()
    db.execute(insert(AnswerVersion).values(**key, **values, citations=cited, at=at, by_id=by.id))
    db.execute(
        insert(AuditEvent).values(
            verb="answer.saved",
            subject=f"assessment:{assessment.id}/{question_id}",
            actor_id=by.id,
            at=at,
        )
    )
    return current.version + 1


def _replace(key: Mapping[str, object], values: Mapping[str, object], version: int) -> None:
    result = db.execute(update(Answer).filter_by(**key, version=version).values(**values))
    if result.rowcount != 1:  # type: ignore[attr-defined]  # an update has one
        raise StaleDataError(f"{key['question_id']} has a newer version than {version}")


def _cite(key: Mapping[str, object], citations: tuple[Citation, ...], *, anew: bool) -> None:
    if anew:
        db.execute(delete(AnswerCitation).filter_by(**key))
    for place, citation in enumerate(citations):
        db.execute(
            insert(AnswerCitation).values(
                **key,
                place=place,
                exhibit_id=citation.exhibit_id,
                pinpoint=citation.pinpoint,
                quote=citation.quote,
            )
        )


def submit(assessment: Assessment, facts: Mapping[str, FactValue], *, by: User) -> None:
    """Close the answers, together with the facts and the law on which they rest."""
    law = law_of(assessment.case)  # before anything is set: a query would write half of it
    assessment.status = Status.SUBMITTED
    assessment.submitted_at = now()
    assessment.submitted_facts = {id_: value.value for id_, value in facts.items()}
    assessment.submitted_law = {id_: standing.force.value for id_, standing in law.items()}
    record("assessment.submitted", assessment, by_id=by.id)


def reopen(assessment: Assessment, *, reason: str, by: User) -> None:
    """Let a submitted assessment be worked on again; the reason stays with it."""
    assessment.status = Status.IN_PROGRESS
    assessment.submitted_at = None
    assessment.submitted_facts = None
    assessment.submitted_law = None
    assessment.reopening_reason = reason
    record("assessment.reopened", assessment, by_id=by.id)


def move(assessment: Assessment, *, to: Checklist, by: User) -> None:
    """Let the work go on with another version of its checklist; no answer is touched.

    Where it came from stays with it, so that it can go back.  Raises ValueError for what is
    submitted, and for another checklist.
    """
    if assessment.is_submitted or to.id != assessment.checklist_id:
        raise ValueError(f"assessment {assessment.id} can't move to {to.id}/{to.version}")
    goes_back = to.version == assessment.moved_from
    assessment.moved_from = None if goes_back else assessment.checklist_version
    assessment.checklist_version = to.version
    assessment.checklist_hash = checklist_hash(to.id, to.version)
    record("assessment.moved", assessment, by_id=by.id)


def choose_instruments(assessment: Assessment, chosen: list[str] | None, *, by: User) -> None:
    """Keep by which treaties it measures; ``None`` stands for all that bind the State."""
    if assessment.instruments != chosen:
        assessment.instruments = chosen
        record("assessment.instruments_chosen", assessment, by_id=by.id)
