"""Crowds that finish at the same minute: a few seconds apart, each person always in their place."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.jitter import A_SECOND, AT_MOST, jitter, share_of, spread
from domain.shifts import Span
from domain.sleep import WIND_DOWN

NIGHT = Span(
    date(2026, 2, 4),
    datetime(2026, 2, 4, 14, tzinfo=UTC),
    datetime(2026, 2, 4, 23, tzinfo=UTC),
)
people = st.integers(1, 2**31)
crowds = st.integers(0, 2_000_000)


@given(people, st.integers(0, A_SECOND))
def test_few_are_asked_on_the_minute(person_id: int, crowd: int) -> None:
    assert jitter(person_id, crowd) == timedelta()


@given(people, crowds)
def test_a_crowd_takes_as_long_as_its_letters_and_two_minutes_at_most(
    person_id: int, crowd: int
) -> None:
    longest = min(timedelta(seconds=crowd / A_SECOND), AT_MOST)

    assert timedelta() <= jitter(person_id, crowd) <= longest


@given(people, people, st.lists(st.integers(A_SECOND + 1, 2_000_000), min_size=2))
def test_everybody_keeps_their_place_in_every_crowd(one: int, other: int, sizes: list[int]) -> None:
    first = share_of(one) <= share_of(other)

    assert all((jitter(one, size) <= jitter(other, size)) >= first for size in sizes)


@given(st.integers(1, 1_000_000))
def test_every_second_of_a_crowd_has_about_as_many(first: int) -> None:
    seconds = [0] * 100
    for person_id in range(first, first + 100 * A_SECOND):
        seconds[int(jitter(person_id, 100 * A_SECOND).total_seconds())] += 1

    assert max(seconds) <= A_SECOND + 3
    assert min(seconds) >= A_SECOND - 3


@given(people, crowds, st.integers(0, 10_000))
def test_nobody_is_asked_after_the_way_home_because_of_others(
    person_id: int, crowd: int, late: int
) -> None:
    due_at = NIGHT.end + timedelta(seconds=late)

    moment = spread(due_at, person_id, crowd, NIGHT)

    assert due_at <= moment <= due_at + AT_MOST
    assert moment == due_at or moment < NIGHT.end + WIND_DOWN
