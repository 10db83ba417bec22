"""When what happens, as data: served by APScheduler in service, asked by who travels."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlmodel import Session

from bot.context import Angat
from bot.log import where
from schedules import again, deliver, menus, retention, sweep, tidy
from schedules.put_back import watch
from storage import house
from storage.faults import DatabaseWaits

HEARTBEAT_SECONDS = 3
TIDY_SECONDS = 60
INSTANT = timedelta(microseconds=1)
log = structlog.get_logger("timetable")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, a trigger, and what runs; it may run twice."""

    name: str
    when: Any
    run: Callable[[Angat], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A moment of the calendar: `write` shares its transaction with the note that it was kept."""

    name: str
    when: Any
    write: Callable[[Session, datetime], None]
    afterwards: Callable[[Angat], Awaitable[None]]


APPOINTMENTS = (
    Appointment(
        "retention",
        CronTrigger(hour=19, minute=30, timezone=UTC),
        retention.clean,
        retention.tidy_up,
    ),
)
TIDY = Entry("tidy", IntervalTrigger(seconds=TIDY_SECONDS), tidy.run)
OFTEN = IntervalTrigger(seconds=HEARTBEAT_SECONDS)
HEARTBEAT = (  # side by side: none of them waits for another
    Entry("sweep", OFTEN, sweep.run),
    Entry("delivery", OFTEN, deliver.run),
    Entry("again", OFTEN, again.run),
    Entry("menus", OFTEN, menus.run),
)


def every_minute(name: str, run: Callable[[], Awaitable[None]]) -> Entry:
    async def once(_angat: Angat) -> None:
        await run()

    return Entry(name, IntervalTrigger(seconds=TIDY_SECONDS), once)


def next_appointment(after: datetime) -> datetime | None:
    """The first firing of any appointment after the moment."""
    firings = [next_firing(entry, after) for entry in APPOINTMENTS]
    return min((moment for moment in firings if moment), default=None)


def next_firing(entry: Appointment, after: datetime) -> datetime | None:
    firing: datetime | None = entry.when.get_next_fire_time(None, after + INSTANT)
    return firing


async def keep_appointments(angat: Angat) -> None:
    """Handles every appointment that fired since it was last kept, once however many firings."""
    now = angat.clock.now()
    for entry in APPOINTMENTS:
        since = await angat.db.read(house.kept_until, entry.name)
        if since is None:
            since = await angat.db.write(house.done_until, entry.name, now)
        firing = next_firing(entry, since)
        if firing is not None and firing <= now:
            await angat.db.write(keep, entry, now)
            await entry.afterwards(angat)


def keep(session: Session, entry: Appointment, now: datetime) -> None:
    """All of it in one transaction: done, and known to be done."""
    entry.write(session, now)
    house.done(session, entry.name, now)


@contextmanager
def running(angat: Angat, *others: Entry) -> Iterator[None]:
    """APScheduler for as long as the block lasts; what waits at the start is said at once."""
    options: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=options)
    at_once = angat.clock.now()
    for entry in (*HEARTBEAT, TIDY, *others):
        scheduler.add_job(
            guarded, entry.when, args=(angat, entry.run), id=entry.name, next_run_time=at_once
        )
    for kept in APPOINTMENTS:
        scheduler.add_job(guarded, kept.when, args=(angat, keep_appointments), id=kept.name)
    scheduler.start()
    watching = asyncio.ensure_future(watch(angat.clock, scheduler))
    try:
        yield
    finally:
        watching.cancel()
        scheduler.shutdown(wait=False)


async def guarded(angat: Angat, run: Callable[[Angat], Awaitable[None]]) -> None:
    """A run that waits for the database is tried by the next one; a broken one is one log line."""
    try:
        await run(angat)
    except DatabaseWaits:
        log.warning("waiting for the database")
    except Exception as error:  # noqa: BLE001 - the timetable goes on
        log.error("an appointment broke", error=where(error))
