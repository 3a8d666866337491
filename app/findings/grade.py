"""The decision table that suggests a grade (practice.md 10.3).  A person decides.

No sum and no average: a trial that is fair in forty respects and grossly unfair
in one that cost a person years is graded by the one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.checklists.standard import Gravity
from app.findings.coverage import Coverage
from app.findings.levels import Effect, FindingLevel, Grade, Harm


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding as the table sees it; ``level`` is ``None`` where none was made.

    ``is_doubtful`` tells whether the answers on the standard point to something wrong,
    ``is_outdated`` whether one of them was changed since the finding.
    """

    level: FindingLevel | None
    gravity: Gravity
    effect: Effect | None = None
    harm: Harm | None = None
    is_doubtful: bool = False
    is_outdated: bool = False


class Step(StrEnum):
    """A row of the table, in the order in which it is read."""

    F = "f"
    D = "d"
    UNCLEAR_EFFECT = "unclear-effect"
    HARMFUL_SHORTCOMING = "harmful-shortcoming"
    C = "c"
    BLOCKED = "blocked"
    UNKNOWN_REMAINS = "unknown-remains"
    B = "b"
    A = "a"


class Block(StrEnum):
    """Why A and B are not open."""

    COVERAGE = "coverage"
    NOTHING_SEEN = "nothing-seen"
    CORE_UNKNOWN = "core-unknown"
    FINDINGS_MISSING = "findings-missing"
    NOT_TAKEN_UP = "not-taken-up"
    OUTDATED = "outdated"
    BARE_ANSWERS = "bare-answers"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the assessment could rest on."""

    coverage: Coverage
    hearings_observed: int
    has_judgment: bool
    bare_answers: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The grade that the table gives, the row that gave it, and the standards that met it.

    ``blocks`` says why A and B were not open, with the standards concerned; beside
    any other grade it is the caveat under which the grade stands.
    """

    grade: Grade
    step: Step
    because: tuple[str, ...]
    blocks: Mapping[Block, tuple[str, ...]]

    def is_open(self, grade: Grade) -> bool:
        """Tell whether a person may decide this grade: A and B are closed by any block."""
        return grade not in (Grade.A, Grade.B) or not self.blocks


def suggest(findings: Mapping[str, Weighed], seen: Seen) -> Suggestion:
    """Read the table from the top; the first row that is met gives the grade.

    ``findings`` holds every standard that applies, by id.
    """
    blocks = _blocks(findings, seen)
    for step, grade, meets in ROWS:
        met = tuple(id_ for id_, finding in findings.items() if meets(finding))
        if step is Step.BLOCKED and blocks:
            concerned = dict.fromkeys(id_ for ids in blocks.values() for id_ in ids)
            return Suggestion(grade, step, tuple(concerned), blocks)
        if met:
            return Suggestion(grade, step, met, blocks)
    return Suggestion(Grade.A, Step.A, tuple(findings), blocks)


def still_stands(
    suggested: Grade, decided_at: datetime, now: Suggestion, changes: Iterable[datetime]
) -> bool:
    """Tell whether a grade was decided on answers and findings as they are.

    ``suggested`` is what the table gave when it was decided; ``changes`` are when the answers
    were submitted and each finding was made.
    """
    return suggested is now.grade and all(change <= decided_at for change in changes)


def _blocks(findings: Mapping[str, Weighed], seen: Seen) -> dict[Block, tuple[str, ...]]:
    """Return every reason why A and B are not open."""
    found: dict[Block, tuple[str, ...]] = {}
    if not seen.coverage.reaches_threshold:
        found[Block.COVERAGE] = ()
    if not seen.hearings_observed and not seen.has_judgment:
        found[Block.NOTHING_SEEN] = ()
    if core := tuple(id_ for id_, f in findings.items() if _is_core_and_unknown(f)):
        found[Block.CORE_UNKNOWN] = core
    if none := tuple(id_ for id_, f in findings.items() if f.level is None):
        found[Block.FINDINGS_MISSING] = none
    if doubtful := tuple(id_ for id_, f in findings.items() if _is_not_taken_up(f)):
        found[Block.NOT_TAKEN_UP] = doubtful
    if outdated := tuple(id_ for id_, f in findings.items() if f.is_outdated):
        found[Block.OUTDATED] = outdated
    if seen.bare_answers:
        found[Block.BARE_ANSWERS] = ()
    return found


def _is_core_and_unknown(f: Weighed) -> bool:
    unknown = (FindingLevel.INSUFFICIENT_INFORMATION, FindingLevel.NOT_EXAMINED)
    return f.gravity is Gravity.CORE and f.level in unknown


def _is_not_taken_up(f: Weighed) -> bool:
    """Left open, what the answers point to would vanish from the grade."""
    return f.is_doubtful and f.level is not None and f.level.is_open


def _violates(f: Weighed) -> bool:
    return f.level is not None and f.level.is_violation


def _is_gross_and_mattered(f: Weighed) -> bool:
    mattered = f.effect is Effect.LIKELY or f.harm is Harm.SIGNIFICANT
    return f.level is FindingLevel.GROSS_VIOLATION and mattered


def _violates_and_may_have_mattered(f: Weighed) -> bool:
    may_matter = f.effect in (Effect.LIKELY, Effect.POSSIBLE) or f.harm is Harm.SIGNIFICANT
    return _violates(f) and may_matter


def _violates_with_unclear_effect(f: Weighed) -> bool:
    """C would say that there was no effect, which is not known."""
    is_unclear = f.effect in (None, Effect.CANNOT_BE_DETERMINED)
    return _violates(f) and (is_unclear or f.harm in (None, Harm.CANNOT_BE_DETERMINED))


def _is_shortcoming(f: Weighed) -> bool:
    return f.level is FindingLevel.SHORTCOMING


def _is_shortcoming_that_mattered(f: Weighed) -> bool:
    """B and C would say that nothing had an effect; a shortcoming that had one is rated low."""
    without_effect = f.effect is Effect.NONE and f.harm in (Harm.NONE, Harm.LIMITED)
    return _is_shortcoming(f) and not without_effect


def _is_unknown(f: Weighed) -> bool:
    return f.level is FindingLevel.INSUFFICIENT_INFORMATION


ROWS: tuple[tuple[Step, Grade, Callable[[Weighed], bool]], ...] = (
    (Step.F, Grade.F, _is_gross_and_mattered),
    (Step.D, Grade.D, _violates_and_may_have_mattered),
    (Step.UNCLEAR_EFFECT, Grade.NG, _violates_with_unclear_effect),
    (Step.HARMFUL_SHORTCOMING, Grade.NG, _is_shortcoming_that_mattered),
    (Step.C, Grade.C, _violates),
    (Step.BLOCKED, Grade.NG, lambda f: False),
    (Step.UNKNOWN_REMAINS, Grade.NG, _is_unknown),
    (Step.B, Grade.B, _is_shortcoming),
)

# The whole table as it is shown: every row with the grade that it gives.
TABLE = (*((step, grade) for step, grade, _ in ROWS), (Step.A, Grade.A))
