"""Checklists as files: downloaded in three formats, and sent in."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.checklists.actions import import_checklist
from app.checklists.exchange.formats import LARGEST_SENT, Format
from app.checklists.forms.sending import FileForm
from app.checklists.library import MistakenFileError
from app.checklists.models import OwnChecklist
from app.checklists.queries import exported
from app.web.form import clean

blueprint = Blueprint("exchange", __name__, url_prefix="/checklists")


@blueprint.get("/<checklist_id>/<row:version>.<any(yaml,xlsx,xlsform):format_>")
@requires(Permission.CASE_READ)
def download(checklist_id: str, version: int, format_: str) -> ResponseReturnValue:
    """Send one version of a checklist as a file; a draft to those who may write it."""
    chosen = Format(format_)
    with_drafts = current_user().may(Permission.CHECKLIST_WRITE)
    document = exported(checklist_id, version, chosen, with_drafts=with_drafts)
    if document is None:
        abort(404)
    response = Response(document, mimetype=chosen.mimetype)
    response.headers.set(
        "Content-Disposition", "attachment", filename=chosen.file_name(checklist_id, version)
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def upload() -> ResponseReturnValue:
    """Begin a draft with the checklist in a file; or say all that is wrong with it."""
    form = FileForm()
    if not form.accepted():
        return render_template(
            "checklists/import.html", form=form, mistakes=[], number=0
        ), form.status
    sent: FileStorage = form.file.data
    name = clean(sent.filename)[:200]
    with sent.stream as stream:
        content = stream.read(LARGEST_SENT + 1)
    try:
        row = import_checklist(content, name, by=current_user())
    except MistakenFileError as error:
        text = gettext("Nothing was imported: “%(name)s” can’t be used as it is.", name=name)
        form.file.errors = [text]
        page = render_template(
            "checklists/import.html", form=form, mistakes=error.mistakes, number=error.number
        )
        return page, form.status
    flash(
        gettext("“%(id)s”, version %(number)s, is a draft.", id=row.checklist_id, number=row.number)
    )
    return redirect(_page_of(row), 303)


def _page_of(row: OwnChecklist) -> str:
    """Return the address where a draft is gone on with."""
    return url_for("drafts.draft", draft_id=row.id)
