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


def trial_to_read(assessment_id: int) -> Assessment:
    """Return the assessment of a case; answer 404 for the form of one hearing.

    Findings and grades are made for the trial, not for a sitting (practice.md 2).
    """
    assessment = assessment_to_read(assessment_id)
    if assessment.hearing_id is not None:
        abort(404)
    return assessment


def assessment_to_write(assessment_id: int) -> Assessment:
    """Return the assessment; answer 403 once it is submitted.

    It is held until the end of the request, so that nobody submits it meanwhile.
    """
    assessment = _held(assessment_id)
    if assessment.is_submitted:
        abort(403)
    return assessment


def assessment_to_reopen(assessment_id: int) -> Assessment:
    """Return the assessment, held; answer 403 while it is open anyway."""
    assessment = _held(assessment_id)
    if not assessment.is_submitted:
        abort(403)
    return assessment


def _held(assessment_id: int) -> Assessment:
    assessment = db.get(Assessment, assessment_id, with_for_update={"of": Assessment})
    return assessment or abort(404)
