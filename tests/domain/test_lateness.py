"""What is late is sent, moved behind sleep, or let go; and which hour "later" is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lateness import (
    TABLE,
    Expire,
    Kind,
    MoveTo,
    Send,
    card_due,
    decide_due,
    expires_at,
    half_hour_up,
    later_hour,
)
from domain.shifts import Pattern, Span, around
from domain.sleep import awake_at, sleep_at

MANILA = ZoneInfo("Asia/Manila")
WEDNESDAY = date(2026, 2, 4)
THURSDAY = date(2026, 2, 5)
NIGHT = Span(
    WEDNESDAY,
    datetime(2026, 2, 4, 14, tzinfo=UTC),
    datetime(2026, 2, 4, 23, tzinfo=UTC),  # 10 PM to 7 AM in Manila
)
UNASKED = [Kind.SHIFT_END, Kind.TELL_WEEKLY]

patterns = st.builds(
    Pattern,
    end=st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    length=st.integers(60, 16 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    rest_days=st.frozensets(st.integers(0, 6), max_size=6),
    zone=st.sampled_from(["Asia/Manila", "America/New_York", "Asia/Kathmandu"]).map(ZoneInfo),
)
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
delays = st.integers(0, 300).map(lambda minutes: timedelta(minutes=minutes))


def manila(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=MANILA).astimezone(UTC)


def works(ends: time, hours: int = 9) -> Pattern:
    return Pattern(ends, timedelta(hours=hours), frozenset({5, 6}), MANILA)


def test_the_table_knows_every_kind() -> None:
    assert set(TABLE) == set(Kind)


@pytest.mark.parametrize(
    ("kind", "lives_for"),
    [
        (Kind.SHIFT_END, timedelta(hours=3)),
        (Kind.TELL_WEEKLY, timedelta(hours=3)),
        (Kind.OWN_HOUR, timedelta(hours=3)),
        (Kind.ANSWER, timedelta(minutes=10)),
    ],
)
def test_each_kind_is_sent_until_it_expires(kind: Kind, lives_for: timedelta) -> None:
    due_at = manila(THURSDAY, 17)
    expiry = due_at + lives_for
    just_before = expiry - timedelta(seconds=1)

    assert expires_at(kind, due_at) == expiry
    assert decide_due(kind, due_at, due_at, [NIGHT], MANILA, False) == Send()
    assert decide_due(kind, due_at, just_before, [NIGHT], MANILA, False) == Send()
    assert decide_due(kind, due_at, expiry, [NIGHT], MANILA, False) == Expire()


@pytest.mark.parametrize("kind", UNASKED)
def test_a_card_that_sleep_outlasts_expires(kind: Kind) -> None:
    due_at, now = manila(THURSDAY, 7, 20), manila(THURSDAY, 8, 30)

    assert decide_due(kind, due_at, now, [NIGHT], MANILA, False) == Expire()


@pytest.mark.parametrize("kind", UNASKED)
def test_a_card_waits_for_the_end_of_sleep_when_it_lives_that_long(kind: Kind) -> None:
    due_at = manila(THURSDAY, 14)

    decision = decide_due(kind, due_at, due_at, [NIGHT], MANILA, False)

    assert decision == MoveTo(manila(THURSDAY, 16, 30))


@pytest.mark.parametrize("kind", UNASKED)
def test_a_card_that_would_expire_as_sleep_ends_is_let_go(kind: Kind) -> None:
    due_at = manila(THURSDAY, 13, 30)

    assert decide_due(kind, due_at, due_at, [NIGHT], MANILA, False) == Expire()


@pytest.mark.parametrize("kind", [Kind.OWN_HOUR, Kind.ANSWER])
def test_an_hour_of_their_own_and_an_answer_come_asleep_or_not(kind: Kind) -> None:
    due_at = manila(THURSDAY, 10)

    assert decide_due(kind, due_at, due_at, [NIGHT], MANILA, False) == Send()


def test_a_delay_the_person_chose_is_not_moved_by_sleep() -> None:
    due_at = card_due(NIGHT, timedelta(minutes=120))

    assert decide_due(Kind.SHIFT_END, due_at, due_at, [NIGHT], MANILA, True) == Send()


def test_a_delay_the_person_chose_still_expires_by_lateness() -> None:
    due_at = card_due(NIGHT, timedelta(minutes=120))
    now = due_at + timedelta(hours=3)

    assert decide_due(Kind.SHIFT_END, due_at, now, [NIGHT], MANILA, True) == Expire()


@given(st.sampled_from(Kind), patterns, moments, delays, st.booleans())
def test_nothing_unasked_wakes_anybody_or_comes_too_late(
    kind: Kind, pattern: Pattern, due_at: datetime, late: timedelta, asked_delay: bool
) -> None:
    now, zone = due_at + late, pattern.zone
    spans = around([], pattern, now)

    decision = decide_due(kind, due_at, now, spans, zone, asked_delay)

    chosen = asked_delay or kind in (Kind.OWN_HOUR, Kind.ANSWER, Kind.DIGEST)
    match decision:
        case Send():
            assert now < expires_at(kind, due_at)
            assert chosen or sleep_at(now, spans, zone) is None
        case MoveTo(at=at):
            assert not chosen
            assert now < at < expires_at(kind, due_at)
            assert decide_due(kind, due_at, at, spans, zone, asked_delay) == Send()
        case Expire():
            waking = now if chosen else awake_at(now, spans, zone)
            assert waking >= expires_at(kind, due_at)


@given(patterns, moments)
def test_a_card_after_twenty_minutes_always_finds_its_person_awake(
    pattern: Pattern, moment: datetime
) -> None:
    spans = around([], pattern, moment)
    for span in spans[1:-1]:
        due_at = card_due(span, timedelta(minutes=20))

        decision = decide_due(Kind.SHIFT_END, due_at, due_at, spans, pattern.zone, False)

        assert decision == Send()


def test_a_card_is_due_its_delay_after_the_shift() -> None:
    assert card_due(NIGHT, timedelta(minutes=20)) == manila(THURSDAY, 7, 20)


@pytest.mark.parametrize(
    ("ends", "now", "later"),
    [
        (time(7), manila(THURSDAY, 7, 20), manila(THURSDAY, 16, 30)),  # after her sleep
        (time(5), manila(THURSDAY, 5, 20), manila(THURSDAY, 14, 30)),
        (time(7, 10), manila(THURSDAY, 7, 30), manila(THURSDAY, 17)),  # 4:40 PM, to the half hour
        (time(7), manila(THURSDAY, 15), manila(THURSDAY, 17)),  # she does not sleep
        (time(18), manila(THURSDAY, 18, 20), manila(THURSDAY, 20, 30)),  # the same evening
        (time(18), manila(THURSDAY, 18, 30), manila(THURSDAY, 20, 30)),
        (time(18), manila(THURSDAY, 9), manila(THURSDAY, 11)),  # a shift that is on is not next
        (time(18), manila(THURSDAY, 19, 40), date(2026, 2, 6)),  # too near the night
        (time(22), manila(THURSDAY, 22, 20), date(2026, 2, 6)),
        (time(7), manila(THURSDAY, 20, 10), manila(THURSDAY, 21, 10)),  # her shift begins at 10
        (time(7), manila(THURSDAY, 21, 5), manila(THURSDAY, 21, 50)),
        (time(7), manila(THURSDAY, 21, 55), manila(THURSDAY, 21, 55)),
        (time(7), manila(date(2026, 2, 7), 7, 20), manila(date(2026, 2, 7), 16, 30)),
    ],
)
def test_the_hour_a_later_button_offers(ends: time, now: datetime, later: datetime | date) -> None:
    expected = later if isinstance(later, datetime) else manila(later, 6, 30)

    assert later_hour(now, around([], works(ends), now), MANILA) == expected


def test_without_shifts_later_is_two_hours_or_the_morning() -> None:
    assert later_hour(manila(THURSDAY, 9, 1), [], MANILA) == manila(THURSDAY, 11, 30)
    assert later_hour(manila(THURSDAY, 20), [], MANILA) == manila(date(2026, 2, 6), 6, 30)


def test_a_quick_return_offers_an_hour_from_now() -> None:
    back_at_three = Span(THURSDAY, manila(THURSDAY, 15), manila(THURSDAY, 23))

    assert later_hour(manila(THURSDAY, 7, 20), [NIGHT, back_at_three], MANILA) == manila(
        THURSDAY, 8, 20
    )


@given(patterns, moments)
def test_later_is_ahead_and_before_the_next_shift(pattern: Pattern, now: datetime) -> None:
    spans, zone = around([], pattern, now), pattern.zone

    hour = later_hour(now, spans, zone)

    next_start = min((span.start for span in spans if span.start > now), default=None)
    assert hour >= now
    assert next_start is None or hour < next_start


@given(patterns, moments)
def test_later_wakes_nobody_and_is_a_round_hour_unless_a_shift_is_near(
    pattern: Pattern, now: datetime
) -> None:
    spans, zone = around([], pattern, now), pattern.zone

    hour = later_hour(now, spans, zone)

    if hour - now >= timedelta(hours=2):
        assert sleep_at(hour, spans, zone) is None
        assert hour.astimezone(zone).minute in (0, 30)
    else:
        assert hour - now <= timedelta(hours=1)


@given(moments, st.sampled_from(["Asia/Manila", "Asia/Kathmandu"]).map(ZoneInfo))
def test_half_hours_are_those_of_the_local_clock(moment: datetime, zone: ZoneInfo) -> None:
    rounded = half_hour_up(moment, zone).astimezone(zone)

    assert rounded.minute in (0, 30)
    assert (rounded.second, rounded.microsecond) == (0, 0)
    assert timedelta() <= rounded - moment < timedelta(minutes=30)
    assert half_hour_up(rounded, zone) == rounded
