"""The blank form for a hearing as the shell writes it, held to what a monitor must find in it."""

import subprocess
from pathlib import Path

import page as pdfcheck
import pikepdf
import pytest

from app.checklists.library import shipped, shipped_hash, standards
from tests.shell.conftest import Run
from tests.shell.test_report_pdf import needs_poppler, squeezed

HEARING = shipped()["hearing", 1]


@pytest.fixture(scope="session")
def form(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "hearing.pdf"
    done = run("checklists", "blank", "hearing", "1", "-o", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="session")
def sheets(form: Path) -> list[str]:
    """The text of each page, without what typesetting changes."""
    done = subprocess.run(["pdftotext", "-raw", str(form), "-"], capture_output=True, text=True)
    return [squeezed(page) for page in done.stdout.removesuffix("\f").split("\f")]


def test_it_is_accessible_by_the_rules_of_pdf_ua(form: Path) -> None:
    result = pdfcheck.validate_pdf(str(form), profile="ua1")
    assert result.is_compliant, [str(failure) for failure in result.failures]
    with pikepdf.open(form) as document:
        assert document.docinfo["/Title"] == "Hearing, version 1: form to print"
        assert str(document.Root.Lang) == "en"
        assert len(document.pages) <= 12


@needs_poppler
def test_every_question_stands_whole_on_one_page(sheets: list[str]) -> None:
    """A question begins with its text and ends with the word before the line for its source."""
    asked = [squeezed(question.text) for question in HEARING.questions.values()]
    for text in asked:
        assert sum(text in sheet for sheet in sheets) == 1, text
    for number, sheet in enumerate(sheets[1:], 2):
        begun = sum(text in sheet for text in asked)
        assert sheet.count("Source") == begun, f"page {number}"
    assert squeezed("What is not known is never a yes.") in sheets[0]


@needs_poppler
def test_every_standard_and_every_option_stands_in_it(sheets: list[str]) -> None:
    whole = "".join(sheets)
    names = {squeezed(standards()[topic.standard].name) for topic in HEARING.topics}
    options = {squeezed(o) for q in HEARING.questions.values() for o in q.choices.values()}
    assert [words for words in names | options if words not in whole] == []


@needs_poppler
def test_every_sheet_says_what_it_belongs_to(sheets: list[str]) -> None:
    belongs = squeezed(f"hearing/1 · {shipped_hash('hearing', 1)[:8]}")
    for number, sheet in enumerate(sheets, 1):
        assert f"Page{number}of{len(sheets)}" in sheet
        assert belongs in sheet or number == 1
    assert shipped_hash("hearing", 1) in sheets[0]


def test_a_version_that_there_is_not_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("checklists", "blank", "hearing", "2", "-o", str(tmp_path / "x.pdf"))
    assert done.returncode == 1
    assert "There is no published checklist hearing, version 2." in done.stderr
    assert not (tmp_path / "x.pdf").exists()
