"""The heartbeat of a world, and who of the bot is kept waiting by Telegram."""

import asyncio
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from actions.again import hear
from bot.app import App
from bot.receive import Chat
from sandbox.travel_clock import TravelClock
from schedules.timetable import HEARTBEAT, Entry
from storage.faults import DatabaseWaits

NOTED_AT_THE_END = timedelta(days=3660)
BEATING: ContextVar[bool] = ContextVar("BEATING", default=False)


class Beats:
    """What waits for the clock is left waiting: time has to go on for it."""

    def __init__(self, clock: TravelClock, app: App) -> None:
        self.clock = clock
        self.app = app
        self.beats: dict[str, asyncio.Future[None]] = {}
        self.naps: list[datetime] = []
        app.pace.sleep = self.nap
        app.angat.hearing.noted_every = NOTED_AT_THE_END

    @property
    def under_way(self) -> set[asyncio.Future[None]]:
        """What runs every few seconds and is not done, and every letter that was sent off."""
        beats = {beat for beat in self.beats.values() if not beat.done()}
        return beats | {task for task in self.app.angat.post.tasks if not task.done()}

    @property
    def asleep(self) -> set[Any]:
        """Whoever waits for the clock, or in a line behind somebody who does."""
        pace = self.app.pace
        return self.clock.asleep | (pace.line if pace.napping in self.clock.asleep else set())

    @property
    def waiting(self) -> int:
        """How many of them wait for the clock."""
        return sum(task in self.asleep for task in self.under_way)

    async def sleep(self, seconds: float) -> None:
        """What Telegram keeps waiting rests: a chat's turn, or a letter."""
        chat = self.chat_in_turn()
        if chat is not None:
            await self.app.receiver.rest(chat, seconds)
            return
        await self.clock.sleep(seconds)

    def chat_in_turn(self) -> Chat | None:
        """The chat whose turn asks."""
        task = asyncio.current_task()
        return next((one for one in self.app.receiver.chats.values() if one.task is task), None)

    async def nap(self, seconds: float) -> None:
        """The bot's own pace: whoever settles lets the naps of others pass, and its own at once."""
        until = self.clock.now() + timedelta(seconds=seconds)
        if self.chat_in_turn() is None and not BEATING.get():
            self.clock.set(until)
            return
        self.naps.append(until)
        try:
            await self.sleep(seconds)
        finally:
            self.naps.remove(until)

    async def run(self) -> None:
        """One heartbeat, as far as it gets without time; what still waits goes on."""
        for entry in HEARTBEAT:
            if entry.name not in self.beats:
                self.beats[entry.name] = asyncio.ensure_future(self.beating(entry))
            await self.settled()
            if self.beats[entry.name].done():
                self.beats.pop(entry.name).result()
        if self.app.angat.post.broken:
            raise self.app.angat.post.broken.pop()

    async def beating(self, entry: Entry) -> None:
        BEATING.set(True)
        await entry.run(self.app.angat)

    async def settled(self) -> None:
        """Returns when everything under way waits for the clock."""
        while moving := {task for task in self.under_way if task not in self.asleep}:
            self.clock.stirred.clear()
            stirred = asyncio.ensure_future(self.clock.stirred.wait())
            waited_for: set[asyncio.Future[Any]] = {*moving, stirred}
            await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
            stirred.cancel()

    async def stop(self) -> None:
        """That it heard until now is noted, as a service does every few seconds."""
        if self.app.angat.hearing.hears:
            with suppress(DatabaseWaits):
                await self.app.angat.db.write(hear, False, self.clock.now())
        for beat in self.beats.values():
            beat.cancel()
        await asyncio.gather(*self.beats.values(), return_exceptions=True)
