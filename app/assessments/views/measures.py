"""The page on which it is chosen by which treaties an assessment measures."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.assessments import actions, queries
from app.assessments.access import assessment_to_read, assessment_to_write
from app.assessments.forms import TreatiesForm, treaties_form
from app.assessments.models import Assessment
from app.checklists.legal_basis import View, can_measure, measured_by
from app.checklists.library import instruments
from app.checklists.party import by_force
from app.checklists.queries import versions_of
from app.evidence.queries import period_of
from app.web.conflict import conflict_page

blueprint = Blueprint("measures", __name__)

ADDRESS = "/assessments/<row:assessment_id>/instruments"


@blueprint.get(ADDRESS)
@requires(Permission.CASE_READ)
def treaties(assessment_id: int) -> ResponseReturnValue:
    """Show by which treaties it measures, to be chosen or, once submitted, to be read."""
    assessment = assessment_to_read(assessment_id)
    return _page(assessment, _form(assessment))


@blueprint.post(ADDRESS)
@requires(Permission.ASSESSMENT_WRITE)
def choose_treaties(assessment_id: int) -> ResponseReturnValue:
    """Keep the choice; all that bind is the same as none chosen."""
    assessment = assessment_to_write(assessment_id)
    form = _form(assessment)
    if not form.accepted():
        return _page(assessment, form)
    if form.is_stale(assessment.version):
        return conflict_page(form, _stored(assessment))
    everything = set(form.chosen()) == set(_binding(assessment))
    chosen = None if everything else form.chosen()
    actions.choose_instruments(assessment, chosen, by=current_user())
    flash(gettext("The treaties are saved."))
    return redirect(url_for("assessments.tasks", assessment_id=assessment_id), 303)


def _page(assessment: Assessment, form: TreatiesForm) -> ResponseReturnValue:
    law = queries.law_for(assessment)
    view = _view(assessment)
    cited = queries.treaties_for(assessment)
    may_write = current_user().may(Permission.ASSESSMENT_WRITE)
    page = render_template(
        "assessments/treaties.html",
        assessment=assessment,
        checklist=versions_of(assessment.checklist_id)[assessment.checklist_version],
        form=form,
        is_open=may_write and not assessment.is_submitted,
        law=law,
        forces=by_force(law, [treaty.id for treaty in cited if can_measure(treaty, view)]),
        elsewhere=[treaty for treaty in cited if not can_measure(treaty, view)],
        period=period_of(assessment.case),
        instruments=instruments(),
    )
    return page, form.status


def _form(assessment: Assessment) -> TreatiesForm:
    view = _view(assessment)
    speaking = [t.id for t in queries.treaties_for(assessment) if can_measure(t, view)]
    offered = {
        id_: instruments()[id_].title
        for force, ids in by_force(view.law or {}, speaking).items()
        if not force.is_known_not_to
        for id_ in ids
    }
    return treaties_form(offered, needs_one=bool(_binding(assessment)))(_stored(assessment))


def _stored(assessment: Assessment) -> dict[str, object]:
    chosen = assessment.instruments
    if chosen is None:
        chosen = _binding(assessment)
    return {"instruments": tuple(chosen), "version": assessment.version}


def _binding(assessment: Assessment) -> list[str]:
    cited = queries.treaties_for(assessment)
    return [treaty.id for treaty in measured_by(cited, _view(assessment))]


def _view(assessment: Assessment) -> View:
    """Return the State and the facts alone, before any choice."""
    return View(queries.law_for(assessment), facts=queries.facts_for(assessment))
