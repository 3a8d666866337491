"""What the YAML files are made of: strict, unchanging values."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
QuestionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9]+)*$", max_length=80)]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


class Frozen(BaseModel):
    """Strict and unchanging: an unknown key in the YAML is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")
