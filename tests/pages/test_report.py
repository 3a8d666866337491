from pathlib import Path
from threading import BoundedSemaphore

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments.models import Assessment
from app.checklists.question import AnswerCode
from app.reports import rendering
from app.reports.models import Narrative
from tests.factories import make, submitted
from tests.pages.reader import Reader

REPORT = "/assessments/1/report"
TEXTS = {
    "version": "0",
    "summary": "Five sentences.",
    "context": "",
    "conclusion": "Unfair.",
    "recommendations-0-addressee": "The Supreme Court",
    "recommendations-0-text": "Quash it.",
    "recommendations-1-addressee": "",
    "recommendations-1-text": "",
}


@pytest.fixture
def assessment(app: Flask, administrator: User) -> Assessment:
    codes = {"public-hearing.1": AnswerCode.NO, "fair-hearing.1": AnswerCode.NOT_OBSERVED}
    return make(app, lambda: submitted(administrator, codes, AnswerCode.YES))


def test_the_report_is_read_on_the_screen(reader: Reader, assessment: Assessment) -> None:
    page = reader.get(REPORT)
    assert (
        "Draft: the answers are not final, or no grade is decided on the findings as they are"
        in page
    )
    (foot,) = (p.get("data-reference", "") for p in page.all(".//p[@class='cover__reference']"))
    assert foot.endswith(" · Draft"), "what stands at the foot of every page"
    assert "questions that apply is not known." in page
    assert "The judgment is not on file." in page
    assert "No response of the State is recorded" in page
    assert "Republic v. A" in page


def test_every_contents_line_leads_to_its_part(reader: Reader, assessment: Assessment) -> None:
    page = reader.get(REPORT)
    targets = [a.get("href") for a in page.all(".//nav[@class='contents']//a")]
    assert len(targets) == 14


def test_the_texts_of_the_report_are_written_and_printed(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    reader.get("/assessments/1/narrative")
    page = reader.post("/assessments/1/narrative", TEXTS)
    for text in ("Five sentences.", "Unfair.", "The Supreme Court. Quash it."):
        assert text in page
    row = stored.scalars(select(Narrative)).one()
    assert row.recommendations == [["The Supreme Court", "Quash it."]]
    again = reader.get("/assessments/1/narrative").fields()
    assert again["recommendations-0-text"] == "Quash it."
    reader.post("/assessments/1/narrative", again | {"summary": "Six."})
    page = reader.post("/assessments/1/narrative", again | {"summary": "Seven."}, status=409)
    assert "Six." in page
    assert "Seven." in page
    assert "Five sentences." in reader.get("/history/narrative/1")


def test_recommendations_changed_meanwhile_are_shown_on_both_sides(
    reader: Reader, assessment: Assessment
) -> None:
    opened = reader.get("/assessments/1/narrative").fields()
    reader.post("/assessments/1/narrative", TEXTS)
    mine = opened | {
        "recommendations-0-addressee": "Parliament",
        "recommendations-0-text": "Repeal it.",
    }
    page = reader.post("/assessments/1/narrative", mine, status=409)
    assert "Saved The Supreme Court: Quash it." in page
    assert "Yours, not saved Parliament: Repeal it." in page


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("recommendations-1-addressee", "Say what is recommended to “Somebody”."),
        ("recommendations-1-text", "Say to whom this is recommended."),
    ],
)
def test_half_a_recommendation_is_refused_rather_than_dropped(
    reader: Reader, assessment: Assessment, stored: Session, field: str, says: str
) -> None:
    page = reader.post("/assessments/1/narrative", TEXTS | {field: "Somebody"}, status=422)
    assert says in page
    assert page.fields()[field] == "Somebody"
    assert not stored.scalars(select(Narrative)).all()


def test_too_many_recommendations_are_refused_without_being_built(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    many = {f"recommendations-{n}-text": "Quash it." for n in range(2000)}
    page = reader.post("/assessments/1/narrative", TEXTS | many, status=422)
    assert "at most 50 entries here, and there are 2000" in page
    assert "recommendations-99-text" in page.fields()
    assert "recommendations-100-text" not in page.fields()
    assert not stored.scalars(select(Narrative)).all()


def test_a_row_without_a_number_is_no_recommendation(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    odd = {f"recommendations-{n}-text": "x" for n in ("²", "9" * 5000, "x")} | {"0-text": "x"}
    reader.post("/assessments/1/narrative", TEXTS | odd)
    assert len(stored.scalars(select(Narrative)).one().recommendations) == 1


def test_what_was_typed_into_a_case_stays_text_in_the_report(
    reader: Reader, assessment: Assessment
) -> None:
    attack = "<script>alert(1)</script><link rel=attachment href=file:///etc/passwd>"
    reader.post("/assessments/1/narrative", TEXTS | {"summary": attack})
    page = reader.get(REPORT)
    assert attack in page
    assert not page.all(".//link[@rel='attachment']")


def test_the_same_page_is_rendered_once(
    reader: Reader, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    def run(page: bytes, style: str) -> bytes:
        runs.append(page)
        return b"%PDF-"

    monkeypatch.setattr(rendering, "_run", run)
    for _ in range(2):
        response = reader.client.get(f"{REPORT}.pdf")
        assert response.data == b"%PDF-"
        assert response.headers["Content-Disposition"] == "attachment; filename=re-a.pdf"
    reader.post("/assessments/1/narrative", TEXTS)
    reader.client.get(f"{REPORT}.pdf")
    assert len(runs) == 2


def test_a_renderer_that_fails_is_told_without_internals(
    reader: Reader, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: bytes, style: str) -> bytes:
        raise rendering.RenderingError("Traceback: secret")

    monkeypatch.setattr(rendering, "_run", fail)
    page = reader.get(f"{REPORT}.pdf", status=500)
    assert "Something went wrong on our side" in page
    assert "secret" not in page.html


def test_an_observer_reads_the_report_and_writes_nothing(
    observer: Reader, assessment: Assessment
) -> None:
    observer.get(REPORT)
    observer.post("/assessments/1/narrative", TEXTS, status=403)


def test_saving_unchanged_texts_changes_nothing(reader: Reader, assessment: Assessment) -> None:
    reader.post("/assessments/1/narrative", TEXTS)
    again = reader.get("/assessments/1/narrative").fields()
    reader.post("/assessments/1/narrative", again)
    reader.post("/assessments/1/narrative", again)


def test_while_others_are_being_made_a_report_asks_to_wait(
    reader: Reader, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "_places", BoundedSemaphore(1))
    with rendering._places:
        page = reader.get("/assessments/1/report.pdf", status=503)
    assert "Other documents are being made" in page


def test_a_report_is_sent_even_if_it_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("not a folder")
    rendering._keep(b"%PDF", tmp_path / "reports" / "x.pdf")
