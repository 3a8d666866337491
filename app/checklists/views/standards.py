"""Pages on which standards are read."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.permissions import Permission
from app.checklists.legal_basis import legal_basis
from app.checklists.library import instruments, standards
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
    basis = legal_basis(found, instruments())
    return render_template("checklists/standard.html", standard=found, basis=basis)
