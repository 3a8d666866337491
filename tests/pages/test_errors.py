"""Every answer carries its headers, and nothing goes wrong without a sentence."""

from collections.abc import Mapping
from errno import EACCES, EDQUOT, ENOSPC, EROFS
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from app.accounts.models import User
from app.web.headers import HEADERS
from tests.conftest import application
from tests.factories import CASE
from tests.pages.reader import Page, Reader

NOT_FOR_DOWNLOADS = {"Content-Security-Policy"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/", 405),
        ("GET", "/cases/new", 200),
        ("POST", "/cases/new", 422),
        ("GET", "/static/css/base.css", 200),
        ("GET", "/fonts/nothing.woff2", 404),
        ("GET", "/sign-in", 302),
        ("GET", "/comparison.csv", 200),
    ],
)
def test_every_answer_carries_the_headers(
    reader: Reader, method: str, path: str, status: int
) -> None:
    response = reader.client.open(path, method=method)
    assert response.status_code == status
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    response.close()
    cached = path.startswith("/static/")
    assert ("no-store" in response.headers["Cache-Control"]) is not cached


def test_the_policy_allows_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert policy.startswith("default-src 'none'")


def test_a_change_asked_for_by_another_site_is_refused(reader: Reader) -> None:
    for origin in ("cross-site", "same-site"):
        headers = {"Sec-Fetch-Site": origin}
        assert reader.client.post("/cases/new", data=CASE, headers=headers).status_code == 403
    assert (
        reader.client.post(
            "/cases/new", data=CASE, headers={"Sec-Fetch-Site": "same-origin"}
        ).status_code
        == 303
    )


FOLLOWED = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}


@pytest.mark.parametrize(
    ("followed", "asked"),
    [
        ("/cases/new?a=b&c=%22", "/cases/new?a=b&c=%22"),
        ("/sign-in", "/sign-in"),
        ("/welcome/nothing", "/welcome/nothing"),
        ("/%5Cevil.example", "/%5Cevil.example"),
    ],
)
def test_a_link_followed_from_another_site_is_asked_for_again_without_a_new_session(
    stranger: Reader, followed: str, asked: str
) -> None:
    response = stranger.client.get(followed, headers=FOLLOWED)
    page = Page(response)
    assert page.links() == [asked]
    assert page.all(".//meta[@http-equiv='refresh']")[0].get("content") == f"0; url={asked}"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_link_followed_from_another_site_does_not_lead_to_a_third(stranger: Reader) -> None:
    strange = {"PATH_INFO": "//evil.example/x"}
    response = stranger.client.get("/", headers=FOLLOWED, environ_overrides=strange)
    assert Page(response).links() == ["/evil.example/x"]


@pytest.mark.parametrize(
    "headers",
    [
        FOLLOWED | {"Sec-Fetch-Site": "same-origin"},
        FOLLOWED | {"Sec-Fetch-Site": "none"},
        FOLLOWED | {"Sec-Fetch-Dest": "iframe"},
        {},
    ],
)
def test_any_other_page_is_sent_at_once(reader: Reader, headers: dict[str, str]) -> None:
    assert "refresh" not in reader.client.get("/cases/new", headers=headers).text


def test_a_file_that_is_cached_is_sent_at_once(stranger: Reader) -> None:
    response = stranger.client.get("/static/css/base.css", headers=FOLLOWED)
    assert response.mimetype == "text/css"
    response.close()


def test_a_form_without_its_token_is_refused_and_what_was_typed_is_shown(
    database_url: str, tmp_path: Path, administrator: User
) -> None:
    app = application(tmp_path, database_url, WTF_CSRF_ENABLED=True)
    reader = Reader(app.test_client(), administrator)
    page = reader.post("/cases/new", CASE | {"summary": "A long summary"}, status=400)
    assert "A long summary" in page
    app.extensions["engine"].dispose()


def test_a_session_is_marked_for_this_site_alone(reader: Reader) -> None:
    reader.client.post("/sign-out")
    response = reader.client.get("/sign-in")
    cookie = response.headers.get("Set-Cookie", "")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def fails(engine: Engine, statement_begins: str) -> list[str]:
    """Let statements fail; return a list that gathers those that were tried."""
    tried: list[str] = []

    def refuse(connection, cursor, statement, *rest) -> None:  # type: ignore[no-untyped-def]
        if statement.startswith(statement_begins):
            tried.append(statement)
            raise OperationalError(statement, {}, Exception("disk full"))

    event.listen(engine, "before_cursor_execute", refuse)
    return tried


def test_a_database_that_cannot_be_written_is_said_and_nothing_half_saved(
    app: Flask, engine: Engine, reader: Reader
) -> None:
    fails(engine, "INSERT INTO audit_event")
    page = reader.post("/cases/new", CASE | {"summary": "Typed with care"}, status=503)
    assert "Not saved: the database could not be used" in page
    assert "Typed with care" in page
    assert "disk full" not in page.html
    assert "There is no case yet" in reader.get("/")


def test_a_save_that_failed_is_not_followed_by_a_message_of_success(
    app: Flask, engine: Engine, reader: Reader
) -> None:
    def refuse(connection) -> None:  # type: ignore[no-untyped-def]
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(engine, "commit", refuse)
    page = reader.post("/cases/new", CASE, status=503)
    event.remove(engine, "commit", refuse)
    assert "The case is open" not in page
    assert "The case is open" not in reader.get("/")


def test_the_page_for_a_database_out_of_reach_does_not_ask_it_again(
    engine: Engine, reader: Reader
) -> None:
    asked = fails(engine, "SELECT")
    page = reader.post("/cases/new", CASE | {"summary": "Typed with care"}, status=503)
    assert "Typed with care" in page
    assert len(asked) == 1


