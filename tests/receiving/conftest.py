"""A world that is posted to and polls as well, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from sandbox.world import open_world
from tests.receiving.ways import Ways, both_ways
from tests.storage.conftest import (  # noqa: F401 - fixtures, and what is left out without a server
    database,
    dialect,
    emptied,
    postgres,
    pytest_collection_modifyitems,
)


@pytest.fixture
async def ways(database: str) -> AsyncIterator[Ways]:  # noqa: F811 - pytest's way to hand it over
    async with open_world(database) as world, both_ways(world) as opened:
        yield opened
