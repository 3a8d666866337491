"""Every kind of page, held to WCAG by axe, to the width of a phone, and to the security policy."""

import re

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
    "/comparison",
    "/comparison?country=MA",
    "/comparison?case=kh-kem-sokha&case=kh-theary-seng&case=kh-thach-setha&empty=yes",
    "/standards/",
    "/standards/counsel-pretrial",
    "/password",
    "/nowhere",
    "/checklists/import",
    "/welcome/nothing",
)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WAYS = {
    "wide and light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "narrow and dark": {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"},
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
    context.close()
    given = {"/cases/kh-kem-sokha/facts/CHANGES": facts, "/exhibit/FIRST": exhibit}
    return [given.get(path, path).replace("OPEN", open_) for path in PAGES]


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


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_on_any_page(
    server: Server, chromium: Browser, signed_in: str, addresses: list[str], way: str
) -> None:
    context = chromium.new_context(
        base_url=server.base,
        storage_state=signed_in,
        **WAYS[way],  # type: ignore[arg-type]
    )
    complaints = watched(context)
    page = context.new_page()
    found = {}
    for address in addresses:
        page.goto(address)
        if mistakes := problems(page):
            found[address] = mistakes
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
