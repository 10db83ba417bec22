"""Cards that nobody touches become fewer, then none; whoever answers keeps them."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rhythm import (
    Ask,
    Asking,
    Decision,
    Rhythm,
    Skip,
    TellWeekly,
    after_card,
    chosen,
    decide_card,
    is_return,
    last_before_rest,
    touched,
)
from domain.shifts import Pattern

MONDAY = date(2026, 2, 2)
EVERY_CARD = Rhythm(Asking.EVERY, 0)
SHIFTS_A_YEAR = 260

rhythms = st.builds(Rhythm, asking=st.sampled_from(Asking), untouched=st.integers(0, 10))


@dataclass(frozen=True, slots=True)
class Ended:
    """One shift of a simulated year: what was decided, and the rhythm that came of it."""

    decision: Decision
    rhythm: Rhythm


def end_shift(rhythm: Rhythm, last: bool) -> Ended:
    decision = decide_card(rhythm, last)
    return Ended(decision, after_card(rhythm, decision))


def ignored(shifts: int, every: int = 5) -> list[Ended]:
    """That many shift ends in a row without a touch, each week of so many shifts."""
    lasts = [shift % every == every - 1 for shift in range(shifts)]
    first = end_shift(EVERY_CARD, lasts[0])
    return list(
        accumulate(lasts[1:], lambda so_far, last: end_shift(so_far.rhythm, last), initial=first)
    )


def pattern_resting(*days: int) -> Pattern:
    return Pattern(time(7), timedelta(hours=9), frozenset(days), ZoneInfo("Asia/Manila"))


@pytest.mark.parametrize(
    ("rhythm", "last", "decision"),
    [
        (Rhythm(Asking.EVERY, 0), False, Ask()),
        (Rhythm(Asking.EVERY, 3), False, Ask()),
        (Rhythm(Asking.EVERY, 4), False, TellWeekly()),
        (Rhythm(Asking.EVERY, 4), True, TellWeekly()),
        (Rhythm(Asking.WEEKLY, 0), False, Skip()),
        (Rhythm(Asking.WEEKLY, 0), True, Ask()),
        (Rhythm(Asking.WEEKLY, 2), True, Ask()),
        (Rhythm(Asking.WEEKLY, 3), True, Skip()),
        (Rhythm(Asking.NEVER, 0), True, Skip()),
        (Rhythm(Asking.SILENT, 3), True, Skip()),
        (Rhythm(Asking.SILENT, 0), True, Skip()),
    ],
)
def test_what_the_end_of_a_shift_does(rhythm: Rhythm, last: bool, decision: Decision) -> None:
    assert decide_card(rhythm, last) == decision


def test_four_cards_one_word_and_three_weeklies_untouched_are_the_last() -> None:
    year = [type(ended.decision) for ended in ignored(SHIFTS_A_YEAR)]

    assert year[:10] == [Ask, Ask, Ask, Ask, TellWeekly, Skip, Skip, Skip, Skip, Ask]
    assert [at for at, decision in enumerate(year) if decision is Ask] == [0, 1, 2, 3, 9, 14, 19]
    assert year.count(TellWeekly) == 1


@given(st.integers(1, 7))
def test_after_the_third_untouched_weekly_there_is_silence_forever(every: int) -> None:
    year = ignored(SHIFTS_A_YEAR, every)

    spoken = [ended.decision for ended in year if ended.decision != Skip()]
    assert spoken == [Ask()] * 4 + [TellWeekly()] + [Ask()] * 3
    assert year[-1].rhythm == Rhythm(Asking.SILENT, 3)


def test_the_third_weekly_is_no_silence_yet() -> None:
    sent = after_card(Rhythm(Asking.WEEKLY, 2), Ask())

    assert not is_return(sent)
    assert touched(sent) == Rhythm(Asking.WEEKLY, 0)
    assert after_card(sent, Skip()) == Rhythm(Asking.SILENT, 3)


def test_weeks_between_weeklies_are_not_counted() -> None:
    assert after_card(Rhythm(Asking.WEEKLY, 2), Skip()) == Rhythm(Asking.WEEKLY, 2)


@given(st.lists(st.booleans(), min_size=1, max_size=SHIFTS_A_YEAR))
def test_who_touches_each_card_is_asked_every_shift(lasts: list[bool]) -> None:
    rhythm = EVERY_CARD
    for last in lasts:
        ended = end_shift(rhythm, last)
        assert ended.decision == Ask()
        rhythm = touched(ended.rhythm)

    assert rhythm == EVERY_CARD


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=SHIFTS_A_YEAR))
def test_any_touch_within_four_cards_keeps_them_coming(year: list[tuple[bool, bool]]) -> None:
    rhythm, since_touch = EVERY_CARD, 0
    for last, touches in year:
        ended = end_shift(rhythm, last)
        assert isinstance(ended.decision, Ask) == (since_touch < 4)
        if since_touch == 4:
            assert ended.decision == TellWeekly()
            return
        since_touch = 0 if touches else since_touch + 1
        rhythm = touched(ended.rhythm) if touches else ended.rhythm


@given(st.lists(st.sampled_from(["shift", "last", "touch"]), max_size=SHIFTS_A_YEAR))
def test_a_weekly_rhythm_is_told_once_and_never_turns_back_by_itself(events: list[str]) -> None:
    rhythm, told = EVERY_CARD, 0
    for event in events:
        if event == "touch":
            rhythm = touched(rhythm)
            continue
        ended = end_shift(rhythm, event == "last")
        told += ended.decision == TellWeekly()
        assert ended.decision != Ask() or rhythm.asking is Asking.EVERY or event == "last"
        rhythm = ended.rhythm

    assert told <= 1
    assert (rhythm.asking is Asking.EVERY) == (told == 0)


@given(rhythms, st.booleans())
def test_only_a_person_chooses_never_and_only_a_person_ends_it(rhythm: Rhythm, last: bool) -> None:
    after = touched(end_shift(rhythm, last).rhythm)

    assert (after.asking is Asking.NEVER) == (rhythm.asking is Asking.NEVER)


def test_a_return_is_met_once_and_starts_no_cards() -> None:
    silent = Rhythm(Asking.SILENT, 3)
    assert is_return(silent)

    back = touched(silent)

    assert not is_return(back)
    assert decide_card(back, last_before_rest=True) == Skip()


@pytest.mark.parametrize("asking", [Asking.EVERY, Asking.WEEKLY, Asking.NEVER])
def test_only_silence_is_returned_from(asking: Asking) -> None:
    assert not is_return(Rhythm(asking, 3))


@pytest.mark.parametrize("asking", [Asking.EVERY, Asking.WEEKLY, Asking.NEVER])
def test_a_choice_starts_afresh(asking: Asking) -> None:
    assert chosen(asking) == Rhythm(asking, 0)


@given(rhythms)
def test_a_rhythm_survives_being_stored_as_a_word_and_a_number(rhythm: Rhythm) -> None:
    word, number = str(rhythm.asking), rhythm.untouched

    assert Rhythm(Asking(word), number) == rhythm


@pytest.mark.parametrize(
    ("rest_days", "weekday"),
    [
        ((5, 6), 4),
        ((6, 0), 5),
        ((0, 1), 6),
        ((2,), 1),
        ((0,), 6),
        ((), 6),
        ((1, 5), 4),  # of two single days the later one closes the week
        ((0, 1, 4), 6),
        ((1, 2, 5), 0),  # but the longer rest comes first
        ((0, 1, 2, 3, 4, 5), 6),
        ((0, 1, 2, 3, 4, 5, 6), 6),
    ],
)
def test_the_weekly_question_rides_on_one_shift_a_week(
    rest_days: tuple[int, ...], weekday: int
) -> None:
    week = [MONDAY + timedelta(days=ahead) for ahead in range(7)]

    asked = [day for day in week if last_before_rest(day, pattern_resting(*rest_days))]

    assert [day.weekday() for day in asked] == [weekday]


@given(
    st.frozensets(st.integers(0, 6), min_size=1, max_size=6), st.dates(max_value=date(9999, 1, 1))
)
def test_the_last_shift_is_worked_and_followed_by_rest(
    rest_days: frozenset[int], day: date
) -> None:
    if last_before_rest(day, pattern_resting(*rest_days)):
        assert day.weekday() not in rest_days
        assert (day + timedelta(days=1)).weekday() in rest_days
