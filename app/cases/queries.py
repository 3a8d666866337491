"""Reading cases."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.cases.models import (
    Case,
    Charge,
    Defendant,
    FactRow,
    Hearing,
    Instrument,
    Proceeding,
    Tag,
)
from app.checklists.fact import Fact, FactValue, Scope, combined
from app.db import db

Part = TypeVar("Part", Defendant, Charge, Proceeding)


def case_by_reference(reference: str) -> Case | None:
    """Return the case of this reference, if there is one."""
    return db.scalars(select(Case).where(Case.reference == reference)).one_or_none()


def defendants_of(case: Case) -> Sequence[Defendant]:
    """Return the case's defendants, in the order in which they were entered."""
    return _parts(case, Defendant)


def defendant_choices(case: Case, also: Defendant | None = None) -> dict[int, str]:
    """Return the defendants by id, under the names that may be shown.

    ``also`` is one who is named already; removed, the name stands in brackets.
    """
    names = {d.id: d.shown_name for d in defendants_of(case)}
    if also and also.id not in names:
        names[also.id] = f"({also.shown_name})"
    return names


def charges_of(case: Case) -> Sequence[Charge]:
    """Return the charges."""
    return _parts(case, Charge)


def proceedings_of(case: Case) -> Sequence[Proceeding]:
    """Return the proceedings."""
    return _parts(case, Proceeding)


def _parts(case: Case, model: type[Part]) -> Sequence[Part]:
    return db.scalars(
        select(model).where(model.case_id == case.id, model.removed_at.is_(None)).order_by(model.id)
    ).all()


def hearings_of(case: Case) -> Sequence[Hearing]:
    """Return the hearings of all the case's proceedings, oldest first."""
    return db.scalars(
        select(Hearing)
        .join(Proceeding)
        .where(
            Proceeding.case_id == case.id,
            Proceeding.removed_at.is_(None),
            Hearing.removed_at.is_(None),
        )
        .options(joinedload(Hearing.proceeding))
        .order_by(Hearing.held_on, Hearing.id)
    ).all()


def instruments_of(case: Case) -> dict[str, Instrument]:
    """Return what is recorded of the binding force of instruments, by instrument."""
    return instruments_of_each([case.id])[case.id]


def instruments_of_each(case_ids: Collection[int]) -> dict[int, dict[str, Instrument]]:
    """Return the same for several cases, in one query."""
    found: dict[int, dict[str, Instrument]] = {case_id: {} for case_id in case_ids}
    rows = db.scalars(
        select(Instrument).where(Instrument.case_id.in_(case_ids)).order_by(Instrument.id)
    )
    for row in rows:
        found[row.case_id][row.instrument_id] = row
    return found


def facts_of(case: Case, defined: Mapping[str, Fact]) -> Mapping[str, FactValue]:
    """Return the value of every fact for the case as a whole."""
    return facts_of_each([case.id], defined)[case.id]


def facts_of_each(
    case_ids: Collection[int], defined: Mapping[str, Fact]
) -> Mapping[int, Mapping[str, FactValue]]:
    """Return the facts of several cases, each as a whole, in two queries.

    A fact asked of each defendant is combined over all of them: one defendant
    of whom nothing was recorded leaves it unknown unless another's is "yes".
    """
    people: dict[int, list[int]] = {case_id: [] for case_id in case_ids}
    defendants = select(Defendant.case_id, Defendant.id).where(
        Defendant.case_id.in_(case_ids), Defendant.removed_at.is_(None)
    )
    for case_id, defendant_id in db.execute(defendants.order_by(Defendant.id)):
        people[case_id].append(defendant_id)
    columns = select(FactRow.case_id, FactRow.fact_id, FactRow.defendant_id, FactRow.value)
    rows = db.execute(columns.where(FactRow.case_id.in_(case_ids)).order_by(FactRow.id))
    recorded = {(case, fact, person): value for case, fact, person, value in rows}

    def value(case_id: int, fact: Fact) -> FactValue:
        about = people[case_id] if fact.scope is Scope.DEFENDANT else [None]
        return combined(recorded.get((case_id, fact.id, a), FactValue.UNKNOWN) for a in about)

    return {
        case_id: {fact.id: value(case_id, fact) for fact in defined.values()}
        for case_id in case_ids
    }


def facts_recorded(case: Case, defendant: Defendant | None) -> dict[str, FactRow]:
    """Return the facts recorded of one defendant, or of the case itself, by fact."""
    about = FactRow.defendant_id == defendant.id if defendant else FactRow.defendant_id.is_(None)
    rows = db.scalars(select(FactRow).where(FactRow.case_id == case.id, about).order_by(FactRow.id))
    return {row.fact_id: row for row in rows}


def facts_not_known(case: Case, defined: Mapping[str, Fact]) -> dict[int | None, tuple[int, int]]:
    """Return, by defendant and first of the case itself, how many facts are not known, of how many.

    ``None`` stands for the case itself.
    """
    rows = select(FactRow.defendant_id, FactRow.fact_id).where(
        FactRow.case_id == case.id, FactRow.value != FactValue.UNKNOWN
    )
    known = {(about, id_) for about, id_ in db.execute(rows.order_by(FactRow.id))}
    found = {}
    for about in (None, *(defendant.id for defendant in defendants_of(case))):
        scope = Scope.CASE if about is None else Scope.DEFENDANT
        asked = [fact.id for fact in defined.values() if fact.scope is scope]
        found[about] = (sum((about, id_) not in known for id_ in asked), len(asked))
    return found


def fact_notes_of(case: Case) -> dict[str, tuple[str, ...]]:
    """Return, by fact, every remark on how it is known."""
    rows = db.scalars(
        select(FactRow)
        .where(FactRow.case_id == case.id, FactRow.note != "")
        .order_by(FactRow.fact_id, FactRow.id)
    ).all()
    return {row.fact_id: tuple(r.note for r in rows if r.fact_id == row.fact_id) for row in rows}


def is_child(case: Case, defendant_id: int) -> bool:
    """Tell whether a defendant is known to have been under 18."""
    known = select(FactRow.value).where(
        FactRow.case_id == case.id,
        FactRow.defendant_id == defendant_id,
        FactRow.fact_id == "under-18",
    )
    return db.scalar(known) is FactValue.YES


def all_tags() -> Sequence[str]:
    """Return every tag in use, in order."""
    return db.scalars(select(Tag.name).distinct().order_by(Tag.name)).all()


def all_countries() -> Sequence[str]:
    """Return the code of every country that has a case."""
    return db.scalars(select(Case.country).distinct().order_by(Case.country)).all()
