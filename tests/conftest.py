"""Worlds for tests: each on a database of its own, copied from one that was migrated once.

What a world is made of is imported when the first one is: so a run begins at once.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sandbox.world import World


def pytest_collection() -> None:
    """Shared machines are slow now and then: no property has a deadline."""
    import hypothesis

    hypothesis.settings.register_profile("shared", deadline=None)
    hypothesis.settings.load_profile("shared")


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


@pytest.fixture
def database(template: Path, tmp_path: Path) -> str:
    """A fresh copy for one test."""
    file = tmp_path / "angat.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


@pytest.fixture
async def world(database: str) -> AsyncIterator[World]:
    """Ends with no mistake of ours and no request that Telegram would refuse."""
    from sandbox.world import open_world

    async with open_world(database) as opened:
        yield opened
        assert opened.errors == []
