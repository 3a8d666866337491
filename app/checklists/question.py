"""What can be asked.  A question is measured against its standard, or records something.

Each kind of question knows what may be stored in answer to it and how that is said.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from app.checklists.event import EventKind
from app.checklists.fact import FactValue
from app.checklists.values import MOST_CONDITIONS, Frozen, Id, QuestionId, Sentence
from app.partial_date import PartialDate


class AnswerCode(StrEnum):
    """The six answers (practice.md 10.1).  Yes always means consistent with the standard."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_OBSERVED = "not_observed"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_determined(self) -> bool:
        """Tell whether the answer says something about the standard."""
        return self in DETERMINED

    @property
    def is_unknown(self) -> bool:
        """Tell whether the answer says that it is not known: never compliance, never a breach."""
        return self in UNKNOWN


DETERMINED = frozenset({AnswerCode.YES, AnswerCode.PARTLY, AnswerCode.NO})
UNKNOWN = frozenset({AnswerCode.NOT_OBSERVED, AnswerCode.UNDETERMINED})

MOST = 1_000_000

# What stands in the place of an answer: text, a whole number, or the ids of several options.
Value = str | int | tuple[str, ...]


class Level(StrEnum):
    """Who can normally answer: a monitor in court, from the file, or a lawyer by analysis."""

    HEARING = "hearing"
    CASE = "case"
    LEGAL = "legal"


class When(Frozen):
    """A condition: that any of these facts is "yes", or that an earlier answer is one of these."""

    facts: Annotated[tuple[Id, ...], Field(max_length=MOST_CONDITIONS)] = ()
    question: QuestionId | None = None
    is_: Annotated[tuple[AnswerCode, ...], Field(alias="is", max_length=MOST_CONDITIONS)] = ()

    @model_validator(mode="after")
    def one_kind(self) -> "When":
        """Refuse a condition that is on facts and on a question, or on neither."""
        if bool(self.facts) == bool(self.question):
            raise ValueError("a condition names either facts or one question")
        if bool(self.question) != bool(self.is_):
            raise ValueError('a condition on a question says which answers open it: "is"')
        return self


Conditions = Annotated[tuple[When, ...], Field(max_length=MOST_CONDITIONS)]


class _Asked(Frozen):
    """What every question has, whatever may be answered."""

    # The answers beside which, or instead of which, a value is given.
    codes: ClassVar[tuple[AnswerCode, ...]] = (
        AnswerCode.NOT_OBSERVED,
        AnswerCode.UNDETERMINED,
        AnswerCode.NOT_APPLICABLE,
    )

    id: QuestionId
    level: Level
    text: Sentence
    evidence: Sentence
    when: Conditions = ()
    not_applicable_if: Sentence | None = None

    @property
    def is_measured(self) -> bool:
        """Tell whether the answer says something about the standard, or only records."""
        return False

    @property
    def choices(self) -> Mapping[str, str]:
        """The options to choose from, by id; none where there is nothing to choose."""
        return {}

    @property
    def computed_between(self) -> tuple[EventKind, EventKind] | None:
        """The two events between which the answer is computed, if it is."""
        return None

    def parse(self, value: Any) -> Value | None:
        """Return the value as it is stored.  Raises ValueError for what can't be an answer."""
        raise NotImplementedError

    def reading(self, value: Value) -> Any:
        """Return what the value stands for: a date, a fact, or the words for it."""
        return self.plain(value)

    def plain(self, value: Value) -> str:
        """Say the value in plain words, as exports do."""
        return str(value)


class MeasuredQuestion(_Asked):
    """Measured against the standard: phrased so that yes is consistent with it."""

    codes = tuple(AnswerCode)

    type: Literal["answer"] = "answer"

    @property
    def is_measured(self) -> bool:
        """Tell that it is."""
        return True

    def parse(self, value: Any) -> None:
        """Refuse any value: the answer is one of the six."""
        if value is not None:
            raise ValueError("this question is answered by one of the six answers")


