"""What each role may do.  The whole of it is this table (practice.md 8, "Roles")."""

from enum import StrEnum


class Permission(StrEnum):
    """Something a person can be allowed to do, as ``thing:deed``."""

    CASE_READ = "case:read"
    CASE_WRITE = "case:write"
    ASSESSMENT_WRITE = "assessment:write"
    FINDING_WRITE = "finding:write"
    GRADE_DECIDE = "grade:decide"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    # Of administrators alone: what all are asked is not changed on the side.
    CHECKLIST_WRITE = "checklist:write"
    SOURCE_CHECK = "source:check"


class Role(StrEnum):
    """What a person is here for."""

    OBSERVER = "observer"
    MONITOR = "monitor"
    REVIEWER = "reviewer"
    EXPERT = "expert"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


READS = frozenset({Permission.CASE_READ, Permission.REPORT_READ})
RECORDS = READS | {Permission.CASE_WRITE, Permission.ASSESSMENT_WRITE}

# A monitor records facts and cannot set a finding or a grade.
ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OBSERVER: READS,
    Role.MONITOR: RECORDS,
    Role.REVIEWER: RECORDS | {Permission.FINDING_WRITE},
    Role.EXPERT: RECORDS | {Permission.FINDING_WRITE, Permission.GRADE_DECIDE},
    Role.EDITOR: READS | {Permission.REPORT_WRITE},
    Role.APPROVER: READS | {Permission.REPORT_WRITE},
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether the role carries the permission."""
    return permission in ALLOWED[role]
