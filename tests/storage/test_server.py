"""A PostgreSQL that hangs, is held up, or has no connection left: nobody waits for ever."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.engine import make_url
from sqlmodel import Session

from storage import database as databases
from storage import engines
from storage.database import Database, open_database
from storage.engines import limits_of, postgres_engine
from storage.faults import DatabaseWaits
from storage.seals import Seals
from tests.storage.postgres import Server
from tests.storage.samples import on_postgresql
from tests.storage.test_writing import SOON, note, noted

LOCK = "LOCK TABLE appointment IN EXCLUSIVE MODE"
ONE = "SELECT 1"


@pytest.fixture
async def hurried(
    monkeypatch: pytest.MonkeyPatch, database: str, key: str
) -> AsyncIterator[Database]:
    """A database whose server gives up soon."""
    for name in engines.WAITS:
        monkeypatch.setitem(engines.WAITS, name, "50ms")
    async with open_database(database, Seals(key)) as opened:
        yield opened


def say(session: Session, sentence: str) -> None:
    session.connection().exec_driver_sql(sentence)


class Holding:
    """An action that goes on until it is let go."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, session: Session) -> None:
        say(session, self.sentence)
        self.begun.set()
        assert self.let_go.wait(SOON)

    async def has_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, SOON)


@on_postgresql
async def test_what_somebody_else_holds_is_waited_for_and_then_given_up(
    db: Database, hurried: Database
) -> None:
    lock = Holding(LOCK)
    holding = asyncio.ensure_future(db.write(lock))
    await lock.has_begun()

    with pytest.raises(DatabaseWaits):
        await hurried.write(note, "during")
    lock.let_go.set()
    await holding

    assert await hurried.write(note, "after") == "after"
    assert await noted(hurried) == ["after"]


@on_postgresql
async def test_a_question_that_takes_too_long_is_given_up(hurried: Database) -> None:
    with pytest.raises(DatabaseWaits):
        await hurried.read(say, "SELECT pg_sleep(10)")

    assert await hurried.write(note, "after") == "after"


@on_postgresql
async def test_a_transaction_that_nobody_ends_is_ended_and_saves_nothing(
    hurried: Database,
) -> None:
    def note_and_fall_asleep(session: Session) -> None:
        note(session, "half")
        threading.Event().wait(0.3)
        say(session, ONE)

    with pytest.raises(DatabaseWaits):
        await hurried.write(note_and_fall_asleep)

    assert await noted(hurried) == []
    assert await hurried.write(note, "after") == "after"


@on_postgresql
async def test_a_server_that_answers_nothing_holds_a_thread_and_nobody_else(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "LONGEST_SECONDS", 0.1)
    stuck = [Holding(ONE) for _ in range(engines.POSTGRES_THREADS)]

    outcomes = await asyncio.gather(*(db.write(one) for one in stuck), return_exceptions=True)
    assert [type(one) for one in outcomes] == [DatabaseWaits] * len(stuck)
    with pytest.raises(DatabaseWaits):
        await db.write(note, "never begun")

    for one in stuck:
        one.let_go.set()
    monkeypatch.setattr(databases, "LONGEST_SECONDS", SOON)
    assert await db.write(note, "after") == "after"
    assert await noted(db) == ["after"]


@pytest.fixture
def one_connection(database: str, postgres: Server) -> Iterator[str]:
    """The address of somebody who may have a single connection."""
    name = make_url(database).database
    postgres.say("CREATE ROLE frugal LOGIN CONNECTION LIMIT 1")
    yield make_url(database).set(username="frugal").render_as_string(hide_password=False)
    postgres.say(f"REVOKE ALL ON DATABASE {name} FROM frugal")
    postgres.say("DROP ROLE frugal")


@on_postgresql
async def test_a_server_without_a_connection_left_is_waited_for(
    one_connection: str, key: str
) -> None:
    async with open_database(one_connection, Seals(key)) as db:
        only = Holding(ONE)
        holding = asyncio.ensure_future(db.read(only))
        await only.has_begun()
        with pytest.raises(DatabaseWaits):
            await db.read(say, ONE)
        only.let_go.set()
        await holding
        await db.read(say, ONE)


def test_what_the_address_says_of_the_line_is_what_counts() -> None:
    said = limits_of(
        "postgresql+psycopg://angat@server/angat?connect_timeout=3&options=-c lock_timeout=9s"
    )

    assert "connect_timeout" not in said
    assert said["keepalives_count"] == 3
    assert said["options"].endswith("-c lock_timeout=9s")
    assert "-c statement_timeout=20s" in said["options"]


@on_postgresql
def test_the_server_knows_the_limits(database: str) -> None:
    engine = postgres_engine(database)
    with engine.connect() as connection:
        for name, limit in engines.WAITS.items():
            assert connection.exec_driver_sql(f"SHOW {name}").scalar_one() in {limit, "1min"}
    engine.dispose()
