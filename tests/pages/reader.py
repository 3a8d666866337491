"""A test client that reads every page as a careful visitor would."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import User


class Page:
    """A page that was read: its text, and its elements."""

    def __init__(self, response: TestResponse) -> None:
        self.html = response.text
        self.status = response.status_code
        self.tree = tinyhtml5.parse(self.html, namespace_html_elements=False)

    def __contains__(self, text: str) -> bool:
        return text in self.text

    @property
    def text(self) -> str:
        """What a visitor reads, white space folded."""
        main = self.tree.find(".//main")
        return " ".join(" ".join((main if main is not None else self.tree).itertext()).split())

    def all(self, path: str) -> list[Element]:
        return list(self.tree.findall(path))

    def links(self) -> list[str]:
        return [a.get("href", "") for a in self.all(".//a")]

    def fields(self) -> dict[str, str]:
        """What a browser would send of the page's largest form, as it stands."""
        found: dict[str, str] = {}
        form = max(self.all(".//form[@method='post']"), key=lambda form: len(list(form.iter())))
        for field in form.iter():
            name = field.get("name")
            if not name or name == "csrf_token" or field.tag == "button":
                continue
            if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
                continue
            if field.tag == "textarea":
                found[name] = (field.text or "").removeprefix("\n")
            elif field.tag == "select":
                chosen = [o for o in field.iter("option") if o.get("selected") is not None]
                found[name] = chosen[0].get("value", "") if chosen else ""
            else:
                found[name] = field.get("value", "")
        return found


class Reader:
    """Fetch pages, and hold each to what every page owes its reader."""

    def __init__(self, client: FlaskClient, user: User | None) -> None:
        self.client = client
        if user:
            with client.session_transaction() as session:
                session["_user_id"] = user.fs_uniquifier
                session["_fresh"] = True

    def get(self, path: str, status: int = 200) -> Page:
        return self._read(self.client.get(path), status)

    def post(self, path: str, data: Mapping[str, Any] | None = None, status: int = 303) -> Page:
        """Send a form; a redirect is followed to the page it leads to."""
        response = self.client.post(path, data=data or {})
        assert response.status_code == status, Page(response).text
        if status == 303:
            self.location = response.location
            return self.get(response.location)
        return self._read(response, status)

    def _read(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert response.status_code == status, page.text
        _hold_to_account(page)
        return page


def _hold_to_account(page: Page) -> None:
    heads = page.all(".//h1")
    assert len(heads) == 1, "a page has one heading"
    title = page.tree.find(".//title")
    assert title is not None
    assert (title.text or "").strip(), "a page has a title"
    assert page.tree.get("lang"), "a page says its language"
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), f"ids are unique: {[i for i in ids if ids.count(i) > 1]}"
    assert not page.all(".//style"), "no style inline"
    assert not [e for e in page.tree.iter() if e.get("style")], "no style attributes"
    for script in page.all(".//script"):
        assert script.get("src"), "no script inline"
        assert not (script.text or "").strip()
    assert not re.search(r"\son\w+=", page.html), "no handlers inline"
    for form in page.all(".//form"):
        if form.get("method") == "post":
            assert form.findall(".//input[@name='csrf_token']"), "a form carries its token"
    _fields_have_names(page, set(ids))
    for link in page.all(".//a"):
        target = link.get("href") or ""
        assert target, "a link leads somewhere"
        if target.startswith("#"):
            assert target[1:] in ids, f"{target} is on the page"


def _fields_have_names(page: Page, ids: set[str | None]) -> None:
    labelled = {label.get("for") for label in page.all(".//label")}
    wrapped = {id(f) for label in page.all(".//label") for f in label.iter()}
    for field in page.tree.iter():
        if field.tag not in ("input", "select", "textarea") or field.get("type") == "hidden":
            continue
        has_name = field.get("id") in labelled or id(field) in wrapped or field.get("aria-label")
        assert has_name, f"{field.get('name')} has a label"
    for element in page.tree.iter():
        for reference in (element.get("aria-describedby") or "").split():
            assert reference in ids, f"{reference} is on the page"
