"""Writing the texts of a report."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import User
from app.assessments.models import Assessment
from app.audit.actions import record
from app.db import db
from app.reports.models import Narrative
from app.reports.queries import narrative_of


def write_narrative(assessment: Assessment, values: Mapping[str, Any], *, by: User) -> None:
    """Keep the texts of the report on an assessment; ``values`` are columns of Narrative."""
    narrative = narrative_of(assessment)
    if narrative is None:
        narrative = Narrative(assessment_id=assessment.id)
        db.add(narrative)
    for name, value in values.items():
        if getattr(narrative, name) != value:
            setattr(narrative, name, value)
    if db.is_modified(narrative):
        record("narrative.written", narrative, by_id=by.id)
