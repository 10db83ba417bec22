"""Six hours in which Telegram, the database, the process and the clock fail in turn."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from telegram.error import NetworkError
from typing_extensions import override

from bot.app import assemble
from bot.clock import use_packaged_zones
from bot.wire import NotSent
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from sandbox.world import OPENING, World, settings_for
from schedules.timetable import keep_appointments
from storage.faults import DatabaseWaits
from storage.seals import new_key
from tests.engine.looking import column, dead_rows, letters, open_rows, rows, wins
from tests.storage.postgres import Server
from tests.storage.samples import on_both
from texts.speak import Speaker

MANILA = ZoneInfo("Asia/Manila")
STEP = timedelta(minutes=1)
CAME = {  # who is out when, and between which minutes the one card may come
    "5 AM": [("05:20", "05:20")],
    "6 AM": [("07:00", "07:10")],  # due while Telegram was away
    "7 AM": [],  # the database came back when she was asleep
    "8 AM": [("09:05", "09:10")],
    "9 AM": [("09:20", "09:20")],
    "10 AM": [("10:45", "10:56")],  # Telegram away again, and the clock an hour behind
    "11 AM": [("11:20", "11:20")],
    "12 PM": [("12:20", "12:20")],
}
OUT, WHEN = list(CAME), list(CAME.values())
Away = Callable[[World], AbstractContextManager[None]]


class Host(TravelClock):
    """Its clock may be wrong; time and Telegram go on all the same."""

    wrong = timedelta()

    @override
    def now(self) -> datetime:
        return self.moment + self.wrong


class Day:
    """Time goes by a minute at a time, in whichever process there is."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.key = new_key()
        self.clock = Host(OPENING)
        self.telegram = Telegram(lambda: self.clock.moment, sleep=self.clock.sleep)
        self.said: list[str] = []

    @asynccontextmanager
    async def process(self) -> AsyncIterator[World]:
        """One more `angat run`: the database, Telegram and the people stay."""
        settings = settings_for(self.telegram, self.database, self.key)
        async with AsyncExitStack() as stack:
            line = InProcess(self.telegram, NotSent)
            app = await stack.enter_async_context(assemble(settings, self.clock, line, Speaker()))
            world = World(self.telegram, self.clock, app)
            stack.push_async_callback(world.beats.stop)
            await app.receiver.recover()
            await keep_appointments(app.angat)
            yield world
            assert app.receiver.broken == []

    async def until(self, world: World, hour: int, minute: int = 0) -> None:
        """On Tuesday, by the clock in Manila."""
        end = datetime(2026, 11, 24, hour, minute, tzinfo=MANILA).astimezone(UTC)
        while self.clock.moment < end:
            self.clock.set(self.clock.moment + STEP)
            await passes(world)

    async def says(self, world: World, crew: list[Player], hour: str) -> None:
        """Whoever of them is awake keeps a win of that hour."""
        for number, player in enumerate(crew):
            self.said.append(f"closed {20 + number} tickets by {hour}")
            self.telegram.says(player.account, self.said[-1])
        await passes(world)


async def passes(world: World) -> None:
    """What a service would do in a minute; what fails now is done later."""
    receiver = world.app.receiver
    await world.clock.woken()
    with suppress(DatabaseWaits, NetworkError):
        while await receiver.poll_once():
            await receiver.idle()
    await receiver.idle()
    with suppress(DatabaseWaits):
        await world.beats.run()
        await keep_appointments(world.angat)


@pytest.fixture
def away(dialect: str, request: pytest.FixtureRequest) -> Away:
    """The database takes nothing, as it would be on that machine."""
    if dialect == "sqlite":
        return read_only
    server: Server = request.getfixturevalue("postgres")

    @contextmanager
    def shut(world: World) -> Iterator[None]:
        name = world.angat.db.reading.url.database
        server.say(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='{name}'")
        yield
        server.say(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    return shut


@contextmanager
def read_only(world: World) -> Iterator[None]:
    engine = world.angat.db.writing
    assert engine is not None
    for switch in ("ON", "OFF"):
        raw = engine.raw_connection()
        raw.cursor().execute(f"PRAGMA query_only={switch}")
        raw.close()
        if switch == "ON":
            yield


def cards(world: World, player: Player) -> list[str]:
    """When letters that ask after a shift came, in Manila."""
    asked = rows(
        world,
        "SELECT telegram_id, message_id FROM outbox JOIN person ON person.id = person_id"
        " WHERE outbox.kind = 'shift_end' AND message_id IS NOT NULL",
    )
    mine = {message for account, message in asked if account == player.account.id}
    came = [one.date.astimezone(MANILA) for one in player.answers if one.id in mine]
    return [f"{moment:%H:%M}" for moment in came]


def unasked(player: Player) -> list[str]:
    """What is no receipt and no apology: a card that came twice would read the same twice."""
    told = ("Kept", "I can't save")
    return [one.html for one in player.answers if not one.html.startswith(told)]


@on_both
async def test_what_is_useful_comes_what_is_stale_does_not_and_nothing_twice(
    database: str, away: Away
) -> None:
    use_packaged_zones()
    day = Day(database)
    async with day.process() as world:
        crew = [world.person(f"Agent {hour}") for hour in OUT]
        for player, hour in zip(crew, OUT, strict=True):
            await set_up(player, hour)
        day.clock.set(datetime(2026, 11, 23, 20, 59, tzinfo=UTC))
        await day.until(world, 6)
        async with day.telegram.faults.outage():
            await day.says(world, crew, "six")
            await day.until(world, 7)
        await day.until(world, 7, 5)
    async with day.process() as world:
        await day.until(world, 7, 10)
        with away(world):
            await day.says(world, crew, "seven")
            await day.until(world, 9, 5)
        await day.until(world, 9, 10)
    async with day.process() as world:
        await day.until(world, 10)
        async with day.telegram.faults.outage():
            await day.until(world, 10, 25)
            await day.says(world, crew, "ten")
            day.clock.wrong = timedelta(hours=-1)
            await day.until(world, 10, 45)
    async with day.process() as world:
        await day.until(world, 10, 50)
        day.clock.wrong = timedelta()
        await day.until(world, 11, 50)
    async with day.process() as world:
        await day.says(world, crew, "noon")
        await day.until(world, 12, 30)

        came = [cards(world, player) for player in crew]
        assert [len(each) for each in came] == [len(each) for each in WHEN]
        windows = zip(chain(*came), chain(*WHEN), strict=True)
        assert [(at, since, to) for at, (since, to) in windows if not since <= at <= to] == []
        assert [texts for texts in map(unasked, crew) if len(texts) != len(set(texts))] == []
        assert wins(world) == sorted(day.said)
        assert (dead_rows(world), open_rows(world), day.telegram.unconfirmed) == (0, 0, 0)
        assert set(letters(world)) == {"sent"}
        planned = column(world, "SELECT count(*) FROM reminder WHERE closed_at IS NULL")
        assert planned == [len(crew)]
        assert day.telegram.violations == []
