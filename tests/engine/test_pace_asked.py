"""Whatever is asked of the pace: 30 letters a second, no call to a stopped chat, nobody waits."""

import asyncio
from collections.abc import Iterable
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.pace import BULK, LONGEST_NAP_SECONDS, NEVER_EARLIER_SECONDS, Pace, Stopped
from tests.sandbox.clock import goes_on, noon

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

JESSA, MARCO, TEAM = 5_000_000_001, 5_000_000_002, -1_001_000_000_001
OTHERS = tuple(range(6_000_000_000, 6_000_000_040))
Asked: TypeAlias = tuple[int, str, str | None, int]  # chat, endpoint, rate, 429 seconds or 0
LONGEST = 40.0


class Line:
    """What got through to Telegram, when it was asked for, and what was not sent at all."""

    def __init__(self) -> None:
        self.clock = noon()
        self.pace = Pace(self.clock)
        self.began = self.clock.monotonic()
        self.went: list[tuple[float, int, str, str | None]] = []
        self.stops: list[tuple[int, float, float]] = []
        self.waited: list[tuple[int, str | None, float]] = []
        self.refused = 0

    def now(self) -> float:
        return self.clock.monotonic() - self.began

    async def ask(self, asked: Asked) -> None:
        chat, endpoint, rate, told = asked
        begun = self.now()

        async def call() -> bool:
            self.went.append((self.now(), chat, endpoint, rate))
            self.waited.append((chat, rate, self.now() - begun))
            if told:
                self.stops.append((chat, self.now(), self.now() + told))
                raise RetryAfter(told)
            return True

        await self.through(call, chat, endpoint, rate)

    async def through(self, call: Any, chat: int, endpoint: str, rate: str | None) -> None:
        try:
            await self.pace.process_request(call, (), {}, endpoint, {"chat_id": chat}, rate)
        except Stopped:
            self.refused += 1

    async def all(self, asked: Iterable[Asked], gaps: Iterable[float]) -> None:
        tasks = []
        for one, gap in zip(asked, gaps, strict=True):
            await goes_on(self.clock, gap)
            tasks.append(asyncio.ensure_future(self.ask(one)))
        await goes_on(self.clock, LONGEST)
        await asyncio.gather(*tasks)


def most_in_a_second(moments: list[float]) -> int:
    return max((sum(one <= at < one + 1 for at in moments) for one in moments), default=0)


CALLS = st.tuples(
    st.sampled_from([JESSA, MARCO, TEAM, *OTHERS]),
    st.sampled_from(["sendMessage", "editMessageText", "setMessageReaction"]),
    st.sampled_from([None, BULK]),
    st.sampled_from([0, 0, 0, 0, 1, 7]),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(CALLS, st.sampled_from([0.0, 0.0, 0.0, 0.2, 1.5])), max_size=60))
async def test_whatever_is_asked(story: list[tuple[Asked, float]]) -> None:
    line = Line()

    await line.all([one for one, _ in story], [gap for _, gap in story])

    counted = ("sendMessage", "editMessageText")
    letters = [at for at, _, endpoint, rate in line.went if rate and endpoint in counted]
    assert most_in_a_second(letters) <= 30
    for chat, told_at, until in line.stops:
        assert [at for at, who, *_ in line.went if who == chat and told_at < at < until] == []
    answers = [wait for _, rate, wait in line.waited if rate is None]
    assert max(answers, default=0) <= 2 * LONGEST_NAP_SECONDS
    assert len(line.went) + line.refused >= len(story)


async def test_ninety_letters_and_an_answer_between_them() -> None:
    line = Line()
    letters: list[Asked] = [(chat, "sendMessage", BULK, 0) for chat in range(9_000, 9_090)]

    await line.all([*letters, (JESSA, "sendMessage", None, 0)], [0.0] * 91)

    went = [at for at, chat, *_ in line.went if chat != JESSA]
    assert (len(went), most_in_a_second(went)) == (90, 30)
    assert max(went) <= 90 / 30 / 0.95
    assert [wait for chat, _, wait in line.waited if chat == JESSA] == [0]


async def test_a_letter_to_a_stopped_chat_gives_its_place_to_others() -> None:
    line = Line()
    await line.all([(JESSA, "sendMessage", None, 30)], [0.0])
    line.pace.chats.stop(JESSA, line.clock.monotonic() + 30, line.clock.monotonic())
    begun = line.now()
    letters: list[Asked] = [(JESSA, "sendMessage", BULK, 0), (MARCO, "sendMessage", BULK, 0)]

    await line.all(letters, [0.0, 0.0])

    assert [(at - begun, chat) for at, chat, *_ in line.went[1:]] == [(0, MARCO)]
    assert line.refused == 2


async def test_taps_and_menus_are_never_held_back() -> None:
    line = Line()
    line.pace.chats.stop(JESSA, line.clock.monotonic() + 30, line.clock.monotonic())

    async def answered() -> bool:
        return True

    for endpoint, data in (
        ("answerCallbackQuery", {"callback_query_id": "1"}),
        ("setMyCommands", {"commands": []}),
    ):
        assert await line.pace.process_request(answered, (), {}, endpoint, data, None) is True


async def test_reactions_and_typing_are_not_counted() -> None:
    line = Line()
    free: list[Asked] = [(JESSA, "setMessageReaction", None, 0), (JESSA, "sendChatAction", None, 0)]

    await line.all([*(free * 10), (JESSA, "sendMessage", None, 0)], [0.0] * 21)

    assert {wait for *_, wait in line.waited} == {0}


async def test_what_was_told_is_raised_with_a_second_more() -> None:
    line = Line()

    async def told() -> bool:
        raise RetryAfter(7)

    with pytest.raises(Stopped) as stopped:
        await line.pace.process_request(told, (), {}, "sendMessage", {"chat_id": JESSA}, None)

    assert stopped.value.retry_after.total_seconds() == 7 + NEVER_EARLIER_SECONDS
