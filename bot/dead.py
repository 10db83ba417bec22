"""`angat dead`: what could not be handled, listed without its words, or handed back."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import Session

from bot.clock import SystemClock
from bot.doctor import said
from bot.service import CannotStart, clearly
from bot.settings import Settings
from storage import dead
from storage.database import open_database
from storage.dead import Handed, Told
from storage.engines import looking_engine
from storage.migrate import HEAD, revision
from storage.seals import Seals

ALL = "all"


def lines(settings: Settings) -> list[str]:
    """One a row: its number, when it came, when it died, of what, how often it was tried."""
    rows = look(settings)
    return [line_of(row) for row in rows] or ["nothing is dead"]


def line_of(row: Told) -> str:
    tried = "1 attempt" if row.attempts == 1 else f"{row.attempts} attempts"
    received, died = said(row.received_at), said(row.died_at)
    return f"{row.id}: received {received}, died {died}, {row.reason}, {tried}"


def look(settings: Settings) -> list[Told]:
    """Refuses where there is no database with the tables of this version; makes none."""
    url = make_url(settings.database)
    if url.drivername == "sqlite" and not Path(url.database or "").is_file():
        raise CannotStart(f"ANGAT_DATABASE_URL or ANGAT_DATA: no database at {url.database}")
    engine = looking_engine(settings.database)
    try:
        with clearly(), Session(engine) as session:
            if revision(session.connection()) != HEAD:
                raise CannotStart("ANGAT_DATABASE_URL: not at this version; run `angat migrate`")
            return dead.listed(session)
    finally:
        engine.dispose()


def retry(settings: Settings, which: str) -> tuple[list[str], bool]:
    """Hands back that row, or all of them; a line each, and whether every one went back."""
    rows = look(settings)
    wanted = [row.id for row in rows] if which == ALL else [int(which)]
    try:
        seals = Seals(settings.secret_key.get_secret_value())
    except ValueError:
        raise CannotStart("ANGAT_SECRET_KEY is not a key; `angat keygen` prints one") from None
    with clearly():
        came = asyncio.run(hand_back(settings.database, seals, wanted))
    told = [f"{number}: {one.value}" for number, one in zip(wanted, came, strict=True)]
    return told or ["nothing is dead"], all(one is Handed.BACK for one in came)


async def hand_back(url: str, seals: Seals, wanted: Sequence[int]) -> list[Handed]:
    """A transaction a row; a bot that runs beside sees it within a minute."""
    now = SystemClock().now()
    async with open_database(url, seals) as db:
        return [await db.write(dead.hand_back, number, now) for number in wanted]
