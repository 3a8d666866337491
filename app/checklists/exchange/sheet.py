"""A checklist as a spreadsheet, one row a question, for partners who work in Excel."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.checklists.changes import ChangeKind
from app.checklists.checklist import Checklist, ChecklistScope, Section, Topic
from app.checklists.event import EventKind
from app.checklists.exchange.notation import base_text, conditions_text, options_text, side_text
from app.checklists.exchange.writing import Column, Sheet, workbook
from app.checklists.fact import Fact
from app.checklists.question import AnswerCode, Level, Question
from app.checklists.standard import Phase, Standard

TYPES = ("answer", "date", "number", "choice", "choices", "text", "fact", "duration")
EVENTS = tuple(EventKind)
QUESTIONS = (
    Column("section", 16),
    Column("section title", 24),
    Column("phase", 14, tuple(Phase)),
    Column("standard", 28),
    Column("topic condition", 24),
    Column("id", 32),
    Column("type", 10, TYPES),
    Column("level", 9, tuple(Level)),
    Column("text", 60),
    Column("evidence", 40),
    Column("condition", 32),
    Column("not applicable if", 24),
    Column("unit", 12),
    Column("options", 36),
    Column("from", 14, EVENTS),
    Column("to", 14, EVENTS),
)
FIELDS = ("id", "version", "title", "scope", "about", "graded", "adds to", "country")
CHECKLIST = (Column("field", 14), Column("value", 100))
CONTRADICTIONS = (
    Column("id", 28),
    Column("one side", 44),
    Column("other side", 44),
    Column("says", 70),
)
CHANGES = (
    Column("question", 36),
    Column("kind", 12, tuple(ChangeKind)),
    Column("same meaning", 14, ("yes", "no")),
    Column("why", 70),
)
HOW_TO = (Column("what", 24), Column("how", 110))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The standards and facts that a checklist may name, by id."""

    standards: Mapping[str, Standard]
    facts: Mapping[str, Fact]


def to_sheet(checklist: Checklist, vocabulary: Vocabulary) -> bytes:
    """Return the checklist as an XLSX file from which the same checklist is read."""
    rows = [row for section in checklist.sections for row in _section_rows(section)]
    return workbook(
        [
            Sheet("questions", QUESTIONS, rows),
            Sheet("checklist", CHECKLIST, _checklist_rows(checklist)),
            *sheets_beside(checklist),
            Sheet("how to", HOW_TO, _how_to(vocabulary)),
        ]
    )


def _section_rows(section: Section) -> list[list[str]]:
    """Return a row for each question, and one for a section that asks nothing yet."""
    rows = [
        _question_row(section, topic, question)
        for topic in section.topics
        for question in topic.questions
    ]
    return rows or [[section.id, section.title, section.phase]]


def _question_row(section: Section, topic: Topic, question: Question) -> list[str]:
    between = question.computed_between or ("", "")
    return [
        section.id,
        section.title,
        section.phase,
        topic.standard,
        conditions_text(topic.when),
        question.id,
        question.type,
        question.level,
        question.text,
        question.evidence,
        conditions_text(question.when),
        question.not_applicable_if or "",
        getattr(question, "unit", ""),
        options_text(getattr(question, "options", ())),
        *between,
    ]


def _checklist_rows(checklist: Checklist) -> list[list[str]]:
    values = (
        checklist.id,
        str(checklist.version),
        checklist.title,
        checklist.scope.value,
        checklist.about,
        "yes" if checklist.graded else "no",
        base_text(checklist.adds_to),
        checklist.country or "",
    )
    return [[field, value] for field, value in zip(FIELDS, values, strict=True)]


def sheets_beside(checklist: Checklist) -> tuple[Sheet, Sheet]:
    """Return the sheets of contradictions and of changes."""
    contradictions = [
        [rule.id, *(side_text(side) for side in rule.between), rule.says]
        for rule in checklist.contradictions
    ]
    changes = [
        [
            change.question,
            change.kind.value,
            "yes" if change.same_meaning else "no",
            change.why or "",
        ]
        for change in checklist.changes
    ]
    return (
        Sheet("contradictions", CONTRADICTIONS, contradictions),
        Sheet("changes", CHANGES, changes),
    )


def _how_to(vocabulary: Vocabulary) -> list[list[str]]:
    """Return what a person must know who changes the file."""
    return [
        [
            "This file",
            "A checklist of Fairhearing. Change it and import it again: all of it is "
            "read, or, if anything is wrong, nothing, and each mistake is named with its cell.",
        ],
        [
            "Rows of “questions”",
            "One row a question, in the order in which they are asked. "
            "An empty cell under “section” or “standard” means the same as in the row above. "
            "A section is one page of at most 25 questions.",
        ],
        ["A remark of your own", "A column whose heading begins with # is not read."],
        ["phase", ", ".join(Phase)],
        [
            "type",
            "answer: one of the six answers, put so that yes is consistent with the standard. "
            "date, number, choice, choices (several), text, fact (yes, no or unknown) and duration "
            "record something. Empty means answer.",
        ],
        [
            "level",
            "Where the answer is found. hearing: in the courtroom; case: in the file or "
            "interviews; legal: by legal analysis.",
        ],
        ["The six answers", ", ".join(AnswerCode)],
        [
            "condition",
            "When the question is asked. On facts of the case, of which one must be yes: "
            "fact detained or restricted. On an earlier answer: public-hearing.1 is partly or no. "
            "Several conditions stand on lines of their own (Alt and Enter), and all must hold. "
            "What is not known keeps a question open.",
        ],
        ["topic condition", "The same, for all questions on the standard."],
        ["unit", "Of what a number counts: pages, minutes. For number and duration only."],
        [
            "options",
            "For choice and choices: one option on each line, first its id: "
            "police = Police station. A further line of the same option begins with two blanks.",
        ],
        [
            "from, to",
            f"For duration: the events between which days are counted: {', '.join(EVENTS)}",
        ],
        [
            "Sheet “checklist”",
            f"scope: {' or '.join(ChecklistScope)}. graded: yes if it asks enough "
            "of a trial to grade it. adds to, country: of a supplement only, such as trial 1, KH.",
        ],
        [
            "Sheet “contradictions”",
            "Two sides that can hardly both be right: "
            "public-hearing.1 is partly or no, or: fact detained is yes.",
        ],
        [
            "Sheet “changes”",
            f"What differs from the version before: {', '.join(ChangeKind)}. It may stay empty: "
            "the program finds it when the draft is published.",
        ],
        *([f"standard: {id_}", standard.name] for id_, standard in vocabulary.standards.items()),
        *([f"fact: {id_}", fact.text] for id_, fact in vocabulary.facts.items()),
    ]
