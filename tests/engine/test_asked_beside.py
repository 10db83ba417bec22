"""A card and a question that cross on their way: a number goes where it was asked for."""

import asyncio
from datetime import timedelta

from bot.app import open_questions
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from storage import inbox
from storage.inbox import Arrived
from tests.engine.looking import rows
from tests.engine.service import PATIENCE_SECONDS

TO_THE_CARD = 13 * 60 + 40
NUMBERS = "SELECT text, after FROM win ORDER BY id"


async def near_her_card(world: World) -> Player:
    """A win before the night, and less than two minutes until the card after it."""
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("handled the refund queue")
    await world.travel(minutes=TO_THE_CARD - 1)
    return jessa


async def test_a_question_that_was_asked_while_the_card_was_on_its_way_stays(world: World) -> None:
    jessa = await near_her_card(world)
    held = world.telegram.hold("sendMessage", before=False)
    travelling = asyncio.ensure_future(world.travel(minutes=2))
    await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)

    message, data = jessa.button("+ Number")
    world.telegram.taps(jessa.account, message.id, data)
    await world.app.receiver.poll_once()
    await world.app.receiver.idle()
    held.release()
    await travelling
    await jessa.says("31 calls")

    assert rows(world, NUMBERS) == [("handled the refund queue", "31")]


async def test_an_answer_that_came_before_the_card_is_about_its_question(world: World) -> None:
    """It waits behind a tap that takes long, and the card overtakes both."""
    jessa = await near_her_card(world)
    await jessa.taps("+ Number")
    held = world.telegram.hold("editMessageText", before=True)
    message, data = jessa.button("More")
    world.telegram.taps(jessa.account, message.id, data)
    world.telegram.says(jessa.account, "31 calls")
    await world.app.receiver.poll_once()
    await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)

    world.clock.set(world.clock.now() + timedelta(minutes=2))
    await world.beats.run()
    assert "Mon night" in jessa.sees
    held.release()
    await world.settle()
    assert rows(world, NUMBERS) == [("handled the refund queue", "31")]

    await jessa.says("32 calls")
    assert rows(world, NUMBERS)[1:] == [("32 calls", None)]


async def test_a_card_ends_the_question_that_was_open_before(world: World) -> None:
    jessa = await near_her_card(world)
    await jessa.taps("+ Number")
    await world.travel(minutes=2)
    assert "Mon night" in jessa.sees

    await jessa.says("31 calls")

    assert rows(world, NUMBERS) == [("handled the refund queue", None), ("31 calls", None)]


async def test_killed_after_the_card_an_earlier_answer_still_meets_its_question(
    world: World,
) -> None:
    """What is open at a start goes by the oldest row that waits."""
    jessa = await near_her_card(world)
    await jessa.taps("+ Number")
    update = Arrived(1, jessa.account.id, "{}", world.clock.now())
    await world.angat.db.write(inbox.keep, [update])
    await world.travel(minutes=2)
    assert "Mon night" in jessa.sees

    opened = await world.angat.db.read(open_questions, world.clock.now())

    assert jessa.account.id in opened
    assert opened[jessa.account.id].expires_at <= world.clock.now()
