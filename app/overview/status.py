"""How far our own work on a case is."""

from enum import StrEnum


class CaseStatus(StrEnum):
    """The furthest that any of our assessments of the case has come."""

    NOT_ASSESSED = "not-assessed"
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    TO_REGRADE = "to-regrade"
    GRADED = "graded"
