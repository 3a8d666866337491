import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments.answering import Status
from app.assessments.models import Answer, AnswerCitation, AnswerVersion, Assessment
from app.audit.models import AuditEvent
from app.checklists.question import AnswerCode
from app.db import db
from app.evidence.models import Exhibit
from tests.databases import PostgreSQL, SQLite
from tests.factories import a_case, an_assessment, answered, make, submitted
from tests.pages.reader import Page, Reader

COUNSEL = "counsel-pretrial.1"
SECTION = "/assessments/1/sections/custody"
SAVE = f"/assessments/1/answers/{COUNSEL}"
JSON = {"Accept": "application/json"}


@pytest.fixture
def assessment(app: Flask, administrator: User) -> Assessment:
    return make(app, lambda: an_assessment(administrator))


@pytest.fixture
def exhibit(reader: Reader, assessment: Assessment, stored: Session) -> Exhibit:
    data = {"title": "Custody record", "kind": "other", "address": "https://example.org"}
    reader.post("/cases/re-a/exhibit/new", data)
    return stored.scalars(select(Exhibit)).one()


def given(question: str = COUNSEL, **values: Any) -> dict[str, str]:
    return {f"{question}-{name}": str(value) for name, value in values.items()}


def save(reader: Reader, status: int = 200, **values: Any) -> dict[str, Any]:
    response = reader.client.post(SAVE, data=given(**values), headers=JSON)
    assert response.status_code == status, response.text
    answer: dict[str, Any] = response.json or {}
    return answer


