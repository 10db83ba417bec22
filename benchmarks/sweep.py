"""A million people, and ten thousand whose shift ends at the same minute."""

import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session

from actions.sweeping import sweep
from benchmarks.crowd import MINUTE, NOW, gather
from storage.database import Database, open_database
from storage.outbox import OUTBOX
from storage.reminders import REMINDER
from storage.seals import Seals, new_key

PEOPLE, DUE = 1_000_000, 10_000
IDLE_SWEEPS = 50
TICK = 0.001
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one sweep over all that is due: seconds, milliseconds, and megabytes it grew by."""

    seconds: float
    longest_ms: float
    blocked_ms: float
    grown_mb: float


@asynccontextmanager
async def gathered(people: int, rounds: int) -> AsyncIterator[Database]:
    """A database with that many people, 10,000 of them due a round."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/angat.db"
        gather(url, people, DUE, rounds)
        async with open_database(url, Seals(new_key())) as db:
            yield db


def crowd_rounds(db: Database) -> Callable[[], Awaitable[tuple[float, ...]]]:
    """A round: nothing due, then ten thousand in the next minute."""
    minutes = count()

    async def one_round() -> tuple[float, ...]:
        gc.collect()
        due_at = NOW + next(minutes) * MINUTE
        idle = await idle_ms(db, due_at - MINUTE)
        crowd = await swept(db, due_at)
        return idle, crowd.seconds, crowd.longest_ms, crowd.blocked_ms, crowd.grown_mb

    return one_round


async def idle_ms(db: Database, now: datetime) -> float:
    """A sweep with nothing due, from the loop and back to it."""
    began = time.perf_counter()
    for _ in range(IDLE_SWEEPS):
        if (await db.write(sweep, now)).taken:
            raise RuntimeError("somebody was due")
    return (time.perf_counter() - began) / IDLE_SWEEPS * 1000


async def swept(db: Database, now: datetime) -> Measured:
    before, memory = await db.read(promised), resident_mb()
    longest, more, size = 0.0, True, 0
    with blocked() as lags:
        await asyncio.sleep(TICK)
        began = time.perf_counter()
        while more:
            start = time.perf_counter()
            batch = await db.write(sweep, now, size)
            more, size = batch.more, batch.crowd
            longest = max(longest, time.perf_counter() - start)
        seconds = time.perf_counter() - began
    letters, planned = await db.read(promised)
    if (letters - before[0], planned - before[1]) != (DUE, DUE):
        raise RuntimeError("not everybody has a letter and a next card")
    return Measured(seconds, longest * 1000, max(lags) * 1000, resident_mb() - memory)


def promised(session: Session) -> tuple[int, int]:
    """How many letters, and how many reminders, there are."""
    counts = (select(func.count()).select_from(table) for table in (OUTBOX, REMINDER))
    letters, planned = (session.connection().execute(one).scalar_one() for one in counts)
    return int(letters), int(planned)


@contextmanager
def blocked() -> Iterator[list[float]]:
    """By how much later than asked the loop came back each time, in seconds."""
    lags: list[float] = []

    async def watch() -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(TICK)
            lags.append(time.perf_counter() - start - TICK)

    watching = asyncio.ensure_future(watch())
    try:
        yield lags
    finally:
        watching.cancel()


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE / 1024 / 1024
