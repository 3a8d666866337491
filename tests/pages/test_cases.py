import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEvent, Revision
from app.cases.models import Case, Charge, Defendant, FactRow, Hearing, Proceeding
from app.partial_date import PartialDate
from tests.factories import CASE, a_case, make
from tests.pages.reader import Reader


@pytest.fixture
def case(app: Flask, administrator: User) -> Case:
    return make(app, lambda: a_case(administrator))


def test_opens_a_case(reader: Reader, stored: Session) -> None:
    page = reader.post("/cases/new", CASE | {"tags": "Journalist,  expression , journalist"})
    assert "Republic v. A" in page
    assert "Cambodia" in page
    case = stored.scalars(select(Case)).one()
    assert case.tags == ["expression", "journalist"]
    assert stored.scalars(select(AuditEvent.verb)).all() == ["case.opened"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Enter a title"),
        ("reference", "Not a slug", "Use small letters, digits and hyphens"),
        ("country", "XX", "“XX” is not the code of a country"),
        ("country", "EU", "“EU” is not the code of a country"),
        ("country", "", ": choose one"),
        ("kind", "divorce", "“divorce” is not one of the answers offered"),
        ("summary", "x" * 10_001, "Use at most 10000 characters"),
        ("tags", "x" * 61, "is too long"),
        ("tags", ",".join(f"t{n}" for n in range(31)), "Use at most 30 words"),
        ("reference", "new", "“new” can't be a reference"),
    ],
)
def test_a_form_with_a_mistake_changes_nothing(
    reader: Reader, stored: Session, field: str, value: str, says: str
) -> None:
    page = reader.post("/cases/new", CASE | {field: value}, status=422)
    assert says in page
    title = page.tree.find(".//title")
    assert title is not None
    assert (title.text or "").startswith("Error:")
    assert stored.scalar(select(func.count(Case.id))) == 0
    typed = page.fields()
    for name in ("title", "reference", "summary"):
        assert typed[name] == (CASE | {field: value})[name], "what was typed is still there"


def test_a_reference_that_another_case_has_is_refused(reader: Reader, case: Case) -> None:
    page = reader.post("/cases/new", CASE, status=422)
    assert "Another case has the reference “re-a”" in page


def test_a_case_is_changed_and_its_earlier_state_kept(
    reader: Reader, case: Case, stored: Session
) -> None:
    data = reader.get("/cases/re-a/details").fields()
    reader.post("/cases/re-a/details", data | {"title": "Republic v. A and B", "tags": "joint"})
    assert stored.get_one(Case, case.id).title == "Republic v. A and B"
    page = reader.get(f"/history/case/{case.id}")
    assert "Republic v. A and B" in page
    titles = [
        revision.content["title"]
        for revision in stored.scalars(
            select(Revision).where(Revision.subject == f"case:{case.id}")
        )
    ]
    assert titles.count("Republic v. A") == 1


def test_a_case_changed_meanwhile_is_a_conflict_that_shows_both(
    reader: Reader, case: Case, stored: Session
) -> None:
    old = reader.get("/cases/re-a/details").fields()
    reader.post("/cases/re-a/details", old | {"title": "Theirs"})
    page = reader.post("/cases/re-a/details", old | {"title": "Mine"}, status=409)
    assert "Theirs" in page
    assert page.fields()["title"] == "Mine"
    assert stored.get_one(Case, case.id).title == "Theirs"
    reader.post("/cases/re-a/details", page.fields())
    stored.expire_all()
    assert stored.get_one(Case, case.id).title == "Mine"


def test_changing_only_the_tags_is_a_change_too(reader: Reader, case: Case) -> None:
    old = reader.get("/cases/re-a/details").fields()
    reader.post("/cases/re-a/details", old | {"tags": "one"})
    reader.post("/cases/re-a/details", old | {"tags": "two"}, status=409)


def test_a_case_that_is_not_there(reader: Reader) -> None:
    assert "There is no such page" in reader.get("/cases/nowhere", status=404)


