"""Worlds for tests: each on a database of its own, copied from one that was migrated once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import pytest

from sandbox.world import World, open_world
from storage.migrate import migrate

hypothesis.settings.register_profile("shared", deadline=None)
hypothesis.settings.load_profile("shared")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    file = tmp_path_factory.mktemp("template") / "angat.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def database(template: Path, tmp_path: Path) -> str:
    """A fresh copy for one test."""
    file = tmp_path / "angat.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


@pytest.fixture
async def world(database: str) -> AsyncIterator[World]:
    """Ends with no mistake of ours and no request that Telegram would refuse."""
    async with open_world(database) as opened:
        yield opened
        assert opened.errors == []
