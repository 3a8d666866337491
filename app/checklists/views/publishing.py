"""Pages on which a draft is gone through as a whole: read, checked, published or discarded."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.checklists import actions, drafting, queries
from app.checklists.access import draft_or_404, unpublished_or_404
from app.checklists.changes import differences
from app.checklists.forms.asking import Offered
from app.checklists.forms.deciding import contradiction_form, publication_form
from app.checklists.forms.naming import mark
from app.checklists.library import facts, standards
from app.checklists.views.authoring import keep, opened, removed, why_not
from app.checklists.views.reading import as_read

blueprint = Blueprint("publishing", __name__, url_prefix="/checklists/drafts/<row:draft_id>")


@blueprint.get("/preview")
@requires(Permission.CASE_READ)
def preview(draft_id: int) -> ResponseReturnValue:
    """Show a draft as a reviewer will see it."""
    row, draft = opened(draft_id)
    return render_template("checklists/preview.html", row=row, draft=draft, **as_read(draft.whole))


@blueprint.get("/contradictions")
@requires(Permission.CHECKLIST_WRITE)
def contradictions(draft_id: int) -> ResponseReturnValue:
    """List the answers that can hardly both be right."""
    row, draft = opened(draft_id)
    return render_template(
        "checklists/contradictions.html",
        row=row,
        draft=draft,
        facts=facts(),
        mistakes=[m for m in queries.mistakes_of(draft) if m.rule_id],
    )


@blueprint.route("/contradiction/new", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def new_contradiction(draft_id: int) -> ResponseReturnValue:
    """Add a rule on two answers."""
    row, draft = opened(draft_id)
    form = contradiction_form(Offered(draft, standards(), facts()))()
    if form.accepted():
        changed = drafting.with_contradiction(draft.checklist, form.between(), form.says.data or "")
        return keep(row, changed, url_for("publishing.contradictions", draft_id=row.id))
    page = render_template("checklists/new_contradiction.html", row=row, draft=draft, form=form)
    return page, form.status


@blueprint.post("/contradictions/<rule_id>/removal")
@requires(Permission.CHECKLIST_WRITE)
def remove_contradiction(draft_id: int, rule_id: str) -> ResponseReturnValue:
    """Remove such a rule."""
    row, draft = opened(draft_id)
    if all(rule.id != rule_id for rule in draft.checklist.contradictions):
        abort(404)
    changed = drafting.without_contradiction(draft.checklist, rule_id)
    address = url_for("publishing.contradictions", draft_id=row.id)
    return removed(row, changed, address)


@blueprint.get("/check")
@requires(Permission.CHECKLIST_WRITE)
def check(draft_id: int) -> ResponseReturnValue:
    """List every mistake of a draft, with a link to what is to be mended."""
    row, draft = opened(draft_id)
    mistakes = queries.mistakes_of(draft)
    return render_template("checklists/check.html", row=row, draft=draft, mistakes=mistakes)


@blueprint.route("/publication", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def publication(draft_id: int) -> ResponseReturnValue:
    """Say what a version changes, and publish it for good."""
    row, draft = opened(draft_id)
    mistakes = queries.mistakes_of(draft)
    if mistakes:
        flash(gettext("It can’t be published yet: mend what is listed here first."))
        return redirect(url_for("publishing.check", draft_id=row.id), 303)
    differing = differences(draft.before, draft.whole) if draft.before else {}
    version = mark(row.content_yaml)
    form = publication_form(draft, differing)({"version": version})
    is_stale = form.sent() and form.is_stale(version)
    if form.accepted() and not is_stale:
        try:
            actions.publish(row, draft.saying(form.meanings()), by=current_user())
        except actions.NotKeptError as error:
            flash(gettext("Not published.") + " " + why_not(error))
            return redirect(url_for("drafts.draft", draft_id=row.id), 303)
        flash(gettext("Published. It is offered for new assessments from now on."))
        address = url_for("checklists.version", checklist_id=row.checklist_id, version=row.number)
        return redirect(address, 303)
    form.version.data = str(version)
    page = render_template(
        "checklists/publication.html",
        row=row,
        draft=draft,
        form=form,
        differing=differing,
        is_stale=is_stale,
    )
    return page, 409 if is_stale else form.status


@blueprint.post("/removal")
@requires(Permission.CHECKLIST_WRITE)
def discard(draft_id: int) -> ResponseReturnValue:
    """Take a draft off the pages."""
    row = draft_or_404(draft_id)
    actions.discard(row, by=current_user())
    flash(gettext("The draft is discarded."), url_for("publishing.restore", draft_id=row.id))
    return redirect(url_for("checklists.index"), 303)


@blueprint.post("/restoration")
@requires(Permission.CHECKLIST_WRITE)
def restore(draft_id: int) -> ResponseReturnValue:
    """Bring back a draft that was discarded."""
    row = unpublished_or_404(draft_id)
    actions.restore(row, by=current_user())
    return redirect(url_for("drafts.draft", draft_id=row.id), 303)
