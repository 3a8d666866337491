"""Facts of a case, asked first, which decide what applies."""

from collections.abc import Iterable
from enum import StrEnum

from app.checklists.values import Frozen, Id, Sentence


class FactValue(StrEnum):
    """What is known of a fact."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """Whether a fact is asked once, or of each defendant."""

    CASE = "case"
    DEFENDANT = "defendant"


class Fact(Frozen):
    """One thing asked about the case before the checklist."""

    id: Id
    scope: Scope
    text: Sentence
    hint: Sentence | None = None


class Facts(Frozen):
    """The file ``facts.yaml``."""

    facts: tuple[Fact, ...]


def combined(values: Iterable[FactValue]) -> FactValue:
    """Return what holds for the case when each defendant has a value of their own.

    Yes for one is yes for the case; no only if it is no for all.
    """
    seen = set(values)
    if FactValue.YES in seen:
        return FactValue.YES
    return FactValue.NO if seen == {FactValue.NO} else FactValue.UNKNOWN
