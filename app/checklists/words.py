"""How the fixed lists about standards and instruments are worded."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.checklists.legal_basis import Weight
from app.checklists.party import Force, StatementKind
from app.checklists.standard import Gravity, Kind, Phase, Verified
from app.checklists.wording import Aspect

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Phase: {
        Phase.PRE_TRIAL: _("Before the trial"),
        Phase.TRIAL: _("At the trial"),
        Phase.JUDGMENT_AND_APPEAL: _("Judgment and appeal"),
        Phase.SPECIAL_SITUATIONS: _("Special situations"),
    },
    Gravity: {
        Gravity.CORE: _(
            "Core, as this program proposes: a breach alone can make the whole trial unfair"
        ),
        Gravity.SERIOUS: _(
            "Serious, as this program proposes: a breach can normally affect the outcome or "
            "cause significant harm"
        ),
        Gravity.STANDARD: _("What a breach of it weighs depends on its effect"),
    },
    Kind: {
        Kind.TREATY: _("Treaty"),
        Kind.CUSTOM: _("Customary law"),
        Kind.GENERAL_COMMENT: _("General comment"),
        Kind.VIEWS: _("Views on an individual case"),
        Kind.JUDGMENT: _("Judgment"),
        Kind.DECLARATION: _("Declaration"),
        Kind.PRINCIPLES: _("Principles and rules"),
        Kind.REPORT: _("Report"),
    },
    Weight: {
        Weight.LAW: _("Treaties and custom"),
        Weight.BINDING: _("Binding on the State"),
        Weight.INTERPRETATION: _("Interpretation by treaty bodies and courts"),
        Weight.OTHER_LAW: _("Treaties of which it is not known whether they bind the State"),
        Weight.OTHER_INTERPRETATION: _("Bodies and courts of those treaties"),
        Weight.GUIDANCE: _("Declarations and principles, not binding"),
        Weight.PRACTICE: _("Practice of monitors"),
        Weight.NOT_BINDING: _("Do not bind the State, or did not at the time"),
        Weight.NOT_CHOSEN: _("Not measured by in this assessment"),
    },
    Force: {
        Force.BINDING: _("In force for the State on the dates of the case"),
        Force.IN_PART: _("In force for the State on some of the dates of the case"),
        Force.DATE_NOT_KNOWN: _("The State is a party; the dates are not known"),
        Force.NOT_YET: _("Not yet in force for the State at the time"),
        Force.ENDED: _("No longer in force for the State at the time"),
        Force.NOT_PARTY: _("The State is not a party"),
        Force.NOT_KNOWN: _("Not known whether it binds the State"),
    },
    Aspect: {
        Aspect.TEXT: _("Question"),
        Aspect.TYPE: _("Kind of answer"),
        Aspect.OPTIONS: _("Options"),
        Aspect.UNIT: _("Unit"),
        Aspect.EVIDENCE: _("What would support an answer"),
        Aspect.NOT_APPLICABLE_IF: _("Not applicable if"),
    },
    StatementKind: {
        StatementKind.RESERVATION: _("Reservation"),
        StatementKind.DECLARATION: _("Declaration"),
        StatementKind.DEROGATION: _("Derogation"),
    },
    Verified: {
        Verified.YES: _("Read under that number"),
        Verified.INDIRECT: _("Confirmed indirectly"),
        Verified.NO: _("Not verified"),
    },
}
