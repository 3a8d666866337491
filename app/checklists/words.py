"""How the fixed lists about checklists, standards and instruments are worded."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.checklists.changes import ChangeKind
from app.checklists.checklist import ChecklistScope
from app.checklists.event import EventKind
from app.checklists.extent import Extent
from app.checklists.fact import FactValue
from app.checklists.legal_basis import Weight
from app.checklists.party import Force, StatementKind
from app.checklists.question import AnswerCode, Level
from app.checklists.standard import Gravity, Kind, Phase, Verified
from app.checklists.wording import Aspect

# What a question of each type is answered by.
TYPES: Mapping[str, object] = {
    "answer": _("One of the six answers"),
    "date": _("A date"),
    "number": _("A number"),
    "choice": _("One of several options"),
    "choices": _("One or more of several options"),
    "text": _("Free text"),
    "fact": _("Yes, no or not known"),
    "duration": _("The days between two events"),
}

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Phase: {
        Phase.PRE_TRIAL: _("Before the trial"),
        Phase.TRIAL: _("At the trial"),
        Phase.JUDGMENT_AND_APPEAL: _("Judgment and appeal"),
        Phase.SPECIAL_SITUATIONS: _("Special situations"),
    },
    Extent: {
        Extent.CASE: _("A whole case"),
        Extent.HEARING: _("One hearing"),
        Extent.PART: _("One part of a case"),
        Extent.SPECIAL: _("A special court, person or crime"),
    },
    AnswerCode: {
        AnswerCode.YES: _("Yes"),
        AnswerCode.PARTLY: _("Partly"),
        AnswerCode.NO: _("No"),
        AnswerCode.NOT_OBSERVED: _("Not observed"),
        AnswerCode.UNDETERMINED: _("Undetermined"),
        AnswerCode.NOT_APPLICABLE: _("Not applicable"),
    },
    Level: {
        Level.HEARING: _("From the hearings"),
        Level.CASE: _("From the file"),
        Level.LEGAL: _("Legal analysis"),
    },
    FactValue: {
        FactValue.YES: _("Yes"),
        FactValue.NO: _("No"),
        FactValue.UNKNOWN: _("Not known"),
    },
    EventKind: {
        EventKind.ALLEGED_ACT: _("Alleged act"),
        EventKind.ARREST: _("Arrest"),
        EventKind.FIRST_JUDGE: _("First appearance before a judge"),
        EventKind.CHARGE: _("Charge"),
        EventKind.RELEASE: _("Release from detention"),
        EventKind.RESTRICTIONS_ENDED: _("End of restrictions after release"),
        EventKind.TRIAL_OPENED: _("Opening of the trial"),
        EventKind.JUDGMENT: _("Judgment at first instance"),
        EventKind.APPEAL_JUDGMENT: _("Judgment on appeal"),
        EventKind.FINAL_JUDGMENT: _("Final judgment"),
        EventKind.OTHER: _("Other event"),
    },
    ChecklistScope: {
        ChecklistScope.CASE: _("For a whole case"),
        ChecklistScope.HEARING: _("For one hearing"),
    },
    ChangeKind: {
        ChangeKind.ADDED: _("Added"),
        ChangeKind.REWORDED: _("Reworded"),
        ChangeKind.MOVED: _("Moved"),
        ChangeKind.REMOVED: _("Removed"),
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
        Weight.GUIDANCE: _("Declarations, principles and other guidance, not binding"),
        Weight.PRACTICE: _("Practice of monitors"),
        Weight.NOT_BINDING: _("Do not bind the State, or did not at the time"),
        Weight.NOT_APPLICABLE_HERE: _("Does not apply here: the facts of the case say no"),
        Weight.NOT_CHOSEN: _("Not measured by in this assessment"),
    },
    Force: {
        Force.BINDING: _("In force for the State on the dates of the case"),
        Force.IN_PART: _("In force for the State on some of the dates of the case"),
        Force.DATE_NOT_KNOWN: _(
            "The State is a party; whether on the dates of the case is not known"
        ),
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
