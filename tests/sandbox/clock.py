"""A clock for tests of the sandbox's Telegram: it stands still, and sleepers wait for it."""

import asyncio
from datetime import UTC, datetime, timedelta

from sandbox.travel_clock import TravelClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TURNS = 50


def noon() -> TravelClock:
    return TravelClock(NOON)


async def turns() -> None:
    """Whoever can go on without time going on has done so."""
    loop = asyncio.get_running_loop()
    for _ in range(TURNS):
        passed = loop.create_future()
        loop.call_soon(passed.set_result, None)
        await passed


async def goes_on(clock: TravelClock, seconds: float) -> None:
    """Second for second where somebody sleeps, so that each wakes at the moment they meant."""
    until = clock.now() + timedelta(seconds=seconds)
    await turns()
    while (due := clock.next_waiter()) is not None and due <= until:
        clock.set(due)
        await turns()
    clock.set(until)
    await turns()
