"""Questions that record something beside those that are measured, and answers that contradict."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments.actions import start
from app.assessments.models import Answer, AnswerVersion, Assessment
from app.checklists.queries import checklists
from app.db import db
from tests.factories import a_case, a_checklist_of_ones_own, an_assessment, make
from tests.pages.reader import Reader

SECTION = "/assessments/1/sections/custody"
ON = "prompt-judicial-appearance"
JSON = {"Accept": "application/json"}


@pytest.fixture
def assessment(app: Flask, administrator: User) -> Assessment:
    """An assessment with a checklist that has a question of every kind."""

    def begin() -> Assessment:
        a_checklist_of_ones_own()
        db.flush()
        begun = start(a_case(administrator), checklists()["own", 1], by=db.merge(administrator))
        db.flush()
        return begun

    return make(app, begin)


def values(**typed: Any) -> dict[str, Any]:
    """What a browser sends for questions of the section, by the last part of their ids."""
    found: dict[str, Any] = {}
    for name, fields in typed.items():
        question = f"{ON}.{name.replace('_', '-')}"
        found[f"{question}-version"] = fields.pop("version", "0")
        found |= {f"{question}-{field}": value for field, value in fields.items()}
    return found


def stored_values(stored: Session) -> dict[str, Any]:
    rows = stored.scalars(select(Answer).where(Answer.value.is_not(None)))
    return {row.question_id.removeprefix(f"{ON}."): row.value for row in rows}


RECORDED: dict[str, dict[str, Any]] = {
    "arrested_on": {"value-year": "2017", "value-month": "9", "value-day": ""},
    "officers": {"value": "8"},
    "place": {"value": "prison"},
    "present": {"value": ["interpreter", "counsel"]},
    "words": {"value": "He said: “Not now”."},
    "filmed": {"value": "unknown"},
    "held_for": {"value": "12", "note": "The register counts from the transfer."},
}


def test_every_kind_of_answer_is_kept_and_shown_again(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    page = reader.post(SECTION, values(**{name: dict(v) for name, v in RECORDED.items()}))
    assert stored_values(stored) == {
        "arrested-on": "2017-09",
        "officers": 8,
        "place": "prison",
        "present": ["counsel", "interpreter"],
        "words": "He said: “Not now”.",
        "filmed": "unknown",
        "held-for": 12,
    }
    fields = page.fields()
    assert fields[f"{ON}.arrested-on-value-month"] == "9"
    assert fields[f"{ON}.officers-value"] == "8"
    assert fields[f"{ON}.place-value"] == "prison"
    reader.post(SECTION, fields | {f"{ON}.present-value": ["counsel", "interpreter"]})
    assert {a.version for a in stored.scalars(select(Answer)) if a.value is not None} == {1}
    check = reader.get("/assessments/1/check")
    for said in ("September 2017", "8 officers", "Prison", "Counsel; Interpreter", "Not known"):
        assert said in check


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("officers", {"value": "many"}, "Not a valid integer value"),
        ("officers", {"value": "-1"}, "between 0 and 1000000"),
        ("place", {"value": "home"}, "is not one of the answers offered"),
        ("present", {"value": ["judge"]}, "is not one of the answers offered"),
        ("arrested_on", {"value-year": "", "value-day": "3"}, "A date needs a year"),
        ("words", {"value": "x" * 1001}, "longer than 1000 characters"),
        ("officers", {"value": "8", "code": "not_observed"}, "Either what is known"),
        ("officers", {"code": "yes"}, "is not one of the answers offered"),
    ],
)
def test_what_can_not_be_recorded_is_refused_with_a_sentence(
    reader: Reader,
    assessment: Assessment,
    stored: Session,
    name: str,
    typed: dict[str, Any],
    says: str,
) -> None:
    assert says in reader.post(SECTION, values(**{name: dict(typed)}), status=422)
    assert stored.scalars(select(Answer)).all() == []


def test_what_is_not_known_is_an_answer_too_and_clearing_takes_back_what_was_recorded(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    reader.post(SECTION, values(officers={"value": "8"}, place={"code": "undetermined"}))
    page = reader.post(
        SECTION, values(officers={"value": "8", "version": 1}) | {"clear": f"{ON}.officers"}
    )
    assert "Answer cleared." in page
    assert stored_values(stored) == {}
    restore = {"restore": f"{ON}.officers"}
    reader.post(SECTION, values(officers={"value": "", "version": 2}) | restore)
    assert stored_values(stored) == {"officers": 8}


def event(reader: Reader, kind: str, day: str) -> None:
    data = {
        "happened_on-day": day,
        "happened_on-month": "9",
        "happened_on-year": "2017",
        "kind": kind,
        "what": f"The {kind}",
    }
    reader.post("/cases/re-a/event/new", data)


def test_a_duration_is_computed_from_the_chronology_and_another_needs_a_reason(
    reader: Reader, assessment: Assessment
) -> None:
    assert "By the chronology" not in reader.get(SECTION)
    event(reader, "arrest", "3")
    event(reader, "first-judge", "8")
    assert "By the chronology: 5 days." in reader.get(SECTION)
    assert "5 days by the chronology" in reader.get("/assessments/1/check")
    reader.post(SECTION, values(held_for={"value": "4"}))
    assert "A note is missing" in reader.get("/assessments/1/check")
    reader.post(SECTION, values(held_for={"value": "4", "note": "By the hour.", "version": 1}))
    assert "A note is missing" not in reader.get("/assessments/1/check")


def test_the_chosen_answers_that_contradict_are_named_at_both_and_before_submission(
    reader: Reader, app: Flask, administrator: User
) -> None:
    make(app, lambda: an_assessment(administrator))
    rule = next(
        rule
        for rule in checklists_of(app)["trial", 1].contradictions
        if rule.id == "counsel-at-every-interrogation"
    )
    for question, code in zip(rule.questions, ("no", "yes"), strict=True):
        data = {f"{question}-version": "0", f"{question}-code": code}
        answer = reader.client.post(f"/assessments/1/answers/{question}", data=data, headers=JSON)
    assert rule.says in answer.json["contradictions"][rule.questions[1]]
    check = reader.get("/assessments/1/check")
    assert "1 pair of answers can hardly both be right" in check
    for question in rule.questions:
        (link,) = {link for link in check.links() if link.endswith(f"#{question}")}
        page = reader.get(link)
        assert rule.says in page
        assert "Can both be right?" in page


def checklists_of(app: Flask) -> Any:
    with app.app_context():
        return checklists()


def test_a_fact_that_contradicts_an_answer_is_named_with_it(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(SECTION, values(soon={"code": "yes"}))
    assert "Nobody can be brought before a judge" not in reader.get(SECTION)
    facts = reader.get("/cases/re-a/facts/1").fields() | {"deprived-of-liberty": "no"}
    reader.post("/cases/re-a/facts/1", facts)
    assert "Nobody can be brought before a judge" in reader.get(SECTION)


def test_what_was_recorded_stands_in_the_report_and_leads_to_no_grade(
    reader: Reader, assessment: Assessment
) -> None:
    reader.post(SECTION, values(**{name: dict(v) for name, v in RECORDED.items()}))
    report = reader.get("/assessments/1/report")
    assert "How many officers came? 8 officers" in report
    assert "It leads to findings, not to a grade." in report
    assert "How the grade is decided" not in report
    assert "A grade is given to a trial as a whole" in reader.get(
        "/assessments/1/grade"
    ).text.replace("a grade", "A grade")
    reader.post("/assessments/1/grade", {"grade": "A", "reasons": "x"}, status=403)


def test_what_another_kind_of_question_was_answered_is_not_brought_back(
    reader: Reader, assessment: Assessment, stored: Session
) -> None:
    reader.post(SECTION, values(officers={"value": "8"}))
    row = stored.scalars(select(AnswerVersion)).one()
    row.value = "2017-09"  # as it would be had the question been about a date before
    stored.commit()
    stored.execute(update(Answer).values(value=None))
    data = values(officers={"value": "", "version": 1}) | {"restore": f"{ON}.officers"}
    reader.post(SECTION, data)
    assert stored_values(stored) == {}
