"""Reading checklists, those that come with the program and those of one's own."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import select

from app.accounts.models import User
from app.audit.models import Revision, subject_name
from app.checklists.checklist import Checklist
from app.checklists.checklist_mistakes import Known, unlike
from app.checklists.draft_mistakes import Draft, DraftMistake
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
    checklist = parsed(text)
    base = checklist.adds_to
    if base is None or (base.id, base.version) in shipped():
        return whole(checklist, shipped())
    own = _own(str(own_version(base.id, base.version).sha256))
    return whole(checklist, {(base.id, base.version): own})


@lru_cache(maxsize=64)
def parsed(text: str) -> Checklist:
    """Return the checklist as it is written: a supplement without what it adds to."""
    return read(text, Checklist, "own.yaml")[0]


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
    return parsed(text) if text else None


def versions_of(checklist_id: str) -> dict[int, Checklist]:
    """Return every published version of one checklist, by number."""
    found = checklists().items()
    return {number: checklist for (id_, number), checklist in found if id_ == checklist_id}


def newest() -> dict[str, Checklist]:
    """Return the newest version of each checklist, by id."""
    found: dict[str, Checklist] = {}
    for (id_, version), checklist in checklists().items():
        if id_ not in found or found[id_].version < version:
            found[id_] = checklist
    return found


def offered(country: str) -> dict[str, Checklist]:
    """Return the newest version of each checklist that is for cases of a country, by id."""
    found = newest().items()
    return {id_: checklist for id_, checklist in found if checklist.country in (None, country)}


def drafts() -> Sequence[OwnChecklist]:
    """Return the checklists of one's own that are not published yet, by name."""
    return db.scalars(
        select(OwnChecklist)
        .where(OwnChecklist.published_at.is_(None), OwnChecklist.removed_at.is_(None))
        .order_by(OwnChecklist.checklist_id, OwnChecklist.number)
    ).all()


def ids_taken() -> set[str]:
    """Return the ids of all checklists that there are, drafts as well."""
    o = OwnChecklist
    own = select(o.checklist_id).where(o.published_at.is_not(None) | o.removed_at.is_(None))
    return {id_ for id_, _version in shipped()} | set(db.scalars(own))


def draft_of(row: OwnChecklist) -> Draft:
    """Return what a draft says, beside what it stands on."""
    checklist = parsed(row.content_yaml)
    found = checklists()
    base = checklist.adds_to
    return Draft(
        checklist,
        found.get((base.id, base.version)) if base else None,
        found.get((checklist.id, checklist.version - 1)),
    )


def mistakes_of(draft: Draft) -> tuple[DraftMistake, ...]:
    """Return what keeps a draft from being published."""
    checklist = draft.checklist
    found = draft.mistakes(Known(standards(), facts()), checklists())
    if any(id_ == checklist.id for id_, _version in shipped()):
        text = f"the program brings a checklist {checklist.id}: this one needs another short name"
        return (DraftMistake(text), *found)
    before = newest().get(checklist.id)
    differing = unlike(checklist, before) if before else ()
    return (*(DraftMistake(text) for _place, text in differing), *found)


def written(checklist_id: str, version: int) -> Checklist:
    """Return a published version of one's own as it is written, without what it adds to.

    Raises NoResultFound where there is none.
    """
    return parsed(own_version(checklist_id, version).content_yaml)


def asked_elsewhere(checklist_id: str) -> dict[str, str]:
    """Return the wording of every question that another checklist asks, in its newest version."""
    return {
        question.id: question.text
        for id_, checklist in newest().items()
        if id_ != checklist_id
        for question in checklist.questions.values()
    }


def question_ids() -> set[str]:
    """Return the id of every question that any version of any checklist ever asked."""
    return {id_ for checklist in checklists().values() for id_ in checklist.questions}


def content_at(row: OwnChecklist, number: int) -> str:
    """Return what a draft said at one of its versions.  Raises NoResultFound where none is."""
    revision = db.scalars(
        select(Revision).where(
            Revision.subject == f"{row.__tablename__}:{row.id}", Revision.number == number
        )
    ).one()
    return str(revision.content["content_yaml"])


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
