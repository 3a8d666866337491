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
