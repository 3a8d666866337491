"""The law: what the sources say, who read them, what binds the State, what is measured by."""

import random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments.models import Assessment
from app.audit.models import AuditEvent
from app.cases.actions import add_part
from app.checklists.event import EventKind
from app.checklists.legal_basis import source_key
from app.checklists.library import instruments, standards
from app.checklists.models import SourceCheck
from app.checklists.provision import touches
from app.checklists.question import AnswerCode
from app.checklists.standard import Source, Verified
from app.db import now
from app.evidence.models import Event
from app.partial_date import PartialDate
from tests.conftest import ROOT
from tests.factories import a_case, an_assessment, make, submitted
from tests.pages.reader import Page, Reader

# The citations that were marked verified before each had its sentence: standard, instrument,
# provision.  Two are left out, which a lawyer struck from their standard since: CRC 40(2)(b)(ii)
# does not speak of information on rights, nor CRC 37(d) of appearance before a judge.
VERIFIED = [
    line.split(" ", 2)
    for line in (ROOT / "tests" / "verified_citations.txt").read_text().splitlines()
]
UNREAD = next(s for s in standards()["public-hearing"].sources if s.verified is Verified.NO)
CHECK = f"/standards/public-hearing/sources/{source_key('public-hearing', UNREAD)}"
CHECKED = {
    "version": "0",
    "who": "A. Lawyer",
    "checked_on-day": "24",
    "checked_on-month": "11",
    "checked_on-year": "2025",
    "against": "The authentic text, UNTS 1520",
}
MARK = "Checked by A. Lawyer on 24 November 2025 against The authentic text, UNTS 1520"


def events(stored: Session) -> list[str]:
    verbs = stored.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))
    return [verb for verb in verbs if verb.startswith(("source.", "assessment.instr", "instr"))]


def a_dated_case(by: User, country: str, year: int, reference: str = "re-a") -> None:
    case = a_case(by, country=country, reference=reference)
    for day, kind in (
        (PartialDate(year, 5, 1), EventKind.ARREST),
        (PartialDate(year, 9), EventKind.JUDGMENT),
    ):
        add_part(Event(case_id=case.id, happened_on=day, what="It", kind=kind), by=by)


def test_the_page_says_of_20_verified_sources_what_they_say(reader: Reader) -> None:
    for standard_id, instrument_id, provision in random.sample(VERIFIED, 20):
        page = reader.get(f"/standards/{standard_id}")
        found = [
            source
            for source in standards()[standard_id].sources
            if source.instrument == instrument_id and touches(source.provision, provision)
        ]
        assert found, (standard_id, instrument_id, provision)
        for source in found:
            assert shows(page, source), (standard_id, source)


def shows(page: Page, source: Source) -> bool:
    """Tell whether one entry of the page holds instrument, provision and sentence together."""
    short = instruments()[source.instrument].short
    for entry in page.all(".//li"):
        text = " ".join("".join(entry.itertext()).split())
        if short in text and source.provision in text and source.says in text:
            return True
    return False


def test_what_nobody_read_is_marked_and_says_only_what_it_is_cited_for(reader: Reader) -> None:
    page = reader.get("/standards/public-hearing")
    assert f"[Not verified] Cited for: {UNREAD.says}." in page
    assert "Where they were read" in page
    assert CHECK in page.links()


def test_a_check_of_a_source_is_recorded_shown_withdrawn_and_brought_back(
    reader: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: an_assessment(administrator))
    page = reader.post(CHECK, CHECKED)
    assert "The check is recorded." in page
    assert MARK in page
    assert f"[Not verified] Cited for: {UNREAD.says}." not in page
    for address in ("/assessments/1/findings/public-hearing", "/assessments/1/report"):
        assert MARK in reader.get(address), address
    again = reader.get(CHECK)
    assert "The administrator" in again, "the history says who recorded it"
    reader.post(CHECK, again.fields())
    reader.post(CHECK, CHECKED | {"who": "Somebody else"}, status=409)
    page = reader.post(f"{CHECK}/removal")
    assert MARK not in page
    assert MARK not in reader.get("/assessments/1/report")
    assert "The check was withdrawn" in reader.get(CHECK)
    assert MARK in reader.post(f"{CHECK}/restoration")
    assert events(stored) == ["source.checked", "source.check_withdrawn", "source.check_restored"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("who", "", "Enter who read the provision."),
        ("against", "", "Say which text the provision was read in."),
        ("against", "UNTS", "Name the text and where it stands"),
        ("checked_on-year", "", "A date needs a year."),
        ("checked_on-year", "1203", "The text was adopted in"),
        ("checked_on-year", str(now().year + 1), "still to come"),
    ],
)
def test_half_a_check_is_refused(
    reader: Reader, stored: Session, field: str, value: str, says: str
) -> None:
    page = reader.post(CHECK, CHECKED | {field: value}, status=422)
    assert says in page
    assert not stored.scalars(select(SourceCheck)).all()


