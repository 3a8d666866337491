from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.cases.models import Case, Defendant
from app.evidence.models import Event, Exhibit
from tests.factories import a_case, make
from tests.pages.reader import Reader

EXHIBIT = {"title": "Judgment", "kind": "judgment", "publisher": "", "address": "", "limits": ""}


@pytest.fixture
def case(app: Flask, administrator: User) -> Case:
    return make(app, lambda: a_case(administrator))


@pytest.fixture
def exhibit(reader: Reader, case: Case, stored: Session) -> Exhibit:
    file = (BytesIO(b"In the name of <the> people"), "judg/ment.txt")
    reader.post("/cases/re-a/exhibit/new", {**EXHIBIT, "file": file})
    return stored.scalars(select(Exhibit)).one()


def test_a_file_is_kept_and_sent_as_it_came(reader: Reader, exhibit: Exhibit) -> None:
    assert (exhibit.number, exhibit.size) == (1, 27)
    response = reader.client.get(f"/exhibit/{exhibit.id}/file")
    assert response.data == b"In the name of <the> people"
    response.close()
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=judg_ment.txt")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_text_is_shown_as_text(reader: Reader, exhibit: Exhibit) -> None:
    page = reader.get(f"/exhibit/{exhibit.id}")
    assert "In the name of <the> people" in page
    assert exhibit.sha256 is not None
    assert exhibit.sha256 in page


def test_a_file_that_was_changed_is_not_shown(
    reader: Reader, exhibit: Exhibit, tmp_path: Path
) -> None:
    (tmp_path / "exhibits" / str(exhibit.sha256)).write_bytes(b"something else")
    assert "missing or damaged" in reader.get(f"/exhibit/{exhibit.id}/file", status=410)


def test_a_public_address_is_an_exhibit_without_a_file(reader: Reader, case: Case) -> None:
    data = EXHIBIT | {"address": "https://example.org/a", "dated-year": "2023"}
    page = reader.post("/cases/re-a/exhibit/new", data)
    assert "E1" in page
    link = next(link for link in page.links() if link.startswith("/exhibit/"))
    assert "https://example.org/a" in reader.get(link)
    assert reader.client.get(f"{link}/file").status_code == 404


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Choose a file, or enter a public address"),
        ({"address": "example.org"}, "beginning with https://"),
        ({"address": "javascript:alert(1)"}, "beginning with https://"),
        ({"title": "", "address": "https://a.org"}, "Enter a title"),
    ],
)
def test_an_exhibit_that_is_nothing_is_refused(
    reader: Reader, case: Case, data: dict[str, str], says: str
) -> None:
    assert says in reader.post("/cases/re-a/exhibit/new", EXHIBIT | data, status=422)


def test_exhibits_keep_their_number_when_one_is_removed(
    reader: Reader, exhibit: Exhibit, stored: Session
) -> None:
    reader.post(f"/exhibit/{exhibit.id}/removal")
    page = reader.post("/cases/re-a/exhibit/new", EXHIBIT | {"address": "https://example.org"})
    assert "E2" in page
    assert "Removed from the list" in reader.get(f"/exhibit/{exhibit.id}")
    reader.post(f"/exhibit/{exhibit.id}/restoration")


EVENT = {
    "happened_on-year": "2017",
    "happened_on-month": "9",
    "happened_on-day": "3",
    "what": "Arrest",
    "kind": "arrest",
    "exhibit_id": "",
    "pinpoint": "para 2",
    "quote": "at midnight",
}


def test_an_event_stands_in_the_chronology_with_its_source(
    reader: Reader, exhibit: Exhibit, stored: Session
) -> None:
    page = reader.post("/cases/re-a/event/new", EVENT | {"exhibit_id": str(exhibit.id)})
    assert "3 September 2017 Arrest E1 , para 2" in page
    judged = EVENT | {"what": "Judgment", "kind": "judgment", "happened_on-year": "2023"}
    assert "2,191 days" in reader.post("/cases/re-a/event/new", judged)
    event = stored.scalars(select(Event)).first()
    assert event
    data = reader.get(f"/event/{event.id}/details").fields()
    assert "Arrest at home" in reader.post(
        f"/event/{event.id}/details", data | {"what": "Arrest at home"}
    )


