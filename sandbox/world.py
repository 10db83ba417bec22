"""A whole world in one process: the real bot, a small Telegram, people, and time to travel."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr
from sqlmodel import Session

from bot.app import App, assemble
from bot.clock import use_packaged_zones
from bot.context import Angat
from bot.handed_back import adopt
from bot.menu import set_menu
from bot.settings import Settings
from bot.wire import NotSent
from sandbox.beats import Beats
from sandbox.people import Player
from sandbox.telegram import Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from schedules.timetable import keep_appointments, next_appointment
from storage import claims, people, reminders, screens
from storage.faults import DatabaseWaits
from storage.migrate import migrate
from storage.seals import new_key
from texts.speak import Speaker

OPENING = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)  # a Monday, 5:40 PM in Manila
STUBBORN = 3
NAPS = timedelta(seconds=8)


class World:
    """Everything happens in order, and only when somebody speaks or time moves."""

    def __init__(self, telegram: Telegram, clock: TravelClock, app: App) -> None:
        self.telegram = telegram
        self.clock = clock
        self.app = app
        self.beats = Beats(clock, app)
        telegram.sleeps_by(self.beats.sleep)
        self.players: list[Player] = []

    @property
    def angat(self) -> Angat:
        return self.app.angat

    @property
    def errors(self) -> list[str]:
        """Mistakes nobody provoked on purpose: broken handlers, requests Telegram refuses."""
        return self.app.receiver.broken + self.telegram.violations

    def person(self, name: str, *, language: str = "en") -> Player:
        """Somebody with a phone who has never written to the bot."""
        player = Player(self, self.telegram.person(name, language_code=language))
        self.players.append(player)
        return player

    async def settle(self) -> None:
        """What was said is handled, what is due now is said, until nothing moves.

        Nobody taps quicker than a bot that keeps its pace answers: its naps pass on the way.
        """
        with suppress(DatabaseWaits):
            await adopt(self.app.receiver)
        until = self.clock.moment + NAPS
        await self.go_on()
        while (moment := min(self.beats.naps, default=until)) < until:
            self.clock.set(moment)
            await self.go_on()

    async def go_on(self) -> None:
        """As far as everybody gets without time."""
        receiver = self.app.receiver
        await self.clock.woken()
        with suppress(DatabaseWaits):
            while await receiver.poll_once():
                await receiver.idle()
            await receiver.idle()
            await self.beats.run()

    async def travel(self, **ahead: float) -> None:
        """Moves time forward; everything that falls due on the way happens, in order."""
        await self.travel_to(self.clock.moment + timedelta(**ahead))

    async def travel_to(self, until: datetime) -> None:
        await self.settle()
        stuck = 0
        while (moment := await self.next_moment()) is not None and moment <= until:
            stuck = stuck + 1 if moment <= self.clock.moment else 0
            if stuck > STUBBORN:
                moment = self.clock.moment + timedelta(seconds=1)
                stuck = 0
            self.clock.set(moment)
            await self.happen()
        self.clock.set(until)
        await self.happen()

    async def happen(self) -> None:
        await self.settle()
        with suppress(DatabaseWaits):
            await keep_appointments(self.angat)

    async def next_moment(self) -> datetime | None:
        """The earliest of: appointment, reminder, letter, somebody who sleeps on the clock."""
        found = [next_appointment(self.clock.moment), self.clock.next_waiter()]
        with suppress(DatabaseWaits):
            found += await self.angat.db.read(promised, self.clock.moment)
        return min((moment for moment in found if moment is not None), default=None)


def promised(session: Session, now: datetime) -> list[datetime | None]:
    return [
        reminders.next_due(session),
        claims.next_due(session, now),
        people.next_menu_due(session),
        screens.next_again(session),
    ]


def settings_for(telegram: Telegram, database: str, key: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=SecretStr(telegram.token),
        database_url=database,
        secret_key=SecretStr(key),
        operator="Whoever opened this sandbox",
        default_zone="Asia/Manila",
    )


@asynccontextmanager
async def open_world(
    database: str,
    *,
    key: str = "",
    opening: datetime = OPENING,
    speaker: Speaker | None = None,
    wire: type[InProcess] = InProcess,
) -> AsyncIterator[World]:
    """A world on that database, made and migrated if it is new."""
    use_packaged_zones()
    migrate(database)
    clock = TravelClock(opening)
    telegram = Telegram(clock.now, sleep=clock.sleep)
    settings = settings_for(telegram, database, key or new_key())
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(
            assemble(settings, clock, wire(telegram, NotSent), speaker or Speaker())
        )
        await app.receiver.recover()
        await set_menu(app.angat.bot, app.angat.speaker)
        await keep_appointments(app.angat)
        world = World(telegram, clock, app)
        stack.push_async_callback(world.beats.stop)
        yield world
