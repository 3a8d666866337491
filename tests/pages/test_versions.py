from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments import actions
from app.assessments.answering import Basis, GivenAnswer, Status
from app.assessments.models import Answer, AnswerVersion, Assessment
from app.assessments.queries import work
from app.audit.models import AuditEvent
from app.checklists.publishing import publish
from app.checklists.queries import versions_of
from app.checklists.question import AnswerCode
from app.db import db
from app.findings.models import Finding
from tests.factories import a_case, a_checklist_of_ones_own, answered, make
from tests.pages.reader import Page, Reader
from tests.pages.test_assessment import JSON
from tests.versions import TRIAL_CHANGES, changed, files_of_its_own, own_2

OF = "prompt-judicial-appearance."
VERSION = "/assessments/1/version"
SECTION = "/assessments/1/sections/custody"
SEEN = GivenAnswer(AnswerCode.YES, "As seen.", Basis.OBSERVED)
GIVEN = {
    f"{OF}place": GivenAnswer(value="prison", note="By the register."),
    f"{OF}words": GivenAnswer(value="Remanded."),
    f"{OF}filmed": GivenAnswer(value="yes"),
    f"{OF}soon": SEEN,
    f"{OF}reasons": SEEN,
}


@pytest.fixture
def assessment(app: Flask, administrator: User) -> Assessment:
    """An assessment with a checklist of one's own, of which a second version is published."""

    def begin() -> Assessment:
        a_checklist_of_ones_own()
        a_checklist_of_ones_own(own_2(), 2)
        db.flush()
        case = a_case(administrator)
        by = db.merge(administrator)
        assessment = actions.start(case, versions_of("own")[1], by=by)
        db.flush()
        actions.save_answers(assessment, GIVEN, {}, by=by)
        return assessment

    return make(app, begin)


def answers(stored: Session) -> list[tuple[object, ...]]:
    rows = stored.execute(select(*Answer.__table__.columns).order_by(Answer.question_id))
    return [tuple(row) for row in rows]


def history(stored: Session) -> list[tuple[object, ...]]:
    v = AnswerVersion
    rows = stored.execute(select(*v.__table__.columns).order_by(v.at, v.question_id))
    return [tuple(row) for row in rows]


def move(reader: Reader) -> Page:
    return reader.post(VERSION, reader.get(VERSION).fields())


def differing(page: Page, mark: str) -> list[str]:
    return ["".join(element.itertext()) for element in page.all(f".//{mark}")]


def test_a_newer_version_is_offered_and_its_preview_says_what_becomes_of_each_answer(
    reader: Reader, assessment: Assessment
) -> None:
    page = reader.get("/assessments/1")
    assert "Version 2 of this checklist is published. See what changes" in page
    assert f"{VERSION}?to=2" in page.links()
    page = reader.get(f"{VERSION}?to=2")
    for said in (
        "Carried as they are 2 answers To be confirmed 1 answer To be answered anew 1 answer "
        "Kept, but not asked 1 answer New 1 question",
        "Why it was changed: Promptly was read in many ways",
        "This can’t be an answer to the new question; its note and sources go on.",
        "Not asked Answers to these questions are kept to be read",
        "Was the hearing filmed? Yes",
        "New Was the person heard?",
        "Asked at another place or under another condition.",
        "4 questions asked as before",
    ):
        assert said in page, page.text
    assert "promptly?" in differing(page, "del")
    assert "within two days?" in differing(page, "ins")


