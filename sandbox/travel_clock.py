"""A clock that stands still until somebody travels."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from typing_extensions import override

from bot.clock import Clock


class TravelClock(Clock):
    """Who sleeps on it waits for the traveller; `wake` lets go whoever is due."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.sleepers: list[tuple[datetime, asyncio.Future[None]]] = []
        self.asleep: set[asyncio.Task[Any] | None] = set()
        self.stirred = asyncio.Event()

    @override
    def now(self) -> datetime:
        return self.moment

    @override
    def monotonic(self) -> float:
        return self.moment.timestamp()

    @override
    async def sleep(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sleeper = (self.moment + timedelta(seconds=seconds), waiting)
        task = asyncio.current_task()
        self.sleepers.append(sleeper)
        self.asleep.add(task)
        self.stirred.set()
        try:
            await waiting
        finally:
            self.asleep.discard(task)
            self.sleepers.remove(sleeper)

    def next_waiter(self) -> datetime | None:
        return min((moment for moment, _ in self.sleepers), default=None)

    def set(self, moment: datetime) -> None:
        """Forward only; whoever slept until then wakes."""
        self.moment = max(self.moment, moment)
        for due, waiting in self.sleepers:
            if due <= self.moment and not waiting.done():
                waiting.set_result(None)

    async def woken(self) -> None:
        """Returns once everybody who was let go runs again."""
        await asyncio.sleep(0)  # the loop wakes in order, and they were let go before
