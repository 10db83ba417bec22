"""Three times the goals at most: own time of a win, start, weight; and what can be counted."""

import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from bot.app import assemble
from bot.clock import use_packaged_zones
from sandbox.plays import set_up
from sandbox.telegram import Account, Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from sandbox.world import OPENING, World, settings_for
from storage import writer
from storage.seals import new_key
from tests.engine.service import Service
from texts.speak import Speaker

MINUTE = timedelta(minutes=1)
MEASURED, WARM_UP = 60, 10
OWN_TIME_MS = 12.0
FIRST_POLL_SECONDS = 4.5
RESIDENT_MB = 360
STATEMENTS_A_WIN = 11
REQUESTS_A_WIN = 2
CROWD = 12


class Stopwatch(InProcess):
    """Ours is the time until a request is handed over; Telegram's own is taken out."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.began = 0.0
        self.theirs = 0.0
        self.ours: list[float] = []
        self.calls: list[str] = []

    def start(self) -> None:
        self.began, self.theirs = time.perf_counter(), 0.0
        self.calls.clear()

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        handed_over = time.perf_counter()
        name = url.rsplit("/", 1)[1].partition("?")[0]
        self.calls.append(name)
        if name == "sendMessage":
            self.ours.append((handed_over - self.began - self.theirs) * 1000)
        answer = await super().do_request(url, method, request_data)
        self.theirs += time.perf_counter() - handed_over
        return answer


@dataclass(slots=True)
class Track:
    """A world with a stopwatch, and a person who types wins one at a time."""

    world: World
    watch: Stopwatch
    chat: Account
    told: int = 0

    async def win(self) -> None:
        """A minute after the last one, so that each has a receipt of its own."""
        self.world.clock.set(self.world.clock.now() + MINUTE)
        self.told += 1
        self.world.telegram.says(self.chat, f"closed {self.told} cases, zero holds")
        update: Any = self.world.telegram.updates.queue.newest.update
        self.world.telegram.updates.forget()
        self.watch.start()
        await self.world.app.receiver.take([update])
        await self.world.app.receiver.idle()

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Every statement that either engine runs meanwhile."""
        counted: list[str] = []

        def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        database = self.world.angat.db
        engines = [engine for engine in (database.writing, database.reading) if engine]
        for engine in engines:
            event.listen(engine, "before_cursor_execute", count)
        yield counted
        for engine in engines:
            event.remove(engine, "before_cursor_execute", count)


@asynccontextmanager
async def on_track(database: str) -> AsyncIterator[Track]:
    use_packaged_zones()
    clock = TravelClock(OPENING)
    telegram = Telegram(clock.now)
    watch = Stopwatch(telegram)
    settings = settings_for(telegram, database, new_key())
    async with assemble(settings, clock, watch, Speaker()) as app:
        world = World(telegram, clock, app)
        jessa = world.person("Jessa")
        await set_up(jessa)
        track = Track(world, watch, jessa.account)
        for _ in range(WARM_UP):
            await track.win()
        yield track


async def test_a_win_is_answered_in_milliseconds_of_our_own(database: str) -> None:
    async with on_track(database) as track:
        track.watch.ours.clear()
        for _ in range(MEASURED):
            await track.win()
        ours = track.watch.ours

    assert len(ours) == MEASURED
    assert statistics.median(ours) <= OWN_TIME_MS, sorted(ours)


async def test_a_win_takes_few_statements_and_two_requests(
    database: str, record_property: Any
) -> None:
    async with on_track(database) as track:
        with track.counting() as statements:
            await track.win()
        requests = list(track.watch.calls)

    begun = sum(statement.startswith("BEGIN") for statement in statements)
    record_property("statements", len(statements))
    assert sorted(requests) == ["sendMessage", "setMessageReaction"]  # neither waits for the other
    assert len(requests) == REQUESTS_A_WIN
    assert begun <= 3, statements
    assert len(statements) <= STATEMENTS_A_WIN, statements


async def test_a_crowd_shares_its_commits(
    database: str, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    """Alone each of them takes three: kept, handled, closed."""
    monkeypatch.setattr(writer, "MOST_SECONDS", 0.3)  # a shared machine is slow now and then
    async with on_track(database) as track:
        crowd = [track.world.person(f"Agent {number}") for number in range(CROWD)]
        for one in crowd:
            await set_up(one)
        track.world.clock.set(track.world.clock.now() + MINUTE)
        for one in crowd:
            track.world.telegram.says(one.account, "31 calls, zero holds")
        with track.counting() as statements:
            await track.world.app.receiver.poll_once()
            await track.world.app.receiver.idle()

    begun = sum(statement.startswith("BEGIN") for statement in statements)
    closed = sum(statement.startswith("UPDATE inbox") for statement in statements)
    record_property("transactions", begun)
    assert all("Kept" in one.answers[-1].html for one in crowd)
    assert begun <= CROWD, statements
    assert 1 <= closed <= CROWD / 2, statements


@pytest.mark.skipif(sys.platform != "linux", reason="reads the weight of a process from /proc")
async def test_the_service_polls_soon_and_stays_light(service: Service) -> None:
    began = time.perf_counter()
    await service.start()
    seconds = time.perf_counter() - began
    assert service.process is not None
    weight = resident_mb(service.process.pid)

    assert seconds <= FIRST_POLL_SECONDS
    assert weight <= RESIDENT_MB
    assert await service.stopped() == 0


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024