def test_an_exhibit_of_another_case_cannot_be_cited(
    reader: Reader, exhibit: Exhibit, app: Flask, administrator: User
) -> None:
    make(app, lambda: a_case(administrator, reference="re-b"))
    data = EVENT | {"exhibit_id": str(exhibit.id)}
    page = reader.post("/cases/re-b/event/new", data, status=422)
    assert "is not one of the answers offered" in page


def test_two_sources_that_differ_are_kept_side_by_side(reader: Reader, exhibit: Exhibit) -> None:
    data = {
        "topic": "Date of the arrest",
        "one_says": "2 September",
        "one_exhibit_id": str(exhibit.id),
        "other_says": "3 September",
        "other_exhibit_id": "",
        "consequence": "Neither is chosen",
    }
    page = reader.post("/cases/re-a/source_conflict/new", data)
    for said in ("Date of the arrest", "2 September", "3 September", "Neither is chosen"):
        assert said in page


def test_an_observer_may_read_an_exhibit(observer: Reader, exhibit: Exhibit) -> None:
    observer.get(f"/exhibit/{exhibit.id}")
    observer.post(f"/exhibit/{exhibit.id}/removal", status=403)


def test_an_exhibit_without_a_file_keeps_its_address(
    reader: Reader, case: Case, stored: Session
) -> None:
    reader.post("/cases/re-a/exhibit/new", EXHIBIT | {"address": "https://example.org/a"})
    row = stored.scalars(select(Exhibit)).one()
    data = reader.get(f"/exhibit/{row.id}/details").fields() | {"address": ""}
    page = reader.post(f"/exhibit/{row.id}/details", data, status=422)
    assert "its address must stay" in page


def test_a_removed_exhibit_stays_where_it_is_cited(
    reader: Reader, case: Case, exhibit: Exhibit, stored: Session
) -> None:
    event = {"happened_on-year": "2023", "what": "Judgement", "exhibit_id": str(exhibit.id)}
    reader.post("/cases/re-a/event/new", event | {"kind": "other"})
    reader.post(f"/exhibit/{exhibit.id}/removal")
    row = stored.scalars(select(Event)).one()
    data = reader.get(f"/event/{row.id}/details").fields() | {"what": "Judgment"}
    reader.post(f"/event/{row.id}/details", data)
    stored.refresh(row)
    assert (row.what, row.exhibit_id) == ("Judgment", exhibit.id)
    assert "(E1)" not in str(reader.get("/cases/re-a/event/new").html)


def test_a_removed_defendant_stays_the_one_whom_an_event_concerns(
    reader: Reader, case: Case, stored: Session
) -> None:
    reader.post("/cases/re-a/defendant/new", {"name": "Alpha"})
    alpha = stored.scalars(select(Defendant).where(Defendant.name == "Alpha")).one()
    arrest = {"happened_on-year": "2023", "what": "Arested", "kind": "arrest"}
    reader.post("/cases/re-a/event/new", arrest | {"defendant_id": str(alpha.id)})
    reader.post(f"/defendant/{alpha.id}/removal")
    row = stored.scalars(select(Event)).one()
    data = reader.get(f"/event/{row.id}/details").fields() | {"what": "Arrested"}
    reader.post(f"/event/{row.id}/details", data)
    stored.refresh(row)
    assert (row.what, row.defendant_id) == ("Arrested", alpha.id)


def test_undoing_twice_changes_nothing_the_second_time(
    reader: Reader, case: Case, exhibit: Exhibit
) -> None:
    reader.post(f"/exhibit/{exhibit.id}/removal")
    reader.post(f"/exhibit/{exhibit.id}/restoration")
    reader.post(f"/exhibit/{exhibit.id}/restoration")
    reader.get("/cases/re-a")
