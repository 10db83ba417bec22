"""The long poll on bad days: it goes on, pauses a little, and says what lasts once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict
from telegram.error import InvalidToken

from bot.log import WELL_SECONDS
from bot.poll import ALLOWED
from sandbox.plays import set_up
from sandbox.telegram.faults import (
    BAD_GATEWAY,
    BROKEN_JSON,
    CUT,
    NOT_CONNECTED,
    refusal,
    refused_as,
)
from sandbox.world import World
from tests.engine.looking import dead_rows, open_rows, wins
from tests.sandbox.clock import turns
from tests.storage.samples import on_both

OTHER_POLL = refusal(
    409,
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
)
HOOK = "https://bot.example/hook"


MOST_LOOKS, A_MOMENT = 6_000, 0.01


@dataclass(slots=True)
class Poll:
    """The long poll as the service runs it, on a clock that travels."""

    world: World
    running: asyncio.Future[None]

    async def goes_on(self, seconds: float) -> None:
        clock = self.world.clock
        until = clock.now() + timedelta(seconds=seconds)
        while (due := await self.asleep()) <= until:
            clock.set(due)
        clock.set(until)
        await self.asleep()

    async def asleep(self) -> datetime:
        """When the poll wakes next; what it brought is handled."""
        for _ in range(MOST_LOOKS):
            await turns()
            await self.world.app.receiver.idle()
            due = self.world.clock.next_waiter()
            if due is not None and due > self.world.clock.now():
                return due
            await asyncio.wait({self.running}, timeout=A_MOMENT)
        raise AssertionError("the poll does not go on")


@asynccontextmanager
async def polling(world: World) -> AsyncIterator[Poll]:
    running = asyncio.ensure_future(world.app.receiver.run())
    poll = Poll(world, running)
    await poll.asleep()
    yield poll
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def events(lines: list[EventDict]) -> list[str]:
    return [str(line["event"]) for line in lines]


async def test_a_second_poller_is_one_line_however_long_it_lasts(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.faults.meets("getUpdates", *[OTHER_POLL] * 30)
    before = world.telegram.journal.times("getUpdates")

    with capture_logs() as lines:
        async with polling(world) as poll:
            await poll.goes_on(240)
            tries = world.telegram.journal.times("getUpdates") - before
            world.telegram.faults.mends()
            world.telegram.says(jessa.account, "31 calls")
            await poll.goes_on(60)
            world.telegram.faults.meets("getUpdates", *[OTHER_POLL] * 3)
            await poll.goes_on(60)
            assert events(lines) == ["another process polls with this token"]

            await poll.goes_on(WELL_SECONDS + 60)
            world.telegram.faults.meets("getUpdates", OTHER_POLL)
            await poll.goes_on(60)

    assert 20 <= tries <= 30
    assert events(lines) == ["another process polls with this token"] * 2
    assert wins(world) == ["31 calls"]


@on_both
async def test_an_hour_without_telegram_is_one_line_and_nothing_is_dead(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)

    with capture_logs() as lines:
        async with polling(world) as poll:
            async with world.telegram.faults.outage():
                world.telegram.says(jessa.account, "31 calls")
                await poll.goes_on(3600)
            await poll.goes_on(30)

    assert events(lines) == ["Telegram does not answer"]
    assert wins(world) == ["31 calls"]
    assert (dead_rows(world), open_rows(world)) == (0, 0)


@pytest.mark.parametrize("fault", [NOT_CONNECTED, CUT, BAD_GATEWAY, BROKEN_JSON])
async def test_any_bad_answer_is_asked_for_again(world: World, fault: object) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.faults.meets("getUpdates", fault, fault)  # type: ignore[arg-type]
    world.telegram.says(jessa.account, "31 calls")

    with capture_logs() as lines:
        async with polling(world) as poll:
            await poll.goes_on(4)

    assert events(lines) == ["Telegram does not answer"]
    assert wins(world) == ["31 calls"]


async def test_a_webhook_that_comes_between_is_deleted_each_time_and_told_of_once(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)

    with capture_logs() as lines:
        async with polling(world) as poll:
            for number in range(3):
                await world.telegram.call("setWebhook", {"url": HOOK})
                world.telegram.says(jessa.account, f"{number} calls")
                await poll.goes_on(20)
                assert world.telegram.webhook.target is None

    assert events(lines) == ["a webhook was set for this token; it is deleted, this process polls"]
    assert wins(world) == ["0 calls", "1 calls", "2 calls"]


async def test_it_asks_for_the_kinds_it_handles_and_no_others(world: World) -> None:
    await world.telegram.call("setWebhook", {"url": HOOK, "allowed_updates": '["poll"]'})
    await world.telegram.call("deleteWebhook", {})

    async with polling(world) as poll:
        await poll.goes_on(1)

    assert world.telegram.updates.allowed == frozenset(ALLOWED)


async def test_a_revoked_token_ends_it_and_the_line_stays_open(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.faults.meets("sendMessage", refused_as("Unauthorized"))

    async with polling(world) as poll:
        world.telegram.says(jessa.account, "31 calls")
        await asyncio.wait({poll.running})
        with pytest.raises(InvalidToken):
            poll.running.result()

    assert (wins(world), open_rows(world)) == (["31 calls"], 1)
