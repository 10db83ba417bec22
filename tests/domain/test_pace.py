"""Bursts of three, then one a second; twenty a minute in a group; bulk never more than 30."""

import heapq
from collections.abc import Iterable
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pace import (
    LONGEST_WAY_SECONDS,
    MANY_CHATS,
    MOST_A_SECOND,
    SLOW_FOR_SECONDS,
    SLOWED_TO,
    Bulk,
    Call,
    ChatId,
    Chats,
)

JESSA, MARCO, TEAM = 5_000_000_001, 5_000_000_002, -1_001_000_000_001
WAY = 0.04  # each way, at the quickest


def said(chats: Chats, chat: ChatId, asked: Iterable[float]) -> list[float]:
    """When each of them goes, asked for at those moments, each once the one before has gone."""
    gone: list[float] = []
    for moment in asked:
        now = max([moment, *gone[-1:]])
        wait = chats.wait(chat, now)
        chats.take(chat, now, wait)
        gone.append(now + wait)
    return gone


def most_within(moments: list[float], seconds: float) -> int:
    """The largest number in any stretch of so many seconds."""
    ordered = sorted(moments)
    return max(
        (sum(start <= one < start + seconds - 1e-6 for one in ordered) for start in ordered),
        default=0,
    )


def test_a_chat_takes_three_at_once_and_then_one_a_second() -> None:
    assert said(Chats(), JESSA, [0] * 6) == [0, 0, 0, 1, 2, 3]


def test_whoever_was_silent_for_three_seconds_has_the_whole_burst_again() -> None:
    assert said(Chats(), JESSA, [0, 0, 0, 3, 3, 3, 3]) == [0, 0, 0, 3, 3, 3, 4]


@pytest.mark.parametrize("group", [TEAM, "@night_team"])
def test_a_group_takes_twenty_a_minute(group: ChatId) -> None:
    gone = said(Chats(), group, [0] * 45)

    assert gone[:4] == [0, 0, 0, 1]
    assert gone[19] == 17
    assert gone[20] == 61
    assert most_within(gone, 60) == 20


def test_a_chat_that_is_stopped_has_no_room_until_then_and_others_do() -> None:
    chats = Chats()

    chats.stop(JESSA, 30, now=0)
    chats.stop(JESSA, 10, now=1)

    assert (chats.wait(JESSA, 5), chats.stopped_for(JESSA, 5)) == (25, 25)
    assert (chats.wait(JESSA, 30), chats.stopped_for(JESSA, 31)) == (0, 0)
    assert (chats.wait(MARCO, 5), chats.stopped_for(MARCO, 5)) == (0, 0)


def test_chats_that_are_idle_are_forgotten_and_nobody_else() -> None:
    chats = Chats()
    chats.stop(JESSA, 10_000, now=0)
    for number in range(5 * MANY_CHATS):
        chats.take(number, float(number))
        if number == 5_100:
            chats.take(TEAM, float(number))

    assert len(chats.known) <= 2 * MANY_CHATS
    assert chats.stopped_for(JESSA, 5_000) == 5_000
    assert TEAM in chats.known


@given(
    st.lists(
        st.tuples(
            st.sampled_from([JESSA, MARCO, TEAM]),
            st.floats(0, 20),
            st.none() | st.floats(1, 40),
        ),
        max_size=120,
    )
)
def test_no_chat_says_too_much_or_waits_for_another(
    asked: list[tuple[ChatId, float, float | None]],
) -> None:
    """Each is asked for a while after the one before; some are told to wait."""
    moments = list(accumulate(gap for _, gap, _ in asked))
    together = Chats()
    alone: dict[ChatId, Chats] = {chat: Chats() for chat in (JESSA, MARCO, TEAM)}
    gone: dict[ChatId, list[float]] = {}
    for (chat, _, told), now in zip(asked, moments, strict=True):
        wait = together.wait(chat, now)
        assert wait == alone[chat].wait(chat, now), "others have nothing to do with it"
        assert wait >= together.stopped_for(chat, now)
        for chats in (together, alone[chat]):
            chats.take(chat, now, wait)
            if told is not None:
                chats.stop(chat, now + wait + told, now)
        gone.setdefault(chat, []).append(now + wait)

    for chat, went in gone.items():
        for seconds in (1, 5, 30):
            assert most_within(went, seconds) <= 3 + seconds
        assert chat != TEAM or most_within(went, 60) <= 20


