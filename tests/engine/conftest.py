"""A service to kill, and a world with bad days."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from sandbox.telegram.http import serving
from sandbox.world import open_world
from tests.engine.faults import Rough
from tests.engine.nursery import Nursery
from tests.engine.nursery import nursery as opened_nursery
from tests.engine.service import Service, Watched


@pytest.fixture
def kept_in(dialect: str, request: pytest.FixtureRequest) -> str:
    """Where a service keeps what it knows: a file that is not there yet, or empty tables."""
    if dialect == "sqlite":
        return ""
    empty: Callable[[], str] = request.getfixturevalue("emptied")
    return empty()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery | None]:
    """One process that forks all the services of this one."""
    with opened_nursery() as opened:
        yield opened


@pytest.fixture
async def service(tmp_path: Path, kept_in: str, nursery: Nursery | None) -> AsyncIterator[Service]:
    """Not started yet; whatever still runs at the end is killed."""
    telegram = Watched()
    async with serving(telegram) as address:
        made = Service(tmp_path, telegram, address, kept_in, nursery)
        yield made
        await made.killed()


@pytest.fixture
async def rough(database: str) -> AsyncIterator[Rough]:
    async with open_world(database) as world:
        yield Rough(world)
        assert world.telegram.violations == []
