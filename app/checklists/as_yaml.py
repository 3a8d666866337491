"""A checklist written as the YAML text that lawyers edit."""

import re
from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from app.checklists.checklist import Checklist

# Lists that stand on the line of their key, and those of which each thing has a line.
IN_A_LINE = frozenset({"when", "is", "facts"})
A_LINE_EACH = frozenset({"options", "between", "changes", "adds_to"})
# The order in which a question is written; what is not named stands behind.
ORDER = ("id", "level", "type", "unit", "from", "to", "text", "evidence", "options", "when")
# Other readers of YAML take these words for true and false.
TRUTH = frozenset({"no", "off", "n", "on", "y", "true", "false"})
# Text that needs no quotes begins with a letter or a digit; within brackets, more would be a sign.
PLAIN = re.compile(r"(?!.*(: |:$| #))[^\W_].*")
PLAIN_IN_A_LINE = re.compile(r"[^\W_][\w .()/’'-]*")
# Nothing is folded: a line of the file is a sentence, however long.
WIDEST = 1_000_000


def as_yaml(checklist: Checklist) -> str:
    """Return the text from which the same checklist is read."""
    yaml = YAML(typ="rt")
    yaml.width = WIDEST
    yaml.allow_unicode = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    target = StringIO()
    yaml.dump(_map(checklist), target)
    return target.getvalue()


def _map(value: BaseModel, *, in_a_line: bool = False) -> CommentedMap:
    found = CommentedMap()
    for name, part in _said(value):
        found[name] = _node(name, part, in_a_line=in_a_line or name in A_LINE_EACH)
    if in_a_line:
        found.fa.set_flow_style()
    return found


def _said(value: BaseModel) -> list[tuple[str, Any]]:
    """Return the keys of the file with their values; what is as usual is left out."""
    said = [
        (field.alias or name, part)
        for name, field in type(value).model_fields.items()
        if (part := getattr(value, name)) != field.default
    ]
    is_question = any(name == "level" for name, _part in said)
    return sorted(said, key=_rank) if is_question else said


def _rank(said: tuple[str, Any]) -> int:
    return ORDER.index(said[0]) if said[0] in ORDER else len(ORDER)


def _node(name: str, value: Any, *, in_a_line: bool) -> Any:
    if isinstance(value, BaseModel):
        return _map(value, in_a_line=in_a_line)
    if isinstance(value, tuple):
        found = CommentedSeq(
            _node(name, part, in_a_line=in_a_line or name in IN_A_LINE) for part in value
        )
        if name in IN_A_LINE:
            found.fa.set_flow_style()
        return found
    if isinstance(value, bool):
        return "yes" if value else DoubleQuotedScalarString("no")
    return _text(str(value), in_a_line=in_a_line) if isinstance(value, str) else value


def _text(text: str, *, in_a_line: bool) -> str:
    """Return text marked for how it is written: on several lines, in quotes or plain."""
    if "\n" in text and not in_a_line:
        return str.__new__(LiteralScalarString, text)
    is_plain = (PLAIN_IN_A_LINE if in_a_line else PLAIN).fullmatch(text) and text not in TRUTH
    return text if is_plain else str.__new__(DoubleQuotedScalarString, text)
