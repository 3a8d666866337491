"""The events of a case between which a checklist, or the chronology, measures time."""

from enum import StrEnum


class EventKind(StrEnum):
    """The events between which intervals are measured, and all others."""

    ALLEGED_ACT = "alleged-act"
    ARREST = "arrest"
    FIRST_JUDGE = "first-judge"
    CHARGE = "charge"
    RELEASE = "release"
    RESTRICTIONS_ENDED = "restrictions-ended"
    TRIAL_OPENED = "trial-opened"
    JUDGMENT = "judgment"
    APPEAL_JUDGMENT = "appeal-judgment"
    FINAL_JUDGMENT = "final-judgment"
    OTHER = "other"
