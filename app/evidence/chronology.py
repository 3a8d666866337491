"""The intervals that matter, computed from dated events and set against their benchmarks.

Dates are known to a day, a month or a year, and sources may differ: an interval
is therefore a range of whole days.  It is reported as beyond its benchmark only
when even its shortest reading is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.checklists.event import EventKind
from app.partial_date import PartialDate


class Measure(StrEnum):
    """An interval that a reviewer looks at."""

    ARREST_TO_JUDGE = "arrest-to-judge"
    ARREST_TO_CHARGE = "arrest-to-charge"
    CHARGE_TO_JUDGMENT = "charge-to-judgment"
    CHARGE_TO_FINAL_JUDGMENT = "charge-to-final-judgment"
    ARREST_TO_JUDGMENT = "arrest-to-judgment"
    DETENTION = "detention"
    RESTRICTIONS = "restrictions"


class Verdict(StrEnum):
    """How an interval stands to its benchmark."""

    WITHIN = "within"
    BEYOND = "beyond"
    CANNOT_SAY = "cannot-say"
    SEVERAL_DATES = "several-dates"
    NO_FIXED_LIMIT = "no-fixed-limit"
    NO_BENCHMARK = "no-benchmark"
    DATE_MISSING = "date-missing"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What an interval is measured against: days where a source gives a figure, and the source."""

    days: int | None
    instrument: str
    provision: str


# Forty-eight hours are ordinarily sufficient, not an absolute limit (GC35 para 33); for a child
# twenty-four (CRC GC24 para 90).  The other rules give no figure.  The length of the proceedings
# counts from the charge to the final judgment on appeal (GC32 para 35); how long somebody was held
# before the judgment at first instance is a question by itself (GC35 paras 37-38).  House arrest is
# detention (GC35 para 5); whether restrictions amount to it is not a matter of days.
BENCHMARKS = {
    Measure.ARREST_TO_JUDGE: Benchmark(2, "hrc-gc35", "para 33"),
    Measure.ARREST_TO_CHARGE: Benchmark(None, "hrc-gc35", "paras 29-30"),
    Measure.CHARGE_TO_JUDGMENT: Benchmark(None, "hrc-gc32", "para 35"),
    Measure.CHARGE_TO_FINAL_JUDGMENT: Benchmark(None, "hrc-gc32", "para 35"),
    Measure.ARREST_TO_JUDGMENT: Benchmark(None, "hrc-gc32", "para 35"),
    Measure.DETENTION: Benchmark(None, "hrc-gc35", "paras 37-38"),
    Measure.RESTRICTIONS: Benchmark(None, "hrc-gc35", "para 5"),
}
FOR_A_CHILD = Benchmark(1, "crc-gc24", "para 90")

# The standard on which an interval bears.
BEARS_ON = {
    Measure.ARREST_TO_JUDGE: "prompt-judicial-appearance",
    Measure.CHARGE_TO_JUDGMENT: "undue-delay",
    Measure.CHARGE_TO_FINAL_JUDGMENT: "undue-delay",
    Measure.ARREST_TO_JUDGMENT: "undue-delay",
    Measure.DETENTION: "speedy-trial-detained",
}

