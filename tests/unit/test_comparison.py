import csv
from io import StringIO

import pytest

from app.checklists.library import standards
from app.checklists.standard import Phase
from app.comparison.export import HEAD, Wording, as_csv, inert
from app.comparison.matrix import Cell, Column, compare
from app.findings.derive import Reading
from app.findings.levels import FindingLevel, Grade, PublishedOutcome

pytestmark = pytest.mark.one_database

WORDING = Wording(word=str, indicated=lambda cell: str(cell.reading), note="Not a ranking.")
OURS = Column(
    key="a1",
    case_reference="re-a",
    case_title="=cmd|' /C calc'!A0",
    country="KH",
    body="Our assessment",
    year=2026,
    grade=Grade.NG,
    cells={
        "public-hearing": Cell(
            FindingLevel.INSUFFICIENT_INFORMATION, Reading.VIOLATION, determined=1, counted=5
        )
    },
)
OTHERS = Column(
    key="p1",
    case_reference="re-b",
    case_title="B",
    country="MA",
    body="A body",
    year=None,
    grade="D",
    cells={"children": Cell(outcome=PublishedOutcome.VIOLATION)},
)


def test_readings_are_lined_up_standard_by_standard() -> None:
    matrix = compare([OURS, OTHERS], standards().values())
    rows = {row.standard.id: row.cells for rows in matrix.phases.values() for row in rows}
    assert rows == {
        "public-hearing": (OURS.cells["public-hearing"], None),
        "children": (None, OTHERS.cells["children"]),
    }


def test_a_phase_can_be_chosen_and_the_empty_standards_shown() -> None:
    matrix = compare([OURS], standards().values(), phase=Phase.TRIAL, with_empty=True)
    assert list(matrix.phases) == [Phase.TRIAL]
    assert len(matrix.phases[Phase.TRIAL]) == 26


def test_columns_keep_the_order_chosen_and_are_never_sorted_by_grade() -> None:
    assert compare([OTHERS, OURS], ()).columns == (OTHERS, OURS)


def test_the_csv_says_one_thing_a_row() -> None:
    text = as_csv(compare([OURS, OTHERS], standards().values()), WORDING)
    head, *rows = csv.reader(StringIO(text.removeprefix("\ufeff")))
    assert tuple(head) == HEAD
    assert len(rows) == 4
    said = [dict(zip(head, row, strict=True)) for row in rows]
    assert said[0]["finding"] == "insufficient_information"
    assert said[0]["indication"] == "violation"
    assert (said[0]["questions known"], said[0]["questions asked"]) == ("1", "5")
    assert said[1]["finding"] == "not recorded"
    assert {row["note"] for row in said} == {"Not a ranking."}


INVISIBLE = (
    " ",
    "\t",
    "\u200b",
    "\ufeff",
    "\u2066",
    "\u2060",
    "\u061c",
    "\u00ad",
    "\u034f",
    "\u3164",
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "|x", "＝1", "\r1", *(f"{c}=1" for c in INVISIBLE)]
)
def test_a_spreadsheet_runs_nothing(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "R v. A", "2 - 1", "Re: a"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_what_a_spreadsheet_would_run_is_made_inert_in_the_file() -> None:
    assert "\"'=cmd|" in as_csv(compare([OURS], standards().values()), WORDING)
