"""Worlds for tests: each on a database of its own, copied from one that was migrated once.

A test is on SQLite unless it asks for another `dialect`. What a world is made of is imported when
the first one is: so a run begins at once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sandbox.world import World
    from tests.storage.postgres import Server


MEMORY = Path("/dev/shm")
ROOM = 2 << 30


def pytest_configure() -> None:
    """Databases of tests lie in memory where there is room: each lives for a moment."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_collection() -> None:
    """Shared machines are slow now and then: no property has a deadline."""
    import hypothesis

    hypothesis.settings.register_profile("shared", deadline=None)
    hypothesis.settings.load_profile("shared")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out where there is no PostgreSQL; what is missing is said once, below."""
    from tests.storage.postgres import is_installed

    if not is_installed():
        asking = [item for item in items if asks_for_postgresql(item)]
        config.hook.pytest_deselected(items=asking)
        items[:] = [item for item in items if item not in asking]


def asks_for_postgresql(item: pytest.Item) -> bool:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return bool(parameters.get("dialect") == "postgresql")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What could not run on this machine, a line each."""
    from tests.storage.postgres import is_installed

    if not is_installed():
        terminalreporter.write_line("Tests on PostgreSQL did not run: it has no wheel here.")
    if shutil.which("chromium") is None:
        terminalreporter.write_line("Tests of the page did not run: there is no chromium here.")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    from storage.migrate import migrate

    file = tmp_path_factory.mktemp("template") / "angat.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for all that this process runs."""
    from tests.storage.postgres import serving

    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def emptied(postgres: Server) -> Callable[[], str]:
    """One migrated database for all: emptied is much quicker than made anew."""
    from storage.migrate import migrate
    from storage.tables import METADATA

    name = postgres.create()
    migrate(postgres.url(name))
    deletes = [f"DELETE FROM {table.name}" for table in reversed(METADATA.sorted_tables)]

    def empty() -> str:
        postgres.say("; ".join(deletes), database=name)
        return postgres.url(name)

    return empty


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows."""
    if dialect == "sqlite":
        shutil.copy(request.getfixturevalue("template"), tmp_path / "angat.db")
        return f"sqlite:///{tmp_path}/angat.db"
    empty: Callable[[], str] = request.getfixturevalue("emptied")
    return empty()


@pytest.fixture
async def world(database: str) -> AsyncIterator[World]:
    """Ends with no mistake of ours and no request that Telegram would refuse."""
    from sandbox.world import open_world

    async with open_world(database) as opened:
        yield opened
        assert opened.errors == []
