"""An assessment that moves to another version of its checklist, in a real browser."""

import re
import sqlite3
from contextlib import closing
from hashlib import sha256

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_accessibility import problems
from tests.browser.test_journeys import SAVED, answer, question, status
from tests.factories import OWN
from tests.versions import own_2

SOON = "prompt-judicial-appearance.soon"


def publish(server: Server, content: str, number: int) -> None:
    with closing(sqlite3.connect(server.data / "fairhearing.db")) as held:
        held.execute(
            "INSERT INTO own_checklist (checklist_id, number, content_yaml, sha256, published_at, "
            "made_by_id, made_at, version) VALUES ('own', ?, ?, ?, '2026-01-01 00:00:00', 1, "
            "'2026-01-01 00:00:00', 1)",
            (number, content, sha256(content.encode()).hexdigest()),
        )
        held.commit()


def test_answers_go_to_another_version_are_confirmed_and_come_back(
    page: Page, server: Server
) -> None:
    publish(server, OWN.read_text(encoding="utf-8"), 1)
    page.goto("/cases/kh-kem-sokha/assessments/new")
    page.get_by_role("radio", name=re.compile(r"^Custody\b")).check()
    page.get_by_role("button", name="Begin").click()
    tasks = page.url
    page.goto(f"{tasks}/sections/custody")
    answer(page, SOON, "Yes")
    expect(status(page)).to_have_text(SAVED)
    publish(server, own_2(), 2)
    page.goto(tasks)
    page.get_by_role("link", name="See what changes").click()
    expect(page.locator("del")).to_contain_text(["promptly?"])
    assert problems(page) == []
    page.get_by_role("button", name="Move to version 2").click()
    page.goto(f"{tasks}/sections/custody")
    one = question(page, SOON)
    expect(one.get_by_text("To be confirmed.")).to_be_visible()
    assert problems(page) == []
    one.get_by_role("button", name="Confirm this answer").click()
    expect(one.get_by_text("Confirmed for version 2.")).to_be_focused()
    expect(one.get_by_text("To be confirmed.")).to_have_count(0)
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(one.get_by_text("To be confirmed.")).to_have_count(0)
    one.get_by_role("link", name="History of this answer").click()
    assert problems(page) == []
    page.goto(tasks)
    page.get_by_role("button", name="Go back to version 1").click()
    page.goto(f"{tasks}/sections/custody")
    expect(one.get_by_text("promptly?")).to_be_visible()
    expect(one.get_by_text("To be confirmed.")).to_have_count(0)
