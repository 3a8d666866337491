"""What people do, from end to end, in a real browser."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import PASSWORD, Server, begin_assessment, watched

SAVED = re.compile(r"^Saved \d\d:\d\d$")
ANSWERS = ("Yes", "Partly", "No", "Not observed", "Undetermined", "Not applicable")


def status(page: Page) -> Locator:
    return page.locator("[data-status]")


def question(page: Page, question_id: str) -> Locator:
    return page.locator(f'[data-question="{question_id}"]')


def answer(page: Page, question_id: str, word: str) -> None:
    question(page, question_id).get_by_role("radio", name=word, exact=True).check()


def codes(page: Page) -> dict[str, str]:
    """Return what is chosen on the page, by question."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[data-question]')].map(
             q => [q.dataset.question, q.querySelector('.answers input:checked')?.value ?? '']))"""
    )
    return found


def test_a_lawyer_does_the_whole_job(page: Page) -> None:
    page.goto("/cases/new")
    page.get_by_label("Title").fill("Republic v. Journey")
    page.get_by_label("Reference").fill("re-journey")
    page.get_by_label("Country of the trial").select_option(label="Kenya")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("link", name="Add a defendant").click()
    page.get_by_label("Name").fill("J. Journey")
    page.get_by_role("button", name="Add a defendant").click()
    page.get_by_role("link", name="Facts of the case").click()
    page.get_by_role("group", name="Can the offence charged carry").get_by_role(
        "radio", name="No", exact=True
    ).check()
    page.get_by_role("button", name="Save the facts").first.click()
    page.get_by_role("link", name="Begin an assessment").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Arrest and the first hours").click()
    answer(page, "reasons-for-arrest.1", "No")
    question(page, "reasons-for-arrest.1").get_by_label("Note").fill("Told two days later.")
    expect(status(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="Lawyer, family and treatment in custody").wait_for()
    page.get_by_role("link", name="All sections").click()
    page.get_by_role("link", name="Check your answers").click()
    expect(page.get_by_text("A source is missing")).to_be_visible()


def test_a_killed_server_loses_nothing_that_was_said_to_be_saved(
    page: Page, server: Server
) -> None:
    address = begin_assessment(page)
    page.goto(f"{address}/sections/custody")
    asked = [id_ for id_ in codes(page) if question(page, id_).is_visible()]
    given = {}
    for number, question_id in enumerate(asked):
        if not question(page, question_id).is_visible():
            continue
        word = ANSWERS[number % len(ANSWERS)]
        answer(page, question_id, word)
        expect(status(page)).to_have_text(SAVED)
        note = question(page, question_id).get_by_label("Note")
        if not note.is_visible():
            question(page, question_id).get_by_text("Note, source and confidence").click()
        note.fill(f"Note on {question_id}")
        given[question_id] = word.lower().replace(" ", "_")
    expect(status(page)).to_have_text(SAVED)
    server.kill()
    server.start()
    page.reload()
    kept = codes(page)
    assert {id_: kept[id_] for id_ in given} == given
    for question_id in given:
        expect(question(page, question_id).get_by_label("Note")).to_have_value(
            f"Note on {question_id}"
        )


def test_two_tabs_on_one_answer_end_in_a_conflict_that_shows_both(
    page: Page, context: BrowserContext
) -> None:
    address = f"{begin_assessment(page)}/sections/tribunal"
    other = context.new_page()
    page.goto(address)
    other.goto(address)
    counsel = "impartial-tribunal.2"
    answer(other, counsel, "Yes")
    expect(status(other)).to_have_text(SAVED)
    answer(page, counsel, "No")
    question(page, counsel).get_by_label("Note").fill("The judge had been the prosecutor.")
    expect(status(page)).to_contain_text("was changed by R. Reviewer")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This answer was changed while you were editing"
    )
    expect(page.get_by_text("The judge had been the prosecutor.").first).to_be_visible()
    page.get_by_role("button", name="Save mine").click()
    assert codes(page)[counsel] == "no"


def test_what_is_typed_without_a_connection_is_saved_once_it_is_back(
    server: Server, chromium: Browser, signed_in: str
) -> None:
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{begin_assessment(page)}/sections/defence")
    context.set_offline(True)
    answer(page, "self-or-counsel-of-choice.1", "Partly")
    expect(status(page)).to_contain_text("Not saved: the connection failed")
    question(page, "self-or-counsel-of-choice.1").get_by_label("Note").fill("Typed offline")
    context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(question(page, "self-or-counsel-of-choice.1").get_by_label("Note")).to_have_value(
        "Typed offline"
    )
    context.close()


def test_an_answer_whose_confirmation_got_lost_is_kept_once_and_is_no_conflict(
    server: Server, chromium: Browser, signed_in: str
) -> None:
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{begin_assessment(page)}/sections/defence")
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().text())
            route.abort()

    page.route("**/answers/**", lose_once)
    answer(page, "legal-aid-effective-counsel.3", "Partly")
    expect(status(page)).to_contain_text("Not saved: the connection failed")
    one = question(page, "legal-aid-effective-counsel.3")
    one.get_by_label("Note").fill("Typed before the answer came back.")
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(one.get_by_label("Note")).to_have_value("Typed before the answer came back.")
    one.get_by_role("link", name="History of this answer").click()
    expect(page.locator("ol[reversed] > li")).to_have_count(2)
    context.close()


def test_a_section_is_filled_without_a_script(
    server: Server, chromium: Browser, signed_in: str
) -> None:
    context = chromium.new_context(
        base_url=server.base, storage_state=signed_in, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{begin_assessment(page)}/sections/remedies")
    answer(page, "effective-remedy.1", "No")
    question(page, "effective-remedy.1").get_by_text("Note, source and confidence").click()
    question(page, "effective-remedy.1").get_by_label("Note").fill("No court would hear it.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_have_text(SAVED)
    expect(
        question(page, "effective-remedy.1").get_by_role("radio", name="No", exact=True)
    ).to_be_checked()
    context.close()


def test_an_answer_is_chosen_by_keyboard(page: Page) -> None:
    page.goto(f"{begin_assessment(page)}/sections/hearings")
    first = question(page, "public-hearing.1").get_by_role("radio", name="Yes", exact=True)
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(
        question(page, "public-hearing.1").get_by_role("radio", name="Partly", exact=True)
    ).to_be_checked()
    expect(status(page)).to_have_text(SAVED)
    expect(question(page, "public-hearing.4")).to_be_visible()
    asked = [id_ for id_ in codes(page) if question(page, id_).is_visible()]
    number = asked.index("public-hearing.4") + 1
    caption = question(page, "public-hearing.4").locator("[data-number]")
    expect(caption).to_have_text(f"Question {number} of {len(asked)}")
    page.keyboard.press("ArrowLeft")
    expect(question(page, "public-hearing.4")).to_be_hidden()
    group = question(page, "public-hearing.1").locator("xpath=..")
    expect(group.get_by_text("Questions that do not apply, and why")).to_be_visible()


def test_an_answer_is_cleared_by_a_button_and_never_by_an_arrow(page: Page) -> None:
    page.goto(f"{begin_assessment(page)}/sections/hearings")
    one = question(page, "public-hearing.1")
    clear = one.get_by_role("button", name="Clear this answer")
    expect(clear).to_be_hidden()
    answer(page, "public-hearing.1", "Yes")
    page.keyboard.press("ArrowLeft")
    expect(one.get_by_role("radio", name="Not applicable")).to_be_checked()
    one.get_by_label("Note").fill("Kept")
    clear.click()
    expect(one.get_by_text("Answer cleared.")).to_be_visible()
    expect(clear).to_be_hidden()
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    assert codes(page)["public-hearing.1"] == ""
    expect(one.get_by_label("Note")).to_have_value("Kept")


def test_an_answer_cleared_by_mistake_is_brought_back(page: Page) -> None:
    page.goto(f"{begin_assessment(page)}/sections/hearings")
    one = question(page, "public-hearing.1")
    answer(page, "public-hearing.1", "Partly")
    one.get_by_role("button", name="Clear this answer").click()
    expect(one.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(one.get_by_role("radio", name="Partly", exact=True)).to_be_focused()
    expect(one.get_by_text("Answer cleared.")).to_be_hidden()
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    assert codes(page)["public-hearing.1"] == "partly"


def test_a_second_exhibit_is_cited(page: Page) -> None:
    address = f"{begin_assessment(page)}/sections/law"
    page.goto(address)
    one = question(page, "improper-motive.1")
    one.get_by_role("radio", name="No", exact=True).check()
    one.get_by_text("Cite an exhibit", exact=True).click()
    one.get_by_label("Exhibit").select_option(index=1)
    one.get_by_role("button", name="Cite one more").click()
    one.get_by_label("Exhibit").nth(1).select_option(index=2)
    one.get_by_label("Page or paragraph").nth(1).fill("para 3")
    expect(status(page)).to_have_text(SAVED)
    expect(status(page)).to_have_text(SAVED)
    page.goto(address)
    expect(one.get_by_label("Page or paragraph").nth(1)).to_have_value("para 3")


def test_an_answer_says_what_it_needs_as_soon_as_it_is_chosen(page: Page) -> None:
    page.goto(f"{begin_assessment(page)}/sections/law")
    one = question(page, "improper-motive.1")
    note, source, reason = (
        one.get_by_text(text) for text in ("seen or read", "a source: an", "why it does not apply")
    )
    asked = {"Yes": (), "No": (note, source), "Not applicable": (reason,), "Partly": (note, source)}
    for word, needs in asked.items():
        answer(page, "improper-motive.1", word)
        for hint in (note, source, reason):
            expect(hint).to_be_visible(visible=hint in needs)
    one.get_by_label("Note").fill("He was a candidate.")
    expect(note).to_be_hidden()
    expect(source).to_be_visible()
    one.get_by_label("Basis").select_option(label="Observed directly")
    expect(one.get_by_text("Needed before you submit")).to_have_count(2)
    for hint in one.get_by_text("Needed before you submit").all():
        expect(hint).to_be_hidden()


def test_an_exhibit_added_in_another_tab_can_be_cited_without_a_reload(
    page: Page, context: BrowserContext
) -> None:
    page.goto(f"{begin_assessment(page)}/sections/law")
    one = question(page, "improper-motive.1")
    answer(page, "improper-motive.1", "No")
    one.get_by_text("Cite an exhibit", exact=True).click()
    with context.expect_page() as opened:
        one.get_by_role("link", name="Add an exhibit").click()
    other = opened.value
    other.get_by_label("Title").fill("Letter from the court")
    other.get_by_label("Public address").fill("https://example.org/letter")
    other.get_by_role("button", name="Add an exhibit").click()
    other.get_by_role("heading", level=1, name="Prosecutor v. Kem Sokha").wait_for()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    letter = one.get_by_label("Exhibit").get_by_text("Letter from the court")
    expect(letter).to_have_count(1)
    one.get_by_label("Exhibit").select_option(label=letter.inner_text())
    expect(status(page)).to_have_text(SAVED)


def test_enter_in_a_source_saves_and_clears_nothing(page: Page) -> None:
    page.goto(f"{begin_assessment(page)}/sections/law")
    first, *_rest = (id_ for id_ in codes(page) if question(page, id_).is_visible())
    answer(page, first, "No")
    one = question(page, first)
    one.get_by_text("Cite an exhibit", exact=True).click()
    one.get_by_label("Exhibit").select_option(index=1)
    one.get_by_label("Page or paragraph").fill("para 3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("saved="))
    assert codes(page)[first] == "no"


@pytest.mark.parametrize("with_script", [True, False])
def test_a_question_that_depends_on_a_choice_is_asked_only_then(
    server: Server, chromium: Browser, signed_in: str, with_script: bool
) -> None:
    context = chromium.new_context(
        base_url=server.base, storage_state=signed_in, java_script_enabled=with_script
    )
    page = context.new_page()
    page.goto("/cases/new")
    reason = page.get_by_label("Why the criminal checklist does not apply")
    expect(reason).to_be_hidden()
    page.get_by_role("radio", name="Civil").check()
    expect(reason).to_be_visible()
    page.get_by_role("radio", name="Criminal").check()
    expect(reason).to_be_hidden()
    context.close()


def test_a_mistake_takes_the_reader_to_it(page: Page) -> None:
    page.goto("/cases/new")
    page.get_by_role("button", name="Open the case").click()
    expect(page).to_have_title(re.compile(r"^Error: "))
    expect(page.locator("[data-errors]")).to_be_focused()
    page.get_by_role("link", name="Enter a title").click()
    expect(page.get_by_label("Title")).to_be_focused()


def test_the_report_is_read_and_downloaded(page: Page, tmp_path: Path) -> None:
    page.goto("/cases/kh-kem-sokha")
    page.get_by_role("link", name="Report", exact=True).first.click()
    expect(page.locator(".grade-box__letter")).to_have_text("NG")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Download the PDF").click()
        expect(page.locator("#pdf-status")).to_contain_text("Preparing the PDF")
    expect(page.locator("#pdf-status")).to_have_text("The PDF is downloaded.")
    path = tmp_path / "report.pdf"
    download.value.save_as(path)
    with pikepdf.open(path) as document:
        assert len(document.pages) >= 15


def test_cases_are_compared_and_a_cell_is_opened(page: Page) -> None:
    page.goto("/comparison")
    page.get_by_text("Choose cases").click()
    for name in ("Prosecutor v. Kem Sokha", "Omar Radi (first trial)", "Omar Radi (second trial)"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("columnheader", name="Omar Radi (first trial)")).to_contain_text("D")
    row = page.get_by_role("row", name="No prosecution for exercising protected rights")
    row.get_by_role("link", name="Insufficient information").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "No prosecution for exercising protected rights"
    )


def test_a_checklist_is_made_ones_own_and_used(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Checklists").click()
    page.get_by_role("link", name="Judgment", exact=True).click()
    page.get_by_role("link", name="Duplicate").click()
    page.get_by_label("Title").fill("Judgments in Kenya")
    page.get_by_label("Short name").fill("judgment-kenya")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("link", name="The document and its reasons").click()
    row = page.get_by_role("listitem").filter(has_text="On what date was the judgment given?")
    down = row.get_by_role("button", name="Down")
    down.focus()
    page.keyboard.press("Enter")
    first = page.locator("ol.list a.question__text").first
    expect(first).to_have_text("On what date did the defence receive the full written text?")
    first.click()
    page.get_by_label("Question", exact=True).fill("When did the defence get the text?")
    page.get_by_role("radio", name="Yes, only the words differ").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role(
        "button", name=re.compile("Remove.*On what date was the judgment given")
    ).click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="All sections").click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish version 1 for good").click()
    page.get_by_text("Published. It is offered for new assessments").wait_for()
    page.goto("/cases/kh-kem-sokha/assessments/new")
    page.get_by_role("radio", name="Judgments in Kenya").check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="The document and its reasons").click()
    expect(page.get_by_text("When did the defence get the text?")).to_be_visible()


def test_removing_something_can_be_undone(page: Page) -> None:
    page.goto("/cases/kh-son-chhay")
    page.get_by_role("link", name="Change Defamation").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No charge yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Criminal Code, article 305")).to_be_visible()


@pytest.fixture
def fresh(chromium: Browser, server: Server, signed_in: str) -> Iterator[Page]:
    """A browser that nobody is signed in with, on a server where the account is set up."""
    context = chromium.new_context(base_url=server.base)
    complaints = watched(context)
    yield context.new_page()
    context.close()
    assert complaints == []


def test_signing_in_with_a_password_leads_back_to_where_one_was(fresh: Page) -> None:
    fresh.goto("/cases/kh-kem-sokha")
    fresh.get_by_label("E-mail address").fill("reviewer@example.org")
    fresh.get_by_label("Password").fill(PASSWORD)
    fresh.get_by_role("button", name="Sign in").click()
    expect(fresh.get_by_role("heading", level=1)).to_have_text("Prosecutor v. Kem Sokha")
    fresh.get_by_role("button", name="Sign out").click()
    expect(fresh.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_page_that_outlived_its_session_saves_once_its_reader_is_signed_in_again(
    page: Page, context: BrowserContext
) -> None:
    page.goto(f"{begin_assessment(page)}/sections/arrest")
    first, second = list(codes(page))[:2]
    answer(page, first, "Not observed")
    expect(status(page)).to_have_text(SAVED)
    other = context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    answer(page, second, "Undetermined")
    expect(status(page)).to_contain_text("you are signed out")
    other.get_by_label("E-mail address").fill("reviewer@example.org")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.get_by_role("heading", name="Cases").wait_for()
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    page.reload()
    expect(question(page, second).get_by_role("radio", name="Undetermined")).to_be_checked()


@pytest.mark.parametrize("path", ["/cases/new", "/cases/kh-kem-sokha?x=1", "/?page=1#main"])
def test_a_link_on_another_site_leads_in_and_signs_nobody_out(
    page: Page, context: BrowserContext, server: Server, path: str
) -> None:
    other_site = page
    other_site.goto(f"http://127.0.0.1:{server.port}/sign-in")
    other_site.evaluate(
        """address => {
             const link = document.createElement("a");
             link.href = address;
             link.textContent = "Follow";
             document.body.prepend(link);
           }""",
        server.base + path,
    )
    other_site.get_by_role("link", name="Follow").click()
    expect(other_site.get_by_role("button", name="Sign out")).to_be_visible()
    assert other_site.url == server.base + path.partition("#")[0]
    other_tab = context.new_page()
    other_tab.goto("/")
    expect(other_tab.get_by_role("button", name="Sign out")).to_be_visible()


def test_pressing_save_while_the_server_is_away_keeps_the_page_and_what_was_typed(
    server: Server, chromium: Browser, signed_in: str
) -> None:
    context = chromium.new_context(base_url=server.base, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{begin_assessment(page)}/sections/defence")
    section = page.url
    asked = "self-or-counsel-of-choice.1"
    answer(page, asked, "Partly")
    expect(status(page)).to_have_text(SAVED)
    context.set_offline(True)
    question(page, asked).get_by_label("Note").fill("Typed offline")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_contain_text("Not saved: the connection failed")
    page.get_by_role("button", name="Save and continue").click()
    assert page.url == section
    expect(question(page, asked).get_by_label("Note")).to_have_value("Typed offline")
    context.set_offline(False)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="Presumption of innocence", level=1).wait_for()
    page.goto(section)
    expect(question(page, asked).get_by_label("Note")).to_have_value("Typed offline")
    context.close()


def test_an_open_page_saves_nothing_under_the_name_of_whoever_signed_in_later(
    page: Page, context: BrowserContext, server: Server
) -> None:
    with closing(sqlite3.connect(server.data / "fairhearing.db")) as database, database:
        database.execute(
            "INSERT INTO user (name, email, fs_uniquifier, password, active, role, created_at) "
            "SELECT 'S. Second', 'second@example.org', 'second', password, active, role, "
            "created_at FROM user WHERE email = 'reviewer@example.org'"
        )
    page.goto(f"{begin_assessment(page)}/sections/arrest")
    first = next(iter(codes(page)))
    other = context.new_page()

    def sign_in_as(address: str) -> None:
        other.goto("/")
        other.get_by_role("button", name="Sign out").click()
        other.get_by_label("E-mail address").fill(address)
        other.get_by_label("Password").fill(PASSWORD)
        other.get_by_role("button", name="Sign in").click()
        other.get_by_role("heading", name="Cases").wait_for()

    sign_in_as("second@example.org")
    answer(page, first, "Yes")
    expect(status(page)).to_contain_text("Somebody else is signed in in this browser")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_contain_text("what you typed is not saved")
    sign_in_as("reviewer@example.org")
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    page.reload()
    expect(question(page, first).get_by_role("radio", name="Yes")).to_be_checked()
    page.goto(page.url.replace("sections/arrest", f"answers/{first}"))
    authors = page.locator("ol[reversed] strong")
    expect(authors).to_have_text(["R. Reviewer"])


def test_answers_that_can_hardly_both_be_right_are_told_at_once_and_no_longer_than_that(
    page: Page,
) -> None:
    page.goto(f"{begin_assessment(page)}/sections/preparation")
    told = question(page, "undue-delay.5").get_by_text("Can both be right?")
    answer(page, "undue-delay.5", "Yes")
    answer(page, "time-and-facilities.1", "No")
    expect(told.first).to_be_visible()
    expect(status(page)).to_have_text(SAVED)
    answer(page, "time-and-facilities.1", "Yes")
    expect(told).to_have_count(0)
    expect(status(page)).to_have_text(SAVED)
