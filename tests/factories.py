"""Things to test with, made the way the application makes them."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.assessments import actions as assessments
from app.assessments.answering import Basis, Confidence, GivenAnswer
from app.assessments.models import Assessment
from app.assessments.queries import work
from app.cases.actions import add_part, open_case
from app.cases.kinds import Bound
from app.cases.models import Case, Defendant, Instrument
from app.checklists.library import shipped
from app.checklists.models import OwnChecklist, SourceCheck
from app.checklists.question import AnswerCode
from app.db import db, now, transaction
from app.demonstration.actions import load_demonstration
from app.partial_date import PartialDate

Made = TypeVar("Made")

OWN = Path(__file__).parent / "own.yaml"

CASE = {
    "title": "Republic v. A",
    "reference": "re-a",
    "kind": "criminal",
    "country": "KH",
    "summary": "",
    "remark": "",
    "tags": "",
}


def make(app: Flask, maker: Callable[[], Made]) -> Made:
    """Make something in a transaction of its own."""
    with app.test_request_context(method="POST"), transaction():
        db.expire_on_commit = False
        return maker()


def a_case(by: User, **values: Any) -> Case:
    defaults = {"title": "Republic v. A", "reference": "re-a", "country": "KH", "tags": []}
    case = open_case(by=db.merge(by), **{**defaults, **values})
    add_part(Defendant(case_id=case.id, name="A"), by=by)
    return case


def an_assessment(by: User, case: Case | None = None) -> Assessment:
    case = db.merge(case) if case else a_case(by)
    assessment = assessments.start(case, shipped()["trial", 1], by=db.merge(by))
    db.flush()
    return assessment


def answered(by: User, codes: Mapping[str, AnswerCode], rest: AnswerCode) -> Assessment:
    """An assessment in which every question that applies is answered."""
    assessment = an_assessment(by)
    given = {id_: _complete(code) for id_, code in codes.items()}
    assessments.save_answers(assessment, given, {}, by=by)
    left = [id_ for id_ in work(assessment).applicable if id_ not in given]
    assessments.save_answers(assessment, {id_: _complete(rest) for id_ in left}, {}, by=by)
    return assessment


def _complete(code: AnswerCode) -> GivenAnswer:
    return GivenAnswer(code, "As seen in court.", Basis.OBSERVED, Confidence.HIGH)


def submitted(by: User, codes: Mapping[str, AnswerCode], rest: AnswerCode) -> Assessment:
    assessment = answered(by, codes, rest)
    assessments.submit(assessment, work(assessment).facts, by=by)
    return assessment


def a_checklist_of_ones_own(content: str = "", number: int = 1) -> OwnChecklist:
    """A published version of a checklist that is not one of the files."""
    by = db.scalars(select(User).order_by(User.id)).first()
    assert by
    content = content or OWN.read_text(encoding="utf-8")
    row = OwnChecklist(
        checklist_id="own",
        number=number,
        content_yaml=content,
        sha256=sha256(content.encode()).hexdigest(),
        published_at=now(),
        made_by_id=by.id,
    )
    db.add(row)
    return row


def a_source_checked() -> SourceCheck:
    """A record that somebody read a provision."""
    by = db.scalars(select(User).order_by(User.id)).first()
    assert by
    row = SourceCheck(
        source_key="0" * 64,
        standard_id="public-hearing",
        instrument_id="achr",
        provision="8(5)",
        who="A lawyer",
        checked_on=PartialDate(2026, 11, 24),
        against="The authentic text",
        by_id=by.id,
    )
    db.add(row)
    return row


def an_instrument_recorded() -> Instrument:
    """What was recorded for a case of a treaty."""
    case = db.scalars(select(Case).order_by(Case.id)).first()
    assert case
    row = Instrument(
        case_id=case.id, instrument_id="achr", bound=Bound.NO, note="Not open to the State"
    )
    db.add(row)
    return row


def demonstration(app: Flask) -> None:
    """Load the demonstration cases."""
    make(app, lambda: load_demonstration(app.config["EXHIBITS"]))
