"""Pages on which it is recorded that somebody read a source."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.checklists import actions
from app.checklists.forms.checking import CheckForm
from app.checklists.legal_basis import CitedProvision, source_key
from app.checklists.library import instruments, standards
from app.checklists.models import SourceCheck
from app.checklists.queries import check_of, history_of_check
from app.checklists.standard import Source, Standard, Verified
from app.db import now
from app.web.conflict import conflict_page

blueprint = Blueprint("sources", __name__, url_prefix="/standards")

CHECK = "/<standard_id>/sources/<key>"


@blueprint.route(CHECK, methods=["GET", "POST"])
@requires(Permission.SOURCE_CHECK)
def check(standard_id: str, key: str) -> ResponseReturnValue:
    """Record who read a source, when and against what."""
    standard, source = _source_or_404(standard_id, key)
    row = check_of(key)
    version = row.version if row else 0
    stored = {name: getattr(row, name, None) for name in CheckForm.field_names()}
    instrument = instruments()[source.instrument]
    form = CheckForm(stored | {"version": version}, instrument=instrument, today=now().date())
    if form.accepted():
        if form.is_stale(version):
            return conflict_page(form, stored | {"version": version})
        actions.check_source(standard_id, source, form.values(), by=current_user())
        flash(gettext("The check is recorded."))
        return _back(standard_id)
    page = render_template(
        "checklists/source_check.html",
        standard=standard,
        provision=CitedProvision(instrument, source),
        key=key,
        form=form,
        row=row,
        history=history_of_check(row) if row else [],
    )
    return page, form.status


@blueprint.post(f"{CHECK}/removal")
@requires(Permission.SOURCE_CHECK)
def withdraw(standard_id: str, key: str) -> ResponseReturnValue:
    """Take the record back."""
    actions.withdraw_check(_row_or_404(standard_id, key), by=current_user())
    flash(gettext("Withdrawn."), url_for("sources.restore", standard_id=standard_id, key=key))
    return _back(standard_id)


@blueprint.post(f"{CHECK}/restoration")
@requires(Permission.SOURCE_CHECK)
def restore(standard_id: str, key: str) -> ResponseReturnValue:
    """Let it stand again."""
    actions.restore_check(_row_or_404(standard_id, key), by=current_user())
    return _back(standard_id)


def _source_or_404(standard_id: str, key: str) -> tuple[Standard, Source]:
    """Return the source of this key; one that was read when the files were written has no page."""
    standard = standards().get(standard_id) or abort(404)
    for source in standard.sources:
        if source_key(standard_id, source) == key and source.verified is not Verified.YES:
            return standard, source
    return abort(404)


def _row_or_404(standard_id: str, key: str) -> SourceCheck:
    _source_or_404(standard_id, key)
    return check_of(key) or abort(404)


def _back(standard_id: str) -> ResponseReturnValue:
    return redirect(url_for("standards.standard", standard_id=standard_id), 303)
