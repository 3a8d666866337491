"""Pages on which checklists are found and read, and from which one's own are begun."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.checklists import actions, drafting, queries
from app.checklists.checklist import Checklist
from app.checklists.extent import by_extent
from app.checklists.forms.naming import BeginForm, SupplementForm
from app.checklists.legal_basis import legal_basis
from app.checklists.library import MistakenFileError, facts, instruments, shipped, standards
from app.checklists.models import OwnChecklist
from app.checklists.words import TYPES

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists")


@blueprint.get("/")
@requires(Permission.CASE_READ)
def index() -> ResponseReturnValue:
    """List the checklists, those that come with the program and one's own."""
    opened, unreadable = [], []
    for row in queries.drafts():
        try:
            opened.append((row, queries.draft_of(row)))
        except MistakenFileError:
            unreadable.append(row)
    newest = queries.newest()
    whole = {id_: checklist for id_, checklist in newest.items() if checklist.adds_to is None}
    return render_template(
        "checklists/index.html",
        checklists=newest,
        by_extent=by_extent(whole, standards()),
        shipped={id_ for id_, _version in shipped()},
        drafts=[(row, draft, len(queries.mistakes_of(draft))) for row, draft in opened],
        unreadable=unreadable,
    )


@blueprint.get("/<checklist_id>/<row:version>")
@requires(Permission.CASE_READ)
def version(checklist_id: str, version: int) -> ResponseReturnValue:
    """Show one version as a reviewer sees it."""
    checklist = _version_or_404(checklist_id, version)
    versions = queries.versions_of(checklist_id)
    return render_template(
        "checklists/version.html",
        checklist=checklist,
        versions=versions,
        before=versions.get(version - 1),
        base=queries.checklists()[checklist.adds_to.id, checklist.adds_to.version]
        if checklist.adds_to
        else None,
        is_own=(checklist_id, version) not in shipped(),
        **as_read(checklist),
    )


@blueprint.route("/<checklist_id>/<row:version>/copy", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def copy(checklist_id: str, version: int) -> ResponseReturnValue:
    """Begin a checklist of one's own that asks the same."""
    checklist = _version_or_404(checklist_id, version)
    suggested = {"title": checklist.title, "about": checklist.about}
    form = BeginForm(suggested, names_taken())
    if form.accepted():
        draft = drafting.duplicated(checklist, **_names(form))
        return begun(actions.begin(draft, by=current_user()))
    page = render_template("checklists/copy.html", checklist=checklist, form=form)
    return page, form.status


@blueprint.route("/<checklist_id>/<row:version>/supplement", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def supplement(checklist_id: str, version: int) -> ResponseReturnValue:
    """Begin a supplement: questions that are added in the cases of one country."""
    base = _version_or_404(checklist_id, version)
    if base.adds_to is not None:
        abort(404)
    form = SupplementForm(None, names_taken())
    if form.accepted():
        country = form.country.data or ""
        draft = drafting.supplement_to(base, country=country, **_names(form))
        return begun(actions.begin(draft, by=current_user()))
    return render_template("checklists/supplement.html", base=base, form=form), form.status


@blueprint.post("/<checklist_id>/versions")
@requires(Permission.CHECKLIST_WRITE)
def new_version(checklist_id: str) -> ResponseReturnValue:
    """Begin the next version of a checklist of one's own, or go on with it."""
    newest = queries.newest().get(checklist_id)
    if newest is None or (checklist_id, newest.version) in shipped():
        abort(404)
    for row in queries.drafts():
        if row.checklist_id == checklist_id:
            flash(gettext("The next version was begun already. This is its draft."))
            return redirect(url_for("drafts.draft", draft_id=row.id), 303)
    draft = drafting.next_version(queries.written(checklist_id, newest.version))
    return begun(actions.begin(draft, by=current_user()))


def as_read(checklist: Checklist) -> dict[str, Any]:
    """Return what a page needs to show a checklist as a reviewer sees it."""
    ids = dict.fromkeys(topic.standard for topic in checklist.topics)
    asked = {id_: standards()[id_] for id_ in ids if id_ in standards()}
    return {
        "standards": asked,
        "facts": facts(),
        "types": TYPES,
        "basis": {id_: legal_basis(found, instruments()) for id_, found in asked.items()},
    }


def names_taken() -> set[str]:
    """Return the short names that a new checklist can't have."""
    # Its questions are named after it, and those of the program after their standards.
    return queries.ids_taken() | standards().keys()


def begun(row: OwnChecklist) -> ResponseReturnValue:
    """Go to a draft that was just begun."""
    return redirect(url_for("drafts.draft", draft_id=row.id), 303)


def _version_or_404(checklist_id: str, version: int) -> Checklist:
    found = queries.checklists().get((checklist_id, version))
    if found is None:
        abort(404)
    return found


def _names(form: BeginForm) -> dict[str, str]:
    return {
        "id_": form.checklist_id.data or "",
        "title": form.title.data or "",
        "about": form.about.data or "",
    }
