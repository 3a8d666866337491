"""Standards, the sources each rests on, and the instruments those stand in."""

from enum import StrEnum

from app.checklists.provision import Provision
from app.checklists.values import Frozen, Id, Sentence


class Phase(StrEnum):
    """The part of the proceedings a standard belongs to."""

    PRE_TRIAL = "pre-trial"
    TRIAL = "trial"
    JUDGMENT_AND_APPEAL = "judgment-and-appeal"
    SPECIAL_SITUATIONS = "special-situations"


class Gravity(StrEnum):
    """How much a breach can weigh: a proposal for the reviewer, not a rule of law."""

    CORE = "core"
    SERIOUS = "serious"
    STANDARD = "standard"


class Verified(StrEnum):
    """Whether somebody read the provision under that number."""

    YES = "yes"
    INDIRECT = "indirect"
    NO = "no"


class Kind(StrEnum):
    """What sort of instrument it is."""

    TREATY = "treaty"
    CUSTOM = "custom"
    GENERAL_COMMENT = "general-comment"
    VIEWS = "views"
    JUDGMENT = "judgment"
    DECLARATION = "declaration"
    PRINCIPLES = "principles"
    REPORT = "report"


class Binds(StrEnum):
    """Whether the instrument itself binds the States that are party to it."""

    YES = "yes"
    NO = "no"


class Instrument(Frozen):
    """A treaty, comment, declaration or set of principles."""

    id: Id
    short: Sentence
    title: Sentence
    adopted: int | None = None
    kind: Kind
    binds: Binds
    # The treaty that it explains, if it explains one.
    interprets: Id | None = None
    # Where it applies, if not in every trial: "in armed conflict".
    only: Sentence | None = None
    # The fact on which that depends: where it is "no", the instrument does not apply.
    when: Id | None = None
    # A treaty on another court: before a court of the State it guides, and never binds.
    guides: bool = False
    # Where its provisions were read, unless a source says otherwise.
    read: Sentence | None = None


class Source(Frozen):
    """One provision that a standard rests on, and what it says on it, in our words."""

    instrument: Id
    provision: Provision
    says: Sentence
    verified: Verified
    # Where it was read, and what whoever cites it must know.
    read: Sentence | None = None
    caution: Sentence | None = None


class Standard(Frozen):
    """One fair-trial right; the axis of every comparison."""

    id: Id
    name: Sentence
    phase: Phase
    gravity: Gravity
    applies_if: Sentence
    # Categories of the Working Group on Arbitrary Detention that a breach may fall under.
    wgad: tuple[str, ...] = ()
    note: Sentence | None = None
    sources: tuple[Source, ...]


class Standards(Frozen):
    """The file ``standards.yaml``."""

    standards: tuple[Standard, ...]


class Instruments(Frozen):
    """The file ``instruments.yaml``."""

    instruments: tuple[Instrument, ...]
