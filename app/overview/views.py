"""Pages that draw on every feature."""

from dataclasses import fields
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import requires
from app.accounts.permissions import Permission
from app.assessments.queries import assessments_of
from app.cases import queries as cases
from app.cases.access import case_or_404
from app.cases.forms import CaseForm
from app.cases.models import Case
from app.checklists.concordance import treaties_cited
from app.checklists.fact import Scope
from app.checklists.library import facts, instruments, standards
from app.checklists.party import by_force
from app.checklists.queries import checklists
from app.db import db
from app.evidence.queries import (
    conflicts_of,
    events_of,
    exhibits_of,
    intervals_of,
    law_of,
    period_of,
)
from app.findings.forms import FindingForm, GradeForm
from app.findings.models import Finding, GradeDecision
from app.findings.queries import decisions_of, levels_of, published_of
from app.overview import queries
from app.overview.queries import Filter
from app.overview.status import CaseStatus
from app.reports.forms import NarrativeForm
from app.reports.models import Narrative
from app.web.form import VersionedForm, clean
from app.web.paging import page_number

blueprint = Blueprint("overview", __name__)

LONGEST_WORDS = 200
# The texts of which every earlier state can be read, with the form that they were typed into.
WITH_HISTORY: dict[str, tuple[type[Any], type[VersionedForm]]] = {
    "case": (Case, CaseForm),
    "finding": (Finding, FindingForm),
    "grade_decision": (GradeDecision, GradeForm),
    "narrative": (Narrative, NarrativeForm),
}


@blueprint.get("/cases")
@blueprint.get("/")
@requires(Permission.CASE_READ)
def home() -> ResponseReturnValue:
    """List the cases, to be searched and filtered."""
    asked = {name: clean(value)[:LONGEST_WORDS] for name, value in request.args.items()}
    chosen = Filter(**{f.name: asked.get(f.name, "") for f in fields(Filter)})
    return render_template(
        "overview/home.html",
        page=queries.listed_cases(chosen, page_number(asked.get("page"))),
        chosen=chosen,
        is_empty=queries.is_empty(),
        countries=cases.all_countries(),
        tags=cases.all_tags(),
        grades=queries.all_grades(),
        statuses=list(CaseStatus),
    )


@blueprint.get("/cases/<reference>")
@requires(Permission.CASE_READ)
def case(reference: str) -> ResponseReturnValue:
    """Show one case and all that is known and made of it."""
    found = case_or_404(reference)
    in_force = law_of(found)
    treaties = [t.id for t in treaties_cited(standards().values(), instruments())]
    return render_template(
        "overview/case.html",
        case=found,
        defendants=cases.defendants_of(found),
        charges=cases.charges_of(found),
        proceedings=cases.proceedings_of(found),
        hearings=cases.hearings_of(found),
        bound=cases.instruments_of(found),
        law=in_force,
        forces=by_force(in_force, treaties),
        period=period_of(found),
        instruments=instruments(),
        facts=facts(),
        known=cases.facts_of(found, facts()),
        scopes=Scope,
        events=events_of(found),
        intervals=intervals_of(found) if found.is_criminal else [],
        conflicts=conflicts_of(found),
        exhibits=exhibits_of(found),
        assessments=assessments_of(found),
        checklists=checklists(),
        decisions=decisions_of(found),
        levels=levels_of(found),
        published=published_of(found),
    )


@blueprint.get(f"/history/<any({','.join(WITH_HISTORY)}):kind>/<row:row_id>")
@requires(Permission.CASE_READ)
def history(kind: str, row_id: int) -> ResponseReturnValue:
    """Show every earlier state of a text, newest first."""
    model, form = WITH_HISTORY[kind]
    row: Any = db.get(model, row_id)
    if row is None:
        abort(404)
    return render_template(
        "overview/history.html",
        case=row if kind == "case" else row.assessment.case,
        about=_about(row),
        fields=form.worded(),
        revisions=queries.revisions_of(f"{kind}:{row_id}"),
    )


def _about(row: Any) -> str:
    """Say what the earlier states are states of."""
    match row:
        case Finding():
            return standards()[row.standard_id].name
        case GradeDecision():
            return str(gettext("Grade"))
        case Narrative():
            return str(gettext("Texts of the report"))
        case _:
            return str(row.title)
