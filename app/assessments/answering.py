"""What an answer consists of, and what saving some of them changes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.checklists.question import AnswerCode, Value


class Basis(StrEnum):
    """How the answer is known (practice.md 10.1)."""

    OBSERVED = "observed"
    DOCUMENT = "document"
    PARTY = "party"
    THIRD_PARTY = "third-party"
    PUBLIC_SOURCE = "public-source"


# Known from what others say, not from the file or the courtroom.
REPORTED = frozenset({Basis.PARTY, Basis.THIRD_PARTY, Basis.PUBLIC_SOURCE})


class Confidence(StrEnum):
    """How sure the reviewer is of the answer."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """Where an assessment stands."""

    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Citation:
    """The use of one exhibit, to the page or paragraph, with its words."""

    exhibit_id: int
    pinpoint: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """All that is said in answer to one question."""

    code: AnswerCode | None = None
    note: str = ""
    basis: Basis | None = None
    confidence: Confidence | None = None
    citations: tuple[Citation, ...] = ()
    # What is recorded where the question is not measured.
    value: Value | None = None

    @property
    def is_given(self) -> bool:
        """Tell whether the question is answered: by one of the six answers, or by a value."""
        return self.code is not None or self.value is not None

    @property
    def is_determined(self) -> bool:
        """Tell whether the answer is yes, partly or no."""
        return self.code is not None and self.code.is_determined

    @property
    def is_reported(self) -> bool:
        """Tell whether the answer rests on what others say."""
        return self.basis in REPORTED

    @property
    def is_bare(self) -> bool:
        """Tell whether it says yes, partly or no, and neither from where nor on what basis."""
        return self.is_determined and self.basis is None and not self.citations


NOTHING = GivenAnswer()


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it stands, and how often it was changed: version 0 was never given.

    ``asked_in`` is the version of the checklist in whose words it was given or confirmed.
    """

    answer: GivenAnswer = NOTHING
    version: int = 0
    asked_in: int = 0


NEVER_GIVEN = StoredAnswer()


@dataclass(frozen=True, slots=True)
class Changes:
    """What saving does: answers to keep, and questions on which somebody else was ahead."""

    to_save: dict[str, GivenAnswer] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def changes(
    stored: Mapping[str, StoredAnswer],
    given: Mapping[str, tuple[GivenAnswer, int]],
    as_it_was: Callable[[str, int], GivenAnswer],
    confirmed: Collection[str] = (),
) -> Changes:
    """Compare what was sent, with the version it was based on, to what is stored.

    ``confirmed`` names the answers that are to stand under new words although they are the same.
    ``as_it_was`` returns an earlier version of an answer.  Whoever sends back
    unchanged what they were shown has changed nothing, however much others did
    meanwhile; sending or confirming the same twice changes nothing the second time.
    """
    to_save: dict[str, GivenAnswer] = {}
    conflicts: list[str] = []
    for question_id, (answer, version) in given.items():
        current = stored.get(question_id, NEVER_GIVEN)
        is_confirmed = question_id in confirmed and version == current.version
        if answer == current.answer and not is_confirmed:
            continue
        if version == current.version:
            to_save[question_id] = answer
        elif answer != as_it_was(question_id, version):
            conflicts.append(question_id)
    return Changes(to_save, tuple(conflicts))
