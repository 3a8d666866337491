"""Loading an assessment for the person asking."""

from flask import abort

from app.assessments.models import Assessment
from app.db import db


def assessment_to_read(assessment_id: int) -> Assessment:
    """Return the assessment, or answer 404."""
    assessment = db.get(Assessment, assessment_id)
    if assessment is None:
        abort(404)
    return assessment


def assessment_to_write(assessment_id: int) -> Assessment:
    """Return the assessment; answer 403 once it is submitted."""
    assessment = assessment_to_read(assessment_id)
    if assessment.is_submitted:
        abort(403)
    return assessment
