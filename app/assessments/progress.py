"""How far the work on each section is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.assessments.completeness import Gap
from app.checklists.checklist import Checklist, Section


class State(StrEnum):
    """A section on the task list."""

    DOES_NOT_APPLY = "does-not-apply"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    NEEDS_ATTENTION = "needs-attention"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Progress:
    """A section with how many of its questions apply, are answered, and lack something."""

    section: Section
    applicable: int
    answered: int
    lacking: int

    @property
    def state(self) -> State:
        """What the task list says of the section."""
        if not self.applicable:
            return State.DOES_NOT_APPLY
        if not self.answered:
            return State.NOT_STARTED
        if self.answered < self.applicable:
            return State.IN_PROGRESS
        return State.NEEDS_ATTENTION if self.lacking else State.COMPLETED


def progress(
    checklist: Checklist, applicable: Collection[str], missing: Mapping[str, tuple[Gap, ...]]
) -> tuple[Progress, ...]:
    """Return the progress of each section, counting only questions that apply."""
    return tuple(_of(section, applicable, missing) for section in checklist.sections)


def _of(
    section: Section, applicable: Collection[str], missing: Mapping[str, tuple[Gap, ...]]
) -> Progress:
    asked = [question.id for question in section.questions if question.id in applicable]
    given = [id_ for id_ in asked if Gap.ANSWER not in missing.get(id_, ())]
    return Progress(section, len(asked), len(given), sum(id_ in missing for id_ in given))
