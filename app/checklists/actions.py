"""Recording what was read of the sources of standards."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import User
from app.audit.actions import record
from app.checklists.legal_basis import source_key
from app.checklists.models import SourceCheck
from app.checklists.queries import check_of
from app.checklists.standard import Source
from app.db import db, now


def check_source(
    standard_id: str, source: Source, values: Mapping[str, Any], *, by: User
) -> SourceCheck:
    """Keep who read a source, when and against what; what was withdrawn stands again."""
    key = source_key(standard_id, source)
    row = check_of(key) or SourceCheck(
        source_key=key,
        standard_id=standard_id,
        instrument_id=source.instrument,
        provision=source.provision,
    )
    for name, value in {**values, "removed_at": None}.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    db.add(row)
    if db.is_modified(row):
        row.by_id = by.id
        record("source.checked", row, by_id=by.id)
    return row


def withdraw_check(row: SourceCheck, *, by: User) -> None:
    """Take the record back: the source counts as unverified again."""
    if row.removed_at is None:
        row.removed_at = now()
        record("source.check_withdrawn", row, by_id=by.id)


def restore_check(row: SourceCheck, *, by: User) -> None:
    """Let a record that was withdrawn stand again."""
    if row.removed_at is not None:
        row.removed_at = None
        record("source.check_restored", row, by_id=by.id)
