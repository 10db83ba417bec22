"""Which shift is it: planned shifts, and the home of a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TypeAlias

LONGEST = timedelta(hours=24)
HOME_LASTS = timedelta(hours=16)
NEXT_SHIFT_CLAIMS = timedelta(hours=4)
NEARBY_DAYS = 3
ENDINGS_KEPT = 4096  # of patterns and moments: a crowd that ends together asks once
SEARCHED_DAYS = 10  # a day begun before, six rest days, and both ends
MOST_REMEMBERED = 4096  # some hundred kinds of hours, a few days each


@dataclass(frozen=True, slots=True)
class Pattern:
    """`end` is local wall time; `rest_days` are weekdays (Monday 0) of the work date."""

    end: time
    length: timedelta
    rest_days: frozenset[int]
    zone: tzinfo
    starts_on: date | None = None

    def __post_init__(self) -> None:
        if not timedelta() < self.length <= LONGEST:
            raise ValueError("a shift is longer than nothing and at most 24 hours")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A worked or planned shift; `start` and `end` are aware UTC."""

    work_date: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DayOff:
    """A local day without a shift to belong to."""

    work_date: date


Home: TypeAlias = Span | DayOff


def span_on(pattern: Pattern, work_date: date) -> Span | None:
    """The roster holds by the wall clock, so a clock change makes a night longer or shorter.

    A wall time that a change skips moves forward by the gap; one that comes twice is the first.
    """
    begun = pattern.starts_on is None or work_date >= pattern.starts_on
    if not begun or work_date.weekday() in pattern.rest_days:
        return None
    end_wall = datetime.combine(work_date, pattern.end, tzinfo=pattern.zone)
    if (end_wall - pattern.length).date() < work_date:
        end_wall += timedelta(days=1)
    start = (end_wall - pattern.length).astimezone(UTC)
    end = end_wall.astimezone(UTC)
    if end <= start:  # a start inside the gap can jump past the end of a very short shift
        end = start + pattern.length
    return Span(work_date, start, end)


def spans_between(pattern: Pattern, first: date, last: date) -> list[Span]:
    """What is planned, work dates inclusive, in order."""
    return list(planned_between(pattern, first, last))


@lru_cache(MOST_REMEMBERED)
def planned_between(pattern: Pattern, first: date, last: date) -> tuple[Span, ...]:
    """Many people have the same hours, and each asks again and again about the same days."""
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return tuple(span for day in days if (span := span_on(pattern, day)))


@lru_cache(maxsize=ENDINGS_KEPT)
def next_ending(pattern: Pattern, after: datetime) -> Span | None:
    """The first planned shift that ends after the moment; None when every day is a rest day."""
    first = after.astimezone(pattern.zone).date() - timedelta(days=2)
    first = max(first, pattern.starts_on or first)
    planned = spans_between(pattern, first, first + timedelta(days=SEARCHED_DAYS))
    return next((span for span in planned if span.end > after), None)


def around(kept: Iterable[Span], pattern: Pattern | None, moment: datetime) -> list[Span]:
    """The kept shifts and those planned within three days of the moment, in order.

    What is kept wins: nothing is planned for its work date or across its hours.
    """
    held = list(kept)
    planned: list[Span] = []
    if pattern is not None:
        day, reach = moment.astimezone(pattern.zone).date(), timedelta(days=NEARBY_DAYS)
        planned = spans_between(pattern, day - reach, day + reach)
    free = [span for span in planned if not any(clashes(span, other) for other in held)]
    return sorted([*held, *free], key=starting)


def home_of(moment: datetime, spans: Sequence[Span], zone: tzinfo) -> Home:
    """Where something said at that moment belongs, when it answers no prompt."""
    on = [span for span in spans if span.start <= moment < span.end]
    if on:
        return max(on, key=starting)
    last = max((span for span in spans if span.end <= moment), key=ending, default=None)
    if last and moment - last.end <= HOME_LASTS and not claimed_by_next(moment, spans):
        return last
    return DayOff(moment.astimezone(zone).date())


def claimed_by_next(moment: datetime, spans: Sequence[Span]) -> bool:
    return any(timedelta() < span.start - moment < NEXT_SHIFT_CLAIMS for span in spans)


def clashes(one: Span, other: Span) -> bool:
    overlapping = one.start < other.end and other.start < one.end
    return overlapping or one.work_date == other.work_date


def starting(span: Span) -> datetime:
    return span.start


def ending(span: Span) -> datetime:
    return span.end
