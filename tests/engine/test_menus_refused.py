"""The menu of a chat, when Telegram refuses it or its person leaves meanwhile."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import NOT_CONNECTED, SILENCE, Fault, after, refused_as, slow_down
from sandbox.world import OPENING
from storage import erase
from tests.engine.faults import Rough
from tests.engine.looking import column

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
BLOCKED = refused_as("bot was blocked by the user")


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


def states(rough: Rough) -> list[str]:
    return column(rough.world, "SELECT state FROM person")


@pytest.mark.parametrize("fault", [NOT_CONNECTED, slow_down(3), BLOCKED, after(SILENCE)])
async def test_a_menu_that_is_refused_is_told_an_hour_later_and_breaks_no_turn(
    rough: Rough, fault: Fault
) -> None:
    rough.meets("setMyCommands", fault)

    jessa = await agent(rough)
    assert jessa.sees.startswith("Set: 10 PM to 7 AM")
    assert column(rough.world, "SELECT menu FROM person") == [None]
    await rough.world.travel(hours=1)

    assert [moment for moment in rough.attempts("setMyCommands") if moment > OPENING] == [
        OPENING + timedelta(hours=1)
    ]
    assert column(rough.world, "SELECT menu_due_at FROM person") == [None]
    assert rough.world.app.receiver.broken == []


async def test_whoever_leaves_while_telegram_refuses_is_gone_all_the_same(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("deleteMyCommands", NOT_CONNECTED)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")

    await jessa.taps("Yes, delete it all")

    assert jessa.sees.startswith("Done, all of it is gone.")
    assert states(rough) == []


async def test_whoever_leaves_while_a_menu_is_being_told_has_the_one_of_everybody(
    rough: Rough,
) -> None:
    jessa = rough.world.person("Jessa")
    held = rough.world.telegram.hold("setMyCommands")
    starting = asyncio.ensure_future(jessa.says("/start"))
    await held.reached()
    await rough.world.angat.db.write(lambda session: erase.erase(session, 1))
    held.release()
    await starting

    scopes = {scope for scope, _ in rough.world.telegram.commands}
    assert scopes == {'{"type": "default"}'}
