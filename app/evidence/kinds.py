"""The fixed lists of words in which evidence is described."""

from enum import StrEnum


class ExhibitKind(StrEnum):
    """What sort of source an exhibit is."""

    JUDGMENT = "judgment"
    COURT_DOCUMENT = "court-document"
    LAW = "law"
    OBSERVATION = "observation"
    STATEMENT = "statement"
    BODY_DECISION = "body-decision"
    REPORT = "report"
    PRESS_RELEASE = "press-release"
    PRESS = "press"
    OTHER = "other"


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
