"""Shifts and cards across clock changes: each comes once, at the right instant, in every zone."""

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.lateness import Expire, Kind, Send, card_due, decide_due, expires_at
from domain.shifts import Pattern, around, next_ending, span_on

YEAR = date(2026, 1, 1)
DAYS = 365
NINE = timedelta(hours=9)
ZONES = sorted((files("tzdata") / "zones").read_text(encoding="ascii").split())
SOUTH = ["Australia/Lord_Howe", "America/Santiago", "Antarctica/Troll", "Africa/Casablanca"]
zones = st.one_of(st.sampled_from(ZONES), st.sampled_from(SOUTH)).map(ZoneInfo)
ends = st.one_of(st.times(), st.sampled_from([time(2, 30), time(1, 30), time(0, 15)]))
walls = ends.map(lambda wall: wall.replace(second=0, microsecond=0))
lengths = st.integers(60, 16 * 60).map(lambda minutes: timedelta(minutes=minutes))


def always(zone: str, end: time, length: timedelta = NINE) -> Pattern:
    return Pattern(end, length, frozenset(), ZoneInfo(zone))


def utc(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "end", "work_date", "instant"),
    [
        # The gap: the wall time that is skipped moves forward by it.
        ("America/New_York", time(2, 30), date(2026, 3, 7), utc(3, 8, 7, 30)),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 3), utc(10, 3, 15, 45)),
        ("America/Santiago", time(0, 30), date(2026, 9, 5), utc(9, 6, 4, 30)),
        # The overlap: the first of the two.
        ("America/New_York", time(1, 30), date(2026, 10, 31), utc(11, 1, 5, 30)),
        ("Australia/Lord_Howe", time(1, 45), date(2026, 4, 4), utc(4, 4, 14, 45)),
        ("America/Santiago", time(23, 30), date(2026, 4, 4), utc(4, 5, 2, 30)),
        # Before and after a change, and where there is none.
        ("America/New_York", time(2, 30), date(2026, 3, 6), utc(3, 7, 7, 30)),
        ("America/New_York", time(2, 30), date(2026, 3, 8), utc(3, 9, 6, 30)),
        ("Asia/Manila", time(2, 30), date(2026, 3, 7), utc(3, 7, 18, 30)),
    ],
)
def test_a_shift_that_ends_at_a_clock_change(
    zone: str, end: time, work_date: date, instant: datetime
) -> None:
    span = span_on(always(zone, end), work_date)

    assert span is not None
    assert span.end == instant
    assert card_due(span, timedelta(minutes=20)) == span.end + timedelta(minutes=20)


@settings(max_examples=60)
@given(zones, walls, lengths, st.frozensets(st.integers(0, 6), max_size=6))
def test_a_year_of_cards_misses_none_and_has_none_twice(
    zone: ZoneInfo, end: time, length: timedelta, rest: frozenset[int]
) -> None:
    pattern = Pattern(end, length, rest, zone)
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    planned = []
    while (span := next_ending(pattern, moment)) is not None and span.work_date.year == YEAR.year:
        planned.append(span)
        assert span.end > moment
        moment = span.end

    days = [span.work_date for span in planned]
    first = days[0]
    worked = [
        day
        for ahead in range(DAYS)
        if (day := YEAR + timedelta(days=ahead)) >= first and day.weekday() not in rest
    ]
    assert days == worked
    ends = [span.end for span in planned]
    assert ends == sorted(set(ends))


@given(
    zones,
    walls,
    lengths,
    st.frozensets(st.integers(0, 6), max_size=6),
    st.integers(0, DAYS * 24 * 60),
    st.integers(1, 10 * 24 * 60),
    st.sampled_from([0, 20, 90, 180]),
)
def test_after_an_outage_of_any_length_at_most_one_card_comes_and_it_is_the_last(
    zone: ZoneInfo,
    end: time,
    length: timedelta,
    rest: frozenset[int],
    begins: int,
    lasts: int,
    delay: int,
) -> None:
    pattern, later = Pattern(end, length, rest, zone), timedelta(minutes=delay)
    away = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=begins)
    back = away + timedelta(minutes=lasts)
    moment, decisions = away - later, []
    while (span := next_ending(pattern, moment)) and card_due(span, later) <= back:
        due_at = card_due(span, later)
        spans = around([], pattern, back)
        decision = decide_due(Kind.SHIFT_END, due_at, back, spans, zone, delay != 20)
        decisions.append(decision)
        if isinstance(decision, Send):
            assert due_at <= back < expires_at(Kind.SHIFT_END, due_at)
        moment = span.end

    assert all(isinstance(one, Expire) for one in decisions[:-1])
