"""How the states of a case are worded."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.overview.status import CaseStatus

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    CaseStatus: {
        CaseStatus.NOT_ASSESSED: _("Not assessed by us"),
        CaseStatus.IN_PROGRESS: _("Assessment in progress"),
        CaseStatus.SUBMITTED: _("Answers submitted, not graded"),
        CaseStatus.TO_REGRADE: _("Changed since the grade was decided"),
        CaseStatus.GRADED: _("Grade decided"),
    },
}
