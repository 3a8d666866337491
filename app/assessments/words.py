"""How answers and what they lack are worded, with their signs."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.assessments.answering import Basis, Confidence, Status
from app.assessments.completeness import Gap
from app.assessments.progress import State
from app.checklists.question import AnswerCode

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Basis: {
        Basis.OBSERVED: _("Observed directly"),
        Basis.DOCUMENT: _("Document"),
        Basis.PARTY: _("Reported by a party"),
        Basis.THIRD_PARTY: _("Reported by a third party"),
        Basis.PUBLIC_SOURCE: _("Public source"),
    },
    Confidence: {
        Confidence.HIGH: _("High"),
        Confidence.MEDIUM: _("Medium"),
        Confidence.LOW: _("Low"),
    },
    Status: {
        Status.IN_PROGRESS: _("In progress"),
        Status.SUBMITTED: _("Submitted"),
    },
    State: {
        State.DOES_NOT_APPLY: _("Does not apply"),
        State.NOT_STARTED: _("Not yet started"),
        State.IN_PROGRESS: _("In progress"),
        State.NEEDS_ATTENTION: _("Needs attention"),
        State.COMPLETED: _("Completed"),
    },
    Gap: {
        Gap.ANSWER: _("Not answered yet"),
        Gap.NOTE: _("A note is missing: say what was seen or read"),
        Gap.SOURCE: _("A source is missing: cite an exhibit, or say that it was observed directly"),
        Gap.REASON: _("A reason is missing: say in the note why it does not apply"),
        Gap.CONFIRMATION: _("The question was reworded: confirm the answer, or change it"),
    },
}

# Told apart in grey print too: a sign beside each word.
ANSWER_SIGNS: Mapping[AnswerCode, str] = {
    AnswerCode.YES: "✓",
    AnswerCode.PARTLY: "△",
    AnswerCode.NO: "×",
    AnswerCode.NOT_OBSERVED: "–",
    AnswerCode.UNDETERMINED: "?",
    AnswerCode.NOT_APPLICABLE: "·",
}

ANSWER_HINTS: Mapping[AnswerCode, object] = {
    AnswerCode.YES: _("Consistent with the standard"),
    AnswerCode.PARTLY: _("In some respects, or some of the time"),
    AnswerCode.NO: _("Not consistent with the standard"),
    AnswerCode.NOT_OBSERVED: _("Nobody looked, or could look"),
    AnswerCode.UNDETERMINED: _("Looked into, but not enough to say"),
    AnswerCode.NOT_APPLICABLE: _("The question does not arise here"),
}
