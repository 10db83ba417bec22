"""A database that takes nothing: read-only, full, locked by somebody else, or away."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import OperationalError

from sandbox.world import World
from storage.tables import METADATA
from tests.storage.postgres import Server

Outage = Callable[[], AbstractContextManager[None]]
TABLES = [table.name for table in METADATA.sorted_tables]


def tell_writer(world: World, pragma: str) -> int:
    engine = world.angat.db.writing
    assert engine is not None
    raw = engine.raw_connection()
    try:
        found = raw.cursor().execute(f"PRAGMA {pragma}").fetchone()
        return int(found[0]) if found else 0
    finally:
        raw.close()


@contextmanager
def read_only(world: World) -> Iterator[None]:
    tell_writer(world, "query_only=ON")
    yield
    tell_writer(world, "query_only=OFF")


@contextmanager
def full(world: World) -> Iterator[None]:
    """Not a page more than there are, and none of them free."""
    engine = world.angat.db.writing
    assert engine is not None
    raw = engine.raw_connection()
    raw.cursor().execute("VACUUM")
    raw.close()
    tell_writer(world, f"max_page_count={tell_writer(world, 'page_count')}")
    yield
    tell_writer(world, "max_page_count=1073741823")


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    if world.angat.db.writing:
        tell_writer(world, "busy_timeout=20")
    engine = create_engine(world.angat.db.url)
    with engine.connect() as connection:
        if world.angat.db.writing:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"LOCK TABLE {', '.join(TABLES)} IN EXCLUSIVE MODE")
        yield
        connection.rollback()
    engine.dispose()


class OnPostgres:
    """The same and more, as an operator of that server brings them about."""

    def __init__(self, server: Server, url: str) -> None:
        self.server = server
        self.name = str(make_url(url).database)

    def cut(self) -> None:
        """Every connection to that database, at once."""
        others = f"FROM pg_stat_activity WHERE datname = '{self.name}'"
        self.server.say(f"SELECT pg_terminate_backend(pid) {others}")

    @contextmanager
    def read_only(self, _world: World) -> Iterator[None]:
        self.server.say(f"ALTER DATABASE {self.name} SET default_transaction_read_only = on")
        self.cut()
        try:
            yield
        finally:
            self.server.say(f"ALTER DATABASE {self.name} RESET default_transaction_read_only")
            self.cut()

    @contextmanager
    def full(self, _world: World) -> Iterator[None]:
        """It says so to whoever writes a row."""
        no = "BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END"
        self.tell(f"CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ {no} $$")
        for table in TABLES:
            self.tell(
                f"CREATE TRIGGER no_space BEFORE INSERT OR UPDATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION no_space()"
            )
        try:
            yield
        finally:
            self.tell("DROP FUNCTION no_space() CASCADE")

    @contextmanager
    def away(self, _world: World) -> Iterator[None]:
        self.server.say(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self.cut()
        try:
            yield
        finally:
            self.server.say(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def tell(self, sentence: str) -> None:
        self.server.say(sentence, database=self.name)


def lose_the_answer_to_a_commit(world: World) -> None:
    """The next commit is one, and nobody hears of it."""
    engine = world.angat.db.writing or world.angat.db.reading

    def lost(connection: Connection) -> None:
        event.remove(engine, "commit", lost)
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.commit()
        raise OperationalError("COMMIT", {}, ConnectionError("cut"))

    event.listen(engine, "commit", lost)
