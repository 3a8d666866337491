"""What the YAML files are made of: strict, unchanging values."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from app.partial_date import PartialDate

ID = r"^[a-z][a-z0-9-]*$"
# With a point in it, it is never the name of anything else in a form.
QUESTION_ID = r"^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$"
COUNTRY_CODE = r"^[A-Z]{2}$"
# What no sentence needs: XML, YAML or some databases refuse it, or it turns text around unseen.
CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# More conditions on one thing, or facts or answers in one condition, nobody can follow.
MOST_CONDITIONS = 30
# Addresses that the pages of a checklist of this name would have.
RESERVED = frozenset({"drafts", "new"})


def _printable(text: str) -> str:
    """Refuse characters that nobody can see and some files can't hold."""
    if found := CONTROL_CHARACTERS.search(text):
        raise ValueError(f"holds the control character U+{ord(found[0]):04X}; delete it")
    return text


Id = Annotated[str, Field(pattern=ID, max_length=64)]
QuestionId = Annotated[str, Field(pattern=QUESTION_ID, max_length=80)]
Version = Annotated[int, Field(ge=1, le=9999)]
CountryCode = Annotated[str, Field(pattern=COUNTRY_CODE)]
# Blanks around it are not part of it.
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(_printable),
]


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
