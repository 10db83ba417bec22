"""A tap's wheel stops after half a second, also while the database makes its action wait."""

import asyncio
import sqlite3
from contextlib import closing

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from tests.engine.looking import column
from tests.engine.service import PATIENCE_SECONDS

MOST_LOOKS = 6_000
A_MOMENT = 0.01


async def until_somebody_sleeps(world: World, turning: asyncio.Future[None]) -> None:
    """The tap's patience has begun to run."""
    for _ in range(MOST_LOOKS):
        if world.clock.next_waiter() is not None:
            return
        await asyncio.wait({turning}, timeout=A_MOMENT)
    raise AssertionError("nobody waits on the clock")


async def tapped_while_locked(world: World, jessa: Player, label: str) -> str | None:
    """What the tap was answered before its action could write, half a second later."""
    message, data = jessa.button(label)
    query = world.telegram.taps(jessa.account, message.id, data)
    await world.app.receiver.poll_once()
    with closing(sqlite3.connect(str(world.angat.db.reading.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        held = world.telegram.hold("answerCallbackQuery", before=False)
        turning = asyncio.ensure_future(world.app.receiver.idle())
        await until_somebody_sleeps(world, turning)
        moment = world.clock.next_waiter()
        assert moment is not None
        world.clock.set(moment)
        await asyncio.wait_for(held.reached(), timeout=PATIENCE_SECONDS)
        answer = world.telegram.answer_to(query)
        held.release()
    await turning
    return answer


async def test_an_undo_is_answered_at_once_and_done_when_it_can_be(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("zero hold all night")

    assert await tapped_while_locked(world, jessa, "Undo") == ""

    assert jessa.sees == "Taken out. You can put it back until tomorrow."


async def test_so_is_the_last_tap_of_all(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")

    assert await tapped_while_locked(world, jessa, "Yes, delete it all") == ""

    assert jessa.sees.startswith("Done, all of it is gone.")
    assert column(world, "SELECT id FROM person") == []


async def test_so_is_a_strangers_first_line(world: World) -> None:
    stranger = world.person("Jun")
    await stranger.says("closed 31 tickets")

    assert await tapped_while_locked(world, stranger, "Save this and begin") == ""

    assert column(world, "SELECT text FROM win") == ["closed 31 tickets"]
