"""What the YAML files are made of: strict, unchanging values."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from app.partial_date import PartialDate

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
QuestionId = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$", max_length=80)
]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


def _date(value: object) -> object:
    """Read a date that YAML took for a day, a number or text."""
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except (TypeError, ValueError) as error:
        raise ValueError(f"“{value}” is not a date: write 2017-09-03, 2017-09 or 2017") from error


KnownDate = Annotated[PartialDate, BeforeValidator(_date), PlainSerializer(str)]


class Frozen(BaseModel):
    """Strict and unchanging: an unknown key in the YAML is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def but(self, **values: Any) -> Self:
        """Return the same with some values changed, checked as if it had been read.

        What was computed of it and kept stays behind, which a copy would take along.
        """
        said = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate(said | values, by_name=True)
