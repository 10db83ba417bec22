"""The heartbeat of a world, and who of the bot is kept waiting by Telegram."""

import asyncio
from contextvars import ContextVar

from bot.app import App
from sandbox.travel_clock import TravelClock
from schedules import heartbeat

BEATING: ContextVar[bool] = ContextVar("BEATING", default=False)


class Beats:
    """A heartbeat that waits for the clock is left waiting: time has to go on for it."""

    def __init__(self, clock: TravelClock, app: App) -> None:
        self.clock = clock
        self.app = app
        self.beat: asyncio.Task[None] | None = None
        self.waiting = 0
        self.stirred = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """What Telegram keeps waiting rests: a chat's turn, or the letters of a heartbeat."""
        receiver, task = self.app.receiver, asyncio.current_task()
        chat = next((one for one in receiver.chats.values() if one.task is task), None)
        if chat is not None:
            await receiver.rest(chat, seconds)
            return
        mine = BEATING.get()
        self.waiting += mine
        self.stirred.set()
        try:
            await self.clock.sleep(seconds)
        finally:
            self.waiting -= mine

    async def run(self) -> None:
        """One heartbeat, as far as it gets without time; one that still waits goes on first."""
        if self.beat is None:
            self.beat = asyncio.ensure_future(self.beating())
        while not self.beat.done() and not self.waiting:
            self.stirred.clear()
            stirred = asyncio.ensure_future(self.stirred.wait())
            await asyncio.wait({self.beat, stirred}, return_when=asyncio.FIRST_COMPLETED)
            stirred.cancel()
        if self.beat.done():
            done, self.beat = self.beat, None
            done.result()

    async def beating(self) -> None:
        BEATING.set(True)
        await heartbeat.run(self.app.angat)

    async def stop(self) -> None:
        if self.beat is not None:
            self.beat.cancel()
            await asyncio.gather(self.beat, return_exceptions=True)
