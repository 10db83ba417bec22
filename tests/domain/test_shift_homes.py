"""The one home of every moment: the shift that is on, the one before, or a day off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shifts import (
    DayOff,
    Pattern,
    Span,
    around,
    home_of,
    span_on,
    spans_between,
)

MANILA = ZoneInfo("Asia/Manila")
NEW_YORK = ZoneInfo("America/New_York")
NIGHTS = Pattern(time(7), timedelta(hours=9), frozenset({5, 6}), MANILA)
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


@pytest.mark.parametrize(("hour", "minute"), [(7, 0), (7, 40), (15, 0), (18, 0)])
def test_a_night_answered_in_the_morning_or_after_sleep_is_that_night(
    hour: int, minute: int
) -> None:
    said_at = manila(WEDNESDAY + timedelta(days=1), hour, minute)

    assert home_of(said_at, around([], NIGHTS, said_at), MANILA) == planned(NIGHTS, WEDNESDAY)


@given(days, st.integers(0, 11 * 60))
def test_every_night_is_home_until_six_in_the_evening(work_date: date, minutes: int) -> None:
    every_night = Pattern(time(7), timedelta(hours=9), frozenset(), MANILA)
    night = planned(every_night, work_date)
    said_at = night.end + timedelta(minutes=minutes)

    assert home_of(said_at, around([], every_night, said_at), MANILA) == night


def test_the_last_four_hours_before_a_shift_belong_to_the_day() -> None:
    thursday = WEDNESDAY + timedelta(days=1)
    said_at = manila(thursday, 18, 1)

    assert home_of(said_at, around([], NIGHTS, said_at), MANILA) == DayOff(thursday)


def test_a_shift_is_home_from_its_first_moment_until_its_end() -> None:
    wednesday, thursday = (planned(NIGHTS, WEDNESDAY + timedelta(days=ahead)) for ahead in (0, 1))
    spans = [wednesday, thursday]

    assert home_of(wednesday.start, spans, MANILA) == wednesday
    assert home_of(wednesday.end - timedelta(seconds=1), spans, MANILA) == wednesday
    assert home_of(thursday.start, spans, MANILA) == thursday


def test_a_shift_stays_home_for_sixteen_hours_into_a_rest_day() -> None:
    friday = planned(NIGHTS, date(2026, 2, 6))
    spans = around([], NIGHTS, friday.end)

    assert home_of(manila(date(2026, 2, 7), 23), spans, MANILA) == friday
    assert home_of(manila(date(2026, 2, 7), 23, 1), spans, MANILA) == DayOff(date(2026, 2, 7))


def test_without_any_shift_a_moment_belongs_to_its_local_day() -> None:
    assert home_of(datetime(2026, 2, 4, 17, tzinfo=UTC), [], MANILA) == DayOff(date(2026, 2, 5))


def test_of_two_kept_shifts_that_overlap_the_later_one_is_home() -> None:
    first = Span(MONDAY, manila(MONDAY, 9), manila(MONDAY, 18))
    second = Span(MONDAY, manila(MONDAY, 17), manila(MONDAY, 20))

    assert home_of(manila(MONDAY, 17, 30), [second, first], MANILA) == second


def test_the_night_of_the_31st_counts_in_january() -> None:
    every_night = Pattern(time(7), timedelta(hours=9), frozenset(), MANILA)
    said_at = manila(date(2026, 2, 1), 7, 40)

    home = home_of(said_at, around([], every_night, said_at), MANILA)

    assert home.work_date == date(2026, 1, 31)


@pytest.mark.parametrize("morning", [date(2026, 3, 8), date(2026, 11, 1)])
def test_the_night_of_a_clock_change_is_answered_like_any_other(morning: date) -> None:
    nights = Pattern(time(7), timedelta(hours=9), frozenset(), NEW_YORK)
    for wall in (time(7, 40), time(15)):
        said_at = datetime.combine(morning, wall, tzinfo=NEW_YORK).astimezone(UTC)

        home = home_of(said_at, around([], nights, said_at), NEW_YORK)

        assert home == planned(nights, morning - timedelta(days=1))


@given(patterns, moments)
def test_every_moment_has_exactly_one_home(pattern: Pattern, moment: datetime) -> None:
    spans = around([], pattern, moment)
    begins = [*(span.start for span in spans[1:]), datetime.max.replace(tzinfo=UTC)]
    homes = [
        span
        for span, next_start in zip(spans, begins, strict=True)
        if span.start <= moment < span.end
        or span.end
        <= moment
        <= min(span.end + timedelta(hours=16), next_start - timedelta(hours=4))
    ]

    assert len(homes) <= 1
    day_off = DayOff(moment.astimezone(pattern.zone).date())
    assert home_of(moment, spans, pattern.zone) == (homes[0] if homes else day_off)


@given(patterns, moments)
def test_a_home_far_ahead_or_long_past_changes_nothing(pattern: Pattern, moment: datetime) -> None:
    day = moment.astimezone(pattern.zone).date()
    month = spans_between(pattern, day - timedelta(days=15), day + timedelta(days=15))

    assert home_of(moment, month, pattern.zone) == home_of(
        moment, around([], pattern, moment), pattern.zone
    )
