"""Pages about cases and what belongs to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.cases import actions, queries
from app.cases.access import case_or_404, defendant_of, part_or_404
from app.cases.forms import (
    CaseForm,
    ChargeForm,
    DefendantForm,
    HearingForm,
    ProceedingForm,
    facts_form,
)
from app.cases.models import Case, CasePart, Charge, Defendant, Hearing, Proceeding
from app.checklists.fact import Scope
from app.checklists.library import facts
from app.web.conflict import conflict_page
from app.web.form import VersionedForm

blueprint = Blueprint("cases", __name__)


@dataclass(frozen=True, slots=True)
class PartPage:
    """How one kind of part is entered: its table, its form, and the words of its page.

    ``form`` takes the case, and the row to change or ``None``.
    """

    model: type[CasePart]
    form: Callable[[Case, Any], type[VersionedForm]]
    new: LazyString
    change: LazyString
    saved: LazyString
    about: LazyString


DEFENDANT = PartPage(
    Defendant,
    lambda case, row: DefendantForm,
    _("Add a defendant"),
    _("Change a defendant"),
    _("The defendant is saved."),
    _("A person on trial. Facts that differ from person to person are asked afterwards."),
)
CHARGE = PartPage(
    Charge,
    lambda case, row: ChargeForm,
    _("Add a charge"),
    _("Change a charge"),
    _("The charge is saved."),
    _("What the defendants are accused of, in the words of the charge."),
)
PROCEEDING = PartPage(
    Proceeding,
    lambda case, row: ProceedingForm,
    _("Add a proceeding"),
    _("Change a proceeding"),
    _("The proceeding is saved."),
    _("One stage before one body: the investigation, the trial, an appeal."),
)
HEARING = PartPage(
    Hearing,
    lambda case, row: HearingForm,
    _("Add a hearing"),
    _("Change a hearing"),
    _("The hearing is saved."),
    _("One dated sitting, whether a monitor saw it or not. A refusal of access is a fact too."),
)
PARTS = {page.model.__tablename__: page for page in (DEFENDANT, CHARGE, PROCEEDING, HEARING)}
KIND = "any(defendant,charge,proceeding,hearing)"


@blueprint.route("/cases/new", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def new() -> ResponseReturnValue:
    """Open a case."""
    form = CaseForm(taken=queries.case_by_reference)
    if form.accepted():
        case = actions.open_case(by=current_user(), **form.values())
        flash(
            gettext(
                "The case is open. Add the defendants, then the facts that decide what applies."
            )
        )
        return redirect(url_for("overview.case", reference=case.reference), 303)
    return render_template("cases/new.html", form=form), form.status


@blueprint.route("/cases/<reference>/details", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def details(reference: str) -> ResponseReturnValue:
    """Change what is said of a case."""
    case = case_or_404(reference)
    stored = stored_values(case, CaseForm) | {"tags": case.tags}
    form = CaseForm(
        stored, taken=lambda typed: typed != case.reference and queries.case_by_reference(typed)
    )
    if form.accepted():
        if form.is_stale(case.version):
            return conflict_page(form, stored)
        actions.change_case(case, by=current_user(), **form.values())
        flash(gettext("The case is saved."))
        return redirect(url_for("overview.case", reference=case.reference), 303)
    return render_template("cases/details.html", form=form, case=case), form.status


@blueprint.route(f"/cases/<reference>/<{KIND}:kind>/new", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def new_part(reference: str, kind: str) -> ResponseReturnValue:
    """Add a defendant, a charge, a proceeding or a hearing."""
    case = case_or_404(reference)
    page = PARTS[kind]
    form = page.form(case, None)()
    if kind == "hearing":
        return _new_hearing(case, form)
    if form.accepted():
        actions.add_part(page.model(case_id=case.id, **form.values()), by=current_user())
        return back_to_case(case, kind, page.saved)
    return part_form_page(case, page, form)


def _new_hearing(case: Case, form: VersionedForm) -> ResponseReturnValue:
    """Add a hearing to the proceeding named in the address, or to the first."""
    proceedings = {row.id: row for row in queries.proceedings_of(case)}
    proceeding = proceedings.get(request.args.get("proceeding", 0, type=int))
    proceeding = proceeding or next(iter(proceedings.values()), None)
    if proceeding is None:
        flash(gettext("A hearing belongs to a proceeding. Add the proceeding first."))
        return redirect(url_for("cases.new_part", reference=case.reference, kind="proceeding"), 303)
    if form.accepted():
        actions.add_part(Hearing(proceeding_id=proceeding.id, **form.values()), by=current_user())
        return back_to_case(case, "hearing", HEARING.saved)
    return part_form_page(case, HEARING, form)


@blueprint.route(f"/<{KIND}:kind>/<row:part_id>/details", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def part(kind: str, part_id: int) -> ResponseReturnValue:
    """Change a defendant, a charge, a proceeding or a hearing."""
    page = PARTS[kind]
    return change_part(page, part_or_404(page.model, part_id))


def change_part(page: PartPage, row: Any) -> ResponseReturnValue:
    """Show the form of a stored part, or keep what was changed in it."""
    kind = page.form(row.case, row)
    stored = stored_values(row, kind)
    form = kind(stored)
    if form.accepted():
        if form.is_stale(row.version):
            return conflict_page(form, stored)
        actions.change_part(row, form.values(), by=current_user())
        return back_to_case(row.case, row.__tablename__, page.saved)
    return part_form_page(row.case, page, form, row)


def part_form_page(
    case: Case, page: PartPage, form: VersionedForm, row: CasePart | None = None
) -> ResponseReturnValue:
    """Show the form of a part, new or stored."""
    return render_template("cases/part.html", case=case, page=page, form=form, row=row), form.status


def stored_values(row: Any, form: type[VersionedForm]) -> dict[str, Any]:
    """Return what is stored of a row, by field of its form."""
    return {name: getattr(row, name) for name in form.field_names() if hasattr(row, name)}


def back_to_case(case: Case, kind: str, saved: Any = None) -> ResponseReturnValue:
    """Go back to the case's page, to the part of it that was changed, and say what was saved."""
    if saved:
        flash(str(saved))
    return redirect(url_for("overview.case", reference=case.reference, _anchor=kind), 303)


