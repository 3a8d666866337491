"""That the standards and the checklists cover the known manuals, and that the documents say so."""

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from app.checklists import commands
from app.checklists.commands import coverage_command
from app.checklists.coverage import Chapter, Manual, coverage
from app.checklists.coverage_tables import as_markdown, as_text, tables
from app.checklists.library import manuals, newest, standards
from tests.conftest import ROOT
from tests.unit.checklist import SMALL

pytestmark = pytest.mark.one_database

FOUND = tables(manuals(), standards(), newest())


def manual(**chapter: object) -> Manual:
    return Manual.model_validate(
        {
            "id": "a-manual",
            "title": "A Manual",
            "publisher": "Somebody",
            "year": 2000,
            "verified": "yes",
            "read": "In a library.",
            "chapters": [{"title": "A chapter", **chapter}],
        }
    )


def test_no_chapter_of_the_four_manuals_has_a_gap() -> None:
    chapters = {manual.publisher: len(covered) for manual, covered in FOUND.manuals.items()}
    assert chapters == {
        "Amnesty International": 32,
        "OSCE Office for Democratic Institutions and Human Rights": 12,
        "Lawyers Committee for Human Rights": 22,
        "International Commission of Jurists": 8,
    }
    assert FOUND.gaps == []


def test_trials_of_state_agents_are_asked_about() -> None:
    (last,) = [on for on in FOUND.manuals[manuals()[3]] if "impunity" in on.chapter.title]
    assert last.checklists["accountability-for-grave-violations"] == ("impunity",)


def test_a_question_that_only_records_covers_nothing() -> None:
    recording = SMALL.questions["torture.1"].model_dump() | {"type": "text"}
    topic = {"standard": "torture", "questions": [recording]}
    section = {"id": "custody", "title": "Custody", "phase": "pre-trial", "topics": [topic]}
    only_records = SMALL.model_validate(SMALL.model_dump() | {"sections": [section]})
    (asked,) = coverage(manual(standards=["torture"]), {}, [SMALL])
    assert asked.checklists == {"torture": ("small",)}
    (unasked,) = coverage(manual(standards=["torture"]), {}, [only_records])
    assert unasked.gaps == ("torture",)


def test_a_gap_is_named_with_its_chapter() -> None:
    gap = tables([manual(number="7", standards=["public-hearing"])], standards(), [SMALL])
    assert gap.gaps == ["A Manual, 7 A chapter: no published checklist asks on public-hearing"]
    assert "    public-hearing: GAP" in as_text(gap)
    assert "| 7 A chapter | Public hearing | **gap: public-hearing** |" in as_markdown(gap)


def test_a_phase_stands_for_all_its_standards() -> None:
    (on,) = coverage(manual(phase="judgment-and-appeal"), standards(), newest())
    assert "right-to-appeal" in on.checklists
    assert "public-hearing" not in on.checklists


@pytest.mark.parametrize(
    "covering", [{}, {"standards": ["public-hearing"], "outside": "Because."}, {"standards": []}]
)
def test_a_chapter_is_covered_by_one_thing(covering: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="or says why it is outside"):
        Chapter.model_validate({"title": "A chapter", **covering})


def test_the_document_is_what_the_command_writes() -> None:
    """Write it with “fairhearing checklists coverage --as markdown”."""
    written = "".join(f"{line}\n" for line in as_markdown(FOUND))
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == written


def test_the_document_on_the_checklists_counts_each_as_it_is() -> None:
    rows = (ROOT / "docs" / "checklists.md").read_text(encoding="utf-8").splitlines()
    starts = {row.rsplit(" | ", 2)[0] for row in rows if row.startswith("| `")}
    assert starts == {
        f"| `{c.id}`: {c.title} | {c.version} | {c.scope.value} | {len(c.sections)} "
        f"| {len(c.measured)} | {len(c.questions) - len(c.measured)}"
        for c in newest()
    }


def test_the_command_prints_the_tables_and_ends_badly_on_a_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = CliRunner().invoke(coverage_command)
    assert done.exit_code == 0
    assert "  14 Right to a public hearing\n    public-hearing: appeal," in done.stdout
    assert done.stdout.endswith("4 manuals, 74 chapters, no gap\n")
    monkeypatch.setattr(commands, "newest", lambda: (SMALL,))
    done = CliRunner().invoke(coverage_command)
    assert done.exit_code == 1
    assert "14 Right to a public hearing: no published checklist asks on public-hearing" in (
        done.stderr
    )
