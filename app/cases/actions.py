"""Changing cases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.audit.actions import record
from app.cases.kinds import Bound
from app.cases.models import Case, CasePart, Defendant, FactRow, Instrument, Tag
from app.cases.queries import facts_recorded, instruments_of
from app.checklists.fact import FactValue
from app.db import Model, db, now


def open_case(*, by: User, tags: list[str], **values: Any) -> Case:
    """Open a case; ``values`` are columns of Case."""
    case = Case(**values)
    db.add(case)
    _set_tags(case, tags)
    record("case.opened", case, by_id=by.id)
    return case


def change_case(case: Case, *, by: User, tags: list[str], **values: Any) -> None:
    """Change what is said of the case."""
    _set(case, values)
    _set_tags(case, tags)
    if db.is_modified(case):
        record("case.changed", case, by_id=by.id)


def _set_tags(case: Case, names: list[str]) -> None:
    if case.tags == names:
        return
    flag_modified(case, "title")  # so that the case itself has a new version
    kept = {row.name: row for row in case.tag_rows}
    case.tag_rows = [kept.get(name) or Tag(name=name) for name in dict.fromkeys(names)]


def add_part(part: CasePart, *, by: User) -> None:
    """Add a row that belongs to a case: a defendant, a charge, an event."""
    db.add(part)
    record(f"{part.__tablename__}.added", part, by_id=by.id)


def change_part(part: CasePart, values: Mapping[str, Any], *, by: User) -> None:
    """Change a row that belongs to a case; nothing is noted when nothing changed."""
    _set(part, values)
    if db.is_modified(part):
        record(f"{part.__tablename__}.changed", part, by_id=by.id)


def remove_part(part: CasePart, *, by: User) -> None:
    """Take a row off the pages; it can be brought back."""
    if part.removed_at is not None:
        return
    part.removed_at = now()
    record(f"{part.__tablename__}.removed", part, by_id=by.id)


def restore_part(part: CasePart, *, by: User) -> None:
    """Bring back a row that was taken off the pages."""
    if part.removed_at is None:
        return
    part.removed_at = None
    record(f"{part.__tablename__}.restored", part, by_id=by.id)


def _set(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def save_facts(
    case: Case,
    defendant: Defendant | None,
    given: Mapping[str, tuple[FactValue, str]],
    *,
    by: User,
) -> None:
    """Keep what is known of the facts of one defendant, or of the case itself."""
    recorded = facts_recorded(case, defendant)
    about = defendant.id if defendant else None
    for fact_id, (value, note) in given.items():
        row = recorded.get(fact_id) or FactRow(case_id=case.id, defendant_id=about, fact_id=fact_id)
        _keep(row, {"value": value, "note": note}, "fact.saved", by)


def save_instruments(case: Case, given: Mapping[str, tuple[Bound, str]], *, by: User) -> None:
    """Keep which instruments bind the State of the case, and how that is known."""
    recorded = instruments_of(case)
    for instrument_id, (bound, note) in given.items():
        row = recorded.get(instrument_id) or Instrument(
            case_id=case.id, instrument_id=instrument_id
        )
        _keep(row, {"bound": bound, "note": note}, "instrument.saved", by)


def _keep(row: Model, values: Mapping[str, Any], verb: str, by: User) -> None:
    """Add or change a row, and note it; nothing is noted when nothing changed."""
    db.add(row)
    _set(row, values)
    if db.is_modified(row):
        record(verb, row, by_id=by.id)
