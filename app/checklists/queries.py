"""Reading checklists, those that come with the program and those of one's own."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import select

from app.accounts.models import User
from app.audit.models import Revision, subject_name
from app.checklists.checklist import Checklist
from app.checklists.legal_basis import Check
from app.checklists.library import read, shipped, shipped_hash, whole
from app.checklists.models import OwnChecklist, SourceCheck
from app.db import db

Published = Mapping[tuple[str, int], Checklist]


def checklists() -> Published:
    """Return every published version of every checklist, by id and version."""
    o = OwnChecklist
    rows = db.execute(
        select(o.checklist_id, o.number, o.sha256)
        .where(o.published_at.is_not(None))
        .order_by(o.checklist_id, o.number)
    )
    return {**shipped(), **{(id_, number): _own(digest) for id_, number, digest in rows}}


@lru_cache(maxsize=256)
def _own(digest: str) -> Checklist:
    """Return a published checklist of one's own; it never changes, so it is read once."""
    text = db.scalars(select(OwnChecklist.content_yaml).where(OwnChecklist.sha256 == digest)).one()
    return whole(read(text, Checklist, "own.yaml")[0], shipped())


def checklist_hash(checklist_id: str, version: int) -> str:
    """Return the SHA-256 under which a version was published."""
    if (checklist_id, version) in shipped():
        return shipped_hash(checklist_id, version)
    return str(own_version(checklist_id, version).sha256)


def own_version(checklist_id: str, number: int) -> OwnChecklist:
    """Return a version of one's own.  Raises NoResultFound where there is none."""
    return db.scalars(
        select(OwnChecklist).where(
            OwnChecklist.checklist_id == checklist_id, OwnChecklist.number == number
        )
    ).one()


def versions_of(checklist_id: str) -> dict[int, Checklist]:
    """Return every published version of one checklist, by number."""
    found = checklists().items()
    return {number: checklist for (id_, number), checklist in found if id_ == checklist_id}


def offered(country: str) -> dict[str, Checklist]:
    """Return the newest version of each checklist that is for cases of a country, by id."""
    newest: dict[str, Checklist] = {}
    for (id_, version), checklist in checklists().items():
        is_newer = id_ not in newest or newest[id_].version < version
        if is_newer and checklist.country in (None, country):
            newest[id_] = checklist
    return newest


def drafts() -> Sequence[OwnChecklist]:
    """Return the checklists of one's own that are not published yet, by name."""
    return db.scalars(
        select(OwnChecklist)
        .where(OwnChecklist.published_at.is_(None), OwnChecklist.removed_at.is_(None))
        .order_by(OwnChecklist.checklist_id, OwnChecklist.number)
    ).all()


def source_checks() -> dict[str, Check]:
    """Return what was read since the files were written, by the key of the source."""
    rows = db.scalars(
        select(SourceCheck).where(SourceCheck.removed_at.is_(None)).order_by(SourceCheck.id)
    )
    return {row.source_key: Check(row.who, row.checked_on, row.against) for row in rows}


def check_of(source_key: str) -> SourceCheck | None:
    """Return what is recorded of the reading of a source, withdrawn or not."""
    return db.scalars(select(SourceCheck).where(SourceCheck.source_key == source_key)).one_or_none()


def history_of_check(check: SourceCheck) -> list[tuple[Revision, str]]:
    """Return every state of a record, newest first, each with the name of who made it."""
    rows = db.execute(
        select(Revision, User.name)
        .join(User, User.id == Revision.by_id)
        .where(Revision.subject == subject_name(check))
        .order_by(Revision.number.desc())
    )
    return [(revision, name) for revision, name in rows]
