"""Reading evidence."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from app.cases.models import Case
from app.cases.queries import defendant_choices, is_child
from app.checklists.event import EventKind
from app.checklists.party import Period
from app.db import db
from app.evidence.chronology import Dated, Interval, intervals, intervals_by_defendant
from app.evidence.models import Event, Exhibit, SourceConflict


def exhibits_of(case: Case, also: Collection[int | None] = ()) -> Sequence[Exhibit]:
    """Return the case's exhibits by number; removed ones only if their id is in ``also``."""
    shown = or_(Exhibit.removed_at.is_(None), Exhibit.id.in_(also))
    return db.scalars(
        select(Exhibit).where(Exhibit.case_id == case.id, shown).order_by(Exhibit.number)
    ).all()


def exhibit_choices(case: Case, also: Collection[int | None] = ()) -> dict[int, str]:
    """Return what can be cited: label and title by id, a removed one's label in brackets.

    ``also`` names what is cited already.
    """
    return {
        e.id: f"({e.label}) · {e.title}" if e.removed_at else f"{e.label} · {e.title}"
        for e in exhibits_of(case, also)
    }


def next_exhibit_number(case: Case) -> int:
    """Return the number of the case's next exhibit; a removed one keeps its own."""
    highest = db.scalar(select(func.max(Exhibit.number)).where(Exhibit.case_id == case.id))
    return (highest or 0) + 1


def events_of(case: Case) -> Sequence[Event]:
    """Return the chronology, oldest first; "2017" stands after what is dated within that year."""
    events = db.scalars(
        select(Event)
        .where(Event.case_id == case.id, Event.removed_at.is_(None))
        .order_by(Event.happened_on, Event.id)
    )
    return sorted(events, key=lambda event: (event.happened_on.last, event.happened_on.first))


def dated_events(case: Case) -> list[Dated]:
    """Return the chronology as the rules see it."""
    return [Dated(e.kind, e.happened_on, e.defendant_id) for e in events_of(case)]


def period_of(case: Case) -> Period | None:
    """Return the dates of the case, from its first to its last event of a kind; ``None`` if none.

    What is recorded as another event may be the case's history, or its echo years later.
    """
    dates = [event.on for event in dated_events(case) if event.kind is not EventKind.OTHER]
    if not dates:
        return None
    return Period(min(on.first for on in dates), max(on.last for on in dates))


def intervals_of(case: Case) -> list[tuple[str, tuple[Interval, ...]]]:
    """Return the intervals of the case, with the defendants concerned if they differ."""
    dated = dated_events(case)
    names = defendant_choices(case)
    children = {id_: is_child(case, id_) for id_ in names}
    if not names:
        return [("", intervals(dated, child=False))]
    found = intervals_by_defendant(dated, children)
    if len(found) == 1:
        return [("", found[0][1])]
    return [(", ".join(names[id_] for id_ in people), measured) for people, measured in found]


def conflicts_of(case: Case) -> Sequence[SourceConflict]:
    """Return the facts on which sources differ."""
    return db.scalars(
        select(SourceConflict)
        .where(SourceConflict.case_id == case.id, SourceConflict.removed_at.is_(None))
        .order_by(SourceConflict.id)
    ).all()
