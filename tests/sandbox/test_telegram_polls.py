"""Hasty polls, second pollers, long queues, and updates that come twice or out of order."""

import asyncio
import time
from datetime import timedelta

import pytest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.updates import DAY
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on, noon, turns

OTHER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)
MANY = 20_000


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    telegram = Telegram(clock.now, sleep=clock.sleep)
    telegram.updates.paced = True
    return telegram


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


async def polled(telegram: Telegram, **params: object) -> list[object]:
    reply = await telegram.call("getUpdates", params)
    assert reply.status == 200, reply.body
    result = reply.body["result"]
    assert isinstance(result, list)
    return [one["message"]["text"] for one in result]


async def ids(telegram: Telegram, **params: object) -> list[int]:
    result = (await telegram.call("getUpdates", params)).body["result"]
    assert isinstance(result, list)
    return [one["update_id"] for one in result]


async def test_the_same_offset_within_three_seconds_waits_three(
    telegram: Telegram, clock: TravelClock
) -> None:
    assert await polled(telegram) == []
    poll = asyncio.ensure_future(polled(telegram))

    await goes_on(clock, 2.9)
    assert not poll.done()
    await goes_on(clock, 0.1)

    assert await poll == []
    assert await polled(telegram, offset=5) == []
    assert clock.now() == NOON + timedelta(seconds=3)


async def test_the_same_offset_within_half_a_second_gets_one_update(
    telegram: Telegram, maria: Account, clock: TravelClock
) -> None:
    for text in ("one", "two"):
        telegram.says(maria, text)

    assert await polled(telegram) == ["one", "two"]
    assert await polled(telegram) == ["one"]
    clock.set(NOON + timedelta(seconds=0.5))
    assert await polled(telegram) == ["one", "two"]


async def test_a_poll_waits_by_the_clock(telegram: Telegram, clock: TravelClock) -> None:
    poll = asyncio.ensure_future(polled(telegram, timeout=500))

    await goes_on(clock, 49)
    assert not poll.done()
    await goes_on(clock, 1)

    assert await poll == []
    assert clock.next_waiter() is None


async def test_a_second_conflict_within_three_seconds_is_told_three_seconds_later(
    telegram: Telegram, clock: TravelClock
) -> None:
    polls = [telegram.call("getUpdates", {"timeout": 50, "offset": n}) for n in (1, 2, 3)]
    first, second, third = [asyncio.ensure_future(poll) for poll in polls]
    await turns()

    assert (first.done(), second.done(), third.done()) == (True, False, False)
    assert (await first).body["description"] == OTHER
    await goes_on(clock, 3)
    assert ((await second).status, third.done()) == (409, False)
    await goes_on(clock, 47)
    assert (await third).status == 200


async def test_polling_beside_a_webhook_is_a_conflict(
    telegram: Telegram, clock: TravelClock
) -> None:
    waiting = asyncio.ensure_future(telegram.call("getUpdates", {"timeout": 50}))
    await turns()
    await telegram.call("setWebhook", {"url": "https://bot.example/hook"})
    assert (await waiting).body["description"] == "Conflict: terminated by setWebhook request"

    poll = asyncio.ensure_future(telegram.call("getUpdates", {}))
    await goes_on(clock, 3)

    assert (await poll).status == 409
    assert (await poll).body["description"] == (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )
    await telegram.call("deleteWebhook", {})
    assert await polled(telegram, offset=1) == []


async def test_an_update_can_come_twice(telegram: Telegram, maria: Account) -> None:
    telegram.updates.repeat()
    telegram.says(maria, "one")
    telegram.says(maria, "two")

    first, second, third = await ids(telegram)

    assert first == second == third - 1
    assert await polled(telegram, offset=third) == ["two"]


async def test_two_updates_can_come_in_the_wrong_order(telegram: Telegram, maria: Account) -> None:
    telegram.updates.swap()
    for text in ("one", "two", "three"):
        telegram.says(maria, text)

    found = await ids(telegram)

    assert [number - min(found) for number in found] == [1, 0, 2]
    assert await polled(telegram, offset=min(found) + 1) == ["two", "three"]


async def test_ids_that_go_back_are_confirmed_as_well(telegram: Telegram) -> None:
    for number in (7, 9, 8):
        telegram.feed({"update_id": number})

    assert await ids(telegram, offset=8) == [9, 8]
    assert await ids(telegram, offset=10) == []


async def test_telegrams_clock_can_be_ahead_of_the_bots(telegram: Telegram, maria: Account) -> None:
    telegram.faults.ahead = timedelta(hours=-2)

    assert telegram.says(maria, "/start").date == NOON - timedelta(hours=2)


async def seconds_for(many: int) -> float:
    """Own time of queueing, expiring and confirming so many updates."""
    clock = noon()
    telegram = Telegram(clock.now)
    message = telegram.says(telegram.person("Maria"), "/start")
    begun = time.process_time()
    for _ in range(many):
        telegram.updates.add("message", {"text": "one"}, NOON + DAY)
        telegram.taps(telegram.accounts[message.chat_id], message.id, "w")
        clock.set(clock.now() + timedelta(seconds=1))
        assert telegram.unconfirmed
    offset = 0
    while found := await ids(telegram, offset=offset):
        offset = found[-1] + 1
    return time.process_time() - begun


async def test_ten_times_as_many_updates_cost_about_ten_times_as_much() -> None:
    """A queue that is read through at every step would make it a hundred times."""
    few = min([await seconds_for(MANY // 10) for _ in range(3)])

    assert await seconds_for(MANY) < 40 * few