class Street:
    """Calls travel to Telegram and back, each as slowly as it happens to."""

    def __init__(self) -> None:
        self.bulk = Bulk()
        self.now = 0.0
        self.coming: list[tuple[float, int, Call]] = []
        self.bulk_arrived: list[float] = []
        self.count = 0

    def until(self, moment: float) -> None:
        while self.coming and self.coming[0][0] <= moment:
            self.now, _, call = heapq.heappop(self.coming)
            self.bulk.end(call, self.now)
        self.now = max(self.now, moment)

    def send(self, call: Call, there: float = 0.0, back: float = 0.0) -> float:
        """When it reaches Telegram."""
        arrived = self.now + WAY + there
        self.count += 1
        heapq.heappush(self.coming, (arrived + WAY + back, self.count, call))
        return arrived

    def answer(self, there: float, back: float) -> None:
        self.send(self.bulk.begin(self.now), there, back)

    def letter(self, there: float = 0.0, back: float = 0.0) -> None:
        """Looked at again whenever a call has ended."""
        while wait := self.bulk.wait(self.now):
            ends = self.coming[0][0] if self.coming else self.now + wait
            self.until(min(self.now + wait, max(ends, self.now)))
        call = self.bulk.begin_bulk(self.now)
        self.bulk_arrived.append(self.send(call, there, back))


def test_letters_alone_go_at_the_whole_pace_and_without_long_pauses() -> None:
    street = Street()
    for _ in range(3_000):
        street.letter()

    assert most_within(street.bulk_arrived[:100], 1.0) <= MOST_A_SECOND
    assert 2_999 / (street.bulk_arrived[-1] - street.bulk_arrived[0]) >= 0.98 * 30
    gaps = [b - a for a, b in zip(street.bulk_arrived[50:], street.bulk_arrived[51:], strict=False)]
    assert max(gaps) < 0.3


def test_what_a_busy_moment_cost_is_caught_up_with() -> None:
    street = Street()
    for number in range(300):
        if number % 30 == 29:
            street.until(street.now + 0.1)
        street.letter()

    assert 299 / (street.bulk_arrived[-1] - street.bulk_arrived[0]) >= 0.97 * 30
    assert most_within(street.bulk_arrived, 1.0) <= MOST_A_SECOND


def test_answers_take_their_places_first() -> None:
    street = Street()
    for tick in range(30 * 10):
        street.until(tick / 30)
        if tick % 3 == 0:
            street.answer(0, 0)
        while not street.bulk.wait(street.now):
            street.letter()

    last = [one for one in street.bulk_arrived if 3 <= one < 9]
    assert 6 * 19 <= len(last) <= 6 * 20


def test_letters_wait_while_answers_need_all_of_it() -> None:
    street = Street()
    for _ in range(200):
        street.answer(0, 0)

    assert street.bulk.wait(street.now) > 1
    street.until(1.2)
    assert street.bulk.wait(street.now) == 0


def test_a_call_that_hangs_gives_its_place_back_after_a_while() -> None:
    bulk = Bulk()
    for _ in range(MOST_A_SECOND):
        bulk.begin(0.0)

    assert bulk.wait(1.5) == LONGEST_WAY_SECONDS - 1.5
    assert bulk.wait(LONGEST_WAY_SECONDS) == 0


def test_what_is_over_is_not_remembered() -> None:
    street = Street()
    for number in range(2_000):
        street.until(number / 100)
        street.answer(0, 0)

    assert len(street.bulk.calls) < 2 * 100 * LONGEST_WAY_SECONDS


def test_several_chats_that_are_told_to_wait_slow_all_letters_for_a_while() -> None:
    bulk = Bulk()
    bulk.told_to_wait(JESSA, 0.0)
    bulk.told_to_wait(MARCO, 0.5)
    bulk.told_to_wait(JESSA, 0.9)
    before = bulk.most(1.0)

    bulk.told_to_wait(TEAM, 1.2)

    assert before == MOST_A_SECOND
    assert bulk.most(1.2 + SLOW_FOR_SECONDS - 1) == SLOWED_TO
    assert bulk.most(1.2 + SLOW_FOR_SECONDS) == MOST_A_SECOND


def test_slowed_letters_go_at_ten_a_second() -> None:
    street = Street()
    for chat in (JESSA, MARCO, TEAM):
        street.bulk.told_to_wait(chat, 0.0)
    for _ in range(100):
        street.letter()

    assert most_within(street.bulk_arrived, 1.0) <= SLOWED_TO


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["letter", "letter", "letter", "answer"]),
            st.floats(0, 0.9),
            st.floats(0, 0.9),
            st.just(0.0) | st.floats(0, 0.5),
        ),
        max_size=150,
    )
)
def test_telegram_never_sees_more_than_thirty_letters_in_a_second(
    calls: list[tuple[str, float, float, float]],
) -> None:
    """Whatever else is said, and however unevenly it travels there and back."""
    street = Street()
    street.letter()  # one that travelled as quickly as the way allows
    street.until(1.0)
    for kind, there, back, gap in calls:
        street.until(street.now + gap)
        if kind == "answer":
            street.answer(there, back)
        else:
            street.letter(there, back)

    assert most_within(street.bulk_arrived, 1.0) <= MOST_A_SECOND
