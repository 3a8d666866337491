"""What people write for the report beside the findings."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessments.models import Assessment
from app.audit.models import Versioned
from app.db import Model


class Narrative(Versioned, Model):
    """The texts of one assessment's report."""

    __tablename__ = "narrative"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), unique=True)
    # What the report rests on and until when: stands on the cover.
    notice: Mapped[str] = mapped_column(default="")
    # Who signs, in which function and for whom.
    authors: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    context: Mapped[str] = mapped_column(default="")
    # Whether the State was asked to comment, when, and what it replied.
    state_comment: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    # Pairs of addressee and text.
    recommendations: Mapped[list[Any]] = mapped_column(JSON, default=list)

    assessment: Mapped[Assessment] = relationship()
