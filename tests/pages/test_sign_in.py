from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import LinkSpentError, create_administrator, make_sign_in_link
from app.accounts.models import SignInLink, User
from app.accounts.permissions import Role
from app.accounts.queries import LINK_LASTS, usable_link
from app.audit.models import AuditEvent
from app.db import db, now
from tests.conftest import application, person
from tests.factories import make
from tests.pages.reader import Reader

PASSWORD = "a sentence of my own"
FIRST = {
    "name": "N. Name",
    "email": "N.Name@example.org",
    "password": PASSWORD,
    "repeated": PASSWORD,
}


@pytest.fixture
def link(app: Flask) -> str:
    return f"/welcome/{make(app, lambda: make_sign_in_link(None))}"


def sign_in(stranger: Reader, password: str = PASSWORD, status: int = 302) -> None:
    data = {"email": "n.name@example.org", "password": password}
    assert stranger.client.post("/sign-in", data=data).status_code == status


def test_the_first_link_makes_the_administrator_and_signs_in(
    stranger: Reader, stored: Session, link: str
) -> None:
    assert "Set up your account" in stranger.get(link)
    home = stranger.post(link, FIRST)
    assert "There is no case yet" in home
    user = stored.get_one(User, 1)
    assert (user.role, user.email) == ("administrator", "n.name@example.org")
    assert user.password
    assert user.password.startswith("$argon2id$")


def test_a_link_works_once(stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    assert "does not work any more" in stranger.get(link, status=404)
    stranger.client.post(link, data={**FIRST, "email": "other@example.org"})


def test_a_link_made_before_there_was_an_administrator_makes_no_second_one(
    app: Flask, stranger: Reader, stored: Session, link: str
) -> None:
    other = f"/welcome/{make(app, lambda: make_sign_in_link(None))}"
    stranger.post(link, FIRST)
    stranger.get(other, status=404)
    assert stored.get(User, 2) is None


def test_a_link_is_spent_after_an_hour(stranger: Reader, stored: Session, link: str) -> None:
    row = stored.get_one(SignInLink, 1)
    row.created_at = now() - LINK_LASTS
    stored.commit()
    stranger.get(link, status=404)


def test_a_later_link_signs_the_administrator_in_after_a_click(
    app: Flask, administrator: User, stranger: Reader
) -> None:
    path = f"/welcome/{make(app, lambda: make_sign_in_link(administrator))}"
    assert "Sign in as The administrator" in stranger.get(path)
    assert "Sign in as The administrator" in stranger.get(path), "opening it does not spend it"
    stranger.post(path)
    stranger.get(path, status=404)
    stranger.get("/cases/new")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("password", "fourteen chars", "at least 15 characters"),
        ("repeated", "another sentence", "The two passwords differ"),
        ("email", "nobody", "Enter an e-mail address such as"),
        ("email", "director@office", "Enter an e-mail address such as"),
        ("name", " ", "Enter your name"),
    ],
)
def test_a_mistake_makes_no_account(
    stranger: Reader, stored: Session, link: str, field: str, value: str, says: str
) -> None:
    page = stranger.post(link, FIRST | {field: value}, status=422)
    assert says in page
    assert stored.get(User, 1) is None
    stranger.get(link)


def test_a_password_signs_in_and_out(stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    stranger.client.post("/sign-out")
    assert stranger.client.get("/").status_code == 302
    assert "Sign in" in stranger.get("/sign-in")
    sign_in(stranger)
    stranger.get("/")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a@xn--bcher-kva.de", "a@bücher.de"),
        ("a@\uff45xample.org", "a@example.org"),
        ("Jose\u0301@example.org", "josé@example.org"),
        ("ÄGÄ@example.org", "ägä@example.org"),
    ],
)
def test_an_address_signs_in_as_it_was_typed_first(
    stranger: Reader, stored: Session, link: str, typed: str, kept: str
) -> None:
    stranger.post(link, FIRST | {"email": typed})
    assert stored.get_one(User, 1).email == kept
    for spelt in (typed, typed.lower(), kept, f" {kept.upper()} "):
        stranger.client.post("/sign-out")
        answer = stranger.client.post("/sign-in", data={"email": spelt, "password": PASSWORD})
        assert answer.status_code == 302, spelt


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    stranger: Reader, link: str
) -> None:
    stranger.post(link, FIRST)
    stranger.client.post("/sign-out")
    pages = [
        stranger.client.post("/sign-in", data={"email": email, "password": "x" * 20}).text
        for email in ("n.name@example.org", "nobody@example.org")
    ]
    assert "do not match an account" in pages[0]
    assert pages[0].replace("n.name", "nobody") == pages[1]


