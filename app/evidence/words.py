"""How the fixed lists about evidence are worded, on pages and in the report."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.evidence.chronology import Measure, Verdict
from app.evidence.kinds import ExhibitKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ExhibitKind: {
        ExhibitKind.JUDGMENT: _("Judgment in this case"),
        ExhibitKind.COURT_DOCUMENT: _("Other court document"),
        ExhibitKind.LAW: _("Law"),
        ExhibitKind.OBSERVATION: _("Monitor's notes"),
        ExhibitKind.STATEMENT: _("Statement or interview"),
        ExhibitKind.BODY_DECISION: _("Decision of an international body"),
        ExhibitKind.REPORT: _("Report"),
        ExhibitKind.PRESS_RELEASE: _("Press release"),
        ExhibitKind.PRESS: _("Press"),
        ExhibitKind.OTHER: _("Other"),
    },
    Measure: {
        Measure.ARREST_TO_JUDGE: _("Arrest to first judge"),
        Measure.ARREST_TO_CHARGE: _("Arrest to charge"),
        Measure.CHARGE_TO_JUDGMENT: _("Charge to judgment at first instance"),
        Measure.CHARGE_TO_FINAL_JUDGMENT: _("Charge to final judgment"),
        Measure.ARREST_TO_JUDGMENT: _("Arrest to judgment at first instance"),
        Measure.DETENTION: _("Custody, from arrest to release"),
        Measure.RESTRICTIONS: _("Restrictions after release"),
    },
    Verdict: {
        Verdict.WITHIN: _("Within the benchmark"),
        Verdict.BEYOND: _("Beyond the benchmark"),
        Verdict.CANNOT_SAY: _("The dates are not exact enough to say"),
        Verdict.SEVERAL_DATES: _("Several dates are recorded that exclude each other"),
        Verdict.NO_FIXED_LIMIT: _("No fixed limit: what is reasonable depends on the case"),
        Verdict.NO_BENCHMARK: _("No benchmark; if they amount to house arrest, they are detention"),
        Verdict.DATE_MISSING: _("Cannot be computed"),
    },
}
