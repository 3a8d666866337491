"""The report: written, read on the screen, and downloaded."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.assessments.access import trial_to_read
from app.assessments.models import Assessment
from app.cases.views import stored_values
from app.reports import actions, queries
from app.reports.contents import Report
from app.reports.forms import NarrativeForm
from app.reports.rendering import REPORT, RenderingBusyError, RenderingError, render
from app.web.conflict import conflict_page
from app.web.typesetting import typeset_markup

blueprint = Blueprint("reports", __name__)


@blueprint.get("/assessments/<row:assessment_id>/report")
@requires(Permission.REPORT_READ)
def report(assessment_id: int) -> ResponseReturnValue:
    """Show the report on the screen."""
    assessment = trial_to_read(assessment_id)
    contents = _report(assessment)
    page = render_template("reports/screen.html", assessment=assessment, report=contents)
    return typeset_markup(page)


@blueprint.get("/assessments/<row:assessment_id>/report.pdf")
@requires(Permission.REPORT_READ)
def download(assessment_id: int) -> ResponseReturnValue:
    """Send the report as PDF."""
    assessment = trial_to_read(assessment_id)
    html = render_template("reports/print.html", report=_report(assessment))
    try:
        document = render(html, current_app.config["CACHE"], style=REPORT)
    except RenderingBusyError:
        again = url_for("reports.download", assessment_id=assessment_id)
        page = render_template("reports/busy.html", assessment=assessment, again=again)
        return page, 503, {"Retry-After": "10"}
    except RenderingError as error:
        current_app.logger.error("report of assessment %s: %s", assessment_id, error)
        abort(500)
    response = Response(document, mimetype="application/pdf")
    name = f"{assessment.case.reference}.pdf"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@blueprint.route("/assessments/<row:assessment_id>/narrative", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def narrative(assessment_id: int) -> ResponseReturnValue:
    """Write the texts of the report."""
    assessment = trial_to_read(assessment_id)
    stored = _stored(assessment)
    form = NarrativeForm(stored)
    if form.accepted():
        if form.is_stale(stored["version"]):
            return conflict_page(form, stored)
        actions.write_narrative(assessment, form.values(), by=current_user())
        flash(gettext("The texts are saved."))
        return redirect(url_for("reports.report", assessment_id=assessment_id), 303)
    page = render_template("reports/narrative.html", assessment=assessment, form=form)
    return page, form.status


def _stored(assessment: Assessment) -> dict[str, Any]:
    found = queries.narrative_of(assessment)
    if found is None:
        return {"version": 0}
    rows = [{"addressee": who, "text": what} for who, what in found.recommendations]
    return stored_values(found, NarrativeForm) | {"recommendations": rows}


def _report(assessment: Assessment) -> Report:
    return queries.report_on(
        assessment,
        organisation=current_app.config["ORGANISATION"],
        today=datetime.now(UTC).date(),
    )
