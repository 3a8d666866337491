"""How the fixed lists about standards and instruments are worded."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.checklists.legal_basis import Weight
from app.checklists.standard import Gravity, Kind, Phase, Verified

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
        Weight.BINDING: _("Recorded as binding on the State"),
        Weight.INTERPRETATION: _("Interpretation by treaty bodies and courts"),
        Weight.OTHER_LAW: _("Other treaties, not recorded as binding"),
        Weight.OTHER_INTERPRETATION: _("Bodies and courts of those other treaties"),
        Weight.GUIDANCE: _("Declarations and principles, not binding"),
        Weight.PRACTICE: _("Practice of monitors"),
    },
    Verified: {
        Verified.YES: _("Read under that number"),
        Verified.INDIRECT: _("Confirmed indirectly"),
        Verified.NO: _("Not verified"),
    },
}