@blueprint.post(f"/<{KIND}:kind>/<row:part_id>/removal")
@requires(Permission.CASE_WRITE)
def remove_part(kind: str, part_id: int) -> ResponseReturnValue:
    """Take a part off the pages."""
    row = part_or_404(PARTS[kind].model, part_id)
    return removed(row, url_for("cases.restore_part", kind=kind, part_id=part_id))


@blueprint.post(f"/<{KIND}:kind>/<row:part_id>/restoration")
@requires(Permission.CASE_WRITE)
def restore_part(kind: str, part_id: int) -> ResponseReturnValue:
    """Bring a part back."""
    row: Any = part_or_404(PARTS[kind].model, part_id)
    actions.restore_part(row, by=current_user())
    return back_to_case(row.case, kind)


def removed(row: Any, undo: str) -> ResponseReturnValue:
    """Take a part off the pages, and offer to bring it back."""
    actions.remove_part(row, by=current_user())
    flash(gettext("Removed."), undo)
    return back_to_case(row.case, row.__tablename__)


@blueprint.route("/cases/<reference>/facts", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def case_facts(reference: str) -> ResponseReturnValue:
    """Ask the facts of the case that decide which questions apply."""
    return _facts_page(case_or_404(reference), None)


@blueprint.route("/cases/<reference>/facts/<row:defendant_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WRITE)
def defendant_facts(reference: str, defendant_id: int) -> ResponseReturnValue:
    """Ask the same of one defendant."""
    case = case_or_404(reference)
    return _facts_page(case, defendant_of(case, defendant_id))


def _facts_page(case: Case, defendant: Defendant | None) -> ResponseReturnValue:
    scope = Scope.DEFENDANT if defendant else Scope.CASE
    asked = [fact for fact in facts().values() if fact.scope is scope]
    stored, version = with_notes(queries.facts_recorded(case, defendant), "value")
    form = facts_form(asked)(stored | {"version": version})
    if form.accepted():
        if form.is_stale(version):
            return conflict_page(form, stored | {"version": version})
        actions.save_facts(case, defendant, form.given(), by=current_user())
        return back_to_case(case, "facts", gettext("The facts are saved."))
    page = render_template(
        "cases/facts.html", case=case, defendant=defendant, form=form, facts=asked
    )
    return page, form.status


def with_notes(rows: Mapping[str, Any], name: str) -> tuple[dict[str, Any], int]:
    """Return the stored values and notes by field, and a version that grows with each change."""
    values = {id_: getattr(row, name) for id_, row in rows.items()}
    notes = {f"{id_}_note": row.note for id_, row in rows.items()}
    return values | notes, sum(row.version for row in rows.values())