ENDS = {
    Measure.ARREST_TO_JUDGE: (EventKind.ARREST, EventKind.FIRST_JUDGE),
    Measure.ARREST_TO_CHARGE: (EventKind.ARREST, EventKind.CHARGE),
    Measure.CHARGE_TO_JUDGMENT: (EventKind.CHARGE, EventKind.JUDGMENT),
    Measure.CHARGE_TO_FINAL_JUDGMENT: (EventKind.CHARGE, EventKind.FINAL_JUDGMENT),
    Measure.ARREST_TO_JUDGMENT: (EventKind.ARREST, EventKind.JUDGMENT),
    Measure.DETENTION: (EventKind.ARREST, EventKind.RELEASE),
    Measure.RESTRICTIONS: (EventKind.RELEASE, EventKind.RESTRICTIONS_ENDED),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """An event as the rules see it; ``defendant`` is whom it concerns, ``None`` for all."""

    kind: EventKind
    on: PartialDate
    defendant: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The first and the last day on which something can have been.

    ``is_disputed`` tells whether dates were recorded that exclude each other: of one event by
    several sources, or of several events.
    """

    first: date
    last: date
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """One measure: at least and at most so many days, and how that stands to its benchmark.

    ``missing`` names the events that are not recorded; then there are no days, or only the
    most that they can have been.  ``start`` and ``end`` are the dates it runs between.
    """

    measure: Measure
    benchmark: Benchmark
    verdict: Verdict
    shortest: int | None = None
    longest: int | None = None
    missing: tuple[EventKind, ...] = ()
    start: Range | None = None
    end: Range | None = None


def when(events: Iterable[Dated], kind: EventKind) -> Range | None:
    """Return when an event of this kind was, by all that the sources say.

    Where they agree, each narrows the others; where they contradict each other,
    the range holds them all.
    """
    dates = [event.on for event in events if event.kind is kind]
    if not dates:
        return None
    latest_first = max(d.first for d in dates)
    earliest_last = min(d.last for d in dates)
    if latest_first <= earliest_last:
        return Range(latest_first, earliest_last)
    return Range(min(d.first for d in dates), max(d.last for d in dates), is_disputed=True)


def intervals_by_defendant(
    events: Iterable[Dated], children: Mapping[int, bool]
) -> tuple[tuple[tuple[int, ...], tuple[Interval, ...]], ...]:
    """Return the measures of each defendant, those who share all of them together.

    ``children`` holds, by defendant, whether they were under 18.
    """
    known = tuple(events)
    found: dict[tuple[Interval, ...], tuple[int, ...]] = {}
    for defendant, is_child in children.items():
        own = (event for event in known if event.defendant in (None, defendant))
        measured = intervals(own, child=is_child)
        found[measured] = (*found.get(measured, ()), defendant)
    return tuple((people, measured) for measured, people in found.items())


def bearing_on(
    standard_id: str, of_defendants: Iterable[tuple[str, Iterable[Interval]]]
) -> tuple[tuple[str, tuple[Interval, ...]], ...]:
    """Return the intervals known that bear on a standard, by the defendants concerned."""
    found = (
        (people, tuple(i for i in measured if i.start and BEARS_ON.get(i.measure) == standard_id))
        for people, measured in of_defendants
    )
    return tuple((people, those) for people, those in found if those)


def intervals(events: Iterable[Dated], *, child: bool) -> tuple[Interval, ...]:
    """Return every measure, with what is missing where an event is not recorded."""
    known = tuple(events)
    return tuple(_interval(measure, known, child=child) for measure in Measure)


def between(events: Iterable[Dated], start: EventKind, end: EventKind) -> tuple[int, int] | None:
    """Return the days between two events, at least and at most; ``None`` if one is missing."""
    known = tuple(events)
    first, last = when(known, start), when(known, end)
    if first is None or last is None:
        return None
    shortest, longest = (last.first - first.last).days, (last.last - first.first).days
    return max(0, shortest), max(0, longest)


def _interval(measure: Measure, events: tuple[Dated, ...], *, child: bool) -> Interval:
    benchmark = BENCHMARKS[measure]
    if child and measure is Measure.ARREST_TO_JUDGE:
        benchmark = FOR_A_CHILD
    start, end = ((kind, when(events, kind)) for kind in ENDS[measure])
    missing = tuple(kind for kind, found in (start, end) if found is None)
    if start[1] is None or end[1] is None:
        most = _at_most(start[1], when(events, EventKind.JUDGMENT))
        longest = most if measure is Measure.DETENTION else None
        return Interval(measure, benchmark, Verdict.DATE_MISSING, None, longest, missing)
    shortest = max(0, (end[1].first - start[1].last).days)
    longest = max(0, (end[1].last - start[1].first).days)
    verdict = _verdict(benchmark, shortest, longest)
    if measure is Measure.RESTRICTIONS:
        verdict = Verdict.NO_BENCHMARK
    is_disputed = start[1].is_disputed or end[1].is_disputed
    if is_disputed and verdict not in (Verdict.BEYOND, Verdict.WITHIN):
        verdict = Verdict.SEVERAL_DATES
    return Interval(measure, benchmark, verdict, shortest, longest, (), start[1], end[1])


def _at_most(arrest: Range | None, judgment: Range | None) -> int | None:
    """Return how long somebody of whom no release is recorded can have been held before it."""
    return max(0, (judgment.last - arrest.first).days) if arrest and judgment else None


def _verdict(benchmark: Benchmark, shortest: int, longest: int) -> Verdict:
    """Judge whole days: events on days n apart lie between n-1 and n+1 times 24 hours apart."""
    if benchmark.days is None:
        return Verdict.NO_FIXED_LIMIT
    if shortest > benchmark.days:
        return Verdict.BEYOND
    return Verdict.WITHIN if longest < benchmark.days else Verdict.CANNOT_SAY
