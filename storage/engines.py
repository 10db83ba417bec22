"""Engines for SQLite and PostgreSQL, set up the way everything relies on."""

import sqlite3
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool, QueuePool
from typing_extensions import override

BUSY_TIMEOUT = "PRAGMA busy_timeout=10000"
POSTGRES_THREADS = 8
CONNECT_SECONDS = 10
MOST_STATEMENTS = 2_000
# A server that is gone without a word is noticed by who listens (keepalives) and who has sent.
LINE = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
# Answered by the server as 55P03, 57014 and 25P03: an action takes milliseconds, so it waits.
WAITS = {
    "lock_timeout": "5s",
    "statement_timeout": "20s",
    "idle_in_transaction_session_timeout": "60s",
}
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=4000",  # pages; those that a crowd touches again are moved once
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    BUSY_TIMEOUT,
)


class OncePerProcess(dict[Any, Any]):
    """Compiled statements, for every engine of a dialect: how each is set up is the same for all.

    SQLAlchemy's own key begins with the dialect of one engine.
    """

    @override
    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    @override
    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= MOST_STATEMENTS:
            self.clear()
        super().__setitem__((type(key[0]), *key[1:]), compiled)


COMPILED = OncePerProcess()


def sqlite_engine(url: str, *, reading: bool = False) -> Engine:
    """WAL, FULL, foreign keys, overwritten deletes; writers begin IMMEDIATE."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4 if reading else 1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"

    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma).close()
        if reading:
            connection.execute("PRAGMA query_only=ON").close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine.execution_options(compiled_cache=COMPILED)


def postgres_engine(url: str) -> Engine:
    """As many connections as threads; whoever hangs or is held up is given up, and tried again."""
    engine = create_engine(
        url,
        pool_size=POSTGRES_THREADS,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=limits_of(url),
    )
    return engine.execution_options(compiled_cache=COMPILED)


def limits_of(url: str) -> dict[str, Any]:
    """What libpq is told, but for what the address says itself."""
    said = make_url(url).query
    given = said.get("options", "")
    options = given if isinstance(given, str) else " ".join(given)
    return {name: value for name, value in LINE.items() if name not in said} | {
        "options": f"{' '.join(f'-c {name}={value}' for name, value in WAITS.items())} {options}"
    }


def looking_engine(url: str) -> Engine:
    """Changes nothing, makes no file, and waits for nobody long: for a look from beside."""
    given = make_url(url)
    if given.drivername != "sqlite":
        quick = {"connect_timeout": 5, "options": "-c default_transaction_read_only=on"}
        return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=quick)
    place = f"file:{quote(given.database or '')}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(place, uri=True)

    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


def migration_engine(url: str) -> Engine:
    """One connection of its own, foreign keys off while tables are copied, all of it or nothing."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":

        def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
            connection.isolation_level = None
            for pragma in (*PRAGMAS, "PRAGMA foreign_keys=OFF"):
                connection.execute(pragma).close()

        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        event.listen(engine, "connect", on_connect)
        event.listen(engine, "begin", on_begin)
    return engine
