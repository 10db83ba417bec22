"""Planned shifts on the wall clock, and what is around a moment."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shifts import (
    Pattern,
    Span,
    around,
    next_ending,
    span_on,
    spans_between,
)

MANILA = ZoneInfo("Asia/Manila")
NEW_YORK = ZoneInfo("America/New_York")
NIGHTS = Pattern(time(7), timedelta(hours=9), frozenset({5, 6}), MANILA)
DAYS = Pattern(time(18), timedelta(hours=9), frozenset({5, 6}), MANILA)
MONDAY = date(2026, 2, 2)
WEDNESDAY = date(2026, 2, 4)

zones = st.sampled_from(
    ["Asia/Manila", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Antarctica/Troll"]
).map(ZoneInfo)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
patterns = st.builds(
    Pattern,
    end=st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    length=st.integers(1, 16 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    rest_days=st.frozensets(st.integers(0, 6), max_size=6),
    zone=zones,
)


def manila(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=MANILA).astimezone(UTC)


def planned(pattern: Pattern, work_date: date) -> Span:
    span = span_on(pattern, work_date)
    assert span is not None
    return span


@pytest.mark.parametrize(
    ("end", "hours", "starts", "ends"),
    [
        (time(7), 9, (4, 22), (5, 7)),
        (time(18), 9, (4, 9), (4, 18)),
        (time(0), 9, (4, 15), (5, 0)),
        (time(9), 9, (4, 0), (4, 9)),
        (time(7), 24, (4, 7), (5, 7)),
        (time(0), 24, (4, 0), (5, 0)),
    ],
)
def test_a_shift_starts_on_its_work_date_and_ends_that_day_or_the_next(
    end: time, hours: int, starts: tuple[int, int], ends: tuple[int, int]
) -> None:
    pattern = Pattern(end, timedelta(hours=hours), frozenset(), MANILA)

    assert span_on(pattern, WEDNESDAY) == Span(
        WEDNESDAY,
        manila(date(2026, 2, starts[0]), starts[1]),
        manila(date(2026, 2, ends[0]), ends[1]),
    )


def test_nothing_is_planned_on_a_rest_day() -> None:
    assert span_on(NIGHTS, date(2026, 2, 7)) is None


def test_friday_night_is_worked_although_it_ends_on_a_rest_day() -> None:
    friday = date(2026, 2, 6)

    assert planned(NIGHTS, friday).end == manila(date(2026, 2, 7), 7)


def test_nothing_is_planned_before_the_first_work_date() -> None:
    starting = Pattern(time(7), timedelta(hours=9), frozenset(), MANILA, starts_on=WEDNESDAY)

    assert span_on(starting, WEDNESDAY - timedelta(days=1)) is None
    assert span_on(starting, WEDNESDAY) is not None


@pytest.mark.parametrize(
    "length", [timedelta(), timedelta(hours=-1), timedelta(hours=24, minutes=1)]
)
def test_a_shift_of_no_length_or_over_a_day_is_refused(length: timedelta) -> None:
    with pytest.raises(ValueError, match="24 hours"):
        Pattern(time(7), length, frozenset(), MANILA)


@pytest.mark.parametrize(
    ("work_date", "hours"),
    [
        (date(2026, 3, 6), 9),
        (date(2026, 3, 7), 8),  # clocks go forward on the morning of the 8th
        (date(2026, 3, 8), 9),
        (date(2026, 10, 31), 10),  # and back on that of 1 November
        (date(2026, 11, 1), 9),
    ],
)
def test_a_night_in_new_york_keeps_its_wall_times_over_a_clock_change(
    work_date: date, hours: int
) -> None:
    nights = Pattern(time(7), timedelta(hours=9), frozenset(), NEW_YORK)

    span = planned(nights, work_date)

    assert span.start.astimezone(NEW_YORK).time() == time(22)
    assert span.end.astimezone(NEW_YORK).time() == time(7)
    assert span.end - span.start == timedelta(hours=hours)


@given(st.integers(0, 13))
def test_manila_never_changes_its_clock(ahead: int) -> None:
    nights = Pattern(time(7), timedelta(hours=9), frozenset(), MANILA)

    span = planned(nights, date(2026, 3, 1) + timedelta(days=ahead))

    assert span.end - span.start == timedelta(hours=9)
    assert span.start.time() == time(14)


def test_an_end_that_the_clock_skips_moves_forward() -> None:
    until_half_past_two = Pattern(time(2, 30), timedelta(hours=9), frozenset(), NEW_YORK)

    span = planned(until_half_past_two, date(2026, 3, 7))

    assert span.end.astimezone(NEW_YORK).time() == time(3, 30)


def test_an_end_that_comes_twice_is_the_first() -> None:
    until_half_past_one = Pattern(time(1, 30), timedelta(hours=9), frozenset(), NEW_YORK)

    assert planned(until_half_past_one, date(2026, 10, 31)).end == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_a_very_short_shift_that_starts_in_the_gap_keeps_its_length() -> None:
    short = Pattern(time(3, 10), timedelta(minutes=40), frozenset(), NEW_YORK)

    span = planned(short, date(2026, 3, 8))

    assert span.start.astimezone(NEW_YORK).time() == time(3, 30)
    assert span.end - span.start == timedelta(minutes=40)


@given(patterns, days)
def test_planned_shifts_are_in_order_and_never_overlap(pattern: Pattern, first: date) -> None:
    spans = spans_between(pattern, first, first + timedelta(days=21))

    assert all(span.start < span.end for span in spans)
    assert all(one.end < other.start for one, other in pairwise(spans))
    assert spans == sorted(spans)


def test_spans_between_counts_both_ends() -> None:
    week = spans_between(NIGHTS, MONDAY, MONDAY + timedelta(days=6))

    assert [span.work_date.day for span in week] == [2, 3, 4, 5, 6]


@given(patterns, moments)
def test_the_next_ending_is_the_first_of_all_that_end_later(
    pattern: Pattern, moment: datetime
) -> None:
    day = moment.astimezone(pattern.zone).date()
    later = [
        span
        for span in spans_between(pattern, day - timedelta(days=5), day + timedelta(days=20))
        if span.end > moment
    ]

    assert next_ending(pattern, moment) == later[0]


def test_the_shift_that_is_on_is_the_next_to_end() -> None:
    after_midnight = manila(WEDNESDAY + timedelta(days=1), 3)

    assert next_ending(NIGHTS, after_midnight) == planned(NIGHTS, WEDNESDAY)


def test_a_shift_that_ends_at_the_very_moment_is_not_the_next_to_end() -> None:
    over = planned(NIGHTS, WEDNESDAY)

    assert next_ending(NIGHTS, over.end) == planned(NIGHTS, WEDNESDAY + timedelta(days=1))


def test_the_next_ending_may_lie_months_ahead() -> None:
    july = date(2026, 7, 1)
    starting = Pattern(time(7), timedelta(hours=9), frozenset({2}), MANILA, starts_on=july)

    span = next_ending(starting, manila(MONDAY, 12))

    assert span == planned(starting, date(2026, 7, 2))


def test_somebody_who_only_rests_has_no_next_ending() -> None:
    resting = Pattern(time(7), timedelta(hours=9), frozenset(range(7)), MANILA)

    assert next_ending(resting, manila(MONDAY, 12)) is None


def test_without_a_pattern_only_kept_shifts_are_around() -> None:
    late, early = planned(NIGHTS, WEDNESDAY), planned(NIGHTS, MONDAY)

    assert around([late, early], None, manila(WEDNESDAY, 12)) == [early, late]


def test_the_plan_reaches_three_days_either_side() -> None:
    every_day = Pattern(time(7), timedelta(hours=9), frozenset(), MANILA)

    spans = around([], every_day, manila(WEDNESDAY, 12))

    assert [span.work_date.day for span in spans] == [1, 2, 3, 4, 5, 6, 7]


def test_a_kept_shift_wins_over_the_plan_of_its_work_date() -> None:
    kept = Span(WEDNESDAY, manila(WEDNESDAY, 9), manila(WEDNESDAY, 13))

    spans = around([kept], NIGHTS, manila(WEDNESDAY, 12))

    assert [span for span in spans if span.work_date == WEDNESDAY] == [kept]


def test_a_planned_shift_that_overlaps_a_kept_one_is_left_out() -> None:
    overtime = Span(WEDNESDAY, manila(WEDNESDAY, 22), manila(WEDNESDAY + timedelta(days=1), 10))

    spans = around([overtime], DAYS, manila(WEDNESDAY, 12))

    assert [span.work_date.day for span in spans] == [2, 3, 4, 6]


def test_a_planned_shift_that_begins_as_a_kept_one_ends_stays() -> None:
    kept = Span(WEDNESDAY, manila(WEDNESDAY, 22), manila(WEDNESDAY + timedelta(days=1), 9))

    spans = around([kept], DAYS, manila(WEDNESDAY, 12))

    assert [span.work_date.day for span in spans] == [2, 3, 4, 5, 6]


@given(patterns, patterns, moments)
def test_what_is_around_never_overlaps_when_the_kept_shifts_do_not(
    old: Pattern, new: Pattern, moment: datetime
) -> None:
    kept = around([], old, moment)[1::2]

    spans = around(kept, new, moment)

    assert set(kept) <= set(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