def test_beginning_twice_before_anything_is_answered_makes_one(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    begin = {"checklist_id": "trial", "hearing_id": ""}
    reader.post("/cases/re-a/assessments/new", begin)
    assert stored.scalar(select(func.count(Assessment.id))) == 1
    save(reader, version=0, code="yes")
    reader.post("/cases/re-a/assessments/new", begin)
    assert stored.scalar(select(func.count(Assessment.id))) == 2


def test_begins_an_assessment_of_a_case(
    reader: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: a_case(administrator))
    opened = reader.get("/cases/re-a/assessments/new")
    assert opened.fields()["checklist_id"] == "trial", "chosen unless another is"
    page = reader.post("/cases/re-a/assessments/new", {"checklist_id": "trial", "hearing_id": ""})
    assert "0 of" in page
    row = stored.scalars(select(Assessment)).one()
    assert (row.checklist_id, row.checklist_version) == ("trial", 1)
    assert len(row.checklist_hash) == 64


def a_hearing(reader: Reader, observed: str) -> None:
    reader.post("/cases/re-a/proceeding/new", {"stage": "first-instance", "outcome": "pending"})
    data = {"held_on-year": "2023", "held_on-month": "5", "held_on-day": "3", "observed": observed}
    reader.post("/cases/re-a/hearing/new", data)


def test_a_hearing_form_needs_a_hearing(reader: Reader, app: Flask, administrator: User) -> None:
    make(app, lambda: a_case(administrator))
    a_hearing(reader, "observed")
    data = {"checklist_id": "hearing", "hearing_id": ""}
    page = reader.post("/cases/re-a/assessments/new", data, status=422)
    assert "Choose the hearing" in page
    offered = [f.get("value") for f in page.all(".//input[@name='checklist_id']")]
    assert offered == [
        *("trial", "screening", "hearing", "arrest-and-detention", "judgment", "appeal"),
        *("death-penalty", "child", "military-court", "impunity"),
    ]
    assert "A whole case Trial From arrest to remedy, once for the case" in page
    assert re.search(
        r"the same day, once for each .* questions\. Hearing Hearings that are", page.text
    )


def test_where_no_hearing_was_observed_the_page_says_why_there_is_no_form_for_one(
    reader: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: a_case(administrator))
    assert "/cases/re-a/proceeding/new" in reader.get("/cases/re-a/assessments/new").links()
    a_hearing(reader, "not_observed")
    page = reader.get("/cases/re-a/assessments/new")
    offered = [f.get("value") for f in page.all(".//input[@name='checklist_id']")]
    assert "trial" in offered
    assert "hearing" not in offered
    assert "no hearing of this case is recorded as observed" in page
    assert "/cases/re-a/hearing/new" in page.links()
    assert "level hearing" not in page
    data = {"checklist_id": "hearing", "hearing_id": "1"}
    reader.post("/cases/re-a/assessments/new", data, status=422)
    assert stored.scalar(select(func.count(Assessment.id))) == 0


def test_a_civil_suit_says_why_it_is_not_assessed(
    reader: Reader, app: Flask, administrator: User, stored: Session
) -> None:
    make(app, lambda: a_case(administrator, kind="civil", remark="A suit at law."))
    assert "A suit at law." in reader.get("/cases/re-a/assessments/new")
    data = {"checklist_id": "trial", "hearing_id": ""}
    reader.client.post("/cases/re-a/assessments/new", data=data)
    assert stored.scalar(select(func.count(Assessment.id))) == 0


def test_a_section_is_saved_without_a_script(
    reader: Reader, assessment: Assessment, exhibit: Exhibit, stored: Session
) -> None:
    data = reader.get(SECTION).fields() | given(
        code="no", note="Came\r\nlate", basis="document", confidence="high"
    )
    cited = given(**{"citations-0-exhibit_id": exhibit.id, "citations-0-pinpoint": "p. 2"})
    page = reader.post(SECTION, data | cited | {"stay": "yes"})
    assert "Saved" in page
    row = stored.scalars(select(Answer)).one()
    assert (row.code, row.note, row.basis, row.version) == ("no", "Came\nlate", "document", 1)
    citation = stored.scalars(select(AnswerCitation)).one()
    assert (citation.exhibit_id, citation.pinpoint) == (exhibit.id, "p. 2")
    assert stored.scalars(
        select(AuditEvent.subject).where(AuditEvent.verb == "answer.saved")
    ).all() == [f"assessment:1/{COUNSEL}"]


def test_saving_what_was_shown_changes_nothing(
    reader: Reader, assessment: Assessment, exhibit: Exhibit, stored: Session
) -> None:
    save(reader, version=0, code="yes", note="x", **{"citations-0-exhibit_id": exhibit.id})
    reader.post(SECTION, reader.get(SECTION).fields())
    assert stored.scalars(select(Answer.version)).all() == [1]


def test_save_and_continue_leads_to_the_next_section_that_applies(
    reader: Reader, assessment: Assessment
) -> None:
    data = reader.get(SECTION).fields()
    page = reader.post(SECTION, data | {"continue": "yes"})
    assert "Judge, bail and length of detention" in page


def test_each_change_saves_by_itself(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    answer = save(reader, version=0, code="yes")
    assert answer["version"] == 1
    assert answer["saved"]
    assert save(reader, version=1, code="partly")["version"] == 2
    assert [v.code for v in stored.scalars(select(AnswerVersion).order_by("version"))] == [
        "yes",
        "partly",
    ]


def test_the_same_change_sent_twice_is_kept_once(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes")
    assert save(reader, version=0, code="yes")["version"] == 1
    assert stored.scalar(select(func.count()).select_from(AnswerVersion)) == 1


def test_an_answer_can_be_cleared_and_its_history_stays(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="no", note="At first")
    save(reader, version=1, code="", note="")
    assert stored.scalars(select(Answer.code)).all() == [None]
    page = reader.get(f"/assessments/1/answers/{COUNSEL}")
    assert "At first" in page
    assert "The administrator" in page


def test_a_button_clears_the_answer_alone_and_another_brings_it_back(
    reader: Reader, assessment: Assessment, exhibit: Exhibit, stored: Session
) -> None:
    cited = {"citations-0-exhibit_id": exhibit.id, "citations-0-quote": "At noon"}
    save(reader, version=0, code="no", note="Late", basis="document", **cited)
    page = reader.post(SECTION, reader.get(SECTION).fields() | {"clear": COUNSEL})
    said = page.all(f".//div[@id='{COUNSEL}']//p[@data-cleared]")
    assert [p.get("hidden") for p in said] == [None]
    row = stored.scalars(select(Answer)).one()
    assert (row.code, row.note, row.basis) == (None, "Late", "document")
    assert stored.scalars(select(AnswerCitation.quote)).all() == ["At noon"]

    reader.post(SECTION, page.fields() | {"restore": COUNSEL})
    stored.refresh(row)
    assert (row.code, row.note, row.version) == ("no", "Late", 3)
    assert reader.location.endswith(f"#{COUNSEL}")


def test_clearing_one_answer_keeps_what_else_was_typed(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes")
    typed = reader.get(SECTION).fields() | given("counsel-pretrial.2", code="partly", note="x")
    reader.post(SECTION, typed | {"clear": COUNSEL})
    codes = dict(stored.execute(select(Answer.question_id, Answer.code)).all())
    assert codes == {COUNSEL: None, "counsel-pretrial.2": "partly"}


@pytest.mark.parametrize("button", ["clear", "restore"])
def test_a_button_for_a_question_of_another_section_changes_nothing(
    reader: Reader, assessment: Assessment, stored: Session, button: str
) -> None:
    for question in ("reasons-for-arrest.1", "csrf_token", "nowhere"):
        page = reader.post(SECTION, reader.get(SECTION).fields() | {button: question})
        assert "Saved" in page
    assert stored.scalar(select(func.count()).select_from(Answer)) == 0


def test_an_exhibit_to_cite_can_be_added_from_the_question(
    reader: Reader, assessment: Assessment
) -> None:
    page = reader.get(SECTION)
    links = [a for a in page.all(".//a[@target='_blank']") if "exhibit/new" in a.get("href", "")]
    assert {a.get("href") for a in links} == {"/cases/re-a/exhibit/new"}
    assert {a.get("rel") for a in links} == {"noopener"}


def test_an_open_page_can_ask_what_may_be_cited_since(
    reader: Reader, assessment: Assessment, exhibit: Exhibit
) -> None:
    offered = reader.client.get("/assessments/1/exhibits", headers=JSON).json
    assert offered == [{"id": exhibit.id, "label": "E1 · Custody record"}]


def test_only_a_source_that_is_cited_stands_open(
    reader: Reader, assessment: Assessment, exhibit: Exhibit
) -> None:
    save(reader, version=0, code="no", **{"citations-0-exhibit_id": exhibit.id})
    one = reader.get(SECTION).tree.find(f".//div[@id='{COUNSEL}']")
    assert one is not None
    sources = one.find(".//fieldset[@data-citations]")
    assert sources is not None
    assert len(sources.findall("./div[@data-citation]")) == 1
    assert len(sources.findall("./details/div[@data-citation]")) == 1


def test_blank_sources_do_not_come_back_with_a_mistake(
    reader: Reader, assessment: Assessment
) -> None:
    quoted = given(**{"citations-3-exhibit_id": "", "citations-3-quote": "He was beaten."})
    page = reader.post(SECTION, reader.get(SECTION).fields() | quoted, status=422)
    sources = page.all(".//fieldset[@data-citations]/div[@data-citation]")
    assert len(sources) == 1


def test_an_answer_saved_on_a_stale_version_is_a_conflict_that_says_who(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes")
    answer = save(reader, status=409, version=0, code="no")
    assert "This answer was changed by The administrator" in answer["message"]
    assert stored.scalars(select(Answer.code)).all() == ["yes"]


def conflicting(reader: Reader, other: str) -> Page:
    """Answer one question that somebody answered meanwhile, and another one; see both versions."""
    stale = reader.get(SECTION).fields()
    save(reader, version=0, code="yes", note="Theirs")
    typed = stale | given(code="no", note="Mine") | given(other, code="partly", note="Also typed")
    return reader.post(SECTION, typed, status=409)


def test_the_conflict_page_shows_both_and_loses_nothing_else_typed(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    other = "counsel-pretrial.2"
    page = conflicting(reader, other)
    assert "Theirs" in page
    assert "Mine" in page
    assert stored.scalar(select(func.count()).select_from(Answer)) == 1, "nothing half saved"

    fields = page.fields()
    assert fields[f"{other}-note"] == "Also typed"
    reader.post(SECTION, fields)
    notes = dict(stored.execute(select(Answer.question_id, Answer.note)).all())
    assert notes == {COUNSEL: "Mine", other: "Also typed"}
    assert len(reader.get(f"/assessments/1/answers/{COUNSEL}").all(".//ol[@reversed]/li")) == 2


def test_the_conflict_page_says_who_saved_and_when_and_not_that_it_was_somebody_else(
    reader: Reader, assessment: Assessment
) -> None:
    stale = reader.get(SECTION).fields()
    save(reader, version=0, code="yes")
    page = reader.post(SECTION, stale | given(code="no"), status=409)
    assert "This answer was changed while you were editing" in page
    assert re.search(r"Saved by The administrator, \d\d:\d\d", page.text)
    assert "Yours, not saved" in page
    assert "Somebody else" not in page
    folded = page.all(".//details[summary='Combine the two']")[0]
    assert folded.get("open") is None


def test_the_saved_version_can_be_kept_without_losing_what_else_was_typed(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    other = "counsel-pretrial.2"
    reader.post(SECTION, conflicting(reader, other).fields() | {"keep": COUNSEL})
    notes = dict(stored.execute(select(Answer.question_id, Answer.note)).all())
    assert notes == {COUNSEL: "Theirs", other: "Also typed"}


def test_of_two_conflicts_each_is_decided_by_itself(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    stale = reader.get(SECTION).fields()
    other = "counsel-pretrial.2"
    theirs = given(note="Theirs 1") | given(other, note="Theirs 2")
    reader.post(SECTION, stale | theirs)
    typed = stale | given(note="Mine 1") | given(other, note="Mine 2")
    first = reader.post(SECTION, typed, status=409)
    assert "1 more answer was changed meanwhile" in first
    second = reader.post(SECTION, first.fields() | {"keep": COUNSEL}, status=409)
    assert "Mine 2" in second
    reader.post(SECTION, second.fields())
    notes = dict(stored.execute(select(Answer.question_id, Answer.note)).all())
    assert notes == {COUNSEL: "Theirs 1", other: "Mine 2"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"code": "perhaps"}, "“perhaps” is not one of the answers offered"),
        ({"code": "yes", "basis": "rumour"}, "“rumour” is not one of the answers offered"),
        ({"code": "yes", "note": "x" * 10_001}, "longer than 10000 characters"),
        ({"citations-0-exhibit_id": 999}, "not an exhibit of this case"),
        ({"citations-0-exhibit_id": "E1"}, "Not a valid integer value"),
        ({"citations-0-quote": "He was beaten."}, "Choose the exhibit that this is taken from"),
        ({"citations-0-pinpoint": "para 3"}, "Choose the exhibit that this is taken from"),
    ],
)
def test_what_is_not_offered_is_refused_and_nothing_saved(
    reader: Reader, assessment: Assessment, stored: Session, values: dict[str, str], says: str
) -> None:
    assert says in save(reader, status=422, version=0, **values)["message"]
    typed = reader.get(SECTION).fields() | given(**values)
    page = reader.post(SECTION, typed, status=422)
    assert says in page
    assert page.all(".//div[@role='alert']")
    assert stored.scalar(select(func.count()).select_from(Answer)) == 0


def test_an_over_long_note_comes_back_whole(reader: Reader, assessment: Assessment) -> None:
    typed = reader.get(SECTION).fields() | given(code="no", note="word " * 3000)
    page = reader.post(SECTION, typed, status=422)
    assert page.fields()[f"{COUNSEL}-note"].split() == ["word"] * 3000


def test_a_question_that_is_not_asked_is_not_found(reader: Reader, assessment: Assessment) -> None:
    assert reader.client.post("/assessments/1/answers/no.1", headers=JSON).status_code == 404
    reader.get("/assessments/1/answers/no.1", status=404)
    reader.get("/assessments/1/sections/nowhere", status=404)
    reader.get("/assessments/99", status=404)
    reader.get(f"/assessments/{10**20}", status=404)


def test_an_answer_closes_what_depends_on_it_and_says_why(
    reader: Reader, assessment: Assessment
) -> None:
    address = "/assessments/1/answers/freedom-from-torture.1"
    data = given("freedom-from-torture.1", version=0, code="yes")
    answer = reader.client.post(address, data=data, headers=JSON).json or {}
    assert set(answer["closed"]) == {"freedom-from-torture.2", "freedom-from-torture.3"}
    page = reader.get(SECTION)
    hidden = [e.get("id") for e in page.tree.iter("div") if e.get("hidden") is not None]
    assert hidden == ["freedom-from-torture.2", "freedom-from-torture.3"]
    assert "It depends on the answer to: “Is the record free of credible allegations" in page


def test_an_answer_on_a_closed_branch_is_kept_for_when_it_opens_again(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    typed = reader.get(SECTION).fields()
    typed |= given("freedom-from-torture.1", code="no", note="Bruises")
    typed |= given("freedom-from-torture.2", code="partly", note="Late")
    reader.post(SECTION, typed)
    again = reader.get(SECTION).fields() | given("freedom-from-torture.1", code="yes")
    reader.post(SECTION, again)
    row = stored.get(Answer, (1, "freedom-from-torture.2"))
    assert row
    assert row.note == "Late"


def test_the_questions_that_are_asked_are_numbered_and_say_what_they_are_answered_from(
    reader: Reader, assessment: Assessment
) -> None:
    asked = len(reader.get(SECTION).all(".//div[@data-question]"))
    address = "/assessments/1/answers/freedom-from-torture.1"
    reader.client.post(address, data=given("freedom-from-torture.1", version=0, code="yes"))
    captions = [
        "".join(p.itertext())
        for div in reader.get(SECTION).all(".//div[@data-question]")
        if div.get("hidden") is None
        for p in div.findall("p")[:1]
    ]
    assert captions[0] == f"Question 1 of {asked - 2} · from the file"
    assert captions[-1].startswith(f"Question {asked - 2} of {asked - 2} · ")


def test_an_answer_has_a_history_once_it_was_changed(
    reader: Reader, assessment: Assessment
) -> None:
    save(reader, version=0, code="yes")
    assert "History of this answer" not in reader.get(SECTION)
    save(reader, version=1, code="no")
    assert "History of this answer" in reader.get(SECTION)


def test_facts_close_whole_standards(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    data = reader.get("/cases/re-a/facts").fields()
    reader.post("/cases/re-a/facts", data | {"death-penalty": "no"})
    page = reader.get("/assessments/1/sections/exceptional")
    assert "The facts of the case say no to: “Can the offence charged carry" in page


def test_the_check_lists_what_is_missing_with_links(reader: Reader, assessment: Assessment) -> None:
    save(reader, version=0, code="no")
    page = reader.get("/assessments/1/check")
    assert f"{SECTION}#{COUNSEL}" in page.links()
    assert "A note is missing" in page
    assert "A source is missing" in page


def test_the_check_tells_answers_that_need_more_from_questions_not_answered_yet(
    reader: Reader, assessment: Assessment
) -> None:
    save(reader, version=0, code="no")
    save(reader, version=1, code="partly")
    for address in ("/assessments/1/check", "/assessments/1"):
        page = reader.get(address)
        assert "1 answer needs something more" in page
        assert "300 questions are not answered yet" in page
        assert "lacks something" not in page
    check = reader.get("/assessments/1/check")
    assert re.search(r"Arrest and the first hours \d+ not answered", check.text)
    assert "/assessments/1/sections/arrest#freedom-from-arbitrary-arrest.1" in check.links()


def test_the_tasks_begin_with_the_facts_that_are_not_known(
    reader: Reader, observer: Reader, assessment: Assessment
) -> None:
    page = reader.get("/assessments/1")
    forms = [link for link in page.links() if "/facts" in link]
    assert forms == ["/cases/re-a/facts", "/cases/re-a/facts/1"]
    case, person = (reader.get(form) for form in forms)
    asked = len(case.all(".//fieldset")), len(person.all(".//fieldset"))
    assert f"Facts of the case {asked[0]} of {asked[0]} not known" in page
    reader.post(forms[0], case.fields() | {"death-penalty": "no"})
    page = observer.get("/assessments/1")
    assert f"Facts of the case {asked[0] - 1} of {asked[0]} not known" in page
    assert f"Facts about A {asked[1]} of {asked[1]} not known" in page
    assert not [link for link in page.links() if "/facts" in link]


def test_what_is_submitted_is_called_so(app: Flask, administrator: User, reader: Reader) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.NOT_OBSERVED))
    page = reader.get("/assessments/1")
    heads = ["".join(h.itertext()) for h in page.all(".//h2")]
    assert heads == ["Facts", "Sections", "Submitted"]
    assert "The answers are closed" in page
    assert "final" not in page
    check = reader.get("/assessments/1/check")
    assert "".join(check.all(".//h1")[0].itertext()) == "All answers"


def test_an_incomplete_assessment_is_not_submitted(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    assert "some questions still lack something" in reader.post("/assessments/1/submission")
    assert stored.get_one(Assessment, 1).status == "in-progress"


def test_a_complete_one_is_submitted_and_then_final(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: answered(administrator, {}, AnswerCode.NOT_OBSERVED))
    page = reader.post("/assessments/1/submission")
    assert "The answers are closed" in page
    save(reader, status=403, version=1, code="yes")
    assert "Your role does not allow it" in reader.post(SECTION, {}, status=403)
    assert "are shown to be read" in reader.get(SECTION)
    assert not reader.get(SECTION).all(".//textarea")


def test_answers_that_changed_while_the_page_was_open_are_not_submitted_unseen(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: answered(administrator, {}, AnswerCode.YES))
    opened = reader.get("/assessments/1/check").fields()
    save(reader, version=1, code="undetermined")
    page = reader.post("/assessments/1/submission", opened)
    assert "changed while the page was open" in page
    assert not stored.scalars(select(Assessment)).one().is_submitted
    reader.post("/assessments/1/submission", page.fields())
    stored.expire_all()
    assert stored.scalars(select(Assessment)).one().is_submitted


def test_an_assessment_whose_checklist_was_rewritten_says_so_and_is_not_submitted(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: answered(administrator, {}, AnswerCode.YES))
    make(app, lambda: db.execute(update(Assessment).values(checklist_hash="0" * 64)))
    assert "The file of this checklist was changed" in reader.get("/assessments/1/check")
    page = reader.post("/assessments/1/submission")
    assert "Not submitted: the file of the checklist was changed" in page
    assert not stored.scalars(select(Assessment)).one().is_submitted
    report = reader.get("/assessments/1/report")
    assert "Draft: the file of the checklist was changed" in report


def test_facts_that_change_later_leave_a_submitted_assessment_as_it_was(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.NOT_OBSERVED))
    before = reader.get("/assessments/1/findings").text
    data = reader.get("/cases/re-a/facts").fields()
    reader.post("/cases/re-a/facts", data | {"death-penalty": "no", "judgment": "no"})
    assert reader.get("/assessments/1/findings").text == before


def test_it_is_opened_again_only_with_a_reason(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.NOT_OBSERVED))
    assert "say why it is opened" in reader.post("/assessments/1/reopening", {"reason": " "})
    page = reader.post("/assessments/1/reopening", {"reason": "New evidence"})
    assert "Opened again: New evidence" in page
    save(reader, version=1, code="yes")


def test_the_trial_checklist_shows_what_the_submitted_hearing_forms_say(
    app: Flask, reader: Reader, assessment: Assessment
) -> None:
    proceeding = {"stage": "first-instance", "outcome": "pending"}
    reader.post("/cases/re-a/proceeding/new", proceeding)
    for day, observed in (("1", "observed"), ("2", "observed"), ("3", "not_observed")):
        hearing = {"held_on-year": "2023", "held_on-month": "5", "held_on-day": day}
        reader.post("/cases/re-a/hearing/new", hearing | {"observed": observed})
    for number, code in ((1, "yes"), (2, "no")):
        form = {"checklist_id": "hearing", "hearing_id": str(number)}
        reader.post("/cases/re-a/assessments/new", form)
        address = f"/assessments/{number + 1}/answers/public-hearing.1"
        data = given("public-hearing.1", version=0, code=code)
        assert reader.client.post(address, data=data, headers=JSON).status_code == 200
    assert "At the hearings:" not in reader.get("/assessments/1/sections/hearings")
    first_form = update(Assessment).where(Assessment.id == 2).values(status=Status.SUBMITTED)
    make(app, lambda: db.execute(first_form))
    page = reader.get("/assessments/1/sections/hearings")
    assert (
        "At the hearings: yes in 1 of 2 observed; 1 without a submitted answer; "
        "1 hearing not observed." in page
    )


def test_an_observer_reads_answers_and_changes_none(
    observer: Reader, assessment: Assessment, stored: Session
) -> None:
    assert "lets you read" in observer.get(SECTION)
    save(observer, status=403, version=0, code="yes")
    assert stored.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_script_that_is_signed_out_is_told_so(stranger: Reader, assessment: Assessment) -> None:
    response = stranger.client.post(SAVE, data=given(code="yes"), headers=JSON)
    assert response.status_code == 401
    assert "signed out" in (response.json or {})["message"]


def test_a_page_that_somebody_else_opened_saves_nothing_by_itself(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    data = given(version=0, code="yes") | {"person": "2"}
    response = reader.client.post(SAVE, data=data, headers=JSON)
    assert response.status_code == 403
    assert "Somebody else is signed in" in (response.json or {})["message"]
    assert stored.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_page_that_somebody_else_opened_is_saved_only_knowingly_under_another_name(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    shown = reader.get(SECTION).fields()
    assert shown["person"] == "1"
    typed = shown | given(code="no", note="Typed before") | {"person": "2"}
    page = reader.post(SECTION, typed, status=409)
    assert "you are signed in as The administrator" in page
    assert stored.scalar(select(func.count()).select_from(Answer)) == 0
    reader.post(SECTION, page.fields())
    assert stored.scalars(select(Answer.note)).all() == ["Typed before"]


def test_what_somebody_else_changed_is_never_answered_with_their_version(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes", note="x")
    save(reader, version=1, code="no", note="Counsel was refused.")
    # Typed a letter and took it back, on a page that still shows the first version.
    save(reader, status=409, version=1, code="yes", note="x")
    assert stored.scalars(select(Answer)).one().code == "no"


def test_an_answer_that_does_not_say_its_version_is_refused(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes", note="x")
    assert "Reload the page" in save(reader, status=422, code="no")["message"]
    assert "Reload the page" in save(reader, status=422, code="no", version=2**70)["message"]
    save(reader, status=409, code="no", version=7)
    assert reader.client.post(SAVE, headers=JSON).status_code == 400
    assert stored.scalars(select(Answer)).one().code == "yes"


def test_a_version_that_never_was_is_a_conflict_and_not_an_error(
    reader: Reader, assessment: Assessment
) -> None:
    assert "Reload it" in save(reader, status=409, version=5, code="no")["message"]
    typed = reader.get(SECTION).fields() | given(version=5, code="no")
    assert "Reload it" in reader.post(SECTION, typed, status=409)


def test_questions_that_were_not_sent_stay_as_they_are(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    save(reader, version=0, code="yes", note="x")
    reader.post(SECTION, given("counsel-pretrial.2", version=0, code="no", note="y"))
    codes = dict(stored.execute(select(Answer.question_id, Answer.code)).all())
    assert codes == {COUNSEL: "yes", "counsel-pretrial.2": "no"}


def test_too_many_citations_are_refused_rather_than_dropped(
    reader: Reader, assessment: Assessment, exhibit: Exhibit, stored: Session
) -> None:
    cited = {f"citations-{n}-exhibit_id": exhibit.id for n in range(51)}
    message = save(reader, status=422, version=0, code="no", **cited)["message"]
    assert "at most 50 entries here, and there are 51" in message
    assert stored.scalar(select(func.count()).select_from(AnswerCitation)) == 0


def test_an_answer_goes_on_citing_an_exhibit_that_was_removed(
    reader: Reader, assessment: Assessment, exhibit: Exhibit, stored: Session
) -> None:
    cited = {"citations-0-exhibit_id": exhibit.id, "citations-0-pinpoint": "p. 2"}
    save(reader, version=0, code="no", note="x", **cited)
    reader.post(f"/exhibit/{exhibit.id}/removal")
    typed = reader.get(SECTION).fields() | given(note="y")
    assert typed[f"{COUNSEL}-citations-0-exhibit_id"] == str(exhibit.id)
    reader.post(SECTION, typed)
    assert stored.scalars(select(AnswerCitation)).one().exhibit_id == exhibit.id
    assert "Custody record" in reader.get("/assessments/1/report")
    nothing = {f"citations-0-{name}": "" for name in ("exhibit_id", "pinpoint", "quote")}
    save(reader, version=2, code="no", note="y", **nothing)
    assert "Custody record" not in reader.get("/assessments/1/report")


def test_only_what_is_submitted_is_opened_again(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    reader.post("/assessments/1/reopening", {"reason": "Why not"}, status=403)


def test_a_made_up_time_of_saving_is_not_shown(reader: Reader, assessment: Assessment) -> None:
    assert "by the devil" not in reader.get(f"{SECTION}?saved=by+the+devil")
    assert "Saved 10:30" in reader.get(f"{SECTION}?saved=10:30")


def test_answers_wait_for_a_submission_that_came_first(
    app: Flask, reader: Reader, assessment: Assessment, databases: SQLite | PostgreSQL
) -> None:
    """On PostgreSQL a request that saves holds the assessment, so that nobody submits it."""
    statements: list[str] = []
    event.listen(
        app.extensions["engine"], "before_cursor_execute", lambda *a: statements.append(a[2])
    )
    save(reader, version=0, code="yes")
    held = [s for s in statements if "FROM assessment" in s and "FOR UPDATE" in s]
    assert bool(held) is isinstance(databases, PostgreSQL)


def test_an_answer_that_a_fact_closes_is_named_before_submission_and_in_the_report(
    reader: Reader, assessment: Assessment
) -> None:
    question = "freedom-from-arbitrary-arrest.1"
    data = {f"{question}-version": "0", f"{question}-code": "no"}
    reader.client.post(f"/assessments/1/answers/{question}", data=data, headers=JSON)
    facts = reader.get("/cases/re-a/facts/1").fields() | {"deprived-of-liberty": "no"}
    reader.post("/cases/re-a/facts/1", facts)
    assert "1 answer does not count any more" in reader.get("/assessments/1/check")
    assert "1 answer of yes, partly or no is left out" in reader.get("/assessments/1/report")
