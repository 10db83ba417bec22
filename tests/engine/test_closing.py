"""A turn whose end can't be written ends the process; the next start finishes the row."""

import pytest

from bot import receive
from sandbox.plays import set_up
from tests.engine.faults import Broken
from tests.engine.looking import dead_rows, open_rows, wins
from tests.engine.test_a_day_of_failure import Day
from tests.storage.samples import on_both


def fails(*_: object) -> None:
    raise Broken("no closing will ever be written")


@on_both
async def test_the_win_is_kept_once_and_the_row_is_closed_by_the_next_process(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Day(database)
    async with day.process() as world:
        jessa = world.person("Jessa")
        await set_up(jessa)
        with monkeypatch.context() as broken:
            broken.setattr(receive, "close_turns", fails)
            with pytest.raises(Broken):
                await jessa.says("31 calls, zero hold")
        assert (wins(world), open_rows(world)) == (["31 calls, zero hold"], 1)

    async with day.process() as world:
        await world.settle()
        assert (wins(world), open_rows(world), dead_rows(world)) == (["31 calls, zero hold"], 0, 0)
        assert day.telegram.violations == []