def test_an_assessment_moves_and_comes_back_as_it_was(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    before, past = answers(stored), history(stored)
    check = reader.get("/assessments/1/check").text
    page = move(reader)
    assert "The assessment stands on version 2." in page
    assert "Moved here from version 1 of the checklist. 1 answer is to be confirmed." in page
    assert (answers(stored), history(stored)) == (before, past), "no answer is touched"
    row = stored.scalars(select(Assessment)).one()
    assert (row.checklist_version, row.moved_from) == (2, 1)
    assert row.checklist_hash == own_hash(stored, 2)
    page = reader.get("/assessments/1/check")
    assert "The question was reworded: confirm the answer, or change it" in page
    assert "1 question is to be answered anew" in page
    assert "Answers to questions this version does not ask" in page
    assert "Was the hearing filmed? Yes" in page
    page = reader.post(f"{VERSION}/return")
    assert "The assessment stands on version 1." in page
    assert "Moved here" not in page
    assert (answers(stored), history(stored)) == (before, past)
    assert reader.get("/assessments/1/check").text == check
    stored.expire_all()
    row = stored.scalars(select(Assessment)).one()
    assert (row.checklist_version, row.moved_from) == (1, None)
    assert row.checklist_hash == own_hash(stored, 1)
    moved = select(func.count()).where(AuditEvent.verb == "assessment.moved")
    assert stored.scalar(moved) == 2
    reader.post(f"{VERSION}/return", status=404)


def own_hash(stored: Session, number: int) -> str:
    digest = "SELECT sha256 FROM own_checklist WHERE number = :number"
    return str(stored.execute(text(digest), {"number": number}).scalar_one())


def test_a_question_to_confirm_shows_both_wordings_and_is_confirmed_without_a_script(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    move(reader)
    page = reader.get(SECTION)
    assert "To be confirmed. The answer was given to other words: Version 1 Was the person" in page
    assert differing(page, "del")[-1] == "promptly?"
    assert "To be answered anew." in page
    assert "Answered then: Prison" in page
    page = reader.post(SECTION, page.fields() | {"stay": "yes"})
    assert "To be confirmed." in page, "saving what was shown confirms nothing"
    assert len(history(stored)) == len(GIVEN)
    page = reader.post(SECTION, page.fields() | {"confirm": f"{OF}soon"})
    assert reader.location.endswith(f"#{OF}soon")
    assert "To be confirmed." not in page
    row = stored.get(AnswerVersion, (1, f"{OF}soon", 2))
    assert row
    assert (row.code, row.note, row.asked_in) == ("yes", "As seen.", 2)
    # The same again is nothing new, nor is it for an answer that needs no confirmation.
    reader.post(SECTION, page.fields() | {"confirm": f"{OF}soon"})
    reader.post(SECTION, page.fields() | {"confirm": f"{OF}words"})
    assert len(history(stored)) == len(GIVEN) + 1
    # Going back asks for no confirmation of what was answered to those very words.
    reader.post(f"{VERSION}/return")
    assert "To be confirmed" not in reader.get(SECTION)


def test_a_changed_answer_is_confirmed_and_its_history_names_the_words_of_each(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    move(reader)
    page = reader.get(SECTION)
    data = page.fields() | {f"{OF}soon-code": "no", f"{OF}place-value": "home"}
    page = reader.post(SECTION, data | {"stay": "yes"})
    assert "To be confirmed" not in page
    assert "To be answered anew" not in page
    page = reader.get(f"/assessments/1/answers/{OF}soon")
    assert "Asked in version 1: Was the person brought before a judge promptly?" in page
    assert "Asked in version 2" not in page
    page = reader.get(f"/assessments/1/answers/{OF}place")
    assert "At home" in page
    assert "Asked in version 1: Where was the person held? Prison" in page
    page = reader.post(f"{VERSION}/return")
    page = reader.get(SECTION)
    assert "To be confirmed." in page, "the new answer was not given to the old words"
    assert "Answered then: At home" in page
    page = reader.get(f"/assessments/1/answers/{OF}soon")
    assert "Asked in version 2: Was the person brought before a judge within two days?" in page


def test_an_answer_that_is_not_asked_stays_to_be_read(
    reader: Reader, assessment: Assessment
) -> None:
    move(reader)
    page = reader.get(f"/assessments/1/answers/{OF}filmed")
    assert "Version 2 of the checklist does not ask this question." in page
    assert "Was the hearing filmed?" in page
    assert "Yes" in page
    reader.get("/assessments/1/answers/never-asked.1", status=404)
    reader.get("/assessments/1/report")


def test_a_script_confirms_as_well(reader: Reader, assessment: Assessment, stored: Session) -> None:
    move(reader)
    sent = {f"{OF}soon-version": "1", f"{OF}soon-code": "yes", f"{OF}soon-note": "As seen."}
    sent |= {f"{OF}soon-basis": "observed", "checklist": "2"}
    save = f"/assessments/1/answers/{OF}soon"
    told = reader.client.post(save, data=sent, headers=JSON).json or {}
    assert (told["version"], told["is_confirmed"]) == (1, False)
    confirm = sent | {"confirm": f"{OF}soon"}
    for _sent_twice in range(2):
        told = reader.client.post(save, data=confirm, headers=JSON).json or {}
        assert (told["version"], told["is_confirmed"]) == (2, True)
    assert len(history(stored)) == len(GIVEN) + 1


def test_nothing_moves_that_was_not_shown(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    shown = reader.get(VERSION).fields()
    reader.post(SECTION, reader.get(SECTION).fields() | {f"{OF}soon-code": "no", "stay": "yes"})
    page = reader.post(VERSION, shown, status=409)
    assert "Not moved yet: answers were changed" in page
    assert stored.scalars(select(Assessment.checklist_version)).one() == 1
    reader.post(VERSION, page.fields())
    assert stored.scalars(select(Assessment.checklist_version)).one() == 2


def test_a_page_of_the_version_before_saves_nothing_under_the_new_words(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    old = reader.get(SECTION).fields() | {f"{OF}soon-code": "no", f"{OF}soon-note": "Not so."}
    move(reader)
    page = reader.post(SECTION, old | {"stay": "yes"}, status=409)
    assert "Not so." in page.html, "what was typed is there"
    save = f"/assessments/1/answers/{OF}soon"
    response = reader.client.post(save, data=old, headers=JSON)
    assert response.status_code == 409
    assert "moved to version 2" in (response.json or {})["message"]
    still_asked = {name: value for name, value in old.items() if "filmed" not in name}
    page = reader.post(SECTION, still_asked | {"stay": "yes"}, status=409)
    assert "Not saved: the assessment moved to version 2" in page
    assert len(history(stored)) == len(GIVEN)
    reader.post(SECTION, page.fields() | {"stay": "yes"})
    assert stored.get_one(Answer, (1, f"{OF}soon")).code is AnswerCode.NO


def test_only_another_published_version_can_be_chosen(
    reader: Reader, app: Flask, assessment: Assessment, stored: Session
) -> None:
    make(app, lambda: setattr(a_checklist_of_ones_own(own_2(), 3), "published_at", None))
    for number in ("1", "3", "9", "x'"):
        to = "2" if number == "x'" else number
        reader.get(f"{VERSION}?to={to}", status=200 if to == "2" else 404)
    reader.post(VERSION, {"to": "3"}, status=404)
    assert "Version 2 of this checklist is published" in reader.get("/assessments/1")


def test_a_checklist_that_was_altered_is_not_moved_from(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    stored.execute(text("UPDATE assessment SET checklist_hash = 'x'"))
    assert "Not moved: the file of the checklist was changed" in reader.post(VERSION, {"to": "2"})
    assert stored.scalars(select(Assessment.checklist_version)).one() == 1


def test_what_is_submitted_stays_on_its_version(
    reader: Reader, app: Flask, assessment: Assessment, stored: Session, administrator: User
) -> None:
    def close() -> None:
        mine = db.get_one(Assessment, 1)
        actions.submit(mine, work(mine).facts, by=db.merge(administrator))

    make(app, close)
    assert "is published" not in reader.get("/assessments/1")
    assert "before a judge promptly?" in reader.get(SECTION)
    reader.get(VERSION, status=403)
    reader.post(VERSION, {"to": "2"}, status=403)
    reader.post(f"{VERSION}/return", status=403)
    with pytest.raises(ValueError, match="can't move"):
        make(
            app,
            lambda: actions.move(
                db.get_one(Assessment, 1), to=versions_of("own")[2], by=administrator
            ),
        )
    row = stored.scalars(select(Assessment)).one()
    assert (row.status, row.checklist_version) == (Status.SUBMITTED, 1)


def test_an_observer_moves_nothing_and_reads_what_is_to_be_confirmed(
    reader: Reader, observer: Reader, assessment: Assessment
) -> None:
    assert "is published" not in observer.get("/assessments/1")
    observer.get(VERSION, status=403)
    observer.post(VERSION, {"to": "2"}, status=403)
    observer.post(f"{VERSION}/return", status=403)
    move(reader)
    page = observer.get(SECTION)
    assert "To be confirmed." in page
    assert "Confirm this answer" not in page


def test_a_trial_goes_to_a_second_version_and_back_without_losing_anything(
    reader: Reader, app: Flask, administrator: User, stored: Session, tmp_path: Path
) -> None:
    said = {"undue-delay.3": AnswerCode.NO, "double-jeopardy.3": AnswerCode.PARTLY}
    make(app, lambda: answered(administrator, said, AnswerCode.YES))
    before, past = answers(stored), history(stored)
    with files_of_its_own(tmp_path) as folder:
        first = (folder / "trial" / "1.yaml").read_text(encoding="utf-8")
        (folder / "trial" / "2.yaml").write_text(changed(first, TRIAL_CHANGES), encoding="utf-8")
        publish(folder, "trial", 2)
        found_on(reader, "undue-delay", "double-jeopardy", "public-hearing")
        page = reader.get(VERSION)
        assert "To be confirmed 1 answer" in page
        assert "Kept, but not asked 1 answer" in page
        assert "To be confirmed" not in move(reader)
        assert (answers(stored), history(stored)) == (before, past)
        page = reader.get("/assessments/1/findings")
        assert "2 findings were made before an answer under them was changed, or their" in page
        page = reader.get("/assessments/1/sections/preparation")
        assert "To be confirmed." in page
        reader.post(
            "/assessments/1/sections/preparation",
            page.fields() | {"confirm": "undue-delay.3"},
        )
        assert "Not submitted" in reader.post("/assessments/1/submission")
        reader.post(f"{VERSION}/return")
    unlike = [row for row in answers(stored) if row not in before]
    assert [row[1] for row in unlike] == ["undue-delay.3"], "what was confirmed on the way"
    assert len(answers(stored)) == len(before)
    assert [row for row in history(stored) if row in past] == past
    assert len(history(stored)) == len(past) + 1
    assert "Nothing is missing." in reader.get("/assessments/1")


def found_on(reader: Reader, *standards: str) -> None:
    for standard in standards:
        address = f"/assessments/1/findings/{standard}"
        data = reader.get(address).fields() | {"level": "consistent", "reasons": "By the file."}
        reader.post(address, data)


def test_a_finding_on_what_is_not_measured_any_more_is_said_everywhere(
    reader: Reader, app: Flask, assessment: Assessment, stored: Session, administrator: User
) -> None:
    other = own_2().replace("standard: prompt-judicial-appearance", "standard: undue-delay")
    third = other.replace("version: 2", "version: 3")
    make(app, lambda: a_checklist_of_ones_own(third[: third.index("changes:")], 3))
    found_on(reader, "prompt-judicial-appearance")
    page = reader.get(f"{VERSION}?to=3")
    assert "Version 3 measures nothing against these standards:" in page
    assert "Other versions: Version 2" in page
    move(reader)
    page = reader.get("/assessments/1/findings")
    assert "Not measured by version 3" in page
    assert "Consistent" in page
    page = reader.get("/assessments/1/findings/prompt-judicial-appearance")
    assert "By the file." in page
    assert "Version 3 of the checklist does not measure this standard." in page
    reader.post("/assessments/1/findings/prompt-judicial-appearance", status=403)
    assert "this version does not measure it, and the finding is" in reader.get(
        "/assessments/1/report"
    )
    assert stored.scalars(select(Finding.made_in)).all() == [1]
    reader.post(f"{VERSION}/return")
    assert "was changed" not in reader.get("/assessments/1/findings")


def test_a_note_beside_an_answer_that_is_set_aside_loses_it_neither_here_nor_on_the_way_back(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    move(reader)
    fields = reader.get(SECTION).fields() | {f"{OF}place-note": "By the new register."}
    reader.post(SECTION, fields)
    assert "1 question is to be answered anew" in reader.get("/assessments/1/check")
    reader.post(f"{VERSION}/return")
    (row,) = stored.scalars(select(Answer).where(Answer.question_id == f"{OF}place"))
    assert (row.value, row.note, row.asked_in) == ("prison", "By the new register.", 1)
    assert "Prison" in reader.get("/assessments/1/check")
