"""A service to kill, and a world on a bad line."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.faults import Rough, rough_world
from tests.engine.service import Service, Watched, served


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """Not started yet; whatever still runs at the end is killed."""
    telegram = Watched()
    async with served(telegram) as address:
        made = Service(tmp_path, telegram, address)
        yield made
        await made.killed()


@pytest.fixture
async def rough(database: str) -> AsyncIterator[Rough]:
    async with rough_world(database) as opened:
        yield opened
        assert opened.world.telegram.violations == []
