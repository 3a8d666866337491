"""Checklists go out as files and come in as drafts."""

from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent, Revision
from app.checklists.checklist import Checklist
from app.checklists.exchange.formats import Format
from app.checklists.library import FOLDER, read
from app.checklists.models import OwnChecklist
from tests.factories import OWN, a_checklist_of_ones_own, make
from tests.pages.reader import Page, Reader

OWN_TEXT = OWN.read_text(encoding="utf-8")


def send(reader: Reader, content: bytes, name: str, status: int = 303) -> Page:
    return reader.post("/checklists/import", {"file": (BytesIO(content), name)}, status=status)


def kept(stored: Session) -> list[OwnChecklist]:
    return list(stored.scalars(select(OwnChecklist).order_by(OwnChecklist.id)))


def test_a_published_checklist_is_downloaded_in_three_formats(observer: Reader) -> None:
    file = FOLDER / "hearing" / "1.yaml"
    for format_ in Format:
        response = observer.client.get(f"/checklists/hearing/1.{format_}")
        assert response.status_code == 200
        name = format_.file_name("hearing", 1)
        assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert response.mimetype == format_.mimetype
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        if format_ is Format.YAML:
            assert response.data == file.read_bytes(), "as it was published, to the letter"
        else:
            assert load_workbook(BytesIO(response.data)).sheetnames
    for address in ("hearing/2.yaml", "hearing/1.pdf", "nothing/1.yaml", "..%2Ffacts/1.yaml"):
        assert observer.client.get(f"/checklists/{address}").status_code == 404


def test_a_draft_is_downloaded_by_those_who_may_write_it(
    app: Flask, reader: Reader, observer: Reader
) -> None:
    make(app, a_checklist_of_ones_own)
    assert observer.client.get("/checklists/own/1.yaml").text == OWN_TEXT
    send(reader, OWN_TEXT.replace("id: own", "id: ours", 1).encode(), "ours.yaml")
    assert observer.client.get("/checklists/ours/1.xlsx").status_code == 404
    assert reader.client.get("/checklists/ours/1.xlsx").status_code == 200


@pytest.mark.parametrize("format_", list(Format))
def test_what_went_out_comes_in_as_a_draft(
    app: Flask, reader: Reader, stored: Session, format_: Format
) -> None:
    make(app, a_checklist_of_ones_own)
    sent = reader.client.get(f"/checklists/own/1.{format_}").data
    page = send(reader, sent, format_.file_name("own", 1), status=422)
    assert "“own”, version 1, is there already; make it version 2" in page
    if format_ is Format.YAML:
        sent = sent.replace(b"id: own", b"id: ours", 1)
    else:
        book = load_workbook(BytesIO(sent))
        sheet, cell = ("settings", "B2") if format_ is Format.XLSFORM else ("checklist", "B2")
        book[sheet][cell] = "ours"
        target = BytesIO()
        book.save(target)
        sent = target.getvalue()
    page = send(reader, sent, format_.file_name("ours", 1))
    assert "“ours”, version 1, is a draft." in page
    assert f"/checklists/ours/1.{format_}" in page.links()
    draft = kept(stored)[1]
    assert (draft.checklist_id, draft.number, draft.published_at) == ("ours", 1, None)
    published = read(OWN_TEXT, Checklist, "")[0]
    assert read(draft.content_yaml, Checklist, "")[0] == published.but(id="ours")
    event = stored.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event
    assert (event.verb, event.subject) == ("checklist.imported", f"own_checklist:{draft.id}")
    revision = stored.scalars(select(Revision).where(Revision.subject == event.subject)).one()
    assert revision.content["content_yaml"] == draft.content_yaml


def test_a_new_version_need_not_say_in_the_file_what_it_changes(app: Flask, reader: Reader) -> None:
    make(app, a_checklist_of_ones_own)
    assert "/checklists/own/1.xlsform" in reader.get("/checklists/own/1").links()
    assert "/checklists/import" in reader.get("/checklists/").links()
    text = OWN_TEXT.replace("version: 1", "version: 2").replace("filmed?", "recorded?")
    said = "changes:\n- {question: prompt-judicial-appearance.filmed, kind: added}\n"
    page = send(reader, f"{text}{said}".encode(), "own.yaml", status=422)
    assert "prompt-judicial-appearance.filmed is not added: it is reworded" in page
    assert "“own”, version 2, is a draft." in send(reader, text.encode(), "own.yaml")


