"""`angat run`: opens what there is, says what it found, and goes on until it is told to stop."""

import asyncio
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.app import assemble
from bot.clock import SystemClock, use_packaged_zones
from bot.context import Angat
from bot.log import set_up_logging
from bot.menu import set_menu
from bot.settings import Settings
from schedules import timetable
from storage import house
from storage.migrate import migrate
from storage.seals import SealBroken

log = structlog.get_logger("angat")


class CannotStart(Exception):
    """One clear line, naming the setting."""


async def serve(settings: Settings) -> None:
    """Runs until cancelled; refuses in one line where it can't."""
    set_up_logging(settings.log_format)
    use_packaged_zones()
    prepare(settings)
    try:
        async with assemble(settings, SystemClock()) as app:
            await app.receiver.recover()
            await log_database(app.angat, settings)
            await timetable.keep_appointments(app.angat)
            menu = asyncio.ensure_future(set_menu(app.angat.bot, app.angat.speaker))
            with timetable.running(app.angat):
                try:
                    await app.receiver.run()
                finally:
                    menu.cancel()
    except SealBroken:
        raise CannotStart("ANGAT_SECRET_KEY does not open this database") from None


def prepare(settings: Settings) -> None:
    """Folder, tables; a database that can't be opened is one line."""
    try:
        if settings.database.startswith("sqlite"):
            settings.data.expanduser().mkdir(mode=0o700, parents=True, exist_ok=True)
        migrate(settings.database)
    except (OSError, SQLAlchemyError) as error:
        raise CannotStart(
            f"ANGAT_DATABASE_URL or ANGAT_DATA: no database there ({type(error).__name__})"
        ) from None


async def log_database(angat: Angat, settings: Settings) -> None:
    """The first line: which database, and what is in it."""
    people, last = await angat.db.read(house.size)
    url = make_url(settings.database)
    place = url.database if url.drivername.startswith("sqlite") else url.render_as_string()
    zone = ZoneInfo(settings.default_zone)
    told = f"{people} people, last entry {last.astimezone(zone):%Y-%m-%d}" if last else "new"
    log.info("database", at=place, holds=f"{people} people" if people and not last else told)
