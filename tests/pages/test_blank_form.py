import re
from threading import BoundedSemaphore

import pytest
from flask import Flask

from app.accounts.models import User
from app.reports import rendering
from tests.factories import a_checklist_of_ones_own, make
from tests.pages.reader import Reader

HEARING = "/checklists/hearing/1/blank.pdf"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the renderer is given, and in which style, in the place of a PDF."""
    given = []

    def run(page: bytes, style: str) -> bytes:
        given.append((page.decode(), style))
        return b"%PDF-"

    monkeypatch.setattr(rendering, "_run", run)
    return given


def test_a_form_is_sent_to_whoever_may_read_and_made_once(
    observer: Reader, pages: list[tuple[str, str]]
) -> None:
    for _ in range(2):
        response = observer.client.get(HEARING)
        assert response.status_code == 200
        assert response.mimetype == "application/pdf"
        assert response.headers["Content-Disposition"] == "attachment; filename=hearing-1.pdf"
        assert response.data == b"%PDF-"
    ((page, style),) = pages
    assert style == "blank.css"
    assert re.search(r"Only if \d+ is partly or no\.", page)
    assert "Only if F5 is yes or not known: Is an interpreter needed" in page


def test_a_checklist_of_ones_own_has_a_form_too(
    app: Flask, reader: Reader, administrator: User, pages: list[tuple[str, str]]
) -> None:
    own = make(app, a_checklist_of_ones_own)
    assert reader.client.get("/checklists/own/1/blank.pdf").status_code == 200
    assert str(own.sha256)[:8] in pages[0][0]


def test_a_stranger_gets_no_form(stranger: Reader) -> None:
    assert stranger.client.get(HEARING).status_code == 302


@pytest.mark.parametrize("path", ["hearing/2", "nothing/1", "hearing/99999999999", "hearing/x"])
def test_a_version_that_there_is_not_has_no_form(reader: Reader, path: str) -> None:
    reader.get(f"/checklists/{path}/blank.pdf", status=404)


def test_while_others_are_being_made_a_form_asks_to_wait(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "_places", BoundedSemaphore(1))
    with rendering._places:
        page = reader.get(HEARING, status=503)
    assert "Other documents are being made" in page
    assert HEARING in page.links()


def test_the_page_of_a_checklist_leads_to_its_form(observer: Reader) -> None:
    assert HEARING in observer.get("/checklists/hearing/1").links()


def test_a_form_that_cannot_be_made_is_told_without_internals(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: bytes, style: str) -> bytes:
        raise rendering.RenderingError("Traceback: secret")

    monkeypatch.setattr(rendering, "_run", fail)
    page = reader.get(HEARING, status=500)
    assert "Something went wrong on our side" in page
    assert "secret" not in page.html
