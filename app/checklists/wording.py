"""How two wordings of a question differ, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.checklists.question import Question

WORD = re.compile(r"\S+\s*")


class Aspect(StrEnum):
    """What of a question is worded."""

    TEXT = "text"
    TYPE = "type"
    OPTIONS = "options"
    UNIT = "unit"
    EVIDENCE = "evidence"
    NOT_APPLICABLE_IF = "not-applicable-if"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether the other wording lacks them."""

    text: str
    differs: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One aspect in both wordings."""

    aspect: Aspect
    before: Pieces
    after: Pieces


def compared(before: Question, after: Question) -> tuple[Compared, ...]:
    """Return what the question asks in both wordings, and whatever else differs."""
    old, new = _worded(before), _worded(after)
    return tuple(
        Compared(aspect, *marked(old[aspect], new[aspect]))
        for aspect in Aspect
        if aspect is Aspect.TEXT or old[aspect] != new[aspect]
    )


def _worded(question: Question) -> dict[Aspect, str]:
    return {
        Aspect.TEXT: question.text,
        Aspect.TYPE: question.type,
        Aspect.OPTIONS: "; ".join(question.choices.values()),
        Aspect.UNIT: getattr(question, "unit", ""),
        Aspect.EVIDENCE: question.evidence,
        Aspect.NOT_APPLICABLE_IF: question.not_applicable_if or "",
    }


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, each marked if the other text lacks it."""
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], False)
    matched = matcher.get_opcodes()
    there = _pieces(old, [(tag, start, end) for tag, start, end, _, _ in matched])
    here = _pieces(new, [(tag, start, end) for tag, _, _, start, end in matched])
    return tuple(p for p in there if p.text), tuple(p for p in here if p.text)


def _pieces(words: list[str], spans: list[tuple[str, int, int]]) -> Iterator[Piece]:
    """Yield the words span by span; the blank after what differs belongs to what follows."""
    for tag, start, end in spans:
        text = "".join(words[start:end])
        kept = text if tag == "equal" else text.rstrip()
        yield from (Piece(kept, tag != "equal"), Piece(text[len(kept) :], differs=False))
