"""Changing the checklists of one's own."""

from collections.abc import Iterator

from sqlalchemy import func, select

from app.accounts.models import User
from app.audit.actions import record
from app.checklists.checklist import Checklist
from app.checklists.checklist_mistakes import Known, checklist_mistakes
from app.checklists.exchange.formats import received
from app.checklists.exchange.places import in_order
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.library import (
    Mistake,
    MistakenFileError,
    Places,
    facts,
    shipped,
    standards,
)
from app.checklists.models import OwnChecklist
from app.checklists.queries import checklists
from app.db import db


def import_checklist(content: bytes, name: str, *, by: User) -> OwnChecklist:
    """Begin a draft with the checklist in a file that somebody sent.

    Raises MistakenFileError, which names every mistake, and then nothing is kept.
    """
    sent = received(content, name, Vocabulary(standards(), facts()))
    known = Known(standards(), facts())
    mistakes = [
        *checklist_mistakes(sent.checklist, sent.places, known, checklists()),
        *_taken(sent.checklist, sent.places),
    ]
    if mistakes:
        raise MistakenFileError(in_order(mistakes))
    row = _row_of(sent.checklist.id, sent.checklist.version)
    if row is None:
        row = OwnChecklist(
            checklist_id=sent.checklist.id, number=sent.checklist.version, made_by_id=by.id
        )
        db.add(row)
    row.content_yaml = sent.text
    row.removed_at = None
    record("checklist.imported", row, by_id=by.id)
    return row


def _taken(checklist: Checklist, places: Places) -> Iterator[Mistake]:
    """Yield a mistake if the id and version are those of a checklist that is there."""
    if any(id_ == checklist.id for id_, _version in shipped()):
        text = f"the program brings a checklist “{checklist.id}”; give yours another id"
        yield places.mistake(("id",), text)
        return
    row = _row_of(checklist.id, checklist.version)
    if row is not None and row.removed_at is None:
        o = OwnChecklist
        newest = db.scalars(select(func.max(o.number)).where(o.checklist_id == checklist.id)).one()
        text = (
            f"“{checklist.id}”, version {checklist.version}, is there already; "
            f"make it version {newest + 1}, or give it another id"
        )
        yield places.mistake(("version",), text)


def _row_of(checklist_id: str, version: int) -> OwnChecklist | None:
    """Return the version as it is kept, discarded or not."""
    o = OwnChecklist
    return db.scalars(
        select(o).where(o.checklist_id == checklist_id, o.number == version)
    ).one_or_none()
