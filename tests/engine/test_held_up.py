"""Cards that Telegram held up: sent only if they still have something to ask, counted if sent."""

import asyncio

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import NOT_CONNECTED, SILENCE, after, slow_down
from tests.engine.faults import Rough
from tests.engine.looking import column, letters

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

TO_THE_CARD = 13 * 60 + 41


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


async def hold_up(rough: Rough) -> None:
    """The card of Mon night was due a minute ago, and Telegram told her chat to wait."""
    rough.meets("sendMessage", slow_down(300))
    await rough.world.travel(minutes=TO_THE_CARD)
    assert letters(rough.world) == ["waiting"]


async def test_it_is_sent_when_telegram_allows(rough: Rough) -> None:
    jessa = await agent(rough)
    await hold_up(rough)

    await rough.world.travel(minutes=6)

    assert "Mon night" in jessa.sees
    assert letters(rough.world) == ["sent"]


async def test_a_shift_that_was_closed_meanwhile_is_not_asked_about(rough: Rough) -> None:
    jessa = await agent(rough)
    await hold_up(rough)
    said = len(jessa.answers)
    await jessa.says("wala")

    await rough.world.travel(minutes=30)

    assert len(jessa.answers) == said + 1
    assert jessa.sees.startswith("That's all right.")
    assert letters(rough.world) == ["expired", "sent"]


async def test_whoever_wants_no_questions_meanwhile_gets_none(rough: Rough) -> None:
    jessa = await agent(rough)
    await jessa.says("/shift")
    await jessa.taps("How often")
    await hold_up(rough)
    said = len(jessa.answers)
    await jessa.taps("Don't ask")

    await rough.world.travel(minutes=30)

    assert len(jessa.answers) == said
    assert jessa.sees.endswith("Not at all.")
    assert letters(rough.world) == ["sent"]


async def test_cards_that_never_arrived_are_no_reason_to_ask_less(rough: Rough) -> None:
    jessa = await agent(rough)
    for _ in range(4):
        rough.meets("sendMessage", *[NOT_CONNECTED] * 60)
        await rough.world.travel(days=1)
        rough.mends()
    assert column(rough.world, "SELECT untouched FROM person") == [0]

    await rough.world.travel(days=3)

    assert "I'll ask less" not in jessa.sees
    assert column(rough.world, "SELECT untouched FROM person") == [1]


async def test_that_it_asks_less_is_said_once_also_when_its_fate_is_unknown(rough: Rough) -> None:
    jessa = await agent(rough)
    await rough.world.travel(days=4)
    rough.meets("sendMessage", after(SILENCE))

    await rough.world.travel(days=6)

    assert sum(one.html.startswith("I'll ask less") for one in jessa.answers) == 1
    assert column(rough.world, "SELECT asking FROM person") == ["weekly"]


async def test_a_choice_made_while_the_word_was_on_its_way_stands(rough: Rough) -> None:
    jessa = await agent(rough)
    await rough.world.travel(days=4)
    held = rough.world.telegram.hold("sendMessage", before=False)
    going = asyncio.ensure_future(rough.world.travel(hours=20))
    await held.reached()
    message, data = jessa.button("Every shift")
    rough.world.telegram.taps(jessa.account, message.id, data)
    await rough.world.app.receiver.poll_once()
    await rough.world.app.receiver.idle()
    held.release()
    await going

    assert column(rough.world, "SELECT asking FROM person") == ["every"]