def test_only_an_administrator_records_a_check_and_only_of_what_was_not_read(
    reader: Reader, observer: Reader
) -> None:
    observer.post(CHECK, CHECKED, status=403)
    observer.post(f"{CHECK}/removal", status=403)
    assert CHECK not in observer.get("/standards/public-hearing").links()
    read = next(s for s in standards()["public-hearing"].sources if s.verified is Verified.YES)
    reader.get(f"/standards/public-hearing/sources/{source_key('public-hearing', read)}", 404)
    reader.get(f"/standards/fair-hearing/sources/{CHECK.rsplit('/', 1)[1]}", 404)
    reader.post(f"{CHECK}/removal", status=404)


def test_the_case_says_what_the_table_knows_and_what_was_recorded_goes_before_it(
    reader: Reader, observer: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: a_case(administrator, country="RU"))
    page = reader.get("/cases/re-a/instruments")
    assert "The dates of the case are not known" in page
    make(app, lambda: a_dated_case(administrator, "RU", 2023, "re-b"))
    page = reader.get("/cases/re-b/instruments")
    assert "the case runs from 1 May 2023 at the earliest" in page
    assert "No longer in force for the State at the time (from 5 May 1998 to 16 September" in page
    assert "By the table: Ratified on 16 October 1973" in page
    assert "Reservation of Russia, articles 5(3), (4)" in page
    assert "The table says nothing of it." not in page
    page = reader.post(
        "/cases/re-b/instruments", page.fields() | {"echr": "yes", "echr_note": "By declaration"}
    )
    assert "Recorded for this case" in page
    page = reader.get("/cases/re-b/instruments")
    assert (
        "In force for the State on the dates of the case (recorded for this case: By decl" in page
    )
    assert "Russia was expelled" in page, "the table is still shown"
    assert events(stored).count("instrument.saved") > 0
    assert not observer.get("/cases/re-b/instruments").all(".//textarea")
    observer.post("/cases/re-b/instruments", {"echr": "no"}, status=403)


def test_a_country_outside_the_table_is_not_guessed_at(
    reader: Reader, app: Flask, administrator: User
) -> None:
    make(app, lambda: a_dated_case(administrator, "FR", 2020))
    assert "The table says nothing of it." in reader.get("/cases/re-a/instruments")
    assert "Not known whether it binds the State ICCPR ; CAT ;" in reader.get("/cases/re-a")


def test_the_legal_basis_shows_reservations_and_greys_what_did_not_bind(
    reader: Reader, app: Flask, administrator: User
) -> None:
    def both() -> None:
        for country, year, reference in (("RU", 2019, "re-a"), ("RU", 2023, "re-b")):
            a_dated_case(administrator, country, year, reference)

    make(app, both)
    for reference in ("re-a", "re-b"):
        reader.post(f"/cases/{reference}/assessments/new", {"checklist_id": "trial"})
    then = reader.get("/assessments/1/findings/challenge-detention")
    assert "Reservation of Russia, articles 5(3), (4), since 5 May 1998: Temporary" in then
    assert "That it binds the State: confirmed indirectly" in then
    after = reader.get("/assessments/2/findings/challenge-detention")
    (aside,) = after.all(".//details[@class='basis__aside']")
    text = " ".join("".join(aside.itertext()).split())
    assert text.startswith("Do not bind the State, or did not at the time")
    assert "ECHR 5(4): in force for the State only from 5 May 1998 to 16 September 2022" in text
    assert "ACHR 7(6), 25: the State is not a party" in text
    section = reader.get("/assessments/1/sections/custody")
    assert "Binding on the State ICCPR" in section
    report = reader.get("/assessments/2/report")
    cited = " ".join("".join(p.itertext()) for p in report.all(".//p[@class='provisions']"))
    assert "ICCPR 9(4)" in cited
    assert "ECHR" not in cited, "what did not bind is not cited as law"


