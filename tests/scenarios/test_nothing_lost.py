"""Nothing typed is lost, no button misleads, and the way out asks before it takes anything."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def on_nights(world: World) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    return jessa


async def test_a_card_whose_time_is_over_loses_its_buttons_when_it_is_tapped(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]
    await world.travel(hours=15)

    assert await jessa.taps("Nothing today", card) == "That question is closed; I'm still open."

    assert card.rows == ()


@pytest.mark.parametrize("line", ["OT 2 hours", "RD ako"])
async def test_a_card_answered_by_a_shift_note_loses_its_buttons(world: World, line: str) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]

    await jessa.says(line)

    assert card.rows == ()
    assert "It is a win" in str(jessa.labels)


async def test_a_number_for_a_win_that_is_gone_is_not_lost(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("zero hold all night")
    receipt = jessa.answers[-1]
    await jessa.taps("+ Number")
    await jessa.taps("Undo", receipt)

    await jessa.says("31 calls")
    assert jessa.sees == "That win was taken out. Keep this line by itself?"
    await jessa.taps("It is a win")

    assert jessa.sees.startswith("Kept, Mon")


async def test_new_words_for_a_win_that_is_gone_are_not_lost(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("zero hold all night")
    receipt = jessa.answers[-1]
    await jessa.taps("More")
    await jessa.taps("Edit")
    await jessa.taps("Delete", receipt)

    await jessa.says("zero hold until lunch")
    await jessa.taps("It is a win")
    await jessa.says("/wins")

    assert "zero hold until lunch" in jessa.sees


async def test_not_for_me_asks_whoever_kept_a_note_or_agreed_to_something(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Who sees what?")
    card = jessa.answers[-1]
    await jessa.says("pagod na pagod na ako")
    await jessa.taps("Keep, just for me")

    await jessa.taps("Not for me", card)

    assert card.html == "This deletes 1 note. It can't be undone."


async def test_a_last_button_of_another_day_asks_again(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("31 calls, zero hold")
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    asked = jessa.answers[-1]
    await world.travel(days=3)

    await jessa.taps("Yes, delete it all", asked)
    assert asked.html.startswith("This deletes 1 win")
    await jessa.says("/wins")

    assert "31 calls, zero hold" in jessa.sees
