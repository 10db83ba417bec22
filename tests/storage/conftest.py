"""The same tests on SQLite and on PostgreSQL: each on a database of its own, copied from one."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.migrate import migrate
from storage.seals import Seals, new_key
from storage.tables import METADATA
from tests.storage.postgres import Server, is_installed, serving


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out where there is none; what is missing is said once, by tests/conftest.py."""
    if not is_installed():
        asking = [item for item in items if asks_for_postgresql(item)]
        config.hook.pytest_deselected(items=asking)
        items[:] = [item for item in items if item not in asking]


def asks_for_postgresql(item: pytest.Item) -> bool:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return bool(parameters.get("dialect") == "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for all that this process runs."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def emptied(postgres: Server) -> Callable[[], str]:
    """One migrated database for all: emptied is much quicker than made anew."""
    name = postgres.create()
    migrate(postgres.url(name))
    deletes = [f"DELETE FROM {table.name}" for table in reversed(METADATA.sorted_tables)]

    def empty() -> str:
        postgres.say("; ".join(deletes), database=name)
        return postgres.url(name)

    return empty


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def blank(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path}/blank.db"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows."""
    if dialect == "sqlite":
        shutil.copy(request.getfixturevalue("template"), tmp_path / "angat.db")
        return f"sqlite:///{tmp_path}/angat.db"
    empty: Callable[[], str] = request.getfixturevalue("emptied")
    return empty()


@pytest.fixture(scope="session")
def key() -> str:
    return new_key()


@pytest.fixture
async def db(database: str, key: str) -> AsyncIterator[Database]:
    async with open_database(database, Seals(key)) as opened:
        yield opened