def test_an_assessment_chooses_the_treaties_that_it_measures_by(
    reader: Reader, observer: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.NOT_OBSERVED))
    make(app, lambda: a_case(administrator, reference="re-b"))
    reader.post("/cases/re-b/assessments/new", {"checklist_id": "trial"})
    address = "/assessments/2/instruments"
    page = reader.get(address)
    assert address in reader.get("/assessments/2").links()
    ticked = [box.get("value") for box in page.all(".//input[@checked]")]
    assert ticked[:3] == ["iccpr", "cat", "crc"], "what binds is ticked"
    assert "echr" not in [box.get("value") for box in page.all(".//input[@type='checkbox']")]
    assert "European Convention on Human Rights: the State is not a party" in page
    version = page.fields()["version"]
    reader.post(address, {"version": version, "instruments": ticked})
    assert events(stored) == [], "all that bind is what holds without a choice"
    none = reader.post(address, {"version": version}, status=422)
    assert "Choose at least one treaty." in none
    reader.post(address, {"version": version, "instruments": ["echr"]}, status=422)
    page = reader.post(address, {"version": version, "instruments": ["cat", "iccpr"]})
    assert "It measures by treaties that were chosen: ICCPR, CAT." in page
    assert events(stored) == ["assessment.instruments_chosen"]
    stale = reader.post(address, {"version": version, "instruments": ["cat"]}, status=409)
    assert "Convention against Torture" in stale
    report = reader.get("/assessments/2/report")
    assert "This assessment measures by treaties that were chosen: ICCPR, CAT." in report
    assert "Not measured by in this assessment" in reader.get(
        "/assessments/2/findings/no-secret-detention"
    )
    heads = [th.text for th in reader.get("/comparison").all(".//th[@scope='row']")]
    assert heads[0] == "Treaties measured by"
    assert "Measured by ICCPR, CAT" in reader.get("/comparison")
    assert not reader.get("/assessments/1/instruments").all(".//button[@class='button']")
    reader.post("/assessments/1/instruments", {"instruments": ["iccpr"]}, status=403)
    observer.get(address)
    observer.post(address, {"instruments": ["iccpr"]}, status=403)
    (chosen,) = stored.scalars(select(Assessment.instruments).where(Assessment.id == 2))
    assert chosen == ["iccpr", "cat"]


def test_the_concordance_shows_the_standards_through_one_instrument_or_six(
    reader: Reader,
) -> None:
    page = reader.get("/standards/concordance")
    (head,) = page.all(".//table/thead/tr")
    words = [" ".join("".join(th.itertext()).split()) for th in head.findall("th")]
    assert words == [
        "Standard", "ICCPR", "ECHR", "ACHR", "ACHPR", "Arab Charter", "ASEAN Declaration",
    ]  # fmt: skip
    assert len(page.all(".//table/tbody/tr")) == len(standards()) + 4
    page = reader.get("/standards/concordance?instrument=echr")
    assert "ECHR 5(2) Everyone arrested must be told promptly" in page
    assert "Nothing recorded here." in page
    offered = [option.get("value") for option in page.all(".//select/option")]
    assert offered[1:7] == ["iccpr", "echr", "achr", "achpr", "arab-charter", "ahrd"]
    reader.get("/standards/concordance?instrument=nonsense", status=404)


NONE_FOUND = "Reservations, declarations and derogations: none found where it was read."
LAW_OF_CAMBODIA = [
    "In force for the State on the dates of the case",
    "ICCPR | since 26 August 1992 | Acceded on 26 May 1992; in force three months later, on 26 "
    "August 1992. " + NONE_FOUND,
    "Additional Protocol II | since 14 July 1998 | Acceded on 14 January 1998 and in force six "
    "months later, as remembered. [not verified] Reservations, declarations and derogations: not "
    "looked up.",
    "In force for the State on some of the dates of the case",
    "CED | since 27 July 2013 | Acceded on 27 June 2013; in force on the thirtieth day after, on "
    "27 July 2013. " + NONE_FOUND,
    "The State is not a party",
    "ECHR | No | Not a member of the Council of Europe, to whose members alone the treaty is open. "
    "[confirmed indirectly]",
]


def test_the_report_lists_the_law_in_force_once(
    reader: Reader, app: Flask, administrator: User
) -> None:
    make(app, lambda: a_dated_case(administrator, "KH", 2013))
    reader.post("/cases/re-a/assessments/new", {"checklist_id": "trial"})
    page = reader.get("/assessments/1/report")
    (table,) = page.all(".//table[@class='law']")
    rows = [
        " | ".join(" ".join("".join(cell.itertext()).split()) for cell in row)
        for row in table.findall("tbody/tr")
    ]
    assert [row for row in rows if row in LAW_OF_CAMBODIA] == LAW_OF_CAMBODIA
    assert "By its dated events, the case runs from 1 May 2013 at the earliest" in page
    for address in ("/assessments/1/report", "/cases/re-a/instruments"):
        assert "A copy does not show what was made or withdrawn after it" in reader.get(address)
    assert "This assessment measures by every treaty that is known to bind the State: ICCPR" in page
    assert "List of the United Nations Treaty Collection" in page, (
        "the annex says where it was read"
    )


def test_what_is_recorded_after_submission_does_not_change_the_law_of_finished_work(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.NOT_OBSERVED))
    before = reader.get("/assessments/1").text
    assert "ICCPR" in before
    fields = reader.get("/cases/re-a/instruments").fields()
    reader.post("/cases/re-a/instruments", fields | {"iccpr": "no", "iccpr_note": "A mistake"})
    assert reader.get("/assessments/1").text == before
    section = reader.get("/assessments/1/sections/custody")
    assert "Binding on the State" in section
    reader.post("/assessments/1/reopening", {"reason": "The law was recorded anew."})
    assert "ICCPR" not in reader.get("/assessments/1").text.split("It measures by")[1].split(".")[0]
