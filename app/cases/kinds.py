"""The fixed lists of words in which a case is described."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What sort of matter it is."""

    CRIMINAL = "criminal"
    # A "suit at law": of article 14 ICCPR only paragraph 1 applies (GC32 para 16).
    CIVIL = "civil"
    # Not a trial; kept because it bears on one.
    CONTEXT = "context"


class Stage(StrEnum):
    """The stage of the proceedings before one body."""

    INVESTIGATION = "investigation"
    FIRST_INSTANCE = "first-instance"
    APPEAL = "appeal"
    CASSATION = "cassation"
    OTHER = "other"
    NOT_STATED = "not-stated"


class Outcome(StrEnum):
    """How a stage ended for the defendants."""

    PENDING = "pending"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    UPHELD = "upheld"
    CHANGED = "changed"
    QUASHED = "quashed"
    DISCONTINUED = "discontinued"
    # One convicted, another acquitted: the sentence says who.
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Observed(StrEnum):
    """Whether a monitor saw the hearing."""

    OBSERVED = "observed"
    NOT_OBSERVED = "not_observed"
    ACCESS_REFUSED = "access_refused"


class Bound(StrEnum):
    """Whether an instrument binds the State of the case."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
