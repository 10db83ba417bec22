"""Rate limits, where they are enforced: a call is held for a while, and then told to wait."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import TypeAlias

import pytest

from sandbox.telegram import Account, Reply, Telegram
from sandbox.telegram.limits import Rate
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on, turns

GROUP = -100_123
Sent: TypeAlias = asyncio.Future[Reply]


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    telegram = Telegram(clock.now, sleep=clock.sleep)
    telegram.limits.enforced = True
    return telegram


def sending(telegram: Telegram, chats: Iterable[int], method: str = "sendMessage") -> list[Sent]:
    return [
        asyncio.ensure_future(telegram.call(method, {"chat_id": chat, "text": "one"}))
        for chat in chats
    ]


def moments(telegram: Telegram) -> list[float]:
    """When each call was answered, in seconds from noon."""
    return sorted(
        (call.answered_at - NOON).total_seconds() for call in telegram.journal if call.answered_at
    )


async def test_off_they_hold_nobody(telegram: Telegram, maria: Account) -> None:
    telegram.limits.enforced = False

    replies = await asyncio.gather(*sending(telegram, [maria.id] * 100))

    assert {reply.status for reply in replies} == {200}


async def test_a_private_chat_takes_a_short_burst_and_then_one_a_second(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    calls = sending(telegram, [maria.id] * 13)
    await goes_on(clock, 10)

    replies = await asyncio.gather(*calls)
    assert moments(telegram) == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8]
    assert [reply.status for reply in replies] == [200] * 11 + [429] * 2
    assert replies[-1].body["parameters"] == {"retry_after": 1}
    assert len(telegram.history(maria)) == 12


async def test_a_group_takes_twenty_a_minute_sends_and_edits_together(
    telegram: Telegram, clock: TravelClock
) -> None:
    """Nobody made that group: what is let through is refused for that, not for haste."""
    sends = sending(telegram, [GROUP] * 10)
    edits = sending(telegram, [GROUP] * 10, "editMessageText")
    await turns()
    assert {call.result().status for call in sends + edits} == {400}

    late = sending(telegram, [GROUP] * 4)
    await goes_on(clock, 8)

    assert [(await call).status for call in late] == [400, 400, 429, 429]
    clock.set(NOON + timedelta(minutes=1))
    assert [(await call).status for call in sending(telegram, [GROUP] * 17)] == [400] * 17


async def test_thirty_a_second_for_all_together(telegram: Telegram, clock: TravelClock) -> None:
    people = [telegram.person(f"Nr {number}").id for number in range(90)]
    calls = sending(telegram, people)
    await goes_on(clock, 3)

    assert {call.result().status for call in calls} == {403}
    assert moments(telegram)[29] == 0
    assert 1.9 < moments(telegram)[-1] < 2.1


async def test_toasts_reactions_and_questions_are_free(telegram: Telegram, maria: Account) -> None:
    for method in ("answerCallbackQuery", "setMessageReaction", "getMe", "sendChatAction"):
        calls = sending(telegram, [maria.id] * 40, method)
        await turns()
        assert all(call.done() for call in calls), method


async def test_more_than_310_under_way_in_a_chat_are_told_to_wait_a_minute(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    telegram.limits.private = telegram.limits.overall = Rate(burst=1000, every=0.001)
    held = [telegram.hold("sendMessage", before=True) for _ in range(310)]
    calls = sending(telegram, [maria.id] * 311)
    await turns()
    await goes_on(clock, 3)

    assert [call.done() for call in calls] == [False] * 310 + [True]
    assert calls[-1].result().body["parameters"] == {"retry_after": 60}
    for one in held:
        one.release()
    assert {reply.status for reply in await asyncio.gather(*calls[:310])} == {200}


async def test_files_of_the_same_size_are_spaced_and_then_refused(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    telegram.limits.private = Rate(burst=1000, every=0.001)
    files = {"document": ("case.pdf", b"x" * 100_001)}
    small = {"document": ("case.pdf", b"x" * 100_000)}
    large = [
        asyncio.ensure_future(telegram.call("sendDocument", {"chat_id": maria.id}, files))
        for _ in range(13)
    ]
    others = [
        asyncio.ensure_future(telegram.call("sendDocument", {"chat_id": maria.id}, small))
        for _ in range(9)
    ]
    await turns()
    assert all(call.done() for call in others)

    await goes_on(clock, 6)

    assert [call.result().status for call in large] == [200] * 11 + [429] * 2
    assert large[-1].result().body["parameters"] == {"retry_after": 60}
    assert moments(telegram)[-10:] == [0.5 * number for number in range(1, 11)]
