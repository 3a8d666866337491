"""Reading evidence."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from app.cases.kinds import Bound
from app.cases.models import Case
from app.cases.queries import defendant_choices, instruments_of_each, is_child
from app.checklists.event import EventKind
from app.checklists.library import parties
from app.checklists.party import Period, Standing, law
from app.db import db
from app.evidence.chronology import Dated, Interval, intervals, intervals_by_defendant
from app.evidence.models import Event, Exhibit, SourceConflict
from app.partial_date import PartialDate


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
    return _periods_of_each([case.id]).get(case.id)


def _periods_of_each(case_ids: Collection[int]) -> dict[int, Period]:
    dates: dict[int, list[PartialDate]] = defaultdict(list)
    rows = db.execute(
        select(Event.case_id, Event.happened_on)
        .where(
            Event.case_id.in_(case_ids),
            Event.kind != EventKind.OTHER,
            Event.removed_at.is_(None),
        )
        .order_by(Event.id)
    )
    for case_id, happened_on in rows:
        dates[case_id].append(happened_on)
    return {
        case_id: Period(min(on.first for on in found), max(on.last for on in found))
        for case_id, found in dates.items()
    }


def law_of(case: Case) -> dict[str, Standing]:
    """Return how each treaty stands to the State of the case, on its dates."""
    return laws_of_each([case])[case.id]


def laws_of_each(cases: Collection[Case]) -> dict[int, dict[str, Standing]]:
    """Return the same for several cases, in two queries however many they are."""
    ids = [case.id for case in cases]
    periods = _periods_of_each(ids)
    recorded = instruments_of_each(ids)
    return {
        case.id: law(
            parties().get(case.country, {}),
            {
                id_: (row.bound is Bound.YES, row.note)
                for id_, row in recorded[case.id].items()
                if row.bound is not Bound.UNKNOWN
            },
            periods.get(case.id),
        )
        for case in cases
    }


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
