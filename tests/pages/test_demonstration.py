"""What a newcomer finds after the first start."""

import re

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.assessments.models import Answer, AnswerVersion
from app.cases.models import Case
from app.checklists.question import AnswerCode
from app.evidence.models import SourceConflict
from app.findings.models import Finding
from tests.factories import demonstration
from tests.pages.reader import Page, Reader
from tests.unit.test_coding import SILENT

NINE = (
    "kh-kem-sokha",
    "kh-thach-setha",
    "kh-son-chhay",
    "kh-theary-seng",
    "kh-kak-sovannchhay",
    "ma-radi-1",
    "ma-radi-2",
    "ru-shevchenko",
    "by-andreyeva-chultsova",
)
FILE = re.compile(r"\.(pdf|csv|yaml|xlsx|xlsform)\b|/file$")
COMPARISON = "/comparison?" + "&".join(f"case={reference}" for reference in NINE)


@pytest.fixture(autouse=True)
def loaded(app: Flask) -> None:
    demonstration(app)


def heads(page: Page) -> list[str]:
    return [" ".join("".join(th.itertext()).split()) for th in page.all(".//thead/tr/th")]


def test_loading_again_changes_nothing(app: Flask, stored: Session) -> None:
    before = stored.scalar(select(func.count(Case.id)))
    demonstration(app)
    assert stored.scalar(select(func.count(Case.id))) == before == 18


def test_all_statements_are_answers_and_silence_is_not_observed(stored: Session) -> None:
    counts = dict(stored.execute(select(Answer.code, func.count()).group_by(Answer.code)).all())
    assert counts[AnswerCode.NOT_OBSERVED] == 225
    assert (counts[AnswerCode.NO], counts[AnswerCode.PARTLY]) == (17, 2)
    assert AnswerCode.YES not in counts
    assert stored.scalar(select(func.count(SourceConflict.id))) == 7
    assert stored.scalar(select(func.count()).select_from(AnswerVersion)) == 256


def test_no_standard_on_which_the_source_is_silent_is_found_to_be_respected(
    stored: Session,
) -> None:
    levels = dict(stored.execute(select(Finding.standard_id, Finding.level)).all())
    assert {levels[standard] for standard in SILENT} == {"insufficient_information"}
    assert "consistent" not in levels.values()


def test_the_comparison_lines_up_nine_cases_with_their_grades(reader: Reader) -> None:
    columns = heads(reader.get(COMPARISON))
    graded = dict(column.split(" Grade: ") for column in columns if " Grade: " in column)
    ours = next(of for of in graded if of.startswith("Prosecutor v. Kem Sokha"))
    assert ours.startswith("Prosecutor v. Kem Sokha Cambodia, judged 2023 Our assessment")
    assert graded[ours] == "NG"
    assert {of: grade for of, grade in graded.items() if "Omar Radi" in of or "Theary" in of} == {
        "Theary Seng Cambodia TrialWatch": "F",
        "Omar Radi (first trial) Morocco TrialWatch": "D",
        "Omar Radi (second trial) Morocco TrialWatch": "D",
    }
    assert "Thach Setha Cambodia No assessment yet" in columns


def test_others_findings_name_their_body_and_lead_to_their_address(reader: Reader) -> None:
    page = reader.get(COMPARISON)
    link = next(link for link in page.links() if "/published_assessment/" in link)
    opened = reader.get(link.split("#")[0])
    assert "These are not our findings" in opened
    assert any(link.startswith("https://") for link in opened.links())


def test_a_cell_of_ours_opens_the_finding_and_its_answers(reader: Reader) -> None:
    page = reader.get(COMPARISON)
    link = next(link for link in page.links() if link.endswith("/findings/protected-conduct"))
    opened = reader.get(link)
    assert "If confirmed, what is reported would point to a violation" in opened
    assert "politically motivated prosecutions" in opened


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("country=MA", 2),
        ("tag=journalist", 3),
        ("checklist=trial&case=kh-kem-sokha&case=ma-radi-1", 2),
        ("source=others&case=kh-kem-sokha", 1),
        ("source=ours&case=kh-kem-sokha", 1),
        ("case=nowhere", 0),
    ],
)
def test_the_comparison_is_filtered(reader: Reader, query: str, count: int) -> None:
    page = reader.get(f"/comparison?{query}")
    assert len(page.all(".//thead/tr/th")) == (count + 1 if count else 0)


