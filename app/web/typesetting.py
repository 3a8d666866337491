"""Setting what people typed as a printer would: quotation marks, ranges, what holds together."""

import re

OPENING = re.compile(r"""(?<![^\s(\[—–“‘/])(["'])(?=\S)""")
CURLY = {'"': ("“", "”"), "'": ("‘", "’")}
INNER = {"“": "‘", "”": "’"}
PARTS_OF_LAW = r"(?:paras?|articles?|[Pp]rinciples?|[Rr]ules?|[Gg]uidelines?)"
# From the name of a part of the law to the end of the list of its numbers.
NUMBERED = re.compile(rf"\b{PARTS_OF_LAW} [\d(][\d\s(),a-z-]*")
RANGE = re.compile(r"(\d)-(\d)")
HELD = re.compile(rf"\b({PARTS_OF_LAW}|Annex|of) (?=\d|[A-F]\b)")
TEXT = re.compile(r"(?<=>)[^<]+(?=<)")
QUOTE_OF_TEMPLATES = re.compile("&#34;|&#39;")
NO_BREAK = "\N{NO-BREAK SPACE}"


def typeset(text: str) -> str:
    """Return plain text with curly quotation marks, en dashes in ranges and no-break spaces.

    Quotation marks inside others are single.
    """
    text = OPENING.sub(lambda found: CURLY[found[1]][0], text)
    text = text.replace('"', "”").replace("'", "’")
    text = NUMBERED.sub(lambda found: RANGE.sub(r"\1–\2", found[0]), text)
    return HELD.sub(rf"\1{NO_BREAK}", _nested(text))


def _nested(text: str) -> str:
    depth, found = 0, []
    for character in text:
        depth += character == "“"
        found.append(INNER.get(character, character) if depth > 1 else character)
        depth -= character == "”" and depth > 0
    return "".join(found)


def typeset_markup(markup: str) -> str:
    """Return HTML with every text in it typeset; tags and addresses in them stay as they are."""
    plain = {"&#34;": '"', "&#39;": "'"}
    return TEXT.sub(
        lambda found: typeset(QUOTE_OF_TEMPLATES.sub(lambda mark: plain[mark[0]], found[0])), markup
    )
