import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.permissions import Role
from app.assessments import actions
from app.assessments.models import Assessment
from app.assessments.queries import work
from app.cases.actions import add_part, save_facts
from app.cases.kinds import Observed, Stage
from app.cases.models import Hearing, Proceeding
from app.checklists.fact import FactValue
from app.checklists.library import shipped
from app.checklists.question import AnswerCode
from app.db import db
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.partial_date import PartialDate
from tests.conftest import person
from tests.factories import a_case, answered, make, submitted
from tests.pages.reader import Reader

BAIL = "/assessments/1/findings/release-pending-trial"
NO = {"release-pending-trial.3": AnswerCode.NO}


@pytest.fixture
def assessment(app: Flask, administrator: User) -> Assessment:
    return make(app, lambda: submitted(administrator, NO, AnswerCode.YES))


def violation(**values: str) -> dict[str, str]:
    finding = {
        "version": "0",
        "level": "violation",
        "reasons": "Detention was mandatory by law.",
        "effect": "possible",
        "harm": "limited",
        "harm_to": "Eleven months in detention",
        "domestic_law": "The code requires it.",
        "state_response": "None.",
    }
    return finding | values


def test_each_standard_says_what_its_answers_indicate(
    reader: Reader, assessment: Assessment
) -> None:
    page = reader.get("/assessments/1/findings")
    assert "The answers point to a violation · 5 of 5 known" in page
    assert "The answers point to consistency" in page


def test_the_trail_leads_from_the_answers_to_the_indication(
    reader: Reader, assessment: Assessment
) -> None:
    page = reader.get(BAIL)
    assert "1 answer is “no”; one is enough to point there" in page
    assert "Was detention free from being automatic or mandatory because of the charge?" in page
    assert "As seen in court." in page


def test_a_finding_is_made_with_reasons(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    page = reader.post(BAIL, violation())
    assert "Detention was mandatory by law." in page
    row = stored.scalars(select(Finding)).one()
    assert (row.level, row.effect, row.harm) == ("violation", "possible", "limited")
    assert "Eleven months in detention" in reader.get(BAIL)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"reasons": " "}, "Give reasons"),
        ({"effect": ""}, "Say whether it affected the outcome"),
        ({"harm": ""}, "Say what harm it did"),
        ({"level": ""}, "Finding: choose one"),
        ({"level": "guilty"}, "“guilty” is not one of the answers offered"),
    ],
)
def test_a_finding_that_cannot_be_defended_is_refused(
    reader: Reader, assessment: Assessment, stored: Session, values: dict[str, str], says: str
) -> None:
    page = reader.post(BAIL, violation(**values), status=422)
    assert says in page
    assert stored.scalar(select(func.count(Finding.id))) == 0
    if "reasons" not in values:
        assert page.fields()["reasons"] == "Detention was mandatory by law."


def test_a_finding_of_consistency_needs_no_effect(reader: Reader, assessment: Assessment) -> None:
    reader.post(BAIL, violation(level="consistent", effect="", harm=""))