@pytest.mark.parametrize("number", [ENOSPC, EDQUOT, EROFS])
def test_a_disk_that_cannot_be_written_is_said(
    app: Flask, reader: Reader, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(**_address: str) -> None:
        raise OSError(number, "no room")

    monkeypatch.setitem(app.view_functions, "evidence.new_exhibit", full)
    page = reader.post("/cases/re-a/exhibit/new", {"limits": "Typed with care"}, status=503)
    assert "the disk is full or can't be written" in page
    assert "Typed with care" in page


def test_another_mistake_of_the_machine_is_a_mistake_of_ours(
    app: Flask, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise PermissionError(EACCES, "secret path")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "overview.home", broken)
    page = reader.get("/", status=500)
    assert "Something went wrong on our side" in page
    assert "secret path" not in page.html


MULTIPART = "multipart/form-data; boundary=edge"


def multipart(fields: Mapping[str, str]) -> bytes:
    """Write a form as browsers do that has a file to choose."""
    part = '--edge\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return ("".join(part.format(*field) for field in fields.items()) + "--edge--\r\n").encode()


@pytest.mark.parametrize(
    "fields",
    [{"a": "x" * 2**21}, {"a": "x" * 5 * 2**20}, {f"field-{n}": "x" for n in range(2000)}],
    ids=["2 MB", "5 MB", "2000 parts"],
)
def test_what_cannot_be_read_back_leaves_the_page_as_it_is(
    reader: Reader, stranger: Reader, fields: dict[str, str]
) -> None:
    for visitor in (reader, stranger):
        body = multipart(fields)
        response = visitor.client.post("/nowhere", data=body, content_type=MULTIPART)
        assert response.status_code == 404
        assert "There is no such page" in response.text


def test_a_stranger_whose_form_is_too_large_hears_that_he_is_signed_out(
    reader: Reader, stranger: Reader
) -> None:
    too_large = {"summary": "x" * 5 * 2**20}
    assert "You are signed out" in stranger.post("/cases/new", too_large, status=413)
    assert "You are signed out" not in reader.post("/cases/new", too_large, status=413)


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/cases/new", 5 * 2**20, 413), ("/sign-in", 2 * 2**20, 413), ("/nowhere", 2**20, 404)],
)
def test_what_is_too_large_is_refused_with_a_page(
    reader: Reader, stranger: Reader, path: str, size: int, status: int
) -> None:
    visitor = stranger if path == "/sign-in" else reader
    page = visitor.post(path, {"title": "x" * size}, status=status)
    assert "x" * 1000 not in page.html or status == 404


def test_a_form_of_too_many_fields_is_refused_unread(reader: Reader, stranger: Reader) -> None:
    fields = {f"field-{n}": "x" for n in range(5001)}
    for visitor in (reader, stranger):
        assert "5000 fields" in visitor.post("/cases/new", fields, status=413)
        visitor.post("/nowhere", fields, status=413)


@pytest.mark.parametrize(
    "path",
    ["/?page=²", "/?page=" + "9" * 5000, "/?words=%00", "/?tag=%00", "/comparison?case=%00"],
)
def test_nonsense_in_an_address_is_read_as_far_as_it_makes_sense(reader: Reader, path: str) -> None:
    reader.get(path)


def test_a_reference_that_no_database_holds_is_not_found(reader: Reader) -> None:
    reader.get("/cases/%00", status=404)


def test_another_name_for_this_machine_is_refused(reader: Reader) -> None:
    for name in ("evil.example", "evil.example:8000", "localhost.evil.example"):
        assert reader.client.get("/", headers={"Host": name}).status_code == 400
    for name in ("127.0.0.1:8000", "localhost:8000"):
        assert reader.client.get("/sign-in", headers={"Host": name}).status_code < 400


def test_a_mistake_of_ours_shows_no_stack_trace(
    app: Flask, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "overview.home", lambda: 1 / 0)
    page = reader.get("/", status=500)
    assert "Something went wrong on our side" in page
    assert "ZeroDivisionError" not in page.html
    assert "Reference for whoever runs this installation" in page


def test_a_script_gets_its_errors_as_sentences_too(reader: Reader) -> None:
    response = reader.client.get("/nowhere", headers={"Accept": "application/json"})
    assert (response.json or {})["message"].startswith("There is no such page")


def test_one_line_a_request_is_logged_with_ids_alone(
    app: Flask, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="fairhearing")
    reader.client.post("/cases/new", data=CASE | {"title": "Secret name"})
    line = caplog.messages[-1]
    assert "POST cases.new 303" in line
    assert "Secret" not in caplog.text


def test_standards_are_read_one_by_one(reader: Reader) -> None:
    page = reader.get("/standards/")
    assert len([link for link in page.links() if link.startswith("/standards/")]) >= 62
    page = reader.get("/standards/counsel-pretrial")
    assert "ICCPR 14(3)(b), (d)" in page
    assert "[Not verified]" in page
    reader.get("/standards/nothing", status=404)


def test_the_list_is_shown_page_by_page(app: Flask, reader: Reader) -> None:
    for number in range(27):
        data = CASE | {"reference": f"re-{number}", "title": f"Case {number}"}
        assert reader.client.post("/cases/new", data=data).status_code == 303
    page = reader.get("/")
    assert "1 to 25 of 27" in page
    assert "26 to 27 of 27" in reader.get("/?page=2")
    assert "26 to 27 of 27" in reader.get("/?page=99")
