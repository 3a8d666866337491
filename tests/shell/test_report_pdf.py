"""The report on Kem Sokha as the shell writes it, held to what a lawyer must find in it."""

import re
import shutil
import subprocess
from pathlib import Path

import page as pdfcheck
import pikepdf
import pytest

from app.checklists.library import shipped, standards
from tests.conftest import IS_CI
from tests.shell.conftest import Run
from tests.unit.test_coding import KEM_SOKHA, SILENT

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext") and not IS_CI,
    reason="pdftotext is not installed: apt-get install poppler-utils",
)


@pytest.fixture(scope="session")
def report(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "kem-sokha.pdf"
    done = run("report", "kh-kem-sokha", "-o", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="session")
def text(report: Path) -> str:
    done = subprocess.run(["pdftotext", str(report), "-"], capture_output=True, text=True)
    return folded(done.stdout)


def folded(text: str) -> str:
    """Join what hyphenation and line ends set apart."""
    return " ".join(re.sub(r"(?<=\w)[-\u2010]\s*\n", "", text).replace("\u00ad", "").split())


def squeezed(text: str) -> str:
    """Return text without blanks, hyphens and quotation marks, which typesetting changes."""
    return re.sub(r"""[\s\-\u2010"'“”‘’]""", "", text)


def test_it_has_pages_and_bookmarks_enough_to_find_ones_way(report: Path) -> None:
    with pikepdf.open(report) as document:
        assert len(document.pages) >= 15
        assert document.docinfo["/Title"] == (
            "Assessment of the fairness of the proceedings: Prosecutor v. Kem Sokha"
        )
        assert str(document.Root.Lang) == "en"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
    for title in ("Summary", "Methodology and limits", "Findings by standard", "Conclusion"):
        assert title in titles


def test_it_is_accessible_by_the_rules_of_pdf_ua(report: Path) -> None:
    result = pdfcheck.validate_pdf(str(report), profile="ua1")
    assert result.is_compliant, [str(failure) for failure in result.failures]


@needs_poppler
def test_every_page_has_its_number_and_the_whole(report: Path, text: str) -> None:
    with pikepdf.open(report) as document:
        count = len(document.pages)
    for number in range(2, count + 1):
        assert f"Page {number} of {count}" in text


@needs_poppler
def test_it_names_case_grade_and_the_working_group(text: str) -> None:
    for wanted in ("Prosecutor v. Kem Sokha", "Working Group on Arbitrary Detention", "NG"):
        assert wanted in text
    assert text.index("NG Assessment grade") < text.index("Methodology and limits How this")


@needs_poppler
def test_all_62_standards_stand_in_it(text: str) -> None:
    whole = squeezed(text)
    asked = {topic.standard for topic in shipped()["trial", 1].topics}
    assert len(asked) == 62
    missing = [id_ for id_ in asked if squeezed(standards()[id_].name) not in whole]
    assert missing == []


@needs_poppler
def test_the_six_conflicts_stand_side_by_side(text: str) -> None:
    whole = squeezed(text)
    for conflict in KEM_SOKHA.conflicts:
        for said in (conflict.topic, conflict.one, conflict.other):
            assert squeezed(said) in whole


@needs_poppler
def test_no_standard_on_which_the_source_is_silent_is_reported_as_respected(text: str) -> None:
    findings = text[text.index("Findings by standard Before the trial") :]
    findings = findings[: findings.index("The State’s version")]
    for id_ in SILENT:
        name = standards()[id_].name
        told = r"(?: Our finding:)? ([\w ]+)[.,](?: The answers do not say enough\.)? 0 of \d"
        said = re.search(re.escape(name) + told + " questions known", findings)
        assert said, name
        assert said[1].lower() == "insufficient information", name
    assert "Our finding: consistent" not in text


@needs_poppler
def test_what_others_said_is_not_said_in_our_voice(text: str) -> None:
    assert "No, going by E1." in text
    assert "If confirmed, what is reported would point to a violation." in text
    assert "The answers point to" not in text


@needs_poppler
def test_only_what_binds_cambodia_is_called_binding(text: str) -> None:
    said = re.findall(r"Binding on the State:? (.*?)(?:\. |\d )Inter", text)
    assert len(said) > 20
    for binding in said:
        assert re.search(r"ICCPR|CED|CRPD", binding), binding
        assert not re.search(r"ECHR|ACHR|ACHPR|Arab Charter|CMW", binding), binding


@needs_poppler
def test_the_law_in_force_is_told_once_and_how_it_is_known(text: str) -> None:
    law = re.findall(r"Law in force for the State on the dates of the case \d+ By its.{4000}", text)
    assert len(law) == 1
    assert "Acceded on 26 May 1992; in force three months later, on 26 August 1992." in law[0]
    assert "From memory" not in text
    assert "CMW No Signed on 27 September 2004; not ratified" in law[0]


@needs_poppler
def test_every_quotation_stands_in_it(text: str) -> None:
    assert KEM_SOKHA.assessment
    whole = squeezed(text)
    for statement in KEM_SOKHA.assessment.statements:
        assert squeezed(statement.quote) in whole, statement.id


@needs_poppler
def test_every_font_is_embedded_and_ours(report: Path) -> None:
    listed = subprocess.run(["pdffonts", str(report)], capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    for row in rows:
        assert re.search(r"\+(Source-?Serif|Public-?Sans)", row[0]), row[0]
        assert row[-5] == "yes", "embedded"
