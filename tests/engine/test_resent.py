"""A phone without an answer taps again, and ids begin anew: all of it is handled, once."""

from datetime import timedelta

import pytest

from sandbox.plays import set_up
from sandbox.world import World
from tests.engine.looking import column, dead_rows, open_rows, wins


@pytest.mark.parametrize("seconds", [0, 100])
async def test_a_card_that_is_tapped_again_by_the_phone_counts_once(
    world: World, seconds: float
) -> None:
    marco = world.person("Marco")
    await set_up(marco)
    await world.travel(hours=16)
    shown, data = marco.button("Nothing today")
    chip = shown.rows[0][0]
    assert chip.data
    assert data

    first = world.telegram.taps(marco.account, shown.id, chip.data)
    world.clock.set(world.clock.now() + timedelta(seconds=seconds))
    second = world.telegram.taps_again(first)
    await world.settle()

    assert wins(world) == ["Explained something so that it clicked"]
    assert world.telegram.answer_to(first) is not None
    assert world.telegram.answer_to(second) == "That question is closed; I'm still open."
    assert column(world, "SELECT count(*) FROM screen WHERE kind = 'receipt'") == [1]
    assert (dead_rows(world), open_rows(world)) == (0, 0)


async def test_what_is_said_after_a_week_of_silence_is_taken_whatever_its_number(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa, rest="Sat Sun")
    await jessa.says("31 calls")
    ids = column(world, "SELECT max(update_id) FROM inbox")
    await world.travel(days=8)
    world.telegram.updates.next_id = 1_000
    world.telegram.updates.numbered_at = None

    await jessa.says("zero holds")
    await jessa.says("32 calls")

    assert wins(world) == ["31 calls", "32 calls", "zero holds"]
    assert max(column(world, "SELECT update_id FROM inbox")) < ids[0]
    assert world.telegram.unconfirmed == 0
