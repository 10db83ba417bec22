"""The heartbeat of a world, and who of the bot is kept waiting by Telegram."""

import asyncio
from typing import Any

from bot.app import App
from sandbox.travel_clock import TravelClock
from schedules.timetable import HEARTBEAT


class Beats:
    """What waits for the clock is left waiting: time has to go on for it."""

    def __init__(self, clock: TravelClock, app: App) -> None:
        self.clock = clock
        self.app = app
        self.beats: dict[str, asyncio.Future[None]] = {}

    @property
    def under_way(self) -> set[asyncio.Future[None]]:
        """What runs every few seconds and is not done, and every letter that was sent off."""
        beats = {beat for beat in self.beats.values() if not beat.done()}
        return beats | {task for task in self.app.angat.post.tasks if not task.done()}

    @property
    def waiting(self) -> int:
        """How many of them wait for the clock."""
        return sum(task in self.clock.asleep for task in self.under_way)

    async def sleep(self, seconds: float) -> None:
        """What Telegram keeps waiting rests: a chat's turn, or a letter."""
        receiver, task = self.app.receiver, asyncio.current_task()
        chat = next((one for one in receiver.chats.values() if one.task is task), None)
        if chat is not None:
            await receiver.rest(chat, seconds)
            return
        await self.clock.sleep(seconds)

    async def run(self) -> None:
        """One heartbeat, as far as it gets without time; what still waits goes on."""
        for entry in HEARTBEAT:
            if entry.name not in self.beats:
                self.beats[entry.name] = asyncio.ensure_future(entry.run(self.app.angat))
            await self.settled()
            if self.beats[entry.name].done():
                self.beats.pop(entry.name).result()
        if self.app.angat.post.broken:
            raise self.app.angat.post.broken.pop()

    async def settled(self) -> None:
        """Returns when everything under way waits for the clock."""
        while moving := {task for task in self.under_way if task not in self.clock.asleep}:
            self.clock.stirred.clear()
            stirred = asyncio.ensure_future(self.clock.stirred.wait())
            waited_for: set[asyncio.Future[Any]] = {*moving, stirred}
            await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
            stirred.cancel()

    async def stop(self) -> None:
        for beat in self.beats.values():
            beat.cancel()
        await asyncio.gather(*self.beats.values(), return_exceptions=True)
