"""Writing checklists of one's own."""

from hashlib import sha256

from sqlalchemy import select

from app.accounts.models import User
from app.audit.actions import record
from app.checklists.as_yaml import as_yaml
from app.checklists.checklist import Checklist
from app.checklists.library import LARGEST
from app.checklists.models import OwnChecklist
from app.checklists.queries import content_at
from app.db import db, now


class TooLargeError(Exception):
    """A checklist that is larger than a file of one may be."""


def begin(checklist: Checklist, *, by: User) -> OwnChecklist:
    """Begin a draft; one of the same version that was discarded is begun anew."""
    row = db.scalars(
        select(OwnChecklist).where(
            OwnChecklist.checklist_id == checklist.id, OwnChecklist.number == checklist.version
        )
    ).one_or_none()
    if row is None or row.removed_at is None:
        # Beside one that somebody else began meanwhile the database takes none.
        row = OwnChecklist(
            checklist_id=checklist.id, number=checklist.version, made_by_id=by.id, content_yaml=""
        )
        db.add(row)
    row.content_yaml = _text(checklist)
    row.removed_at = None
    record("checklist.begun", row, by_id=by.id)
    return row


def change(row: OwnChecklist, checklist: Checklist, *, by: User) -> None:
    """Keep a draft as it is said to be; nothing is noted when nothing changed.

    Raises TooLargeError, and then nothing is kept.
    """
    text = _text(checklist)
    if text != row.content_yaml:
        row.content_yaml = text
        record("checklist.changed", row, by_id=by.id)


def bring_back(row: OwnChecklist, number: int, *, by: User) -> bool:
    """Undo the last change, after which the draft was at the version ``number``.

    Returns whether it was; after a change made since, it is not.
    """
    if row.version != number + 1:
        return False
    row.content_yaml = content_at(row, number)
    record("checklist.changed", row, by_id=by.id)
    return True


def discard(row: OwnChecklist, *, by: User) -> None:
    """Take a draft off the pages; it can be brought back."""
    if row.removed_at is None:
        row.removed_at = now()
        record("checklist.discarded", row, by_id=by.id)


def restore(row: OwnChecklist, *, by: User) -> None:
    """Bring back a draft that was discarded."""
    if row.removed_at is not None:
        row.removed_at = None
        record("checklist.restored", row, by_id=by.id)


def publish(row: OwnChecklist, checklist: Checklist, *, by: User) -> None:
    """Lock a version by its hash: from then on it is offered, and never changes."""
    row.content_yaml = _text(checklist)
    row.sha256 = sha256(row.content_yaml.encode()).hexdigest()
    row.published_at = now()
    record("checklist.published", row, by_id=by.id)


def _text(checklist: Checklist) -> str:
    text = as_yaml(checklist)
    if len(text) > LARGEST:
        raise TooLargeError
    return text
