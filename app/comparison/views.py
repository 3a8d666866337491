"""Pages that line up cases."""

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.accounts.access import requires
from app.accounts.permissions import Permission
from app.cases.queries import all_countries, all_tags
from app.checklists.checklist import ChecklistScope
from app.checklists.library import standards
from app.checklists.queries import checklists
from app.checklists.standard import Phase
from app.comparison.export import Wording, as_csv
from app.comparison.matrix import Matrix, compare
from app.comparison.queries import MOST_CASES, Choice, all_cases, columns
from app.findings.words import indicated
from app.web.form import clean

blueprint = Blueprint("comparison", __name__)


@blueprint.get("/comparison")
@requires(Permission.CASE_READ)
def index() -> ResponseReturnValue:
    """Line up cases, standard by standard."""
    asked = request.args
    choice = _choice(asked)
    return render_template(
        "comparison/index.html",
        matrix=_matrix(choice, asked),
        choice=choice,
        asked=asked,
        most=MOST_CASES,
        cases=all_cases(),
        countries=all_countries(),
        tags=all_tags(),
        checklists=sorted(
            {c.id: c.title for c in checklists().values() if c.scope is ChecklistScope.CASE}.items()
        ),
        phases=list(Phase),
    )


@blueprint.get("/comparison.csv")
@requires(Permission.REPORT_READ)
def download() -> ResponseReturnValue:
    """Send the same comparison as CSV."""
    matrix = _matrix(_choice(request.args), request.args)
    response = Response(as_csv(matrix, _wording()), mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=comparison.csv"
    return response


def _wording() -> Wording:
    return Wording(
        word=current_app.jinja_env.filters["word"],
        indicated=lambda cell: indicated(cell.reading, only_reported=cell.is_unconfirmed),
        note=gettext(
            "Not a ranking: the cases were chosen for being at risk. "
            "“Not recorded” and “not known” are not compliance."
        ),
    )


def _choice(asked: MultiDict[str, str]) -> Choice:
    return Choice(
        cases=tuple(clean(reference) for reference in asked.getlist("case"))[:MOST_CASES],
        country=clean(asked.get("country")),
        tag=clean(asked.get("tag")),
        checklist=clean(asked.get("checklist")),
        source=asked.get("source", ""),
    )


def _matrix(choice: Choice, asked: MultiDict[str, str]) -> Matrix:
    named = asked.get("phase", "")
    return compare(
        columns(choice, _our_name()),
        standards().values(),
        phase=Phase(named) if named in list(Phase) else None,
        with_empty="empty" in asked,
    )


def _our_name() -> str:
    """Return the name under which our own assessments stand."""
    name: str = current_app.config["ORGANISATION"] or gettext("Our assessment")
    return name
