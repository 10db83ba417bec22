"""`angat doctor`: what an operator needs to see, one fact a line; nothing of what people wrote."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from typing_extensions import override

from bot.service import place_of
from bot.settings import REQUIRED, Settings
from storage import health, house
from storage.engines import looking_engine
from storage.migrate import HEAD, revision
from storage.seals import Seals

WELL, WRONG, CANNOT_START = range(3)
LITTLE_ROOM = 500_000_000  # bytes
WAITS_LONG = timedelta(minutes=2)
STOPPED_FOR = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line, and the exit code it asks for."""

    code: int
    says: str

    @override
    def __str__(self) -> str:
        return f"{'look' if self.code else 'ok':<6}{self.says}"


def settings_set(settings: Settings) -> Iterator[Finding]:
    """Set or not; never what they are."""
    for name in REQUIRED:
        held = is_set(getattr(settings, name))
        says = f"ANGAT_{name.upper()} is {'' if held else 'not '}set"
        yield Finding(WELL if held else CANNOT_START, says)
    others = sorted(settings.model_fields_set - set(REQUIRED))
    if others:
        yield Finding(WELL, f"also set: {', '.join(f'ANGAT_{name.upper()}' for name in others)}")


def is_set(value: object) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def database(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Where it is, how much room it has, whether it is whole, and what waits in it."""
    url = make_url(settings.database)
    if url.drivername == "sqlite":
        file = Path(url.database or "")
        yield from room_beside(file)
        if not file.is_file():
            yield Finding(WELL, f"database {file}: none yet, `angat run` makes it")
            return
    engine = looking_engine(settings.database)
    try:
        with Session(engine, info={"seals": seals_in(settings)}) as session:
            yield from tables(session, place_of(url), now)
    except SQLAlchemyError as error:
        yield Finding(CANNOT_START, f"database {place_of(url)}: {type(error).__name__}")
    finally:
        engine.dispose()


def room_beside(file: Path) -> Iterator[Finding]:
    folder = next((one for one in file.parents if one.is_dir()), Path("/"))
    free = shutil.disk_usage(folder).free
    yield Finding(WRONG if free < LITTLE_ROOM else WELL, f"disk: {free / 1e9:.1f} GB free")


def seals_in(settings: Settings) -> Seals | None:
    try:
        return Seals(settings.secret_key.get_secret_value())
    except ValueError:
        return None


def tables(session: Session, place: str, now: datetime) -> Iterator[Finding]:
    """Only tables of this version are looked into."""
    has = revision(session.connection())
    yield Finding(WELL, f"database {place}, tables {has or 'none'}")
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    if has > HEAD:
        yield Finding(CANNOT_START, f"the database is newer than this version, which knows {HEAD}")
    elif has < HEAD and on_sqlite:
        yield Finding(WELL, f"`angat run` brings the tables to {HEAD}, after a copy")
    elif has < HEAD:
        yield Finding(CANNOT_START, f"`angat migrate` has to bring the tables to {HEAD}")
    else:
        if on_sqlite:
            yield whole(session)
        yield key(session)
        yield from standing(session, now)


def whole(session: Session) -> Finding:
    broken = bool(health.damage(session))
    return Finding(WRONG if broken else WELL, f"quick_check: {'damaged' if broken else 'whole'}")


def key(session: Session) -> Finding:
    if session.info["seals"] is None:
        return Finding(CANNOT_START, "ANGAT_SECRET_KEY is not a key; `angat keygen` prints one")
    if house.word_opens(session):
        return Finding(WELL, "ANGAT_SECRET_KEY opens the sealed word")
    return Finding(CANNOT_START, "ANGAT_SECRET_KEY does not open this database")


def standing(session: Session, now: datetime) -> Iterator[Finding]:
    yield heartbeat(house.last_beat(session), now)
    yield inbox(health.open_inbox(session), now)
    yield from letters(health.letters(session, now))
    dead = health.dead_by_reason(session)
    if not dead:
        yield Finding(WELL, "dead: none")
    for one in dead:
        since = age(now - one.since)
        yield Finding(WRONG, f"dead: {one.count} of {one.reason}, the oldest for {since}")


def heartbeat(last: datetime | None, now: datetime) -> Finding:
    if last is None:
        return Finding(WRONG, "heartbeat: never; is `angat run` running?")
    stopped = now - last > STOPPED_FOR
    asks = "; is `angat run` running?" if stopped else ""
    return Finding(WRONG if stopped else WELL, f"heartbeat: {age(now - last)} ago{asks}")


def inbox(waiting: health.Waiting, now: datetime) -> Finding:
    if waiting.since is None:
        return Finding(WELL, "inbox: nothing waits")
    since = now - waiting.since
    says = f"inbox: {waiting.count} waiting, the oldest for {age(since)}"
    return Finding(WRONG if since > WAITS_LONG else WELL, says)


def letters(all_of_them: health.Letters) -> Iterator[Finding]:
    late, lost, failed = all_of_them.overdue, all_of_them.unknown, all_of_them.failed
    says = f"letters: {all_of_them.waiting} waiting, {late} of them overdue"
    yield Finding(WRONG if late else WELL, says)
    says = f"letters of 7 days: {lost} whose fate is unknown, {failed} failed"
    yield Finding(WRONG if lost or failed else WELL, says)


def age(span: timedelta) -> str:
    """The largest unit alone: 3 d, 5 h, 12 min, 40 s."""
    seconds = max(0, int(span.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def zones() -> Finding:
    return Finding(WELL, f"time zones: tzdata {version('tzdata')}")


def said(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
