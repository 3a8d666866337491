"""What a blank form says: a checklist on paper, to be typed in later."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from app.checklists.checklist import Checklist, ChecklistScope
from app.checklists.fact import Fact
from app.checklists.question import Question
from app.checklists.standard import Standard

# Enough of a SHA-256 to tell the versions of one checklist apart.
SHORT = 8

# How many characters of a question, and of what would support an answer, fill a line of the
# style sheet; the height of such a line, of the boxes and of a line to write on, in mm.
QUESTION_LINE, HINT_LINE = (34, 4.2), (48, 3.4)
BOXES, NOTE_LINE = 6.0, 7.0


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One version of a checklist, with what paper needs beside its questions."""

    checklist: Checklist
    digest: str
    standards: Mapping[str, Standard]
    # The facts on which a question of the checklist depends, by id.
    facts: Mapping[str, Fact]
    organisation: str

    @property
    def short_digest(self) -> str:
        """What stands on every page, so that each sheet says to what it belongs."""
        return self.digest[:SHORT]

    @property
    def is_of_hearing(self) -> bool:
        """Tell whether it is filled in once for each hearing."""
        return self.checklist.scope is ChecklistScope.HEARING

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each question on paper, by id."""
        return {id_: number for number, id_ in enumerate(self.checklist.questions, 1)}

    @property
    def letters(self) -> dict[str, str]:
        """How each fact is called on paper, by id."""
        return {id_: f"F{number}" for number, id_ in enumerate(self.facts, 1)}

    @property
    def says_level(self) -> bool:
        """Tell whether its questions differ in where their answers are found."""
        return len({question.level for question in self.checklist.questions.values()}) > 1

    def note_lines(self, question: Question) -> int:
        """Return how many lines for a note fit beside the question: two, or more by a long one."""
        words = f"{question.evidence} {question.not_applicable_if or ''} {question.level}"
        height = len(question.when) * QUESTION_LINE[1] + sum(
            len(wrap(text, width)) * line
            for text, (width, line) in ((question.text, QUESTION_LINE), (words, HINT_LINE))
        )
        return max(2, int((height - BOXES) // NOTE_LINE))

    def answer_lines(self, question: Question) -> int:
        """Return how many lines there are for an answer in words, which has a note below it."""
        return self.note_lines(question) - 1


def blank_form(
    checklist: Checklist,
    digest: str,
    *,
    standards: Mapping[str, Standard],
    facts: Mapping[str, Fact],
    organisation: str,
) -> BlankForm:
    """Put together what the blank form of a checklist says."""
    named = facts_named(checklist)
    return BlankForm(
        checklist=checklist,
        digest=digest,
        standards=standards,
        facts={id_: fact for id_, fact in facts.items() if id_ in named},
        organisation=organisation,
    )


def facts_named(checklist: Checklist) -> frozenset[str]:
    """Return the facts on which it depends whether a question is asked."""
    conditions = [when for topic in checklist.topics for when in topic.when]
    conditions += [when for question in checklist.questions.values() for when in question.when]
    return frozenset(fact for when in conditions for fact in when.facts)