PARTS = {
    "defendant": {"name": "Bystander", "pseudonym": "", "role": "Journalist"},
    "charge": {"label": "Defamation", "provisions": "Art. 305", "alleged_act": "", "source": "E1"},
    "proceeding": {
        "stage": "appeal",
        "court": "Court of Appeal",
        "court_reference": "",
        "outcome": "pending",
        "decided_on-year": "2023",
        "decided_on-month": "",
        "decided_on-day": "",
        "sentence": "",
        "source": "",
    },
}
MODELS = {"defendant": Defendant, "charge": Charge, "proceeding": Proceeding}


@pytest.mark.parametrize("kind", PARTS)
def test_a_part_is_added_changed_removed_and_brought_back(
    reader: Reader, case: Case, stored: Session, kind: str
) -> None:
    reader.get(f"/cases/re-a/{kind}/new")
    reader.post(f"/cases/re-a/{kind}/new", PARTS[kind])
    row = stored.scalars(select(MODELS[kind]).order_by(MODELS[kind].id.desc())).first()
    assert row is not None
    shown = next(iter(PARTS[kind].values())) if kind != "proceeding" else "Court of Appeal"
    assert shown in reader.get("/cases/re-a")

    address = f"/{kind}/{row.id}"
    data = reader.get(f"{address}/details").fields()
    reader.post(f"{address}/details", data)
    stored.refresh(row)
    assert row.version == 1, "nothing changed, so nothing is noted"

    page = reader.post(f"{address}/removal")
    assert "Undo" in page
    assert shown not in page.text.replace("Undo", "")
    undo = next(f.get("action") for f in page.all(".//form") if "restoration" in str(f.attrib))
    assert shown in reader.post(str(undo))


def test_a_date_that_does_not_exist_is_refused_and_kept_in_the_form(
    reader: Reader, case: Case
) -> None:
    data = PARTS["proceeding"] | {"decided_on-day": "30", "decided_on-month": "2"}
    page = reader.post("/cases/re-a/proceeding/new", data, status=422)
    assert "30/2/2023 is not a date" in page
    assert page.fields()["decided_on-day"] == "30"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"decided_on-year": "", "decided_on-month": "2"}, "A date needs a year"),
        ({"decided_on-day": "3", "decided_on-month": ""}, "A day needs a month"),
        ({"decided_on-year": "soon"}, "soon is not a date"),
        ({"decided_on-year": "0"}, "0 is not a date"),
    ],
)
def test_half_a_date_is_refused(
    reader: Reader, case: Case, parts: dict[str, str], says: str
) -> None:
    page = reader.post("/cases/re-a/proceeding/new", PARTS["proceeding"] | parts, status=422)
    assert says in page


HEARING = {
    "held_on-year": "2023",
    "held_on-month": "3",
    "held_on-day": "",
    "about": "Opening",
    "observed": "access_refused",
    "access": "Turned away at the gate",
    "source": "",
}


def test_a_hearing_belongs_to_a_proceeding(reader: Reader, case: Case, stored: Session) -> None:
    assert "Add the proceeding first" in reader.post("/cases/re-a/hearing/new", HEARING)
    reader.post("/cases/re-a/proceeding/new", PARTS["proceeding"])
    page = reader.post("/cases/re-a/hearing/new", HEARING)
    assert "March 2023" in page
    assert "Access refused" in page
    assert stored.scalars(select(Hearing)).one().held_on == PartialDate(2023, 3)


def test_a_hearing_needs_a_date(reader: Reader, case: Case) -> None:
    reader.post("/cases/re-a/proceeding/new", PARTS["proceeding"])
    data = HEARING | {"held_on-year": "", "held_on-month": ""}
    page = reader.post("/cases/re-a/hearing/new", data, status=422)
    assert "Enter when the hearing was held" in page


def test_facts_of_the_case_are_kept_with_their_source(
    reader: Reader, case: Case, stored: Session
) -> None:
    form = reader.get("/cases/re-a/facts")
    data = form.fields()
    assert data["death-penalty"] == "unknown", "what nobody recorded is unknown"
    reader.post("/cases/re-a/facts", data | {"death-penalty": "no", "death-penalty_note": "Law"})
    row = stored.scalars(select(FactRow).where(FactRow.fact_id == "death-penalty")).one()
    assert (row.value, row.note) == ("no", "Law")
    again = reader.get("/cases/re-a/facts").fields()
    assert again["death-penalty"] == "no"


