"""Writing checklists of one's own, and recording what was read of the sources of standards."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import User
from app.audit.actions import record
from app.checklists.as_yaml import as_yaml
from app.checklists.checklist import Checklist
from app.checklists.checklist_mistakes import Known, checklist_mistakes, unlike
from app.checklists.exchange.formats import received
from app.checklists.exchange.places import in_order
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.legal_basis import source_key
from app.checklists.library import (
    LARGEST,
    Mistake,
    MistakenFileError,
    Places,
    facts,
    shipped,
    standards,
)
from app.checklists.models import OwnChecklist, SourceCheck
from app.checklists.queries import check_of, checklists, content_at, newest, parsed
from app.checklists.standard import Source
from app.checklists.values import RESERVED
from app.db import db, now


class NotKeptError(Exception):
    """A checklist that can't be kept as the text of a file; ``why`` says it to who sent one."""

    why = ""


class TooLargeError(NotKeptError):
    """A checklist that is larger than a file of one may be."""

    why = "as a draft, it would be larger than 512 KB; make several checklists of it"


class UnreadableError(NotKeptError):
    """A checklist that would not be read again as it is."""

    why = "it can't be kept as it is; look for unusual characters in its texts"


def begin(checklist: Checklist, *, by: User) -> OwnChecklist:
    """Begin a draft; one of the same version that was discarded is begun anew."""
    row = _draft(checklist, _text(checklist), by=by)
    record("checklist.begun", row, by_id=by.id)
    return row


def import_checklist(content: bytes, name: str, *, by: User) -> OwnChecklist:
    """Begin a draft with the checklist in a file that somebody sent.

    Raises MistakenFileError, which names every mistake, and then nothing is kept.
    """
    sent = received(content, name, Vocabulary(standards(), facts()))
    checklist, known = sent.checklist, Known(standards(), facts())
    others = dict(checklists())
    if not checklist.changes:  # what has changed is found when the draft is published
        others.pop((checklist.id, checklist.version - 1), None)
    mistakes = [
        *checklist_mistakes(checklist, sent.places, known, others),
        *_taken(checklist, sent.places),
        *_not_kept(checklist, sent.places),
    ]
    if mistakes:
        raise MistakenFileError(in_order(mistakes))
    row = _draft(checklist, sent.text, by=by)
    record("checklist.imported", row, by_id=by.id)
    return row


def _draft(checklist: Checklist, text: str, *, by: User) -> OwnChecklist:
    row = _row_of(checklist)
    if row is None or row.removed_at is None:
        # Beside one that somebody else began meanwhile the database takes none.
        row = OwnChecklist(
            checklist_id=checklist.id, number=checklist.version, made_by_id=by.id, content_yaml=""
        )
        db.add(row)
    row.content_yaml = text
    row.removed_at = None
    return row


def _row_of(checklist: Checklist) -> OwnChecklist | None:
    """Return the version as it is kept, discarded or not."""
    o = OwnChecklist
    return db.scalars(
        select(o).where(o.checklist_id == checklist.id, o.number == checklist.version)
    ).one_or_none()


def _taken(checklist: Checklist, places: Places) -> Iterator[Mistake]:
    """Yield a mistake if the id, or the id and version, are those of a checklist that is there."""
    if any(id_ == checklist.id for id_, _version in shipped()):
        text = f"the program brings a checklist “{checklist.id}”; give yours another id"
        yield places.mistake(("id",), text)
        return
    if checklist.id in RESERVED | standards().keys():
        text = f"“{checklist.id}” is the name of something else; give the checklist another id"
        yield places.mistake(("id",), text)
        return
    row = _row_of(checklist)
    if row is not None and row.removed_at is None:
        o = OwnChecklist
        last = db.scalars(select(func.max(o.number)).where(o.checklist_id == checklist.id)).one()
        text = (
            f"“{checklist.id}”, version {checklist.version}, is there already; "
            f"make it version {last + 1}, or give it another id"
        )
        yield places.mistake(("version",), text)
    elif before := newest().get(checklist.id):
        yield from (places.mistake(place, text) for place, text in unlike(checklist, before))


def _not_kept(checklist: Checklist, places: Places) -> Iterator[Mistake]:
    """Yield a mistake if the checklist could not be kept after any change."""
    try:
        _text(checklist)
    except NotKeptError as error:
        yield places.mistake((), error.why)


def change(row: OwnChecklist, checklist: Checklist, *, by: User) -> None:
    """Keep a draft as it is said to be; nothing is noted when nothing changed.

    Raises NotKeptError, and then nothing is kept.
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
    """Lock a version by its hash: from then on it is offered, and never changes.

    Raises NotKeptError, and then it stays a draft.
    """
    row.content_yaml = _text(checklist)
    row.sha256 = sha256(row.content_yaml.encode()).hexdigest()
    row.published_at = now()
    record("checklist.published", row, by_id=by.id)


def _text(checklist: Checklist) -> str:
    text = as_yaml(checklist)
    if len(text) > LARGEST:
        raise TooLargeError
    try:
        is_same = parsed(text) == checklist
    except MistakenFileError as error:
        raise UnreadableError from error
    if not is_same:
        raise UnreadableError
    return text


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
