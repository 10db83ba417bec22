"""The database as everybody sees it: plain functions, run in worker threads."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Engine
from sqlmodel import Session

from storage import cores
from storage.engines import BUSY_TIMEOUT, POSTGRES_THREADS, postgres_engine, sqlite_engine
from storage.faults import DatabaseWaits, translated
from storage.seals import Seals
from storage.writer import APART, Later, Writer

SQLITE_READERS = 4
LONGEST_SECONDS = 30.0  # a server that answers nothing holds a thread, and nobody who waits for it
MOST_IN_MEMORY = 64 * 1024 * 1024  # bytes
P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")


class Database:
    """`write` and `read` take a plain function whose first argument is the session."""

    def __init__(self, url: str, seals: Seals) -> None:
        self.url = url
        self.info: dict[str, Any] = {"seals": seals}
        self.writing: Engine | None = None
        if url.startswith("sqlite"):
            self.reading = sqlite_engine(url, reading=True)
            self.writing = sqlite_engine(url)
        else:
            self.reading = postgres_engine(url)
        self.writer = Writer(self.writing or self.reading, self.info)
        threads = SQLITE_READERS if self.writing else POSTGRES_THREADS - 1
        self.threads = ThreadPoolExecutor(threads, "database", initializer=cores.anywhere)

    async def write(
        self, action: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """One transaction: all of the action or nothing; raises DatabaseWaits when it must wait."""
        return cast(
            T, await answered(self.writer.write(lambda session: action(session, *args, **kwargs)))
        )

    async def write_alike(
        self, action: Callable[[Session, list[A]], Sequence[T | Later]], item: A
    ) -> T:
        """The same in one go with everybody who writes an item by the same action meanwhile.

        The action gives a result for each item, in their order; it may run again with fewer items
        when one of them fails, and leave an item to the next commit (LATER).
        """
        return cast(T, await answered(self.writer.write(action, item)))

    async def read(
        self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Asks without writing; on SQLite the connection refuses writes."""

        def run() -> T:
            with Session(self.reading, info=self.info) as session:
                return question(session, *args, **kwargs)

        working = asyncio.get_running_loop().run_in_executor(self.threads, run)
        try:
            return await answered(working)
        except Exception as error:
            said = translated(error)
            if said is error:
                raise
            raise said from error

    async def checkpoint(self) -> bool:
        """On SQLite: what was deleted leaves the write-ahead log, too; False while somebody reads.

        Nobody waits for it: it is asked for again a minute later.
        """
        if self.writing is None:
            return True
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, emptied_log, self.reading)

    async def rebuild(self) -> bool:
        """On SQLite: pages written anew, so that no stale copy of a deleted cell is left in them.

        False when something else held the file for too long; it is asked for again a day later.
        """
        if self.writing is None:
            return True
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, rebuilt, str(self.reading.url.database))

    def close(self) -> None:
        self.writer.close()
        if self.writing:
            self.writing.dispose()
        self.threads.shutdown()
        self.reading.dispose()


async def answered(working: Awaitable[T]) -> T:
    """What is given up may still be done: an action finds its own work."""
    try:
        return await asyncio.wait_for(working, LONGEST_SECONDS)
    except TimeoutError:
        raise DatabaseWaits("no answer") from None


def rebuilt(file: str) -> bool:
    """VACUUM; small files in memory, so that not even an unlinked copy touches the disk."""
    store = "MEMORY" if Path(file).stat().st_size < MOST_IN_MEMORY else "DEFAULT"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in (BUSY_TIMEOUT, "PRAGMA secure_delete=ON", f"PRAGMA temp_store={store}"):
            connection.execute(pragma)
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError:
            return False
    return True


def emptied_log(engine: Engine) -> bool:
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if raw is None:
            return False
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(BUSY_TIMEOUT)
        cursor.close()
        return not busy


@asynccontextmanager
async def open_database(url: str, seals: Seals) -> AsyncIterator[Database]:
    database = Database(url, seals)
    try:
        yield database
    finally:
        database.close()


def seals_of(session: Session) -> Seals:
    seals: Seals = session.info["seals"]
    return seals


def is_apart(session: Session) -> bool:
    """Whether this is the second try, because something of the first commit broke."""
    return APART in session.info


def undone(session: Session, work: Callable[[], object]) -> Exception | None:
    """What the work failed with, nothing of it left; a database that waits is nobody's mistake."""
    try:
        with session.begin_nested():
            work()
    except Exception as error:
        if isinstance(translated(error), DatabaseWaits):
            raise
        return error
    return None
