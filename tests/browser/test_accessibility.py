"""Every kind of page, held to WCAG by axe, to the width of a phone, and to the security policy."""

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, begin_assessment, watched

PAGES = (
    "/",
    "/?words=nothing-like-it",
    "/cases/new",
    "/cases/kh-kem-sokha",
    "/cases/kh-vod-licence",
    "/cases/kh-kem-sokha/details",
    "/cases/kh-kem-sokha/facts",
    "/cases/kh-kem-sokha/facts/CHANGES",
    "/cases/kh-kem-sokha/instruments",
    "/cases/kh-kem-sokha/defendant/new",
    "/cases/kh-kem-sokha/charge/new",
    "/cases/kh-kem-sokha/proceeding/new",
    "/cases/kh-kem-sokha/hearing/new",
    "/cases/kh-kem-sokha/event/new",
    "/cases/kh-kem-sokha/source_conflict/new",
    "/cases/kh-kem-sokha/exhibit/new",
    "/cases/kh-kem-sokha/assessments/new",
    "/cases/kh-kong-korm/assessments/new",
    "/cases/kh-kem-sokha/published_assessment/new",
    "/exhibit/FIRST",
    "/history/case/1",
    "/published_assessment/1",
    "/assessments/1",
    "/assessments/1/check",
    "/assessments/1/sections/arrest",
    "/assessments/1/answers/freedom-from-arbitrary-arrest.1",
    "/assessments/1/findings",
    "/assessments/1/findings/freedom-from-arbitrary-arrest",
    "/assessments/1/grade",
    "/assessments/1/report",
    "/assessments/1/narrative",
    "OPEN",
    "OPEN/check",
    "OPEN/sections/custody",
    "OPEN/instruments",
    "/comparison",
    "/comparison?country=MA",
    "/comparison?case=kh-kem-sokha&case=kh-theary-seng&case=kh-thach-setha&empty=yes",
    "/standards/",
    "/standards/counsel-pretrial",
    "/checklists/",
    "/checklists/judgment/1",
    "/checklists/judgment/1/copy",
    "/checklists/judgment/1/supplement",
    "DRAFT",
    "DRAFT/details",
    "DRAFT/section/new",
    "DRAFT/sections/document",
    "DRAFT/sections/document/details",
    "DRAFT/sections/document/topics/reasoned-public-judgment",
    "DRAFT/question/new?type=choice",
    "DRAFT/questions/reasoned-public-judgment.1",
    "DRAFT/contradictions",
    "DRAFT/contradiction/new",
    "DRAFT/check",
    "DRAFT/publication",
    "SUPPLEMENT/section/new",
    "SUPPLEMENT/check",
    "/standards/concordance",
    "/standards/concordance?instrument=arab-charter",
    "UNREAD",
    "/password",
    "/nowhere",
    "/checklists/import",
    "/welcome/nothing",
)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WAYS: Mapping[str, tuple[int, Literal["light", "dark"]]] = {
    "wide and light": (1280, "light"),
    "narrow and dark": (320, "dark"),
}


@pytest.fixture(scope="module")
def addresses(server: Server, chromium: Browser, signed_in: str) -> list[str]:
    """The pages, with the ids that this server gave."""
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    page = context.new_page()
    page.goto("/cases/kh-kem-sokha")
    facts = page.get_by_role("link", name="Facts about Kem Sokha").get_attribute("href") or ""
    exhibit = page.locator("a[href^='/exhibit/']").first.get_attribute("href") or ""
    open_ = begin_assessment(page).removeprefix(server.base)
    begun = {
        "OPEN": open_,
        "DRAFT": begin_draft(page, "/checklists/judgment/1/copy", "a-draft"),
        "SUPPLEMENT": begin_draft(page, "/checklists/trial/1/supplement", "a-supplement"),
    }
    page.goto("/standards/counsel-pretrial")
    unread = page.get_by_role("link", name="Record a check").first.get_attribute("href") or ""
    context.close()
    given = {
        "/cases/kh-kem-sokha/facts/CHANGES": facts,
        "/exhibit/FIRST": exhibit,
        "UNREAD": unread,
    }
    return [address_of(given.get(path, path), begun) for path in PAGES]


def begin_draft(page: Page, address: str, name: str) -> str:
    """Begin a draft under a short name; return the path of its page."""
    page.goto(address)
    page.get_by_label("Title").fill(name)
    page.get_by_label("What it is for").fill("For tests.")
    page.get_by_label("Short name").fill(name)
    if page.get_by_label("Country").count():
        page.get_by_label("Country").select_option(label="Kenya")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("heading", name="Last: check and publish").wait_for()
    return urlsplit(page.url).path


def address_of(path: str, begun: Mapping[str, str]) -> str:
    """Return the path with the address of what was begun in the place of its word."""
    first, *rest = path.split("/")
    return "/".join([begun.get(first, first), *rest])


def problems(page: Page) -> list[str]:
    results = Axe().run(page, options=RULES).response
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if width > 0:
        found.append(f"{width} pixels wider than the screen")
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing_on_any_page(
    server: Server, chromium: Browser, signed_in: str, addresses: list[str], half: int
) -> None:
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    complaints = watched(context)
    page = context.new_page()
    found = {}
    for address in addresses[half::2]:
        page.goto(address)
        for way, (width, scheme) in WAYS.items():
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if mistakes := problems(page):
                found[address, way] = mistakes
    context.close()
    assert found == {}
    assert complaints == []


def test_axe_finds_nothing_on_the_pages_before_signing_in(
    server: Server, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=server.base)
    page = context.new_page()
    for address in ("/sign-in", "/welcome/nothing"):
        page.goto(address)
        assert problems(page) == []
    context.close()


def test_axe_finds_nothing_on_a_page_with_mistakes_or_a_conflict(
    server: Server, chromium: Browser, signed_in: str
) -> None:
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    page = context.new_page()
    page.goto("/cases/new")
    page.get_by_role("button", name="Open the case").click()
    assert problems(page) == []
    section = f"{begin_assessment(page)}/sections/preparation"
    other = context.new_page()
    for tab in (page, other):
        tab.goto(section)
    for tab, word in ((other, "Yes"), (page, "No")):
        tab.locator('[data-question="disclosure.1"]').get_by_role(
            "radio", name=word, exact=True
        ).check()
        expect(tab.locator("[data-status]")).to_contain_text(re.compile("Saved|was changed"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="This answer was changed while you were editing").wait_for()
    assert problems(page) == []
    context.close()
