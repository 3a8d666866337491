"""How the fixed lists about cases are worded, on pages and in the report."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.cases.kinds import Bound, CaseKind, Observed, Outcome, Stage

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    CaseKind: {
        CaseKind.CRIMINAL: _("Criminal trial"),
        CaseKind.CIVIL: _("Civil suit"),
        CaseKind.CONTEXT: _("Context only, not a trial"),
    },
    Stage: {
        Stage.INVESTIGATION: _("Investigation"),
        Stage.FIRST_INSTANCE: _("First instance"),
        Stage.APPEAL: _("Appeal"),
        Stage.CASSATION: _("Cassation or supreme court"),
        Stage.OTHER: _("Other"),
        Stage.NOT_STATED: _("Stage not stated"),
    },
    Outcome: {
        Outcome.PENDING: _("Pending"),
        Outcome.CONVICTED: _("Convicted"),
        Outcome.ACQUITTED: _("Acquitted"),
        Outcome.UPHELD: _("Earlier decision upheld"),
        Outcome.CHANGED: _("Earlier decision changed"),
        Outcome.QUASHED: _("Earlier decision quashed"),
        Outcome.DISCONTINUED: _("Discontinued"),
        Outcome.DIFFERS: _("Different for each defendant"),
        Outcome.UNKNOWN: _("Outcome not known"),
    },
    Observed: {
        Observed.OBSERVED: _("Observed"),
        Observed.NOT_OBSERVED: _("Not observed"),
        Observed.ACCESS_REFUSED: _("Access refused"),
    },
    Bound: {
        Bound.YES: _("Binds the State"),
        Bound.NO: _("Does not bind the State"),
        Bound.UNKNOWN: _("Not recorded"),
    },
}
