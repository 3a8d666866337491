"""Conditions as XLSForm writes them, in its column ``relevant``.

Only what is known closes a question, in the form as in the program: an answer not given yet, or
one that says "not known", leaves it open.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.checklists.exchange.notation import NotationError
from app.checklists.question import AnswerCode, When

FACT = "fact_"
# At the end of each condition on an answer, after those that open the question.
OPEN = (AnswerCode.NOT_OBSERVED.value, AnswerCode.UNDETERMINED.value)
TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<name>[^{}]+?)\s*\}|(?P<quoted>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign>!=|=|\(|\)|,)|(?P<word>[a-z]+))\s*"
)
MOST_TOKENS = 2000
DEEPEST = 20


class Token(NamedTuple):
    """A piece of an expression: what kind of piece, and what it says."""

    kind: str
    text: str


class Comparison(NamedTuple):
    """That an answer is, or is not, a code."""

    name: str
    sign: str
    code: str


def relevant(conditions: Iterable[When]) -> str:
    """Return the expression that holds where all the conditions do, or may."""
    return " and ".join(f"({' or '.join(_alternatives(when))})" for when in conditions)


def _alternatives(when: When) -> list[str]:
    if when.facts:
        return [f"${{{FACT}{fact}}} != 'no'" for fact in when.facts]
    return [f"${{{when.question}}} = '{code}'" for code in ("", *when.is_, *OPEN)]


def conditions_of(expression: str, form: str = "") -> list[dict[str, Any]]:
    """Return the conditions that an expression says in the form of this id.

    Raises NotationError for one that is more than conditions on facts and earlier answers.
    """
    try:
        found = _conditions(_tokens(expression), 0) if expression.strip() else []
    except _OtherShapeError as error:
        raise NotationError(
            f"“{expression[:80]}” can't be a condition of a checklist; write it as "
            "“${public-hearing.1} = 'partly' or ${public-hearing.1} = 'no'” or "
            "“${fact_detained} != 'no'”, several in brackets with “and” between them"
        ) from error
    for each in found:
        if "question" in each:
            each["question"] = question_id(each["question"], form)
    return found


class _OtherShapeError(Exception):
    """The expression is more than conditions."""


def _tokens(expression: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(expression):
        match = TOKEN.match(expression, at)
        if match is None or match.lastgroup is None or len(found) > MOST_TOKENS:
            raise _OtherShapeError
        text = match[match.lastgroup]
        found.append(Token(match.lastgroup, text[1:-1] if match.lastgroup == "quoted" else text))
        at = match.end()
    return found


def _conditions(tokens: list[Token], depth: int) -> list[dict[str, Any]]:
    tokens = _unwrapped(tokens)
    if depth > DEEPEST or not tokens:
        raise _OtherShapeError
    alternatives = _split(tokens, "or")
    if len(alternatives) > 1:
        return [_condition([_comparison(_unwrapped(part)) for part in alternatives])]
    parts = _split(tokens, "and")
    if len(parts) > 1:
        return [found for part in parts for found in _conditions(part, depth + 1)]
    return [_condition([_comparison(tokens)])]


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Return the tokens without brackets around them all."""
    while len(tokens) > 1 and tokens[0].text == "(" and _closing(tokens) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens


def _closing(tokens: list[Token]) -> int:
    """Return where the bracket closes that opens first."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += _step(token)
        if depth == 0:
            return index
    raise _OtherShapeError


def _step(token: Token) -> int:
    return {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0


def _split(tokens: list[Token], word: str) -> list[list[Token]]:
    """Return the parts between a word that stands outside of all brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += _step(token)
        if depth == 0 and token == Token("word", word):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _comparison(tokens: list[Token]) -> Comparison:
    """Read ``${name} = 'code'``, or ``selected(${name}, 'code')``."""
    kinds = [token.kind for token in tokens]
    texts = [token.text for token in tokens]
    if kinds == ["name", "sign", "quoted"] and texts[1] in ("=", "!="):
        return Comparison(*texts)
    is_call = kinds == ["word", "sign", "name", "sign", "quoted", "sign"]
    if is_call and texts[0] == "selected" and texts[1::2] == ["(", ",", ")"]:
        return Comparison(texts[2], "=", texts[4])
    raise _OtherShapeError


def _condition(alternatives: list[Comparison]) -> dict[str, Any]:
    """Return the one condition that several alternatives are."""
    if all(part.name.startswith(FACT) for part in alternatives):
        said = {(part.sign, part.code) for part in alternatives}
        if said in ({("!=", "no")}, {("=", "yes")}):
            return {"facts": [part.name.removeprefix(FACT) for part in alternatives]}
        raise _OtherShapeError
    names = {part.name for part in alternatives}
    if len(names) > 1 or any(part.sign != "=" for part in alternatives):
        raise _OtherShapeError
    codes = [part.code for part in alternatives]
    if codes[0] == "" and tuple(codes[-2:]) == OPEN:
        codes = codes[1:-2]
    if not codes or "" in codes:
        raise _OtherShapeError
    return {"question": names.pop(), "is": codes}


def plain_id(name: str) -> str:
    """Return a name as ids are written."""
    return name.strip().lower().replace("_", "-")


def question_id(name: str, form: str) -> str:
    """Return the id of the question that the form calls by this name; only ours have a point."""
    id_ = plain_id(name)
    return f"{form}.{id_}" if id_ and "." not in id_ else id_
