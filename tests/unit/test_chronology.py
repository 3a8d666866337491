from datetime import date

import pytest
from hypothesis import given, strategies as st

from app.checklists.event import EventKind
from app.evidence.chronology import (
    Dated,
    Measure,
    Range,
    Verdict,
    intervals,
    intervals_by_defendant,
)
from app.partial_date import PartialDate

pytestmark = pytest.mark.one_database


def event(kind: EventKind, on: str) -> Dated:
    return Dated(kind, PartialDate.parse(on))


def measured(measure: Measure, *events: Dated, child: bool = False):  # type: ignore[no-untyped-def]
    return next(i for i in intervals(events, child=child) if i.measure is measure)


@pytest.mark.parametrize(
    ("judge", "verdict"),
    [
        ("2023-01-01", Verdict.WITHIN),
        ("2023-01-02", Verdict.WITHIN),
        ("2023-01-03", Verdict.CANNOT_SAY),
        ("2023-01-04", Verdict.BEYOND),
    ],
)
def test_days_are_held_against_48_hours_without_claiming_more_than_they_say(
    judge: str, verdict: Verdict
) -> None:
    arrest = event(EventKind.ARREST, "2023-01-01")
    found = measured(Measure.ARREST_TO_JUDGE, arrest, event(EventKind.FIRST_JUDGE, judge))
    assert found.verdict is verdict


def test_for_a_child_the_benchmark_is_24_hours() -> None:
    events = (
        event(EventKind.ARREST, "2023-01-01"),
        event(EventKind.FIRST_JUDGE, "2023-01-03"),
    )
    found = measured(Measure.ARREST_TO_JUDGE, *events, child=True)
    assert (found.verdict, found.benchmark.instrument) == (Verdict.BEYOND, "crc-gc24")


def test_a_date_known_to_the_month_gives_a_range() -> None:
    found = measured(
        Measure.ARREST_TO_JUDGMENT,
        event(EventKind.ARREST, "2017-09"),
        event(EventKind.JUDGMENT, "2023-03-03"),
    )
    assert (found.shortest, found.longest) == (1980, 2009)
    assert found.verdict is Verdict.NO_FIXED_LIMIT


def test_two_sources_that_agree_narrow_the_date() -> None:
    found = measured(
        Measure.ARREST_TO_JUDGMENT,
        event(EventKind.ARREST, "2017-09"),
        event(EventKind.ARREST, "2017-09-03"),
        event(EventKind.JUDGMENT, "2023-03-03"),
    )
    assert (found.shortest, found.longest) == (2007, 2007)


def test_two_sources_that_contradict_each_other_give_a_range_over_both() -> None:
    found = measured(
        Measure.ARREST_TO_JUDGE,
        event(EventKind.ARREST, "2023-01-01"),
        event(EventKind.ARREST, "2023-01-05"),
        event(EventKind.FIRST_JUDGE, "2023-01-06"),
    )
    assert (found.shortest, found.longest) == (1, 5)
    assert found.verdict is Verdict.SEVERAL_DATES


def test_a_second_arrest_is_not_called_an_inexact_date() -> None:
    custody = (
        event(EventKind.ARREST, "2023-01-01"),
        event(EventKind.RELEASE, "2023-01-03"),
        event(EventKind.ARREST, "2023-03-01"),
        event(EventKind.RELEASE, "2023-06-01"),
    )
    assert measured(Measure.DETENTION, *custody).verdict is Verdict.SEVERAL_DATES


def test_an_interval_says_from_when_until_when_it_runs() -> None:
    found = measured(
        Measure.ARREST_TO_JUDGE,
        event(EventKind.ARREST, "2023-01"),
        event(EventKind.FIRST_JUDGE, "2023-02-03"),
    )
    assert found.start == Range(date(2023, 1, 1), date(2023, 1, 31))
    assert found.end == Range(date(2023, 2, 3), date(2023, 2, 3))


def test_restrictions_after_release_have_no_benchmark_in_days() -> None:
    found = measured(
        Measure.RESTRICTIONS,
        event(EventKind.RELEASE, "2018-09-10"),
        event(EventKind.RESTRICTIONS_ENDED, "2019-11-10"),
    )
    assert found.verdict is Verdict.NO_BENCHMARK


def test_what_is_missing_is_named_and_nothing_is_computed() -> None:
    found = measured(Measure.ARREST_TO_JUDGE, event(EventKind.ARREST, "2023"))
    assert found.verdict is Verdict.DATE_MISSING
    assert found.missing == (EventKind.FIRST_JUDGE,)
    assert found.shortest is None


def test_without_a_release_detention_lasted_at_most_until_the_judgment() -> None:
    events = event(EventKind.ARREST, "2023-01-01"), event(EventKind.JUDGMENT, "2023-04-01")
    found = measured(Measure.DETENTION, *events)
    assert (found.shortest, found.longest) == (None, 90)
    assert found.missing == (EventKind.RELEASE,)


def test_each_defendant_is_measured_by_their_own_events() -> None:
    def of(defendant: int, kind: EventKind, on: str) -> Dated:
        return Dated(kind, PartialDate.parse(on), defendant)

    events = (
        of(1, EventKind.ARREST, "2023-01-01"),
        of(1, EventKind.FIRST_JUDGE, "2023-01-02"),
        of(2, EventKind.ARREST, "2023-01-20"),
        of(2, EventKind.FIRST_JUDGE, "2023-01-25"),
        event(EventKind.JUDGMENT, "2023-06-01"),
    )
    first, second = intervals_by_defendant(events, {1: False, 2: False})
    assert (first[0], first[1][0].verdict) == ((1,), Verdict.WITHIN)
    assert (second[0], second[1][0].verdict) == ((2,), Verdict.BEYOND)
    together = intervals_by_defendant([event(EventKind.ARREST, "2023")], {1: False, 2: False})
    assert [people for people, _ in together] == [(1, 2)]


DATES = st.builds(PartialDate, st.integers(1990, 2030)) | st.builds(
    PartialDate, st.integers(1990, 2030), st.integers(1, 12)
)


@given(st.lists(st.builds(Dated, st.sampled_from(list(EventKind)), DATES)))
def test_the_shortest_reading_is_never_longer_than_the_longest(events: list[Dated]) -> None:
    for interval in intervals(events, child=False):
        if interval.shortest is not None and interval.longest is not None:
            assert 0 <= interval.shortest <= interval.longest
