"""What is typed answers what was asked last; nothing typed is lost to a question."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def on_nights(world: World) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    return jessa


async def at_the_hour(world: World) -> Player:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Start")
    await jessa.taps("Skip")
    return jessa


async def test_a_card_ends_the_question_before_it(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("calmed an irate caller")
    await jessa.taps("More")
    await jessa.taps("Edit")
    await world.travel(hours=14)

    await jessa.says("helped Lia with the refund flow")
    await jessa.says("/wins")

    assert "calmed an irate caller" in jessa.sees
    assert "Mon night · helped Lia with the refund flow" in jessa.sees


async def test_counted_lines_are_wins_while_the_hour_is_asked(world: World) -> None:
    jessa = await at_the_hour(world)

    await jessa.says("31 calls")
    await jessa.says("/wins")

    assert "31 calls" in jessa.answers[-2].html


async def test_what_is_no_hour_can_be_saved_as_a_win_by_a_tap(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.says("96")
    assert jessa.labels == [["It is a win"]]
    await jessa.taps("It is a win")
    await jessa.says("/wins")

    assert "96" in jessa.answers[-2].html


@pytest.mark.parametrize("line", ["4 sales today", "31 calls"])
async def test_counted_lines_are_wins_while_minutes_are_asked(world: World, line: str) -> None:
    jessa = await on_nights(world)
    await jessa.says("/shift")
    await jessa.taps("Minutes after")

    await jessa.says(line)
    await jessa.says("/wins")

    assert line in jessa.sees


async def test_an_hour_after_a_command_still_answers_the_set_up(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.says("/progress")

    await jessa.says("7 AM")

    assert jessa.sees.startswith("Which are your rest days?")
    assert jessa.reaction == ""


async def test_an_hour_is_a_line_like_any_when_nobody_asks(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("7 AM")
    assert jessa.sees.startswith("Kept, ")


async def test_a_sticker_brings_the_open_set_up_back(world: World) -> None:
    jessa = await at_the_hour(world)

    await jessa.sends("sticker")

    assert jessa.sees.startswith("What time are you usually out?")


async def test_a_greeting_does_not_skip_the_first_question(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Start")

    await jessa.says("hi")

    assert jessa.sees.startswith("Think of your last shift.")


async def test_the_receipt_works_on_after_a_number(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("31 calls, zero holds")
    receipt = jessa.answers[-1]
    await jessa.taps("+ Number")
    await jessa.says("31 calls")

    assert await jessa.taps("Undo", receipt) == ""
    await jessa.says("/wins")

    assert "31 calls" not in jessa.sees


async def test_wala_takes_the_buttons_off_the_card(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]

    await jessa.says("wala")

    assert card.rows == ()


async def test_wala_before_the_card_is_its_answer(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=13, minutes=30)
    await jessa.says("wala")
    before = len(jessa.answers)

    await world.travel(hours=2)

    assert len(jessa.answers) == before


async def test_the_later_button_keeps_the_hour_it_shows(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    await world.travel(hours=8)

    await jessa.taps("At 4:30 PM")

    assert jessa.sees == "4:30 PM then."


async def test_somebody_who_answers_anything_is_not_asked_less(world: World) -> None:
    jessa = await on_nights(world)
    for line in ("pagod na ako", "thanks", "pagod na ako", "salamat"):
        await world.travel(days=1)
        await jessa.says(line)
    await world.travel(days=1)

    assert not jessa.sees.startswith("I'll ask less")


async def test_wins_of_two_shifts_have_two_receipts(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    await jessa.says("hi")
    hello = jessa.answers[-1]
    await world.travel(days=1)
    await jessa.says("31 calls")
    await jessa.taps("It is a win", hello)

    assert not any("All 2 kept" in one.html for one in jessa.answers[-2:])


async def test_save_and_begin_counts_the_line_as_the_first_win(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("31 calls, zero holds")
    await jessa.taps(jessa.labels[0][0])
    assert jessa.reaction == "👍"

    await jessa.taps("Start")

    assert jessa.sees.startswith("What time are you usually out?")


async def test_one_half_of_the_hours_does_not_close_the_set_up(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.says("/shift")
    await jessa.taps("Out hour")
    await jessa.taps("7 AM")

    await jessa.says("hi")

    assert jessa.sees.startswith("Which are your rest days?")