@pytest.mark.parametrize("address", ["/cases/re-a/facts", "/cases/re-a/instruments"])
def test_each_source_has_a_label_that_stays_and_a_long_page_is_saved_from_the_top_too(
    reader: Reader, case: Case, address: str
) -> None:
    page = reader.get(address)
    labels = {label.get("for"): label.text for label in page.all(".//label[@for]")}
    remarks = page.all(".//textarea")
    assert len(remarks) > 8
    assert {labels[remark.get("id")] for remark in remarks} == {"Source or remark"}
    assert not [remark for remark in remarks if remark.get("placeholder")]
    form = page.all(".//form[@novalidate]")[0]
    assert len(form.findall(".//button")) == 2


def test_facts_saved_meanwhile_are_a_conflict(reader: Reader, case: Case) -> None:
    old = reader.get("/cases/re-a/facts").fields()
    reader.post("/cases/re-a/facts", old | {"emergency": "yes"})
    now = reader.get("/cases/re-a/facts").fields()
    reader.post("/cases/re-a/facts", now | {"emergency": "no"})
    page = reader.post("/cases/re-a/facts", now | {"emergency": "yes"}, status=409)
    assert "This was changed while you were editing" in page
    assert "Saved No" in page
    assert "Yours, not saved Yes" in page


def test_facts_of_each_defendant_are_asked_apart(
    reader: Reader, case: Case, stored: Session
) -> None:
    person = stored.scalars(select(Defendant)).one()
    address = f"/cases/re-a/facts/{person.id}"
    page = reader.get(address)
    assert "Facts about A" in page
    reader.post(address, page.fields() | {"detained": "yes"})
    assert "Was the defendant detained before or during the trial?" in reader.get("/cases/re-a")


def test_a_defendant_of_another_case_is_not_found(
    reader: Reader, app: Flask, case: Case, administrator: User, stored: Session
) -> None:
    make(app, lambda: a_case(administrator, reference="re-b"))
    person = stored.scalars(select(Defendant)).first()
    assert person
    reader.get(f"/cases/re-b/facts/{person.id}", status=404)


def test_treaties_that_bind_are_recorded_with_how_it_is_known(reader: Reader, case: Case) -> None:
    data = reader.get("/cases/re-a/instruments").fields()
    page = reader.post("/cases/re-a/instruments", data | {"iccpr": "yes", "iccpr_note": "UNTS"})
    assert "International Covenant on Civil and Political Rights" in page
    assert "UNTS" in page


def test_an_observer_reads_and_changes_nothing(
    observer: Reader, case: Case, stored: Session
) -> None:
    page = observer.get("/cases/re-a")
    assert not any("/new" in link or "/details" in link for link in page.links())
    observer.get("/cases/re-a/details", status=403)
    for address in ("/cases/new", "/cases/re-a/details", "/cases/re-a/charge/new"):
        assert "You may not do this" in observer.post(address, CASE, status=403)
    assert stored.scalar(select(func.count(Revision.id))) == 2


def test_saving_an_unchanged_case_changes_nothing(
    reader: Reader, case: Case, stored: Session
) -> None:
    data = reader.get("/cases/re-a/details").fields()
    reader.post("/cases/re-a/details", data)
    reader.post("/cases/re-a/details", data)
    assert stored.scalar(select(func.count(Revision.id)).where(Revision.subject == "case:1")) == 1


def test_a_form_that_does_not_say_its_version_overwrites_nothing(
    reader: Reader, case: Case
) -> None:
    data = reader.get("/cases/re-a/details").fields()
    del data["version"]
    reader.post("/cases/re-a/details", data | {"title": "Other"}, status=409)
    reader.get("/cases/re-a/facts")
    facts = reader.get("/cases/re-a/facts").fields()
    assert facts["version"] == "0"
    reader.post("/cases/re-a/facts", facts | {"death-penalty": "no"})
    reader.post("/cases/re-a/facts", facts | {"death-penalty": "yes"}, status=409)