def test_a_mistaken_file_is_refused_whole_with_every_mistake_and_its_place(
    reader: Reader, stored: Session
) -> None:
    text = OWN_TEXT.replace("standard: prompt", "standard: slow").replace(
        "fact: deprived-of-liberty", "fact: jailed"
    )
    page = send(reader, text.encode(), "<b>own</b>.yaml", status=422)
    assert "Nothing was imported: “<b>own</b>.yaml” can’t be used as it is." in page
    assert "2 mistakes" in page
    assert "Line 12 there is no standard slow-judicial-appearance in standards.yaml" in page
    assert "Line 31 there is no fact jailed in facts.yaml" in page
    assert kept(stored) == []
    assert not stored.scalars(select(AuditEvent).where(AuditEvent.verb.like("checklist.%"))).all()


def test_what_is_no_checklist_is_refused(reader: Reader, stored: Session) -> None:
    assert "Choose a file." in reader.post("/checklists/import", {}, status=422)
    page = send(reader, b"PK\x03\x04", "own.xlsx", status=422)
    assert "The file not an Excel workbook, or damaged" in page
    shipped = (FOLDER / "hearing" / "1.yaml").read_bytes()
    page = send(reader, shipped, "hearing.yaml", status=422)
    assert "Line 1 the program brings a checklist “hearing”; give yours another id" in page
    assert kept(stored) == []


def test_a_file_that_is_too_large_is_refused_on_the_page(reader: Reader) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    body = head + b"x" * 6 * 1024 * 1024 + b"\r\n--x--\r\n"
    sent = {"data": body, "content_type": "multipart/form-data; boundary=x"}
    response = reader.client.post("/checklists/import", **sent)
    assert response.status_code == 422
    assert "larger than 5 MB" in Page(response)


def test_a_draft_that_was_discarded_can_be_imported_anew(reader: Reader, stored: Session) -> None:
    send(reader, OWN_TEXT.encode(), "own.yaml")
    assert "is there already" in send(reader, OWN_TEXT.encode(), "own.yaml", status=422)
    when = kept(stored)[0].made_at
    stored.execute(update(OwnChecklist).values(removed_at=when))
    send(reader, OWN_TEXT.encode(), "own.yaml")
    stored.expire_all()
    assert [row.removed_at for row in kept(stored)] == [None]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version: 1", "version: 5", "the newest version of “own” is 1; make this version 2"),
        ("scope: case", "scope: hearing", "version 1 has case as “scope”"),
        ("scope: case", "scope: case\ncountry: KE\nadds_to: {id: trial, version: 1}", "“adds to”"),
        ("id: own", "id: drafts", "“drafts” is the name of something else"),
        ("id: own", "id: public-hearing", "“public-hearing” is the name of something else"),
    ],
)
def test_what_comes_in_goes_on_from_what_is_there(
    app: Flask, reader: Reader, stored: Session, old: str, new: str, says: str
) -> None:
    make(app, a_checklist_of_ones_own)
    text = OWN_TEXT if old == "version: 1" else OWN_TEXT.replace("version: 1", "version: 2")
    assert says in send(reader, text.replace(old, new, 1).encode(), "own.yaml", status=422)
    assert len(kept(stored)) == 1


def test_a_draft_that_cannot_be_read_is_listed_and_discarded(
    reader: Reader, stored: Session
) -> None:
    send(reader, OWN_TEXT.encode(), "own.yaml")
    stored.execute(update(OwnChecklist).values(content_yaml="id: ["))
    stored.commit()
    assert "This draft can’t be read any more." in reader.get("/checklists/")
    draft = f"/checklists/drafts/{kept(stored)[0].id}"
    reader.get(draft, status=404)
    assert "The draft is discarded." in reader.post(f"{draft}/removal")


def test_a_draft_that_could_not_be_kept_is_not_imported(
    reader: Reader, stored: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.checklists.actions.LARGEST", 100)
    page = send(reader, OWN_TEXT.encode(), "own.yaml", status=422)
    assert "as a draft, it would be larger than 512 KB" in page
    assert kept(stored) == []


def test_what_grew_too_large_is_not_published_and_stays_as_it_was(
    reader: Reader, stored: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(reader, OWN_TEXT.encode(), "own.yaml")
    draft = f"/checklists/drafts/{kept(stored)[0].id}"
    page = reader.get(f"{draft}/publication")
    monkeypatch.setattr("app.checklists.actions.LARGEST", 100)
    said = reader.post(f"{draft}/publication", page.fields())
    assert "Not published. The checklist would be larger than 512 KB." in said
    question = f"{draft}/questions/prompt-judicial-appearance.words/removal"
    assert "Not saved. The checklist would be larger" in reader.post(question)
    stored.expire_all()
    assert (kept(stored)[0].published_at, kept(stored)[0].content_yaml) == (None, OWN_TEXT)


def test_only_administrators_import(observer: Reader, stranger: Reader, stored: Session) -> None:
    observer.get("/checklists/import", status=403)
    send(observer, OWN_TEXT.encode(), "own.yaml", status=403)
    assert kept(stored) == []
    assert stranger.client.get("/checklists/hearing/1.yaml").status_code == 302