class DateQuestion(_Asked):
    """Answered by a day, a month or a year."""

    type: Literal["date"]

    def parse(self, value: Any) -> str:
        """Return the date as text: ``2017-09``."""
        return str(PartialDate.parse(str(value)))

    def reading(self, value: Value) -> PartialDate:
        """Return the date."""
        return PartialDate.parse(str(value))


class NumberQuestion(_Asked):
    """Answered by a whole number of something: persons, pages, minutes."""

    type: Literal["number"]
    unit: Sentence

    def parse(self, value: Any) -> int:
        """Return the number, from 0 to a million."""
        number = int(value)
        if not 0 <= number <= MOST:
            raise ValueError(f"not between 0 and {MOST}")
        return number

    def plain(self, value: Value) -> str:
        """Say how many of what."""
        return f"{value} {self.unit}"


class Option(Frozen):
    """One of the things to choose from."""

    id: Id
    text: Sentence


class _Choosing(_Asked):
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]

    @model_validator(mode="after")
    def different(self) -> "_Choosing":
        """Refuse two options of one id."""
        if len(self.choices) < len(self.options):
            raise ValueError("two options have the same id")
        return self

    @property
    def choices(self) -> Mapping[str, str]:
        """The options by id, in their order."""
        return {option.id: option.text for option in self.options}


class ChoiceQuestion(_Choosing):
    """Answered by one of several options."""

    type: Literal["choice"]

    def parse(self, value: Any) -> str:
        """Return the id of the option."""
        if value not in self.choices:
            raise ValueError(f"{value} is none of the options")
        return str(value)

    def plain(self, value: Value) -> str:
        """Say the option chosen."""
        return self.choices.get(str(value), str(value))


class ChoicesQuestion(_Choosing):
    """Answered by one or more of several options."""

    type: Literal["choices"]

    def parse(self, value: Any) -> tuple[str, ...]:
        """Return the ids of the options, in the order of the checklist."""
        chosen = set(value)
        if not chosen <= self.choices.keys():
            raise ValueError("one of them is none of the options")
        return tuple(id_ for id_ in self.choices if id_ in chosen)

    def plain(self, value: Value) -> str:
        """Say the options chosen."""
        chosen = value if isinstance(value, tuple) else (str(value),)
        return "; ".join(self.choices.get(id_, id_) for id_ in chosen)


class TextQuestion(_Asked):
    """Answered in words."""

    type: Literal["text"]

    def parse(self, value: Any) -> str:
        """Return the words."""
        return str(value)


class FactQuestion(_Asked):
    """A plain fact: yes, no, or not known.  It is not measured: neither is better."""

    type: Literal["fact"]

    @property
    def choices(self) -> Mapping[str, str]:
        """What a fact can be."""
        return {value.value: value.value for value in FactValue}

    def parse(self, value: Any) -> str:
        """Return what is known."""
        return FactValue(value).value

    def reading(self, value: Value) -> FactValue:
        """Return what is known."""
        return FactValue(str(value))


class DurationQuestion(NumberQuestion):
    """The days between two events of the chronology, computed; another number needs a reason."""

    type: Literal["duration"]  # type: ignore[assignment]  # another tag of the same union
    unit: Sentence = "days"
    from_: Annotated[EventKind, Field(alias="from")]
    to: EventKind

    @property
    def computed_between(self) -> tuple[EventKind, EventKind]:
        """The two events."""
        return self.from_, self.to


def _type(value: Any) -> str | None:
    """Return the type that a question in the YAML names; without one it is measured.

    None for what is no question at all, or names no type in words.
    """
    is_map = isinstance(value, Mapping)
    found = value.get("type", "answer") if is_map else getattr(value, "type", None)
    return found if isinstance(found, str) else None


Question = Annotated[
    Annotated[MeasuredQuestion, Tag("answer")]
    | Annotated[DateQuestion, Tag("date")]
    | Annotated[NumberQuestion, Tag("number")]
    | Annotated[ChoiceQuestion, Tag("choice")]
    | Annotated[ChoicesQuestion, Tag("choices")]
    | Annotated[TextQuestion, Tag("text")]
    | Annotated[FactQuestion, Tag("fact")]
    | Annotated[DurationQuestion, Tag("duration")],
    Discriminator(_type),
]
