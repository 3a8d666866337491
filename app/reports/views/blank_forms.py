"""A checklist as a form on paper, for courts that let no device in."""

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.permissions import Permission
from app.reports.queries import blank_form_of
from app.reports.rendering import BLANK_FORM, RenderingBusyError, RenderingError, render

blueprint = Blueprint("blank_forms", __name__)


@blueprint.get("/checklists/<checklist_id>/<row:version>/blank.pdf")
@requires(Permission.CASE_READ)
def pdf(checklist_id: str, version: int) -> ResponseReturnValue:
    """Send one version of a checklist as a form to print."""
    form = blank_form_of(checklist_id, version, organisation=current_app.config["ORGANISATION"])
    if form is None:
        abort(404)
    html = render_template("reports/blank.html", form=form)
    try:
        document = render(html, current_app.config["CACHE"], style=BLANK_FORM)
    except RenderingBusyError:
        again = url_for("blank_forms.pdf", checklist_id=checklist_id, version=version)
        page = render_template("reports/busy.html", checklist=form.checklist, again=again)
        return page, 503, {"Retry-After": "10"}
    except RenderingError as error:
        current_app.logger.error("blank form %s/%s: %s", checklist_id, version, error)
        abort(500)
    response = Response(document, mimetype="application/pdf")
    name = f"{checklist_id}-{version}.pdf"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
