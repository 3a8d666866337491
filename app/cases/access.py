"""Loading a case, or what belongs to one, for the person asking."""

from typing import TypeVar

from flask import abort

from app.cases.models import Case, CasePart, Defendant
from app.cases.queries import case_by_reference
from app.db import db
from app.web.form import clean

Part = TypeVar("Part", bound=CasePart)


def case_or_404(reference: str) -> Case:
    """Return the case, or answer 404."""
    case = case_by_reference(clean(reference))
    if case is None:
        abort(404)
    return case


def part_or_404(model: type[Part], part_id: int) -> Part:
    """Return a row that belongs to a case, removed or not, or answer 404."""
    part = db.get(model, part_id)
    if part is None:
        abort(404)
    return part


def defendant_of(case: Case, defendant_id: int) -> Defendant:
    """Return a defendant of this very case, or answer 404."""
    defendant = part_or_404(Defendant, defendant_id)
    if defendant.case_id != case.id:
        abort(404)
    return defendant
