"""Pages on which an assessment moves to another version of its checklist."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.assessments import actions, queries
from app.assessments.access import assessment_to_read, assessment_to_write
from app.assessments.forms import MoveForm
from app.assessments.models import Assessment
from app.checklists.changes import Fate
from app.checklists.checklist import Checklist
from app.checklists.library import standards
from app.checklists.queries import versions_of
from app.evidence.queries import exhibit_choices

blueprint = Blueprint("versions", __name__, url_prefix="/assessments/<row:assessment_id>/version")


@blueprint.get("")
@requires(Permission.ASSESSMENT_WRITE)
def preview(assessment_id: int) -> ResponseReturnValue:
    """Show what would become of each answer in another version."""
    assessment = assessment_to_read(assessment_id)
    if assessment.is_submitted:
        abort(403)
    return _page(assessment, _chosen(assessment), MoveForm())


@blueprint.post("")
@requires(Permission.ASSESSMENT_WRITE)
def move(assessment_id: int) -> ResponseReturnValue:
    """Go on with another version, if the answers are as they were shown."""
    assessment = assessment_to_write(assessment_id)
    to = _chosen(assessment)
    if queries.is_altered(assessment):
        flash(gettext("Not moved: the file of the checklist was changed. Bring it back first."))
        return redirect(url_for("assessments.check", assessment_id=assessment_id), 303)
    under = queries.carried_to(assessment, to.version, versions_of(to.id))
    form = MoveForm()
    if form.has_shifted(queries.grounds_of_move(assessment, to.version, under)):
        return _page(assessment, to, form, has_shifted=True)
    return _moved(assessment, to)


@blueprint.post("/return")
@requires(Permission.ASSESSMENT_WRITE)
def move_back(assessment_id: int) -> ResponseReturnValue:
    """Go back to the version that the assessment came from."""
    assessment = assessment_to_write(assessment_id)
    came_from = versions_of(assessment.checklist_id).get(assessment.moved_from or 0)
    return _moved(assessment, came_from or abort(404))


def _chosen(assessment: Assessment) -> Checklist:
    """Return the version asked for, or the newest; answer 404 if it is no other published one."""
    versions = versions_of(assessment.checklist_id)
    number = request.values.get("to", max(versions), type=int)
    if number not in versions or number == assessment.checklist_version:
        abort(404)
    return versions[number]


def _moved(assessment: Assessment, to: Checklist) -> ResponseReturnValue:
    actions.move(assessment, to=to, by=current_user())
    flash(gettext("The assessment stands on version %(version)s.", version=to.version))
    return redirect(url_for("assessments.tasks", assessment_id=assessment.id), 303)


def _page(
    assessment: Assessment, to: Checklist, form: MoveForm, *, has_shifted: bool = False
) -> ResponseReturnValue:
    versions = versions_of(to.id)
    present = versions[assessment.checklist_version]
    under = queries.carried_to(assessment, to.version, versions)
    form.grounds.data = queries.grounds_of_move(assessment, to.version, under)
    page = render_template(
        "assessments/version.html",
        assessment=assessment,
        present=present,
        to=to,
        others=[number for number in versions if number not in (present.version, to.version)],
        under=under,
        fates={fate: under.of(fate) for fate in Fate},
        answers=queries.answers_of(assessment.id),
        gone=present.standards_measured - to.standards_measured,
        standards=standards(),
        exhibits=exhibit_choices(assessment.case),
        form=form,
        has_shifted=has_shifted,
    )
    return page, 409 if has_shifted else 200
