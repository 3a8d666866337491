"""Assessments as stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.assessments.answering import Basis, Confidence, Status
from app.audit.models import Versioned
from app.cases.models import Case, Hearing
from app.checklists.question import AnswerCode
from app.db import Base, Model, Moment


class Assessment(Versioned, Model):
    """One reviewer's work through one version of one checklist, for a case or one hearing."""

    __tablename__ = "assessment"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    hearing_id: Mapped[int | None] = mapped_column(ForeignKey("hearing.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    checklist_id: Mapped[str] = mapped_column(String(64), index=True)
    checklist_version: Mapped[int]
    checklist_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[Status] = mapped_column(default=Status.IN_PROGRESS, index=True)
    started_at: Mapped[Moment]
    submitted_at: Mapped[datetime | None]
    # The facts of the case as they were when it was submitted: what applied then applies for ever.
    submitted_facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # The force of each treaty for the State, as it was known then.
    submitted_law: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reopening_reason: Mapped[str] = mapped_column(default="")
    # The version of the checklist that it came from, so that the move can be undone.
    moved_from: Mapped[int | None]
    # The treaties by which it measures; none chosen means all that bind the State.
    instruments: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))

    case: Mapped[Case] = relationship(lazy="joined")
    hearing: Mapped[Hearing | None] = relationship()
    reviewer: Mapped[User] = relationship(lazy="joined")

    @property
    def is_submitted(self) -> bool:
        """Tell whether the answers are closed."""
        return self.status is Status.SUBMITTED


class Answer(Base):
    """The answer to one question as it stands."""

    __tablename__ = "answer"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int]
    code: Mapped[AnswerCode | None]
    # What is recorded where the question is not measured: text, a number, or several options.
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    # The version of the checklist in whose words it was given or confirmed.
    asked_in: Mapped[int]
    note: Mapped[str]
    basis: Mapped[Basis | None]
    confidence: Mapped[Confidence | None]


class AnswerCitation(Base):
    """An answer's use of one exhibit."""

    __tablename__ = "answer_citation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["assessment_id", "question_id"],
            ["answer.assessment_id", "answer.question_id"],
            name="fk_answer_citation_answer",
        ),
    )

    assessment_id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"), index=True)
    pinpoint: Mapped[str]
    quote: Mapped[str]


class AnswerVersion(Base):
    """What an answer said after one change: rows are added and never changed."""

    __tablename__ = "answer_version"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[AnswerCode | None]
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    asked_in: Mapped[int]
    note: Mapped[str]
    basis: Mapped[Basis | None]
    confidence: Mapped[Confidence | None]
    citations: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    by: Mapped[User] = relationship()
