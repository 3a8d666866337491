"""How conditions, options and contradictions are written in the cell of a spreadsheet."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from app.checklists.checklist import Base
from app.checklists.contradictions import Side
from app.checklists.question import Option, When

FACT = frozenset({"fact", "facts"})
# An option's further lines, if its text has several, are indented by this.
FURTHER = "  "
OPTION = re.compile(r"([^\s=]+)\s*=\s*(.*)", re.DOTALL)


class NotationError(ValueError):
    """What stands in a cell is not written as it must be; the message says how."""


def conditions_text(conditions: Iterable[When]) -> str:
    """Return conditions as a person writes them, one a line."""
    return "\n".join(
        f"fact {' or '.join(when.facts)}"
        if when.facts
        else f"{when.question} is {' or '.join(when.is_)}"
        for when in conditions
    )


def conditions_in(text: str) -> list[dict[str, Any]]:
    """Return the conditions that are written in a cell.  Raises NotationError."""
    return [_condition(line) for line in re.split(r"[\n;]", text) if line.strip()]


def _condition(text: str) -> dict[str, Any]:
    words = _words(text)
    if len(words) % 2 == 0 and words[0] in FACT and _are_or(words[2::2]):
        return {"facts": words[1::2]}
    if len(words) >= 3 and words[1] == "is" and len(words) % 2 and _are_or(words[3::2]):
        return {"question": words[0], "is": words[2::2]}
    raise NotationError(
        f"“{text.strip()[:80]}” is not a condition; write “fact detained or restricted”, "
        "or “public-hearing.1 is partly or no”, and each further condition on a line of its own"
    )


def _words(text: str) -> list[str]:
    joined = re.sub(r"\bnot (observed|applicable)\b", r"not_\1", text.replace(",", " or ").lower())
    return joined.split()


def _are_or(words: Sequence[str]) -> bool:
    return all(word == "or" for word in words)


def side_text(side: Side) -> str:
    """Return one side of a contradiction as a person writes it."""
    if side.fact:
        return f"fact {side.fact} is {side.value}"
    return f"{side.question} is {' or '.join(side.is_)}"


def side_in(text: str) -> dict[str, Any]:
    """Return the side of a contradiction that is written in a cell.  Raises NotationError."""
    words = _words(text)
    if len(words) == 4 and words[0] in FACT and words[2] == "is":
        return {"fact": words[1], "value": words[3]}
    if len(words) >= 3 and words[1] == "is" and len(words) % 2 and _are_or(words[3::2]):
        return {"question": words[0], "is": words[2::2]}
    raise NotationError(
        f"“{text.strip()[:80]}” is not a side of a contradiction; write "
        "“public-hearing.1 is partly or no”, or “fact detained is yes”"
    )


def options_text(options: Iterable[Option]) -> str:
    """Return options as a person writes them, one a line: ``police = Police station``."""
    return "\n".join(
        f"{option.id} = " + option.text.replace("\n", f"\n{FURTHER}") for option in options
    )


def options_in(text: str) -> list[dict[str, str]]:
    """Return the options that are written in a cell.  Raises NotationError."""
    whole: list[str] = []
    for line in text.split("\n"):
        if whole and line.startswith(FURTHER):
            whole[-1] += f"\n{line.removeprefix(FURTHER)}"
        elif line.strip():
            whole.append(line.strip(" "))
    return [_option(line) for line in whole]


def _option(text: str) -> dict[str, str]:
    found = OPTION.fullmatch(text)
    if found is None:
        raise NotationError(
            f"“{text[:80]}” is not an option; write each on a line of its own, "
            "first its id: “police = Police station”"
        )
    return {"id": found[1], "text": found[2]}


def base_text(base: Base | None) -> str:
    """Return what a supplement adds to: ``trial 1``."""
    return f"{base.id} {base.version}" if base else ""


def base_in(text: str) -> dict[str, str]:
    """Return what a supplement adds to, as it is written in a cell.  Raises NotationError."""
    words = text.split()
    if len(words) != 2:
        raise NotationError(f"“{text[:80]}” names no checklist; write id and version: “trial 1”")
    return {"id": words[0], "version": words[1]}
