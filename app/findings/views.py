"""Pages on which findings are made and the grade is decided."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.assessments.access import trial_to_read
from app.assessments.models import Assessment
from app.assessments.queries import is_graded, view_of, work
from app.cases.access import case_or_404, part_or_404
from app.cases.actions import add_part, change_part, restore_part
from app.cases.views import back_to_case, removed, stored_values
from app.checklists.legal_basis import legal_basis
from app.checklists.library import facts, instruments, standards
from app.checklists.standard import Phase
from app.evidence.chronology import bearing_on
from app.evidence.queries import exhibit_choices, intervals_of
from app.findings import actions, queries
from app.findings.coverage import coverage
from app.findings.derive import Indication, Reading, is_only_reported
from app.findings.forms import FindingForm, GradeForm, InsufficientForm, published_form
from app.findings.grade import TABLE, Suggestion
from app.findings.models import Finding, GradeDecision, PublishedAssessment
from app.web.conflict import conflict_page

blueprint = Blueprint("findings", __name__)


@blueprint.get("/assessments/<row:assessment_id>/findings")
@requires(Permission.CASE_READ)
def index(assessment_id: int) -> ResponseReturnValue:
    """Show every standard: what the answers indicate, and what is found."""
    assessment = trial_to_read(assessment_id)
    done = work(assessment)
    indications = queries.indications_of(done)
    found = queries.findings_of(assessment)
    return render_template(
        "findings/index.html",
        assessment=assessment,
        by_phase=_by_phase(indications),
        findings=found,
        unconfirmed={i.standard for i in indications.values() if is_only_reported(i, done.given)},
        outdated=queries.outdated(found, indications, done),
        unmeasured=queries.unmeasured(found, indications),
        version=done.checklist.version,
        standards=standards(),
        coverage=coverage(indications.values()),
        is_graded=done.checklist.graded,
        open_standards=_not_enough(indications, found),
        decision=queries.grade_of(assessment),
        form=InsufficientForm(),
    )


def _by_phase(indications: dict[str, Indication]) -> dict[Phase, list[Indication]]:
    """Group indications by the phase of their standards."""
    grouped = {
        phase: [i for i in indications.values() if standards()[i.standard].phase is phase]
        for phase in Phase
    }
    return {phase: found for phase, found in grouped.items() if found}


def _not_enough(indications: Mapping[str, Indication], found: Collection[str]) -> list[str]:
    """Return the standards without a finding on which the answers do not say enough."""
    return [
        id_
        for id_, indication in indications.items()
        if id_ not in found and indication.reading is Reading.INSUFFICIENT_INFORMATION
    ]


@blueprint.post("/assessments/<row:assessment_id>/findings/insufficient")
@requires(Permission.FINDING_WRITE)
def insufficient(assessment_id: int) -> ResponseReturnValue:
    """Find at once, wherever the answers do not say enough, that information is insufficient."""
    assessment = trial_to_read(assessment_id)
    form = InsufficientForm()
    if form.accepted():
        indications = queries.indications_of(work(assessment))
        open_standards = _not_enough(indications, queries.findings_of(assessment))
        actions.find_insufficient(
            assessment, open_standards, form.reasons.data or "", by=current_user()
        )
        made = len(open_standards)
        flash(ngettext("%(num)s finding is saved.", "%(num)s findings are saved.", made))
    else:
        flash(gettext("No finding was made: give the reason that holds for all of them."))
    return redirect(url_for("findings.index", assessment_id=assessment_id), 303)


@blueprint.get("/assessments/<row:assessment_id>/findings/<standard_id>")
@requires(Permission.CASE_READ)
def finding(assessment_id: int, standard_id: str) -> ResponseReturnValue:
    """Show the finding on one standard and the trail of answers to it."""
    assessment = trial_to_read(assessment_id)
    indication = _indication_or_404(assessment, standard_id)
    made = queries.finding_on(assessment, standard_id)
    stored = _stored_finding(made) | _grounds(assessment, indication)
    return _finding_page(assessment, indication, made, FindingForm(indication, stored))


@blueprint.post("/assessments/<row:assessment_id>/findings/<standard_id>")
@requires(Permission.FINDING_WRITE)
def make_finding(assessment_id: int, standard_id: str) -> ResponseReturnValue:
    """Make or change the finding on one standard."""
    assessment = trial_to_read(assessment_id)
    indication = _indication_or_404(assessment, standard_id)
    if not indication.asked:
        abort(403)
    made = queries.finding_on(assessment, standard_id)
    stored = _stored_finding(made)
    form = FindingForm(indication, stored)
    if not form.accepted():
        return _finding_page(assessment, indication, made, form)
    if form.is_stale(stored["version"]):
        return conflict_page(form, stored)
    if form.has_shifted(**_grounds(assessment, indication)):
        return _finding_page(assessment, indication, made, form, has_shifted=True)
    actions.make_finding(assessment, standard_id, form.values(), by=current_user())
    flash(gettext("The finding is saved."))
    index = url_for("findings.index", assessment_id=assessment_id, _anchor=standard_id)
    return redirect(index, 303)


def _stored_finding(made: Finding | None) -> dict[str, Any]:
    return stored_values(made, FindingForm) if made else {"version": 0}


def _grounds(assessment: Assessment, indication: Indication) -> dict[str, str]:
    return {"grounds": queries.grounds_of_finding(indication, work(assessment))}


def _indication_or_404(assessment: Assessment, standard_id: str) -> Indication:
    """Return what the answers indicate; nothing on a standard found on, but not measured."""
    indication = queries.indications_of(work(assessment)).get(standard_id)
    if indication is None and queries.finding_on(assessment, standard_id):
        return Indication(standard_id, Reading.NOT_APPLICABLE, {}, ())
    return indication or abort(404)


def _finding_page(
    assessment: Assessment,
    indication: Indication,
    made: Finding | None,
    form: FindingForm,
    *,
    has_shifted: bool = False,
) -> ResponseReturnValue:
    done = work(assessment)
    standard = standards()[indication.standard]
    page = render_template(
        "findings/finding.html",
        assessment=assessment,
        work=done,
        standard=standard,
        basis=legal_basis(standard, instruments(), view_of(assessment)),
        facts=facts(),
        indication=indication,
        is_unconfirmed=is_only_reported(indication, done.given),
        is_outdated=made is not None
        and bool(queries.outdated({standard.id: made}, {standard.id: indication}, done)),
        is_measured=standard.id in done.checklist.standards_measured,
        intervals=bearing_on(standard.id, intervals_of(assessment.case)),
        instruments=instruments(),
        closing=done.closing,
        exhibits=exhibit_choices(assessment.case),
        form=form,
        made=made,
        has_shifted=has_shifted,
    )
    return page, 409 if has_shifted else form.status


@blueprint.get("/assessments/<row:assessment_id>/grade")
@requires(Permission.CASE_READ)
def grade(assessment_id: int) -> ResponseReturnValue:
    """Show what the table suggests and why, and what was decided."""
    assessment = trial_to_read(assessment_id)
    if not is_graded(assessment):
        return render_template("findings/not_graded.html", assessment=assessment)
    suggestion = _suggestion(assessment)
    decision = queries.grade_of(assessment)
    stored = _stored_grade(decision)
    stored["grounds"] = queries.grounds_of_grade(assessment, suggestion)
    return _grade_page(assessment, suggestion, decision, GradeForm(suggestion, stored))


@blueprint.post("/assessments/<row:assessment_id>/grade")
@requires(Permission.GRADE_DECIDE)
def decide_grade(assessment_id: int) -> ResponseReturnValue:
    """Decide the grade, once the answers are final."""
    assessment = trial_to_read(assessment_id)
    if not assessment.is_submitted or not is_graded(assessment):
        abort(403)
    suggestion = _suggestion(assessment)
    decision = queries.grade_of(assessment)
    stored = _stored_grade(decision)
    form = GradeForm(suggestion, stored)
    if not form.accepted():
        return _grade_page(assessment, suggestion, decision, form)
    if form.is_stale(stored["version"]):
        return conflict_page(form, stored)
    if form.has_shifted(queries.grounds_of_grade(assessment, suggestion)):
        return _grade_page(assessment, suggestion, decision, form, has_shifted=True)
    actions.decide_grade(assessment, suggested=suggestion.grade, by=current_user(), **form.values())
    flash(gettext("The grade is decided. The report carries it."))
    return redirect(url_for("overview.case", reference=assessment.case.reference), 303)


def _stored_grade(decision: GradeDecision | None) -> dict[str, Any]:
    return stored_values(decision, GradeForm) if decision else {"version": 0}


def _suggestion(assessment: Assessment) -> Suggestion:
    return queries.suggested_grade(assessment, work(assessment))


def _grade_page(
    assessment: Assessment,
    suggestion: Suggestion,
    decision: GradeDecision | None,
    form: GradeForm,
    *,
    has_shifted: bool = False,
) -> ResponseReturnValue:
    page = render_template(
        "findings/grade.html",
        assessment=assessment,
        suggestion=suggestion,
        steps=TABLE,
        seen=queries.seen(assessment.case, work(assessment)),
        standards=standards(),
        decision=decision,
        stands=decision is None or queries.decision_stands(decision, suggestion),
        form=form,
        has_shifted=has_shifted,
    )
    return page, 409 if has_shifted else form.status


@blueprint.route("/cases/<reference>/published_assessment/new", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def new_published(reference: str) -> ResponseReturnValue:
    """Record what another body published on the case."""
    case = case_or_404(reference)
    form = published_form()()
    if form.accepted():
        add_part(PublishedAssessment(case_id=case.id, **form.values()), by=current_user())
        return back_to_case(case, "published_assessment", gettext("The publication is saved."))
    page = render_template("findings/published_form.html", case=case, form=form, row=None)
    return page, form.status


@blueprint.get("/published_assessment/<row:part_id>")
@requires(Permission.CASE_READ)
def published(part_id: int) -> ResponseReturnValue:
    """Show what another body published."""
    row = part_or_404(PublishedAssessment, part_id)
    return render_template(
        "findings/published.html", published=row, case=row.case, standards=standards()
    )


@blueprint.route("/published_assessment/<row:part_id>/details", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def change_published(part_id: int) -> ResponseReturnValue:
    """Correct what was recorded of it."""
    row = part_or_404(PublishedAssessment, part_id)
    kind = published_form()
    stored = stored_values(row, kind) | row.findings
    form = kind(stored)
    if form.accepted():
        if form.is_stale(row.version):
            return conflict_page(form, stored)
        change_part(row, form.values(), by=current_user())
        return back_to_case(row.case, "published_assessment", gettext("The publication is saved."))
    page = render_template("findings/published_form.html", case=row.case, form=form, row=row)
    return page, form.status


@blueprint.post("/published_assessment/<row:part_id>/removal")
@requires(Permission.CASE_WRITE)
def remove_published(part_id: int) -> ResponseReturnValue:
    """Take it off the pages."""
    row = part_or_404(PublishedAssessment, part_id)
    return removed(row, url_for("findings.restore_published", part_id=part_id))


@blueprint.post("/published_assessment/<row:part_id>/restoration")
@requires(Permission.CASE_WRITE)
def restore_published(part_id: int) -> ResponseReturnValue:
    """Bring it back."""
    row = part_or_404(PublishedAssessment, part_id)
    restore_part(row, by=current_user())
    return back_to_case(row.case, "published_assessment")
