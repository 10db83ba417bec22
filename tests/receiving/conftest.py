"""A world that is posted to and polls as well, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from sandbox.world import open_world
from tests.receiving.ways import Ways, both_ways


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def ways(database: str) -> AsyncIterator[Ways]:
    async with open_world(database) as world, both_ways(world) as opened:
        yield opened