def test_a_phase_is_chosen_and_an_unknown_one_ignored(reader: Reader) -> None:
    page = reader.get(f"{COMPARISON}&phase=pre-trial")
    assert "At the trial" not in [
        "".join(e.itertext()) for e in page.all(".//tr[@class='matrix__phase']/th")
    ]
    reader.get(f"{COMPARISON}&phase=afterwards")


def test_the_comparison_is_downloaded_as_csv(reader: Reader) -> None:
    response = reader.client.get(COMPARISON.replace("/comparison?", "/comparison.csv?"))
    assert response.mimetype == "text/csv"
    text = response.text
    assert '"notice-of-charges","Prompt and detailed information about the charges"' in text
    assert '"TrialWatch","F","","Violation"' in text
    assert "If confirmed, what is reported would point to a violation" in text
    assert "Not a ranking" in text


def test_the_page_before_a_choice_explains_itself(reader: Reader) -> None:
    assert "No ranking" in reader.get("/comparison")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=sokha", {"Prosecutor v. Kem Sokha", "The ADHOC Five"}),
        ("words=SETHA", {"Thach Setha"}),
        ("words=radi+second", {"Omar Radi (second trial)"}),
        ("words=Ny+Chakrya", {"The ADHOC Five"}),
        ("words=100%25", set()),
        ("country=MV", {"Mohamed Nasheed"}),
        ("tag=child", {"Kak Sovannchhay"}),
        ("grade=F", {"Theary Seng"}),
        ("grade=NG", {"Prosecutor v. Kem Sokha"}),
        ("status=graded", {"Prosecutor v. Kem Sokha"}),
        ("status=in-progress", set()),
        ("country=MA&grade=D&words=first", {"Omar Radi (first trial)"}),
    ],
)
def test_the_list_is_searched_and_filtered(reader: Reader, query: str, found: set[str]) -> None:
    page = reader.get(f"/?{query}")
    assert {e.text for e in page.all(".//ul[@class='list']//strong")} == found


def test_the_civil_suit_and_the_licence_say_why_they_are_not_assessed(reader: Reader) -> None:
    assert "suit at law" in reader.get("/cases/kh-kong-korm/assessments/new")
    assert "Context only" in reader.get("/cases/kh-vod-licence")


def test_the_case_shows_its_intervals_and_what_is_missing(reader: Reader) -> None:
    page = reader.get("/cases/kh-kem-sokha")
    assert "Arrest to judgment at first instance 2,007 days" in page
    assert "Custody, from arrest to release 372 days From 3 September 2017" in page
    assert "Restrictions after release 426 days" in page
    assert "Not recorded: first appearance before a judge" in page


def test_every_page_of_the_case_can_be_read(reader: Reader) -> None:
    seen = {"/"}
    waiting = ["/cases/kh-kem-sokha", COMPARISON]
    while waiting:
        page = reader.get(waiting.pop())
        for link in page.links():
            address = link.split("#")[0]
            if address.startswith("/") and address not in seen and not FILE.search(address):
                seen.add(address)
                if "/sections/" in address or "/findings/" in address or "/answers/" in address:
                    continue
                waiting.append(address)
    assert len(seen) > 300


def counted(app: Flask, reader: Reader, path: str) -> int:
    """Return how many statements one page costs."""
    seen: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:  # type: ignore[no-untyped-def]
        seen.append(statement)

    engine = app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", note)
    reader.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_lists_cost_the_same_however_long_they_are(app: Flask, reader: Reader) -> None:
    reader.get("/")
    assert counted(app, reader, "/?words=sokha") == counted(app, reader, "/")
    few = "/comparison?case=kh-theary-seng&case=kh-kem-sokha"
    assert counted(app, reader, few) == counted(app, reader, COMPARISON)