def test_a_finding_changed_meanwhile_is_a_conflict_and_its_earlier_text_is_kept(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(BAIL, violation(reasons="First."))
    reader.post(BAIL, violation(reasons="Second.", version="1"))
    page = reader.post(BAIL, violation(reasons="Third.", version="1"), status=409)
    assert "Second." in page
    assert "Third." in page
    page = reader.get("/history/finding/1")
    assert "First." in page
    assert "Effect on the outcome of the trial Possible" in page
    assert "Detention before trial only as an exception" in page


@pytest.mark.parametrize("version", ["0", ""])
def test_a_first_finding_of_two_people_is_a_conflict(
    reader: Reader, assessment: Assessment, version: str
) -> None:
    assert reader.get(BAIL).fields()["version"] == "0"
    reader.post(BAIL, violation(reasons="First."))
    page = reader.post(BAIL, violation(reasons="Second.", version=version), status=409)
    assert "First." in page


def test_what_is_not_known_is_found_so_at_once_and_with_one_reason(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: submitted(administrator, NO, AnswerCode.NOT_OBSERVED))
    assert "On 61 standards without a finding" in reader.get("/assessments/1/findings")
    reader.post("/assessments/1/findings/insufficient", {"reasons": "Nobody was admitted."})
    levels = stored.scalars(select(Finding.level).distinct()).all()
    assert levels == ["insufficient_information"]
    assert stored.scalar(select(func.count(Finding.id))) == 61
    refused = reader.post("/assessments/1/findings/insufficient", {"reasons": ""})
    assert "No finding was made" in refused


def test_a_finding_is_marked_when_an_answer_under_it_changes(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(BAIL, violation())
    assert "changed since the finding" not in reader.get("/assessments/1/findings")
    reader.post("/assessments/1/reopening", {"reason": "A new document"})
    data = {"release-pending-trial.3-version": "1", "release-pending-trial.3-code": "yes"}
    reader.client.post("/assessments/1/answers/release-pending-trial.3", data=data)
    page = reader.get("/assessments/1/findings")
    assert "an answer changed since the finding" in page


def test_a_monitor_records_facts_and_makes_no_finding(
    app: Flask, stored: Session, assessment: Assessment
) -> None:
    monitor = Reader(app.test_client(), person(stored, Role.MONITOR))
    assert "Make the finding" not in monitor.get(BAIL)
    monitor.post(BAIL, violation(), status=403)
    monitor.post("/assessments/1/grade", {"grade": "F", "reasons": "x"}, status=403)
    assert stored.scalar(select(func.count(Finding.id))) == 0


def test_a_reviewer_makes_findings_and_decides_no_grade(
    app: Flask, stored: Session, assessment: Assessment
) -> None:
    reviewer = Reader(app.test_client(), person(stored, Role.REVIEWER))
    reviewer.post(BAIL, violation())
    reviewer.post("/assessments/1/grade", {"grade": "F", "reasons": "x"}, status=403)


def test_the_table_suggests_a_grade_and_shows_its_path(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(BAIL, violation())
    page = reader.get("/assessments/1/grade")
    step = next(e for e in page.all(".//ol/li") if e.get("aria-current"))
    assert "".join(step.itertext()).strip().startswith("D")
    assert "Met by: Detention before trial only as an exception" in page
    assert "No hearing was observed and the judgment is not on file" in page


def test_a_grade_is_decided_with_reasons(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    reader.post(BAIL, violation())
    data = {"version": "0", "grade": "C", "reasons": ""}
    page = reader.post("/assessments/1/grade", data, status=422)
    assert "Give reasons. A grade without them cannot be defended." in page
    reader.post("/assessments/1/grade", data | {"reasons": "The effect was cured on appeal."})
    row = stored.scalars(select(GradeDecision)).one()
    assert (row.grade, row.suggested) == ("C", "D")
    assert "the table suggested D" in reader.get("/assessments/1/grade")


@pytest.mark.parametrize("grade", ["A", "B"])
def test_a_and_b_are_not_open_where_too_little_is_known(
    reader: Reader, assessment: Assessment, stored: Session, grade: str
) -> None:
    data = {"version": "0", "grade": grade, "reasons": "All went well."}
    page = reader.post("/assessments/1/grade", data, status=422)
    assert "A and B are not open: no hearing was observed and the judgment is not on file" in page
    assert stored.scalar(select(func.count(GradeDecision.id))) == 0


def test_a_finding_changed_after_the_grade_calls_for_another_decision(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(BAIL, violation())
    reader.post("/assessments/1/grade", {"version": "0", "grade": "D", "reasons": "As suggested."})
    assert "Draft: " not in reader.get("/assessments/1/report")
    reader.post(BAIL, violation(level="gross_violation", effect="likely", version="1"))
    assert "Findings, or what they rest on, changed after this decision" in reader.get(
        "/assessments/1/grade"
    )
    assert "Draft: " in reader.get("/assessments/1/report")
    assert "to be decided again" in reader.get("/cases/re-a")
    assert "Changed since the grade was decided" in reader.get("/")
    assert "Republic v. A" in reader.get("/?status=to-regrade")
    assert "Republic v. A" not in reader.get("/?status=graded")


def test_answers_opened_again_after_the_grade_call_for_another_decision(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(BAIL, violation())
    reader.post("/assessments/1/grade", {"version": "0", "grade": "D", "reasons": "As suggested."})
    reader.post("/assessments/1/reopening", {"reason": "A new document"})
    data = {"release-pending-trial.3-version": "1", "release-pending-trial.3-code": "yes"}
    reader.client.post("/assessments/1/answers/release-pending-trial.3", data=data)
    reader.post("/assessments/1/submission")
    assert "Draft: " in reader.get("/assessments/1/report")


def test_silence_cannot_be_found_consistent(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: submitted(administrator, NO, AnswerCode.NOT_OBSERVED))
    torture = "/assessments/1/findings/freedom-from-torture"
    page = reader.post(torture, violation(level="consistent"), status=422)
    assert "Unknown is never compliance" in page
    assert stored.scalar(select(func.count(Finding.id))) == 0


def sent_from(reader: Reader, address: str) -> dict[str, str]:
    """Return the hidden fields of a form as a page opened now holds them."""
    fields = reader.get(address).fields()
    return {name: fields[name] for name in ("version", "grounds")}


def test_a_finding_made_on_answers_that_changed_meanwhile_is_not_saved_unseen(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: answered(administrator, NO, AnswerCode.NOT_OBSERVED))
    opened = sent_from(reader, BAIL)
    data = {"release-pending-trial.3-version": "1", "release-pending-trial.3-code": "yes"}
    reader.client.post("/assessments/1/answers/release-pending-trial.3", data=data)
    page = reader.post(BAIL, violation(**opened), status=409)
    assert "Not saved yet" in page
    assert "Detention was mandatory by law." in page.html
    assert stored.scalar(select(func.count(Finding.id))) == 0
    reader.post(BAIL, violation(**sent_from(reader, BAIL)))
    assert stored.scalar(select(func.count(Finding.id))) == 1


def test_a_grade_decided_on_findings_that_changed_meanwhile_is_not_recorded_unseen(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    opened = sent_from(reader, "/assessments/1/grade")
    reader.post(BAIL, violation(effect="likely", harm="significant"))
    decided = {**opened, "grade": "NG", "reasons": "Too little."}
    page = reader.post("/assessments/1/grade", decided, status=409)
    assert "Not decided yet" in page
    assert stored.scalar(select(func.count(GradeDecision.id))) == 0
    decided |= sent_from(reader, "/assessments/1/grade")
    reader.post("/assessments/1/grade", decided)
    assert stored.scalar(select(func.count(GradeDecision.id))) == 1


def test_a_finding_older_than_an_answer_under_it_closes_a_and_b_and_is_said_everywhere(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.YES))
    reader.post(BAIL, violation(level="consistent", effect="", harm=""))
    reader.post("/assessments/1/reopening", {"reason": "A new document"})
    answer = {"version": "1", "code": "no", "note": "Mandatory by law.", "basis": "observed"}
    data = {f"release-pending-trial.3-{name}": value for name, value in answer.items()}
    reader.client.post("/assessments/1/answers/release-pending-trial.3", data=data)
    reader.post("/assessments/1/submission")
    assert "made before an answer under it was changed" in reader.get(BAIL)
    grade = reader.get("/assessments/1/grade")
    assert "Findings were made before an answer under them was changed" in grade
    report = reader.get("/assessments/1/report")
    assert "This finding was made before an answer under it was changed." in report
    assert "our assessment says why" not in report


def test_a_standard_answered_away_is_listed_as_not_applying(
    app: Flask, administrator: User, reader: Reader
) -> None:
    away = AnswerCode.NOT_APPLICABLE
    codes = {f"compensation-miscarriage.{n}": away for n in range(1, 6)}
    make(app, lambda: submitted(administrator, codes, AnswerCode.YES))
    page = reader.get("/assessments/1/findings/compensation-miscarriage")
    assert "Every question asked is answered “not applicable”." in page
    report = reader.get("/assessments/1/report")
    assert "Every question asked on it is answered “not applicable”." in report
    assert "and nothing is known" not in report


def test_answers_without_source_or_basis_are_counted_and_named(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: answered(administrator, {}, AnswerCode.YES))
    data = {"release-pending-trial.3-version": "1", "release-pending-trial.3-code": "yes"}
    reader.client.post("/assessments/1/answers/release-pending-trial.3", data=data)
    page = reader.get("/assessments/1/check")
    assert "1 answer says neither its source nor its basis" in page
    reader.post("/assessments/1/submission")
    assert "neither their source nor their basis: 1 answer" in reader.get("/assessments/1/grade")


def test_an_interval_beyond_its_benchmark_stands_beside_whatever_is_found(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: submitted(administrator, {}, AnswerCode.YES))
    for day, kind in (("1", "arrest"), ("8", "first-judge")):
        event = {"happened_on-day": day, "happened_on-month": "3", "happened_on-year": "2023"}
        reader.post("/cases/re-a/event/new", event | {"kind": kind, "what": kind})
    judge = "/assessments/1/findings/prompt-judicial-appearance"
    assert "Arrest to first judge 7 days" in reader.get(judge)
    reader.post(judge, violation(level="consistent", effect="", harm=""))
    report = reader.get("/assessments/1/report")
    assert "Intervals. Arrest to first judge: 7 days. Beyond the benchmark." in report


def test_what_answers_speak_to_cannot_be_found_away(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: submitted(administrator, NO, AnswerCode.NOT_OBSERVED))
    page = reader.post(BAIL, violation(level="not_applicable"), status=422)
    assert "so it applies" in page
    assert stored.scalar(select(func.count(Finding.id))) == 0


def test_nothing_is_found_on_a_standard_that_does_not_apply(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    def without_death_penalty() -> Assessment:
        assessment = answered(administrator, {}, AnswerCode.YES)
        known = {"death-penalty": (FactValue.NO, "A fine at most.")}
        save_facts(assessment.case, None, known, by=administrator)
        actions.submit(assessment, work(assessment).facts, by=administrator)
        return assessment

    make(app, without_death_penalty)
    death = "/assessments/1/findings/death-penalty"
    page = reader.get(death)
    assert "No question on this standard applies" in page
    reader.post(death, violation(), status=403)
    assert "A fine at most." in reader.get("/assessments/1/report")


def test_a_hearing_form_has_no_findings_and_no_grade(
    app: Flask, administrator: User, reader: Reader
) -> None:
    def about_a_hearing() -> None:
        case = a_case(administrator)
        by = db.merge(administrator)
        trial = Proceeding(case_id=case.id, stage=Stage.FIRST_INSTANCE)
        add_part(trial, by=by)
        sitting = Hearing(
            proceeding_id=trial.id, held_on=PartialDate(2023, 3, 3), observed=Observed.OBSERVED
        )
        add_part(sitting, by=by)
        actions.start(case, shipped()["hearing", 1], hearing=sitting, by=by)

    make(app, about_a_hearing)
    for page in ("findings", "findings/public-hearing", "grade", "report", "narrative"):
        reader.get(f"/assessments/1/{page}", status=404)
    assert "indicate so far" not in reader.get("/assessments/1")


@pytest.mark.parametrize("grade", ["E", "", "AA"])
def test_there_is_no_such_grade(reader: Reader, assessment: Assessment, grade: str) -> None:
    reader.post("/assessments/1/grade", {"grade": grade, "reasons": "x"}, status=422)


def test_a_grade_waits_for_the_answers(reader: Reader, assessment: Assessment) -> None:
    reader.post("/assessments/1/reopening", {"reason": "A new document"})
    assert "decided once the answers are submitted" in reader.get("/assessments/1/grade")
    reader.post("/assessments/1/grade", {"grade": "D", "reasons": "x"}, status=403)


PUBLISHED = {
    "body": "A monitoring body",
    "title": "Report",
    "address": "https://example.org/report",
    "grade": "D",
    "conclusion": "Unfair",
    "note": "",
    "published_on-year": "2022",
    "public-hearing": "violation",
    "children": "not_substantiated",
}


def test_what_another_body_published_is_kept_apart_and_names_it(
    app: Flask, administrator: User, reader: Reader, stored: Session
) -> None:
    make(app, lambda: a_case(administrator))
    reader.get("/cases/re-a/published_assessment/new")
    page = reader.post("/cases/re-a/published_assessment/new", PUBLISHED)
    assert "A monitoring body: Report" in page
    row = stored.scalars(select(PublishedAssessment)).one()
    assert row.outcomes == {"children": "not_substantiated", "public-hearing": "violation"}
    page = reader.get("/published_assessment/1")
    assert "These are not our findings" in page
    assert "Not sufficiently substantiated" in page
    data = reader.get("/published_assessment/1/details").fields()
    reader.post("/published_assessment/1/details", data | {"public-hearing": ""})
    stored.refresh(row)
    assert row.outcomes == {"children": "not_substantiated"}
    reader.post("/published_assessment/1/details", data, status=409)
    reader.post("/published_assessment/1/removal")
    reader.post("/published_assessment/1/restoration")


def test_a_publication_without_an_address_is_refused(
    app: Flask, administrator: User, reader: Reader
) -> None:
    make(app, lambda: a_case(administrator))
    data = PUBLISHED | {"address": ""}
    page = reader.post("/cases/re-a/published_assessment/new", data, status=422)
    assert "Enter where it can be read" in page


def test_a_standard_that_is_not_there(reader: Reader, assessment: Assessment) -> None:
    reader.get("/assessments/1/findings/nothing", status=404)
    reader.post("/assessments/1/findings/nothing", violation(), status=404)
