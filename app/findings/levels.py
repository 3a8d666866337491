"""The words in which a reviewer states a finding (practice.md 10.2) and a grade (10.3)."""

from enum import StrEnum


class FindingLevel(StrEnum):
    """What is found on one standard."""

    CONSISTENT = "consistent"
    SHORTCOMING = "shortcoming"
    VIOLATION = "violation"
    GROSS_VIOLATION = "gross_violation"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    NOT_EXAMINED = "not_examined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_violation(self) -> bool:
        """Tell whether a violation, gross or not, is found."""
        return self in VIOLATIONS

    @property
    def is_open(self) -> bool:
        """Tell whether it takes up nothing of what the answers point to."""
        return self in OPEN

    @property
    def is_adverse(self) -> bool:
        """Tell whether something was wrong, so that its effect and harm must be stated."""
        return self.is_violation or self is FindingLevel.SHORTCOMING


VIOLATIONS = frozenset({FindingLevel.VIOLATION, FindingLevel.GROSS_VIOLATION})
OPEN = frozenset(
    {
        FindingLevel.INSUFFICIENT_INFORMATION,
        FindingLevel.NOT_EXAMINED,
        FindingLevel.NOT_APPLICABLE,
    }
)


class Effect(StrEnum):
    """Whether it affected the outcome of the trial."""

    NONE = "none"
    POSSIBLE = "possible"
    LIKELY = "likely"
    CANNOT_BE_DETERMINED = "cannot_be_determined"


class Harm(StrEnum):
    """What it did to a person."""

    NONE = "none"
    LIMITED = "limited"
    SIGNIFICANT = "significant"
    CANNOT_BE_DETERMINED = "cannot_be_determined"


class Grade(StrEnum):
    """The grade of a trial.  There is no E; NG is not a grade but the absence of one."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    F = "F"
    NG = "NG"


class PublishedOutcome(StrEnum):
    """What another body found on a standard, in that body's own terms (practice.md 8)."""

    VIOLATION = "violation"
    NO_VIOLATION = "no_violation"
    NOT_SUBSTANTIATED = "not_substantiated"
    NOT_NECESSARY = "not_necessary"
    CONCERN = "concern"
