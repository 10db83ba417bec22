"""`angat run`: opens what there is, says what it found, and goes on until it is told to stop."""

import asyncio
import errno
import gc
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.app import App, assemble, read_catalog
from bot.clock import Clock, SystemClock, use_packaged_zones
from bot.handed_back import adopt
from bot.hook import HookRefused, keep_hook, set_hook
from bot.log import set_up_logging
from bot.menu import set_menu
from bot.settings import Settings
from schedules import deliver, tidy, timetable
from storage import cores, house
from storage.database import Database
from storage.engines import migration_engine
from storage.migrate import NewerDatabase, is_current, migrate
from storage.seals import SealBroken, Seals

if TYPE_CHECKING:
    from bot.listen import Door

COLLECT_AFTER = 10_000  # new objects
log = structlog.get_logger("angat")


class CannotStart(Exception):
    """One clear line, naming the setting."""


async def serve(settings: Settings) -> None:
    """Runs until cancelled; refuses in one line where it can't."""
    set_up_logging(settings.log_format, settings.secrets)
    use_packaged_zones()
    check(settings)
    prepare(settings)
    log_database(settings)
    clock = SystemClock()
    try:
        async with entrance(settings, clock) as door, assemble(settings, clock) as app:
            await receive(app, door)
    except SealBroken:
        raise CannotStart("ANGAT_SECRET_KEY does not open this database") from None
    except HookRefused as refused:
        raise CannotStart(f"ANGAT_WEBHOOK_URL is refused by Telegram: {refused}") from None


async def receive(app: App, door: "Door | None") -> None:
    """What was kept before comes first; then the door opens, then Telegram is told of it."""
    await app.receiver.recover()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(deliver.close, app.angat)
        if door is not None:
            await stack.enter_async_context(door.open_to(app.receiver))
        hooked = bool(app.angat.settings.webhook_url)
        if hooked:
            await set_hook(app.angat)
        name = f"@{app.angat.bot.username}"
        log.info("listening", bot=name, by="webhook" if hooked else "polling")
        await timetable.keep_appointments(app.angat)
        await tidy.run(app.angat)
        menu = asyncio.ensure_future(set_menu(app.angat.bot, app.angat.speaker))
        stack.callback(menu.cancel)
        adopting = timetable.every_minute("handed back", partial(adopt, app.receiver))
        stack.enter_context(timetable.running(app.angat, adopting))
        at_work(app.angat.db)
        await app.receiver.run(keep_hook(app.angat) if hooked else None)


@asynccontextmanager
async def entrance(settings: Settings, clock: Clock) -> "AsyncIterator[Door | None]":
    """Listens where it is asked to; the server of aiohttp is loaded only then."""
    place = settings.listening_at
    if place is None:
        yield None
        return
    from bot.listen import listening

    async with AsyncExitStack() as stack:
        try:
            door = await stack.enter_async_context(listening(settings, clock, *place))
        except OSError as error:
            why = errno.errorcode.get(error.errno or 0, type(error).__name__)
            raise CannotStart(f"ANGAT_LISTEN is no place to listen at ({why})") from None
        yield door


def at_work(db: Database) -> None:
    """What is there after the start stays: it is not searched for rubbish again and again.

    The loop and the thread that writes stay on one core.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    roaming = ThreadPoolExecutor(thread_name_prefix="roaming", initializer=cores.anywhere)
    asyncio.get_running_loop().set_default_executor(roaming)
    cores.keep_together((threading.get_native_id(), db.writer.thread.native_id))


def check(settings: Settings) -> None:
    """What can be seen without a database."""
    try:
        Seals(settings.secret_key.get_secret_value())
    except ValueError:
        raise CannotStart("ANGAT_SECRET_KEY is not a key; `angat keygen` prints one") from None
    try:
        read_catalog(settings)
    except (OSError, KeyError, ValueError) as error:
        raise CannotStart(f"ANGAT_CATALOG can't be used: {error}") from None


def prepare(settings: Settings) -> None:
    """Folder and tables of SQLite; a PostgreSQL is brought to this version by an operator."""
    with clearly():
        if settings.database.startswith("sqlite"):
            bring(settings)
        elif not is_current(settings.database):
            raise CannotStart("ANGAT_DATABASE_URL: not at this version yet; run `angat migrate`")


def bring(settings: Settings) -> str:
    """The tables of this version; returns the revision before."""
    with clearly():
        if settings.database.startswith("sqlite"):
            settings.data.expanduser().mkdir(mode=0o700, parents=True, exist_ok=True)
        return migrate(settings.database)


@contextmanager
def clearly() -> Iterator[None]:
    try:
        yield
    except NewerDatabase:
        raise CannotStart("ANGAT_DATABASE_URL: the database is newer than this version") from None
    except (OSError, ValueError, SQLAlchemyError) as error:
        raise CannotStart(
            f"ANGAT_DATABASE_URL or ANGAT_DATA: no database there ({type(error).__name__})"
        ) from None


def log_database(settings: Settings) -> None:
    """The first line: which database, and what is in it."""
    engine = migration_engine(settings.database)
    try:
        with Session(engine) as session:
            people, last = house.size(session)
    finally:
        engine.dispose()
    place = place_of(make_url(settings.database))
    log.info("database", at=place, holds=contents(people, last, ZoneInfo(settings.default_zone)))


def place_of(url: URL) -> str:
    return str(url.database) if url.drivername.startswith("sqlite") else server_of(url)


def server_of(url: URL) -> str:
    """Host and database; whatever else stands in the address may be a secret."""
    host = (url.host or str(url.query.get("host") or "localhost")).rpartition("@")[2]
    return f"postgresql://{host}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def contents(people: int, last: datetime | None, zone: ZoneInfo) -> str:
    if not people:
        return "new"
    who = "1 person" if people == 1 else f"{people} people"
    return f"{who}, last entry {last.astimezone(zone):%Y-%m-%d}" if last else who
