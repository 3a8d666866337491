"""How much of a trial a checklist asks about, and in which order checklists are offered."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from app.checklists.checklist import Checklist, ChecklistScope
from app.checklists.standard import Phase, Standard

# A checklist that asks on this share of all standards is about the whole of a case.
WHOLE = 2 / 3


class Extent(StrEnum):
    """What a checklist is about, in the order in which checklists are offered."""

    CASE = "case"
    HEARING = "hearing"
    PART = "part"
    SPECIAL = "special"


def extent(checklist: Checklist, standards: Mapping[str, Standard]) -> Extent:
    """Tell whether a checklist is about a whole case, a hearing, a part, or a special situation."""
    if checklist.scope is ChecklistScope.HEARING:
        return Extent.HEARING
    asked = {topic.standard for topic in checklist.topics}
    if len(asked) >= WHOLE * len(standards):
        return Extent.CASE
    is_special = _main_phase(checklist, standards) is Phase.SPECIAL_SITUATIONS
    return Extent.SPECIAL if is_special else Extent.PART


def by_extent(
    offered: Mapping[str, Checklist], standards: Mapping[str, Standard]
) -> dict[Extent, list[str]]:
    """Return the checklists by what they are about: what can be graded first, then the order of
    a trial, then the longest.
    """
    phases = list(Phase)

    def place(id_: str) -> tuple[bool, int, int, str]:
        checklist = offered[id_]
        phase = phases.index(_main_phase(checklist, standards))
        return not checklist.graded, phase, -len(checklist.questions), id_

    found: dict[Extent, list[str]] = {each: [] for each in Extent}
    for id_ in sorted(offered, key=place):
        found[extent(offered[id_], standards)].append(id_)
    return {each: ids for each, ids in found.items() if ids}


def _main_phase(checklist: Checklist, standards: Mapping[str, Standard]) -> Phase:
    """Return the phase of the standard on which most is asked."""
    asked: Counter[str] = Counter()
    for topic in checklist.topics:
        asked[topic.standard] += len(topic.questions)
    return standards[asked.most_common(1)[0][0]].phase
