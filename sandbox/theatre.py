"""What the page stands on: one world at a time, its clock running on, one thing after another."""

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session
from typing_extensions import override

from sandbox import plays
from sandbox.cast import Cast, gather
from sandbox.memory import forget, go_on, has_memory, remember, remembered
from sandbox.months import first_of_next_month
from sandbox.page_state import ZONE
from sandbox.people import Player
from sandbox.stage import Seat, Stage
from sandbox.telegram import Account, Telegram
from sandbox.world import World, open_world
from storage import people, reminders
from storage.seals import new_key

BETWEEN_STEPS_SECONDS = 1.3
TICK_SECONDS = 1.0
NO_HOUR = "No card is planned for {name} yet: finish /start or look at /shift."


class Theatre(Stage):
    """`keep` names a folder that holds database and key together; without it every world is new."""

    def __init__(self, folder: Path, keep: Path | None = None) -> None:
        self.folder = folder
        self.keep = keep
        self.turn = asyncio.Lock()
        self.home = folder
        self.stack = AsyncExitStack()
        self.world: World | None = None
        self.cast: Cast | None = None
        self.made = 0
        self.playing = ""
        self.task: asyncio.Task[None] | None = None
        self.anchor: tuple[float, datetime] | None = None

    async def open(self) -> None:
        async with self.turn:
            await self.make()

    async def make(self) -> None:
        """The page sees the world before until the new one is complete."""
        await self.stack.aclose()
        home = self.keep or self.folder / str(self.made + 1)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        memory, again = remembered(home), has_memory(home)
        world = await self.stack.enter_async_context(
            open_world(
                f"sqlite:///{home.absolute()}/angat.db", key=key_in(home), opening=memory.opening
            )
        )
        go_on(world, memory)
        cast = gather(world.telegram, again=again)
        await world.settle()
        go_on(world, memory)
        self.home, self.world, self.cast = home, world, cast
        self.made += 1
        remember(home, world)
        self.set_anchor()

    async def make_anew(self) -> None:
        """An empty world, also where one is kept."""
        await self.stack.aclose()
        forget(self.home)
        await self.make()

    async def close(self) -> None:
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await self.stack.aclose()

    def here(self) -> World:
        if self.world is None:
            raise RuntimeError("the theatre is closed")
        return self.world

    def those_here(self) -> Cast:
        if self.cast is None:
            raise RuntimeError("the theatre is closed")
        return self.cast

    def player(self, who: Account) -> Player:
        return Player(self.here(), who)

    def set_anchor(self) -> None:
        self.anchor = (time.monotonic(), self.here().clock.now())

    async def run_on(self) -> None:
        """The clock of the page: one second a second from where it was travelled to."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if not self.playing:
                await self.answered()

    @property
    @override
    def telegram(self) -> Telegram:
        return self.here().telegram

    @property
    @override
    def epoch(self) -> int:
        return self.made

    @property
    @override
    def busy(self) -> str:
        return self.playing

    @override
    def now(self) -> datetime:
        if self.anchor is None or self.playing:
            return self.here().clock.now()
        real, moment = self.anchor
        return max(moment + timedelta(seconds=time.monotonic() - real), self.here().clock.now())

    @property
    @override
    def kept_in(self) -> str:
        return str(self.keep.absolute()) if self.keep else ""

    @property
    @override
    def bound_to(self) -> str:
        return ""

    @override
    def people(self) -> list[Seat]:
        return self.those_here().seats

    @override
    async def answered(self, tap: str = "") -> None:
        async with self.turn:
            await self.go_to(self.now())

    async def go_to(self, moment: datetime) -> None:
        await self.here().travel_to(moment)
        if self.keep:
            remember(self.home, self.here())

    async def jump_to(self, moment: datetime) -> None:
        await self.go_to(moment)
        self.set_anchor()

    @override
    async def travel(self, hours: float) -> None:
        async with self.turn:
            await self.jump_to(self.now() + timedelta(hours=hours))

    @override
    async def travel_to_first(self) -> None:
        async with self.turn:
            await self.jump_to(first_of_next_month(self.now(), ZONE))

    @override
    async def travel_to_shift_end(self, who: int) -> str:
        async with self.turn:
            due = await self.here().angat.db.read(next_card_of, who)
            if due is None:
                return NO_HOUR.format(name=self.telegram.accounts[who].first_name)
            await self.jump_to(due)
            return ""

    @override
    async def new_world(self, kind: str) -> None:
        async with self.turn:
            await self.make_anew()
            if kind == "small":
                cast = self.those_here()
                await plays.small_world(
                    self.here(), self.player(cast.jessa), self.player(cast.marco)
                )
                await plays.talk(self.here(), cast)
                self.set_anchor()

    @override
    async def play(self, name: str) -> None:
        if self.playing:
            return
        self.playing = name
        self.task = asyncio.create_task(self.first_week())

    async def first_week(self) -> None:
        try:
            async with self.turn:
                await self.make_anew()
                jessa = self.player(self.those_here().jessa)
                await plays.first_week(self.here(), jessa, pause)
        finally:
            self.playing = ""
            self.set_anchor()


async def pause() -> None:
    await asyncio.sleep(BETWEEN_STEPS_SECONDS)


def next_card_of(session: Session, telegram_id: int) -> datetime | None:
    person = people.by_telegram(session, telegram_id)
    if person is None:
        return None
    reminder = reminders.next_of(session, person.id, "shift_end")
    return reminder.due_at if reminder else None


def key_in(home: Path) -> str:
    """The key that lies beside the database, made with it."""
    file = home / "key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_key())
    return file.read_text().strip()
