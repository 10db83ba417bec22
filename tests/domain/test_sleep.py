"""When nobody is woken: by day after a night shift, by night otherwise."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shifts import Pattern, Span, around
from domain.sleep import awake_at, sleep_at

MANILA = ZoneInfo("Asia/Manila")
NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY = date(2026, 2, 4)
THURSDAY = date(2026, 2, 5)
FRIDAY = date(2026, 2, 6)
SATURDAY = date(2026, 2, 7)
SUNDAY = date(2026, 2, 8)

patterns = st.builds(
    Pattern,
    end=st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    length=st.integers(60, 16 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    rest_days=st.frozensets(st.integers(0, 6), max_size=6),
    zone=st.sampled_from([MANILA, NEW_YORK]),
)
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def manila(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=MANILA).astimezone(UTC)


def works(ends: time, hours: int = 9) -> Pattern:
    return Pattern(ends, timedelta(hours=hours), frozenset({5, 6}), MANILA)


def wakes(pattern: Pattern, moment: datetime) -> datetime:
    return awake_at(moment, around([], pattern, moment), MANILA)


@pytest.mark.parametrize(
    ("ends", "moment", "awake"),
    [
        # a night shift, out at 7: sleep 8:30 AM to 4:30 PM
        (time(7), manila(THURSDAY, 8, 29), manila(THURSDAY, 8, 29)),
        (time(7), manila(THURSDAY, 8, 30), manila(THURSDAY, 16, 30)),
        (time(7), manila(THURSDAY, 16, 29), manila(THURSDAY, 16, 30)),
        (time(7), manila(THURSDAY, 16, 30), manila(THURSDAY, 16, 30)),
        # out at midnight counts as the morning: 1:30 AM to 9:30 AM
        (time(0), manila(THURSDAY, 0, 20), manila(THURSDAY, 0, 20)),
        (time(0), manila(THURSDAY, 1, 30), manila(THURSDAY, 9, 30)),
        # out one minute before noon too, at noon no more
        (time(11, 59), manila(THURSDAY, 14), manila(THURSDAY, 21, 29)),
        (time(12), manila(THURSDAY, 14), manila(THURSDAY, 14)),
        # a day shift, out at 6 PM: 9:30 PM to 6:30 AM
        (time(18), manila(WEDNESDAY, 21, 29), manila(WEDNESDAY, 21, 29)),
        (time(18), manila(WEDNESDAY, 21, 30), manila(THURSDAY, 6, 30)),
        (time(18), manila(THURSDAY, 6, 29), manila(THURSDAY, 6, 30)),
        (time(18), manila(THURSDAY, 6, 30), manila(THURSDAY, 6, 30)),
        # an evening shift, out at 10 PM: its card at 10:20 wakes nobody, 11:30 would
        (time(22), manila(WEDNESDAY, 22, 20), manila(WEDNESDAY, 22, 20)),
        (time(22), manila(WEDNESDAY, 23, 29), manila(WEDNESDAY, 23, 29)),
        (time(22), manila(WEDNESDAY, 23, 30), manila(THURSDAY, 6, 30)),
    ],
)
def test_sleep_follows_the_end_of_the_shift(ends: time, moment: datetime, awake: datetime) -> None:
    assert wakes(works(ends), moment) == awake


def test_the_night_is_not_protected_where_it_is_worked() -> None:
    on_shift, before_it = manila(THURSDAY, 3), manila(WEDNESDAY, 21, 45)

    assert wakes(works(time(7)), on_shift) == on_shift
    assert wakes(works(time(7)), before_it) == before_it


@pytest.mark.parametrize("evening", [SATURDAY, SUNDAY])
def test_somebody_on_nights_sleeps_by_night_on_rest_days(evening: date) -> None:
    assert wakes(works(time(7)), manila(evening, 23)) == manila(evening + timedelta(days=1), 6, 30)


def test_the_last_night_before_rest_is_slept_off_by_day() -> None:
    assert wakes(works(time(7)), manila(SATURDAY, 12)) == manila(SATURDAY, 16, 30)


def test_without_shifts_the_night_is_protected() -> None:
    assert awake_at(manila(WEDNESDAY, 23), [], MANILA) == manila(THURSDAY, 6, 30)
    assert awake_at(manila(WEDNESDAY, 12), [], MANILA) == manila(WEDNESDAY, 12)


def test_a_shift_ends_the_sleep_before_it() -> None:
    assert wakes(works(time(13)), manila(THURSDAY, 2)) == manila(THURSDAY, 4)
    assert wakes(works(time(13)), manila(THURSDAY, 4, 20)) == manila(THURSDAY, 4, 20)


def test_a_short_shift_late_in_the_evening_puts_off_the_night() -> None:
    evening = [Span(WEDNESDAY, manila(WEDNESDAY, 21, 30), manila(WEDNESDAY, 22, 30))]

    assert awake_at(manila(WEDNESDAY, 23, 59), evening, MANILA) == manila(WEDNESDAY, 23, 59)
    assert awake_at(manila(THURSDAY, 0), evening, MANILA) == manila(THURSDAY, 6, 30)


def test_a_split_night_is_slept_off_after_its_second_half() -> None:
    halves = [
        Span(WEDNESDAY, manila(THURSDAY, 3), manila(THURSDAY, 7)),
        Span(WEDNESDAY, manila(WEDNESDAY, 22), manila(THURSDAY, 2)),
    ]

    assert awake_at(manila(THURSDAY, 3, 30), halves, MANILA) == manila(THURSDAY, 3, 30)
    assert awake_at(manila(THURSDAY, 8, 29), halves, MANILA) == manila(THURSDAY, 8, 29)
    assert awake_at(manila(THURSDAY, 8, 30), halves, MANILA) == manila(THURSDAY, 16, 30)


def test_a_sleep_that_runs_into_another_ends_with_the_later() -> None:
    out_at_five = Span(WEDNESDAY, manila(WEDNESDAY, 20), manila(THURSDAY, 5))
    out_at_seven = Span(THURSDAY, manila(THURSDAY, 4), manila(THURSDAY, 7))

    assert awake_at(manila(THURSDAY, 9), [out_at_five, out_at_seven], MANILA) == manila(
        THURSDAY, 16, 30
    )


@pytest.mark.parametrize(("evening", "hours"), [(date(2026, 3, 7), 8), (date(2026, 10, 31), 10)])
def test_a_night_keeps_its_wall_times_over_a_clock_change(evening: date, hours: int) -> None:
    starts = datetime.combine(evening, time(21, 30), tzinfo=NEW_YORK).astimezone(UTC)

    awake = awake_at(starts, [], NEW_YORK)

    assert awake - starts == timedelta(hours=hours)
    assert awake.astimezone(NEW_YORK).time() == time(6, 30)


@given(patterns, moments)
def test_whoever_is_awake_is_not_asleep_again(pattern: Pattern, moment: datetime) -> None:
    spans = around([], pattern, moment)

    awake = awake_at(moment, spans, pattern.zone)

    assert awake >= moment
    assert sleep_at(awake, spans, pattern.zone) is None
    assert awake_at(awake, spans, pattern.zone) == awake


@given(patterns, moments)
def test_nobody_sleeps_at_work_or_on_the_way_home(pattern: Pattern, moment: datetime) -> None:
    spans = around([], pattern, moment)
    busy = any(s.start <= moment < s.end + timedelta(minutes=90) for s in spans)

    assert not (busy and sleep_at(moment, spans, pattern.zone))


@given(patterns, moments)
def test_there_is_a_waking_hour_within_the_day(pattern: Pattern, moment: datetime) -> None:
    spans = around([], pattern, moment)

    assert awake_at(moment, spans, pattern.zone) - moment <= timedelta(hours=24)


@given(st.permutations(around([], works(time(22)), manila(WEDNESDAY, 12))), st.integers(0, 72))
def test_the_order_of_the_shifts_does_not_matter(spans: list[Span], hours: int) -> None:
    moment = manila(WEDNESDAY, 0) + timedelta(hours=hours)

    assert awake_at(moment, spans, MANILA) == wakes(works(time(22)), moment)
