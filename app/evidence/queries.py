"""Reading evidence."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.cases.models import Case
from app.db import db
from app.evidence.models import Event, Exhibit, SourceConflict


def exhibits_of(case: Case) -> Sequence[Exhibit]:
    """Return the case's exhibits by number."""
    return db.scalars(
        select(Exhibit)
        .where(Exhibit.case_id == case.id, Exhibit.removed_at.is_(None))
        .order_by(Exhibit.number)
    ).all()


def exhibit_choices(case: Case) -> dict[int, str]:
    """Return what can be cited: label and title by id."""
    return {exhibit.id: f"{exhibit.label} · {exhibit.title}" for exhibit in exhibits_of(case)}


def next_exhibit_number(case: Case) -> int:
    """Return the number of the case's next exhibit; a removed one keeps its own."""
    highest = db.scalar(select(func.max(Exhibit.number)).where(Exhibit.case_id == case.id))
    return (highest or 0) + 1


def events_of(case: Case) -> Sequence[Event]:
    """Return the chronology, oldest first."""
    return db.scalars(
        select(Event)
        .where(Event.case_id == case.id, Event.removed_at.is_(None))
        .order_by(Event.happened_on, Event.id)
    ).all()


def conflicts_of(case: Case) -> Sequence[SourceConflict]:
    """Return the facts on which sources differ."""
    return db.scalars(
        select(SourceConflict)
        .where(SourceConflict.case_id == case.id, SourceConflict.removed_at.is_(None))
        .order_by(SourceConflict.id)
    ).all()
