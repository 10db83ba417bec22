"""Small promises that would be easy to break without anybody noticing."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def on_nights(world: World) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    return jessa


async def exported(jessa: Player) -> bytes:
    await jessa.says("/export")
    return jessa.answers[-1].file_bytes


async def test_without_a_yes_no_forged_tap_keeps_an_energy(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]
    for shift in range(1, 6):
        await jessa.taps_data(card.id, f"batt.set:{shift}:0:3")

    assert b'"energy"' not in await exported(jessa)


@pytest.mark.parametrize(("seconds", "receipts"), [(19, 1), (21, 2)])
async def test_twenty_seconds_share_a_receipt(world: World, seconds: int, receipts: int) -> None:
    jessa = await on_nights(world)
    before = len(jessa.answers)
    await jessa.says("31 calls")
    await world.travel(seconds=seconds)
    await jessa.says("zero holds")

    assert len(jessa.answers) == before + receipts


async def test_the_strongest_is_the_largest_change(world: World) -> None:
    jessa = await on_nights(world)
    for line, number in (("handled AHT", "480 to 410"), ("QA is up", "90% 92%"), ("calls", "31")):
        await world.travel(minutes=1)
        await jessa.says(line)
        await jessa.taps("+ Number")
        await jessa.says(number)
    await jessa.says("/progress")

    assert "Strongest" in jessa.sees
    assert "handled AHT" in jessa.sees


async def test_shifts_from_before_somebody_came_are_not_counted(world: World) -> None:
    await world.travel(days=3)
    jessa = await on_nights(world)
    await jessa.says("/progress")

    assert "No shift finished yet." in jessa.sees


async def test_a_new_number_asks_anew_where_it_is_from(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("+ Number")
    await jessa.says("31 calls")
    await jessa.taps("My count")
    await jessa.taps("+ Number")
    await jessa.says("32 calls")
    assert jessa.sees == "32 calls. Where is it from?"

    assert b'"basis": "counted"' not in await exported(jessa)


async def test_monday_is_the_one_that_comes_next(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Start")
    await jessa.taps("Not started yet")
    await jessa.taps("Mon")
    await jessa.taps("7 AM")
    await jessa.taps("Sat Sun")
    await jessa.says("/shift")

    assert "First shift: 30 Nov 2026." in jessa.sees


async def test_an_older_chip_of_a_card_keeps_nothing(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]
    message, data = jessa.button(card.rows[0][0].text, card)
    verb, row, _, choice = data.split(":")

    await jessa.taps_data(message.id, f"{verb}:{row}:z:{choice}")
    await jessa.says("/wins")

    assert jessa.sees.startswith("Nothing kept yet")


async def test_energy_is_a_sign_of_life_too(world: World) -> None:
    jessa = await on_nights(world)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.says("wala")
    await jessa.taps("Yes, ask me")
    for _ in range(3):
        await world.travel(days=1)
        await jessa.taps("Good")
    await world.travel(days=4)

    assert not any(one.html.startswith("I'll ask less") for one in jessa.answers)
