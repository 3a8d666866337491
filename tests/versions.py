"""Second versions of checklists, made from the first as their authors would."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from app.checklists import library
from tests.factories import OWN

WHERE = (
    "{id: prompt-judicial-appearance.place, type: choice, level: case, text: Where was the person "
    "held?, evidence: Custody register, options: [{id: police, text: Police station}, {id: prison, "
    "text: Prison}]}"
)
FILMED = (
    "{id: prompt-judicial-appearance.filmed, type: fact, level: case, text: Was the hearing "
    "filmed?, evidence: Hearing record}"
)
# What the second version of the checklist of one's own changes, and says of it.
OWN_CHANGES = (
    ("version: 1", "version: 2"),
    ("before a judge promptly?", "before a judge within two days?"),
    ("What did the judge say?", "In what words did the judge decide?"),
    (WHERE, WHERE.replace("{id: prison, text: Prison}", "{id: home, text: At home}")),
    (
        FILMED,
        "{id: prompt-judicial-appearance.heard, level: case, text: Was the person heard?, "
        "evidence: Hearing record}",
    ),
    ("\n      when: [{question: prompt-judicial-appearance.soon, is: [yes, partly]}]", ""),
    (
        "contradictions:\n",
        """changes:
- question: prompt-judicial-appearance.soon
  kind: reworded
  why: Promptly was read in many ways
- {question: prompt-judicial-appearance.words, kind: reworded, same_meaning: true}
- {question: prompt-judicial-appearance.place, kind: reworded, same_meaning: true}
- {question: prompt-judicial-appearance.filmed, kind: removed}
- {question: prompt-judicial-appearance.heard, kind: added}
- {question: prompt-judicial-appearance.reasons, kind: moved}
contradictions:
""",
    ),
)
TRIAL_CHANGES = (
    ("version: 1\n", "version: 2\n"),
    (
        "Were the periods of inactivity free from being caused by the authorities?",
        "Did the authorities cause none of the periods of inactivity?",
    ),
    (
        "Were interruptions (for example emergencies, panel changes) kept to what was necessary?",
        "Did every interruption last as briefly as possible?",
    ),
    ("- id: double-jeopardy.3\n", "- id: double-jeopardy.anew\n"),
    (
        "contradictions:\n",
        """changes:
- {question: undue-delay.2, kind: reworded, same_meaning: true}
- {question: undue-delay.3, kind: reworded, same_meaning: false}
- {question: double-jeopardy.3, kind: removed}
- {question: double-jeopardy.anew, kind: added}
contradictions:
""",
    ),
)


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def own_2() -> str:
    return changed(OWN.read_text(encoding="utf-8"), OWN_CHANGES)


@contextmanager
def files_of_its_own(folder: Path) -> Iterator[Path]:
    """Let the program read its checklists from a copy, which may be changed."""
    with pytest.MonkeyPatch.context() as patch:
        copied = Path(shutil.copytree(library.FOLDER, folder / "checklists"))
        patch.setattr(library, "FOLDER", copied)
        # What stays as it is need not be read anew.
        patch.setattr(library, "read", cache(library.read))
        forget()
        yield copied
    forget()


def forget() -> None:
    """Let the checklists be read anew."""
    library.shipped.cache_clear()
    library.shipped_hash.cache_clear()
