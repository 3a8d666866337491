"""Things to test with, made the way the application makes them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask

from app.accounts.models import User
from app.assessments import actions as assessments
from app.assessments.answering import Basis, Confidence, GivenAnswer
from app.assessments.models import Assessment
from app.assessments.queries import work
from app.cases.actions import add_part, open_case
from app.cases.models import Case, Defendant
from app.checklists.checklist import AnswerCode
from app.checklists.library import checklists
from app.db import db, transaction
from app.demonstration.actions import load_demonstration

Made = TypeVar("Made")

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
    assessment = assessments.start(case, checklists()["trial", 1], by=db.merge(by))
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


def demonstration(app: Flask) -> None:
    """Load the demonstration cases."""
    make(app, lambda: load_demonstration(app.config["EXHIBITS"]))
