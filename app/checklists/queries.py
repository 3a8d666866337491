"""Reading checklists, those that come with the program and those of one's own."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import select

from app.checklists.checklist import Checklist
from app.checklists.exchange.formats import Format, as_file
from app.checklists.exchange.sheet import Vocabulary
from app.checklists.legal_basis import Check
from app.checklists.library import facts, file_of, read, shipped, shipped_hash, standards, whole
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


def text_of(checklist_id: str, version: int, *, with_drafts: bool = False) -> str | None:
    """Return a version as it is written, without what a supplement adds to; none if it isn't there.

    Without drafts, only what is published.
    """
    if path := file_of(checklist_id, version):
        return path.read_text(encoding="utf-8")
    o = OwnChecklist
    found = select(o.content_yaml).where(
        o.checklist_id == checklist_id, o.number == version, o.removed_at.is_(None)
    )
    return db.scalars(found if with_drafts else found.where(o.published_at.is_not(None))).first()


def exported(
    checklist_id: str, version: int, format_: Format, *, with_drafts: bool = False
) -> bytes | None:
    """Return a version as a file in one of the formats; none if it isn't there."""
    text = text_of(checklist_id, version, with_drafts=with_drafts)
    if text is None:
        return None
    return as_file(text, format_, Vocabulary(standards(), facts()), _base_of)


def _base_of(checklist: Checklist) -> Checklist | None:
    named = checklist.adds_to
    text = text_of(named.id, named.version) if named else None
    return read(text, Checklist, "")[0] if text else None


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
    return {row.source_key: Check(row.who, str(row.checked_on), row.against) for row in rows}
