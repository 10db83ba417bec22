"""A database that is busy, full, read-only or away waits; a mistake of ours does not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from storage import inbox
from storage.database import Database, open_database
from storage.faults import DatabaseWaits
from storage.house import APPOINTMENT
from storage.inbox import INBOX
from storage.seals import Seals
from tests.storage.postgres import Server
from tests.storage.samples import arrived, on_postgresql, on_sqlite, rows
from tests.storage.test_writing import note, noted, together

LONG = "x" * 200_000


@contextmanager
def raw(db: Database) -> Iterator[sqlite3.Connection]:
    """The one connection that writes."""
    assert db.writing is not None
    pooled = db.writing.raw_connection()
    driver = pooled.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    yield driver
    pooled.close()


def turn(db: Database, *pragmas: str) -> None:
    with raw(db) as connection:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()


def fill_up(db: Database) -> None:
    """Not a page more than there are."""
    with raw(db) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}").fetchall()


async def refused(db: Database, name: str) -> None:
    with pytest.raises(DatabaseWaits):
        await db.write(note, name)


@on_sqlite
async def test_a_read_only_database_waits_and_goes_on(db: Database) -> None:
    await db.write(note, "before")
    turn(db, "query_only=ON")
    await refused(db, "during")
    assert await noted(db) == ["before"]

    turn(db, "query_only=OFF")
    assert await db.write(note, "after") == "after"
    assert await noted(db) == ["after", "before"]


@on_sqlite
async def test_a_full_database_waits_and_goes_on(db: Database) -> None:
    await db.write(note, "before")
    fill_up(db)
    await refused(db, LONG)
    assert await noted(db) == ["before"]

    turn(db, "max_page_count=1000000")
    assert await db.write(note, LONG) == LONG
    assert await noted(db) == ["before", LONG]


@on_sqlite
@pytest.mark.parametrize("place", [0, 1, 2])
async def test_nobody_beside_the_one_that_did_not_fit_is_told_it_was_saved(
    db: Database, place: int
) -> None:
    """SQLite gives up the whole transaction when it is full, not the statement alone."""
    fill_up(db)
    names = ["a", "b"]
    names.insert(place, LONG)

    outcomes = await together(db, *(partial(note, name=name) for name in names))

    saved = [name for name, one in zip(names, outcomes, strict=True) if one == name]
    assert await noted(db) == sorted(saved)
    assert {type(one) for one in outcomes} <= {str, DatabaseWaits}
    assert isinstance(outcomes[place], DatabaseWaits)


@on_sqlite
async def test_an_inbox_that_is_full_confirms_nothing(db: Database) -> None:
    fill_up(db)
    with pytest.raises(DatabaseWaits):
        await db.write(inbox.keep, [arrived(1), arrived(2, LONG)])
    assert await db.read(rows, INBOX) == []

    turn(db, "max_page_count=1000000")
    kept = await db.write(inbox.keep, [arrived(1), arrived(2, LONG)])
    assert [one.update_id for _, one in kept] == [1, 2]


@on_sqlite
async def test_a_database_that_somebody_else_writes_to_waits_and_goes_on(
    db: Database, database: str
) -> None:
    turn(db, "busy_timeout=20")
    file = make_url(database).database or ""
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        await refused(db, "during")
        assert await noted(db) == []

    assert await db.write(note, "after") == "after"


async def test_a_folder_that_is_not_there_waits(tmp_path: Path, key: str) -> None:
    async with open_database(f"sqlite:///{tmp_path}/nowhere/angat.db", Seals(key)) as db:
        await refused(db, "during")
        with pytest.raises(DatabaseWaits):
            await noted(db)


@on_postgresql
async def test_a_server_that_is_away_waits_and_goes_on(
    database: str, postgres: Server, tmp_path: Path, key: str
) -> None:
    socket = ".s.PGSQL.5432"
    away = make_url(database).set(query={"host": str(tmp_path)})
    async with open_database(away.render_as_string(hide_password=False), Seals(key)) as db:
        await refused(db, "during")
        with pytest.raises(DatabaseWaits):
            await noted(db)

        (tmp_path / socket).symlink_to(postgres.socket / socket)
        assert await db.write(note, "after") == "after"
        assert await noted(db) == ["after"]


@on_postgresql
async def test_connections_that_were_cut_are_made_anew(db: Database, postgres: Server) -> None:
    await db.write(note, "before")
    cut_all(postgres)

    assert await db.write(note, "after") == "after"
    assert await noted(db) == ["after", "before"]


def cut_all(postgres: Server) -> None:
    others = "FROM pg_stat_activity WHERE backend_type = 'client backend'"
    postgres.say(f"SELECT pg_terminate_backend(pid) {others} AND pid <> pg_backend_pid()")


@on_postgresql
async def test_a_connection_that_is_cut_before_the_commit_saves_nothing(
    db: Database, postgres: Server
) -> None:
    def note_and_be_cut(session: Session) -> None:
        note(session, "half")
        cut_all(postgres)

    with pytest.raises(DatabaseWaits):
        await db.write(note_and_be_cut)

    assert await noted(db) == []
    assert await db.write(note, "after") == "after"


@on_postgresql
async def test_a_read_only_server_waits_and_goes_on(
    db: Database, database: str, postgres: Server
) -> None:
    name = make_url(database).database
    postgres.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        await refused(db, "during")
        assert await noted(db) == []
    finally:
        postgres.say(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        cut_all(postgres)

    assert await db.write(note, "after") == "after"


def raise_state(session: Session, state: str) -> None:
    said = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    session.connection().exec_driver_sql(said)


@on_postgresql
@pytest.mark.parametrize(
    "state", ["08006", "25006", "40001", "40P01", "53100", "53300", "55P03", "57P01", "57P03"]
)
async def test_what_postgresql_says_when_it_has_to_wait(db: Database, state: str) -> None:
    with pytest.raises(DatabaseWaits):
        await db.write(raise_state, state)


@on_postgresql
@pytest.mark.parametrize("state", ["22003", "23505", "25001", "42P01", "42703", "XX000"])
async def test_what_postgresql_says_when_the_mistake_is_ours(db: Database, state: str) -> None:
    with pytest.raises(DBAPIError):
        await db.write(raise_state, state)


async def test_a_table_that_is_not_there_is_a_mistake_of_ours(db: Database) -> None:
    def ask(session: Session) -> None:
        session.connection().exec_driver_sql("SELECT 1 FROM nowhere")

    for asking in (db.read, db.write):
        with pytest.raises(DBAPIError, match="nowhere"):
            await asking(ask)


async def test_what_waits_names_no_values(db: Database) -> None:
    """The driver's own words stay behind: they may hold what somebody wrote."""

    def wait(_: Session) -> None:
        raise OperationalError("INSERT", {"text": "a secret"}, sqlite3.OperationalError("locked"))

    with pytest.raises(DatabaseWaits) as told:
        await db.write(wait)

    assert str(told.value) == "OperationalError"
    assert APPOINTMENT.name not in str(told.value)
