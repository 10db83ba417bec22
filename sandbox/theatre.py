"""What the page stands on: one world at a time, its clock running on, one thing after another."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session
from typing_extensions import override

from sandbox import plays
from sandbox.memory import forget, go_on, remember, remembered
from sandbox.people import Player
from sandbox.stage import Seat, Stage
from sandbox.telegram import Telegram
from sandbox.world import World, open_world
from storage import people, reminders
from storage.seals import new_key

T = TypeVar("T")
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
        self.seats: list[tuple[Player, str]] = []
        self.made = 0
        self.playing = ""
        self.task: asyncio.Task[None] | None = None
        self.anchor: tuple[float, datetime] | None = None

    async def open(self) -> None:
        async with self.turn:
            await self.make()

    async def make(self) -> None:
        await self.stack.aclose()
        self.made += 1
        self.home = self.keep or self.folder / str(self.made)
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        memory = remembered(self.home)
        database = f"sqlite:///{self.home.absolute()}/angat.db"
        self.world = await self.stack.enter_async_context(
            open_world(database, key=key_in(self.home), opening=memory.opening)
        )
        go_on(self.world, memory)
        nights, days = self.world.person("Jessa"), self.world.person("Marco", language="fil")
        self.seats = [(nights, "nights"), (days, "days")]
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

    def set_anchor(self) -> None:
        self.anchor = (time.monotonic(), self.here().clock.now())

    async def run_on(self) -> None:
        """The clock of the page: one second a second from where it was travelled to."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if not self.playing:
                async with self.turn:
                    await self.here().travel_to(self.now())

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
        return moment + timedelta(seconds=time.monotonic() - real)

    @override
    def people(self) -> list[Seat]:
        return [Seat(player.account, label) for player, label in self.seats]

    def player(self, who: int) -> Player:
        return next(player for player, _ in self.seats if player.account.id == who)

    @override
    async def say(self, who: int, text: str) -> None:
        await self.act(lambda: self.player(who).says(text))

    @override
    async def tap(self, who: int, message_id: int, data: str) -> str:
        return await self.act(lambda: self.player(who).taps_data(message_id, data))

    @override
    async def edit(self, who: int, message_id: int, text: str) -> None:
        player = self.player(who)
        message = next(one for one in player.chat if one.id == message_id)
        await self.act(lambda: player.edits(message, text))

    async def act(self, deed: Callable[[], Awaitable[T]]) -> T:
        async with self.turn:
            await self.here().travel_to(self.now())
            try:
                return await deed()
            finally:
                remember(self.home, self.here())

    @override
    async def travel(self, hours: float) -> None:
        async with self.turn:
            await self.here().travel_to(self.now() + timedelta(hours=hours))
            remember(self.home, self.here())
            self.set_anchor()

    @override
    async def travel_to_shift_end(self, who: int) -> str:
        player = self.player(who)
        async with self.turn:
            due = await self.here().angat.db.read(next_card_of, who)
            if due is None:
                return NO_HOUR.format(name=player.account.first_name)
            await self.here().travel_to(due)
            remember(self.home, self.here())
            self.set_anchor()
            return ""

    @override
    async def new_world(self, kind: str) -> None:
        async with self.turn:
            await self.make_anew()
            if kind == "small":
                await plays.small_world(self.here(), self.seats[0][0], self.seats[1][0])
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
                await plays.first_week(self.here(), self.seats[0][0], pause)
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