def test_the_password_can_be_changed(stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    stranger.get("/password")
    another = "another sentence entirely"
    data = {"password": PASSWORD, "new_password": another, "new_password_confirm": another}
    assert stranger.client.post("/password", data=data).status_code == 302
    stranger.client.post("/sign-out")
    sign_in(stranger, PASSWORD, status=200)
    sign_in(stranger, another)


def test_a_short_new_password_is_refused(stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    data = {"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"}
    response = stranger.client.post("/password", data=data)
    assert "There is a problem" in response.text


ANOTHER = "another sentence entirely"
NEW = {"new_password": ANOTHER, "new_password_confirm": ANOTHER}


def give_password(app: Flask, stored: Session, user: User) -> None:
    user.password = make(app, lambda: hash_password(PASSWORD))
    stored.commit()


@pytest.fixture
def by_link(app: Flask, stored: Session, administrator: User, stranger: Reader) -> Reader:
    """A visitor who has a password, and whom a link signed in."""
    give_password(app, stored, administrator)
    stranger.post(f"/welcome/{make(app, lambda: make_sign_in_link(administrator))}")
    return stranger


def test_whoever_came_by_a_link_sets_a_new_password_once_without_the_old_one(
    by_link: Reader, administrator: User, stored: Session
) -> None:
    page = by_link.get("/password")
    assert "You came in by a link" in page
    assert "password" not in page.fields()
    assert by_link.client.post("/password", data=NEW).status_code == 302
    assert "account.password_changed" in stored.scalars(select(AuditEvent.verb)).all()
    assert "password" in by_link.get("/password").fields()
    assert by_link.client.post("/password", data=NEW).status_code == 200, "the old one is needed"
    by_link.client.post("/sign-out")
    typed = {"email": administrator.email, "password": ANOTHER}
    assert by_link.client.post("/sign-in", data=typed).status_code == 302


def test_a_new_password_after_a_link_is_held_to_the_same_rules(by_link: Reader) -> None:
    for typed in (
        {"new_password": "short", "new_password_confirm": "short"},
        NEW | {"new_password_confirm": "a sentence that differs"},
    ):
        response = by_link.client.post("/password", data=typed)
        assert "There is a problem" in response.text


def test_a_link_is_forgotten_at_the_next_sign_in(
    app: Flask, stored: Session, stranger: Reader, link: str
) -> None:
    stranger.post(link, FIRST)
    user = stored.get_one(User, 1)
    stranger.post(f"/welcome/{make(app, lambda: make_sign_in_link(user))}")
    assert "password" not in stranger.get("/password").fields()
    stranger.client.post("/sign-out")
    sign_in(stranger)
    assert "password" in stranger.get("/password").fields()


@pytest.fixture
def limited(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(tmp_path, database_url, RATELIMIT_ENABLED=True)
    yield app
    app.extensions["engine"].dispose()


def test_guessing_is_slowed_down_for_one_account_and_not_for_others(limited: Flask) -> None:
    client = limited.test_client()
    for _ in range(10):
        client.post("/sign-in", data={"email": "a@example.org", "password": "guess"})
    refused = client.post("/sign-in", data={"email": "A@example.org ", "password": "guess"})
    assert refused.status_code == 429
    assert "Too many attempts" in refused.text
    other = client.post("/sign-in", data={"email": "b@example.org", "password": "guess"})
    assert other.status_code == 200


def test_guessing_the_present_password_is_slowed_down(
    limited: Flask, administrator: User, stored: Session
) -> None:
    observer = person(stored, Role.OBSERVER)
    for user in (administrator, observer):
        give_password(limited, stored, user)
    reader, other = (Reader(limited.test_client(), user) for user in (administrator, observer))
    guess = NEW | {"password": "guess"}
    for _ in range(10):
        assert reader.client.post("/password", data=guess).status_code == 200
    reader.post("/password", guess, status=429)
    assert other.client.post("/password", data=guess).status_code == 200
    reader.get("/password")


def test_a_stranger_is_led_to_sign_in_and_back(stranger: Reader) -> None:
    response = stranger.client.get("/cases/new?x=1")
    assert response.status_code == 302
    assert response.location == "/sign-in?next=/cases/new?x%3D1"


def test_what_was_typed_while_signed_out_is_shown_and_not_lost(stranger: Reader) -> None:
    data = {"title": "A long title", "summary": "Two paragraphs\nof work", "csrf_token": "secret"}
    page = stranger.post("/cases/new", data, status=401)
    assert "You are signed out" in page
    assert "Two paragraphs of work" in page
    assert "secret" not in page.html


def test_a_long_text_sent_while_signed_out_is_shown(stranger: Reader) -> None:
    page = stranger.post("/cases/new", {"summary": "x" * 3 * 2**20}, status=401)
    assert "x" * 1000 in page


def test_what_stood_beside_a_large_file_sent_while_signed_out_is_shown(
    database_url: str, tmp_path: Path
) -> None:
    app = application(tmp_path, database_url, WTF_CSRF_ENABLED=True)
    stranger = Reader(app.test_client(), None)
    part = "--edge\r\nContent-Disposition: form-data; name="
    body = (
        f'{part}"limits"\r\n\r\nTwo paragraphs of work\r\n'
        f'{part}"file"; filename="judgment.pdf"\r\n\r\n{"x" * 5 * 2**20}\r\n--edge--\r\n'
    )
    response = stranger.client.post(
        "/cases/re-a/exhibit/new",
        data=body.encode(),
        content_type="multipart/form-data; boundary=edge",
    )
    assert response.status_code == 401
    assert "You are signed out" in response.text
    assert "Two paragraphs of work" in response.text
    app.extensions["engine"].dispose()


def test_a_sign_in_form_that_stood_open_too_long_is_not_said_to_be_signed_out(
    database_url: str, tmp_path: Path
) -> None:
    app = application(tmp_path, database_url, WTF_CSRF_ENABLED=True)
    stranger = Reader(app.test_client(), None)
    page = stranger.post("/sign-in", {"email": "a@example.org"}, status=400)
    assert "open too long" in page
    app.extensions["engine"].dispose()


def test_a_link_that_two_people_open_makes_one_administrator(
    app: Flask, stored: Session, stranger: Reader, link: str
) -> None:
    with app.test_request_context(method="POST"):
        spent = usable_link(link.removeprefix("/welcome/"))
        assert spent
        stranger.post(link, FIRST)
        db.rollback()
        with pytest.raises(LinkSpentError):
            create_administrator(spent, name="B", email="b@example.org", password="x")
        db.rollback()
    assert stored.scalars(select(User.name)).all() == ["N. Name"]


def test_the_limit_holds_however_the_address_is_spelt(limited: Flask) -> None:
    client = limited.test_client()
    for spelt in (
        "a@example.org",
        "A@EXAMPLE.org",
        "a@\uff45xample.org",
        "a@example。org",
        " a@example.org",
    ):
        for _ in range(2):
            client.post("/sign-in", data={"email": spelt, "password": "guess"})
    refused = client.post("/sign-in", data={"email": "a@example.org", "password": "guess"})
    assert refused.status_code == 429


def test_nobody_signs_in_by_json_or_by_token(app: Flask, stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    client = app.test_client()
    typed = {"email": "n.name@example.org", "password": PASSWORD}
    assert client.post("/sign-in?include_auth_token", json=typed).status_code == 415
    with app.test_request_context():
        token = db.get_one(User, 1).get_auth_token()
    assert client.get(f"/?auth_token={token}").status_code == 302
    assert client.get("/", headers={"Authentication-Token": token}).status_code == 302


def test_nobody_is_remembered_for_a_year(app: Flask, stranger: Reader, link: str) -> None:
    stranger.post(link, FIRST)
    typed = {"email": "n.name@example.org", "password": PASSWORD, "remember": "y"}
    response = app.test_client().post("/sign-in", data=typed)
    assert response.status_code == 302
    cookies = " ".join(response.headers.getlist("Set-Cookie"))
    assert "remember" not in cookies
    assert "SameSite=Strict" in cookies


def test_a_changed_password_leaves_a_trace(stranger: Reader, stored: Session, link: str) -> None:
    stranger.post(link, FIRST)
    another = "another sentence entirely"
    data = {"password": PASSWORD, "new_password": another, "new_password_confirm": another}
    stranger.client.post("/password", data=data)
    verbs = stored.scalars(select(AuditEvent.verb)).all()
    assert "account.password_changed" in verbs


def test_a_page_that_outlived_its_session_gets_a_new_token(
    app: Flask, reader: Reader, stranger: Reader
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    given = reader.client.get("/token").json
    assert given["token"]
    assert given["person"] == 1
    assert stranger.client.get("/token", headers={"Accept": "application/json"}).status_code == 401
