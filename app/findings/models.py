"""Findings, grades, and what others published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.assessments.models import Assessment
from app.audit.models import Versioned
from app.cases.models import Case, CasePart
from app.db import Model, Moment
from app.findings.levels import Effect, FindingLevel, Grade, Harm, PublishedOutcome
from app.partial_date import PartialDate


class Finding(Versioned, Model):
    """A reviewer's conclusion on one standard, with reasons."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("assessment_id", "standard_id"),)

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    standard_id: Mapped[str] = mapped_column(String(64), index=True)
    level: Mapped[FindingLevel]
    effect: Mapped[Effect | None]
    harm: Mapped[Harm | None]
    harm_to: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    domestic_law: Mapped[str] = mapped_column(default="")
    state_response: Mapped[str] = mapped_column(default="")
    made_at: Mapped[Moment]
    # The version of the checklist on whose questions it rests.
    made_in: Mapped[int]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    assessment: Mapped[Assessment] = relationship()
    made_by: Mapped[User] = relationship(lazy="joined")


class GradeDecision(Versioned, Model):
    """The grade a person decided, what the table suggested then, and why they differ if they do."""

    __tablename__ = "grade_decision"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), unique=True)
    grade: Mapped[Grade] = mapped_column(index=True)
    suggested: Mapped[Grade]
    reasons: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    assessment: Mapped[Assessment] = relationship()
    decided_by: Mapped[User] = relationship(lazy="joined")


class PublishedAssessment(CasePart):
    """What another body published on a case: findings and perhaps a grade, but no answers.

    It is never mixed with our own assessments and always names its body.
    """

    __tablename__ = "published_assessment"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    body: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    published_on: Mapped[PartialDate | None]
    address: Mapped[str]
    # Where it was read, if not at the body itself.
    read_in: Mapped[str] = mapped_column(default="")
    # On the body's own scale, in its own letters.
    grade: Mapped[str] = mapped_column(String(20), default="")
    conclusion: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    # What it found, by standard.
    outcomes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    case: Mapped[Case] = relationship()

    @property
    def findings(self) -> dict[str, PublishedOutcome]:
        """What the body found, by standard."""
        return {id_: PublishedOutcome(outcome) for id_, outcome in self.outcomes.items()}
