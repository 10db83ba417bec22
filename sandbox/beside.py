"""The stage of `angat sandbox --api`: the page, and a bot that runs as a process of its own."""

import asyncio
from datetime import UTC, datetime

from typing_extensions import override

from bot.clock import Clock
from sandbox.cast import gather
from sandbox.stage import Seat, Stage
from sandbox.telegram import Telegram

WHY_BOUND = "angat run lives by the system's clock, so time does not travel here."
TAP_WAITS_SECONDS = 10
NUMBERED_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


class Beside(Stage):
    """Nothing is remembered; the bot has its own database, so no world is made anew."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.here = Telegram(clock.now)
        self.cast = gather(self.here)
        self.count_on()

    def count_on(self) -> None:
        """No number is given twice: the bot may know the ones of an earlier start."""
        seconds = int((self.clock.now() - NUMBERED_SINCE).total_seconds())
        self.here.last_message_id = self.cast.floor.last_message_id = seconds
        self.here.updates.forget()
        self.here.updates.next_id = seconds

    @property
    @override
    def telegram(self) -> Telegram:
        return self.here

    @property
    @override
    def epoch(self) -> int:
        return 1

    @property
    @override
    def busy(self) -> str:
        return ""

    @property
    @override
    def kept_in(self) -> str:
        return ""

    @property
    @override
    def bound_to(self) -> str:
        return WHY_BOUND

    @override
    def now(self) -> datetime:
        return self.clock.now()

    @override
    def people(self) -> list[Seat]:
        return self.cast.seats

    @override
    async def answered(self, tap: str = "") -> None:
        """The bot is told at once and answers when it does; only a tap waits for its toast."""
        query = self.here.queries.get(tap)
        try:
            async with asyncio.timeout(TAP_WAITS_SECONDS):
                while query and query.answer is None:
                    await self.here.changed(self.here.version)
        except TimeoutError:
            return

    @override
    async def travel(self, hours: float) -> None:
        raise ValueError(WHY_BOUND)

    @override
    async def travel_to_first(self) -> None:
        raise ValueError(WHY_BOUND)

    @override
    async def travel_to_shift_end(self, who: int) -> str:
        return WHY_BOUND

    @override
    async def new_world(self, kind: str) -> None:
        raise ValueError(WHY_BOUND)

    @override
    async def play(self, name: str) -> None:
        raise ValueError(WHY_BOUND)
