"""SQLite as everything relies on it: safe at a power cut, and nothing deleted is left to read."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.engine import make_url
from sqlmodel import Session

from storage import erase, inbox
from storage.database import Database
from storage.house import APPOINTMENT
from storage.inbox import DEAD, INBOX
from tests.storage.fillings import fill
from tests.storage.samples import MARIA, NOW, arrived, night, on_sqlite, person, win

pytestmark = on_sqlite
TOKEN = b"zq7-a-word-that-stands-nowhere-else"
WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 10_000,
}


def pragmas(session: Session, *names: str) -> dict[str, object]:
    connection = session.connection()
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


async def test_the_connection_that_writes_is_set_up(db: Database) -> None:
    wanted = WANTED | {"query_only": 0}

    assert await db.write(pragmas, *wanted) == wanted


async def test_every_connection_that_reads_is_set_up_and_refuses_to_write(db: Database) -> None:
    wanted = WANTED | {"query_only": 1}
    all_are_there = threading.Barrier(4, timeout=60)

    def look(session: Session) -> tuple[int, dict[str, object]]:
        found = pragmas(session, *wanted)
        all_are_there.wait()
        return id(session.connection().connection.dbapi_connection), found

    found = await asyncio.gather(*(db.read(look) for _ in range(4)))

    assert len({connection for connection, _ in found}) == 4
    assert [one for _, one in found] == [wanted] * 4


async def test_a_connection_made_anew_is_set_up_again(db: Database) -> None:
    assert db.writing is not None
    await db.write(pragmas, "synchronous")
    db.writing.dispose()

    assert await db.write(pragmas, *WANTED) == WANTED


def files(database: str) -> list[Path]:
    file = Path(make_url(database).database or "")
    return sorted(file.parent.glob(f"{file.name}*"))


def holding(database: str, token: bytes) -> list[str]:
    return [file.name for file in files(database) if token in file.read_bytes()]


async def test_the_words_of_somebody_who_left_are_in_no_file(db: Database, database: str) -> None:
    def live(session: Session) -> int:
        owner = person(session)
        win(session, owner, night(session, owner), text=TOKEN.decode())
        win(session, owner, night(session, owner), text=TOKEN.decode() * 900, seq=2)
        return owner

    owner = await db.write(live)
    assert holding(database, TOKEN)

    await db.write(erase.erase, owner)
    await db.checkpoint()

    assert holding(database, TOKEN) == []


async def test_nothing_of_any_table_is_left_in_the_files_of_somebody_who_left(
    db: Database, database: str
) -> None:
    """Filled from the metadata: a new table is looked for, too."""
    keys = await db.write(fill, TOKEN.decode())
    assert holding(database, TOKEN)

    await db.write(erase.erase, keys["person"])
    for table in (INBOX, DEAD, APPOINTMENT):
        await db.write(empty, table)
    await db.checkpoint()

    assert holding(database, TOKEN) == []


def empty(session: Session, table: Table) -> None:
    session.connection().execute(table.delete())


BEGINNING = 500  # of a body that is longer than a page of the file


async def test_a_sealed_body_is_in_no_file_once_its_row_is_closed(
    db: Database, database: str
) -> None:
    ((seq, _),) = await db.write(inbox.keep, [arrived(1, TOKEN.decode())])
    assert holding(database, TOKEN) == []
    sealed = (await db.read(sealed_body))[:BEGINNING]
    assert holding(database, sealed)

    await db.write(inbox.close, seq, NOW)
    await db.checkpoint()

    assert holding(database, sealed) == []


def sealed_body(session: Session) -> bytes:
    return bytes(session.connection().exec_driver_sql("SELECT body FROM inbox").scalar_one())


async def test_a_checkpoint_empties_the_log_and_keeps_what_is_there(
    db: Database, database: str
) -> None:
    await db.write(inbox.keep, [arrived(1, chat_key=MARIA)])
    assert log_of(database)

    await db.checkpoint()

    assert not log_of(database)
    with closing(sqlite3.connect(make_url(database).database or "")) as somebody:
        assert somebody.execute("SELECT chat_key FROM inbox").fetchall() == [(MARIA,)]


def log_of(database: str) -> bytes:
    return Path(f"{make_url(database).database}-wal").read_bytes()
