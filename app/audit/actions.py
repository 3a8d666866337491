"""Adding to the audit trail."""

from datetime import date, datetime

from app.audit.models import AuditEvent, Revision, Versioned, subject_name
from app.db import Model, db


def record(verb: str, subject: Model, *, by_id: int) -> None:
    """Note that someone did this, in the transaction that does it."""
    db.flush()  # the subject's id and its new version
    name = subject_name(subject)
    db.add(AuditEvent(verb=verb, subject=name, actor_id=by_id))
    if isinstance(subject, Versioned):
        content = {key: _plain(value) for key, value in subject.content().items()}
        db.add(Revision(subject=name, number=subject.version, content=content, by_id=by_id))


def _plain(value: object) -> object:
    """Return what JSON can hold: text for dates and moments, the rest as it is."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    is_plain = isinstance(value, str | int | float | bool | list | dict | None)
    return value if is_plain else str(value)
