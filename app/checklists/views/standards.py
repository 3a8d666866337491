"""Pages on which standards are read, one by one and through an instrument."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.permissions import Permission
from app.checklists.concordance import (
    SIDE_BY_SIDE,
    concordance as seen_through,
    in_order,
    read_with,
)
from app.checklists.legal_basis import View, legal_basis, source_key
from app.checklists.library import instruments, standards
from app.checklists.queries import source_checks
from app.checklists.standard import Phase

blueprint = Blueprint("standards", __name__, url_prefix="/standards")


@blueprint.get("/")
@requires(Permission.CASE_READ)
def index() -> ResponseReturnValue:
    """List the standards by phase."""
    by_phase = {phase: [s for s in standards().values() if s.phase is phase] for phase in Phase}
    return render_template("checklists/standards.html", by_phase=by_phase)


@blueprint.get("/<standard_id>")
@requires(Permission.CASE_READ)
def standard(standard_id: str) -> ResponseReturnValue:
    """Show one standard with every source it rests on."""
    found = standards().get(standard_id)
    if found is None:
        abort(404)
    basis = legal_basis(found, instruments(), View(checks=source_checks()))
    keys = {source: source_key(found.id, source) for source in found.sources}
    return render_template("checklists/standard.html", standard=found, basis=basis, keys=keys)


@blueprint.get("/concordance")
@requires(Permission.CASE_READ)
def concordance() -> ResponseReturnValue:
    """Show every standard through one instrument, or the main ones side by side."""
    asked = request.args.get("instrument", "")
    known = instruments()
    if asked and asked not in known:
        abort(404)
    asked = read_with(asked)
    shown = [known[id_] for id_ in ([asked] if asked else SIDE_BY_SIDE)]
    rows = seen_through(standards().values(), known, shown, View(checks=source_checks()))
    return render_template(
        "checklists/concordance.html",
        asked=known.get(asked),
        shown=shown,
        phases=rows,
        choices=in_order(standards().values(), known),
    )
