"""My week, my hours, who sees what, my file, and the way out."""

import json

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def somebody(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    return jessa


async def test_progress_counts_the_week_and_names_the_strongest(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await world.travel(days=1)
    await jessa.says("AHT is down")
    await jessa.taps("+ Number")
    await jessa.says("AHT 480 to 410")

    await jessa.says("/progress")

    assert jessa.sees == (
        "<b>Your week</b>\n"
        "2 shifts, 2 things kept.\n"
        "Strongest: Tue night · AHT is down · AHT 480 → 410 s\n"
        "Next question: Thu 7:20 AM."
    )


async def test_progress_in_taglish_before_anything_happened(world: World) -> None:
    jessa = world.person("Jessa", language="fil")
    await set_up(jessa)

    await jessa.says("/progress")

    assert jessa.sees == (
        "<b>Week mo</b>\nWala pang natapos na shift.\nSusunod na tanong: Tue 7:20 AM."
    )


async def test_shift_shows_the_pattern_and_changes_it(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/shift")
    assert jessa.sees == (
        "<b>Your hours</b>\nNext shift: Tue 10 PM.\n"
        "10 PM to 7 AM, Manila time.\nRest days: Sat Sun.\n"
        "I ask 20 minutes after.\nAfter every shift.\nNext question: Wed 7:20 AM."
    )

    await jessa.taps("Out hour")
    await jessa.taps("8 AM")
    assert "11 PM to 8 AM" in jessa.sees
    assert jessa.sees.endswith("Next question: Wed 8:20 AM.")
    await jessa.taps("Rest days")
    await jessa.taps("Tue")
    await jessa.taps("Done")

    assert "Rest days: Tue Sat Sun." in jessa.sees
    assert jessa.sees.endswith("Next question: Thu 8:20 AM.")
    said = len(jessa.answers)
    await world.travel(hours=26)
    assert len(jessa.answers) == said


async def test_a_delay_is_typed_from_0_to_180(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/shift")
    await jessa.taps("Minutes after")

    await jessa.says("300")
    assert jessa.sees == "That is not from 0 to 180. For example: 30"
    await jessa.says("45")

    assert "I ask 45 minutes after." in jessa.sees


async def test_an_hour_can_be_typed_in_shift(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/shift")
    await jessa.taps("Out hour")
    await jessa.taps("Other")

    await jessa.says("6:30 am")

    assert "9:30 PM to 6:30 AM" in jessa.sees


async def test_never_is_never_and_comes_back_by_a_tap(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/shift")
    await jessa.taps("How often")
    await jessa.taps("Don't ask")
    assert "Not at all." in jessa.sees
    said = len(jessa.answers)
    await world.travel(days=14)
    assert len(jessa.answers) == said

    await jessa.taps("How often")
    await jessa.taps("Every shift")
    await world.travel(days=1)

    assert len(jessa.answers) == said + 1


async def test_privacy_names_the_operator_and_switches_the_language(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/privacy")
    assert "Whoever opened this sandbox runs the server" in jessa.sees

    toast = await jessa.taps("Taglish")

    assert toast == "Taglish na tayo."
    assert jessa.sees.startswith("<b>Sino'ng nakakakita ng ano</b>")


async def test_export_hands_over_everything(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")

    await jessa.says("/export")

    assert jessa.sees == "All of it: everything I have that is yours."
    assert jessa.answers[-1].file_name == "angat.json"
    exported = json.loads(jessa.answers[-1].file_bytes)
    assert exported["person"]["name"] == "Jessa"
    assert [win["text"] for win in exported["win"]] == ["31 calls, zero holds"]
    assert exported["pattern"][0]["rest_days"] == "56"
    assert exported["outbox"][0]["facts"]["question"] in range(1, 17)


async def test_delete_counts_asks_twice_and_then_knows_nothing(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.says("/delete")
    assert jessa.sees.startswith("This deletes 1 win, ")
    assert jessa.labels == [["Get my file first", "Delete everything"], ["Keep it"]]

    await jessa.taps("Delete everything")
    assert jessa.sees == "Last question: delete all of it, for good?"
    await jessa.taps("Yes, delete it all")

    assert jessa.sees == "Done, all of it is gone. I know nothing about you now."
    said = len(jessa.answers)
    await world.travel(days=7)
    assert len(jessa.answers) == said
    await jessa.says("/wins")
    assert jessa.sees.startswith("Hi, I'm Angat.")


async def test_the_file_comes_before_deleting(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/delete")

    await jessa.taps("Get my file first")

    assert jessa.answers[-1].file_name == "angat.json"
    await jessa.taps("Keep it")
    assert "Nothing was deleted." in [message.html for message in jessa.answers]


async def test_what_was_said_together_with_the_last_tap_closes_unread(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    message, data = jessa.button("Yes, delete it all")
    world.telegram.taps(jessa.account, message.id, data)
    world.telegram.says(jessa.account, "one more secret line")

    await world.settle()

    assert jessa.sees == "Done, all of it is gone. I know nothing about you now."


async def test_a_repeated_last_tap_is_answered_from_memory(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    message, data = jessa.button("Yes, delete it all")

    await jessa.taps_data(message.id, data)
    await jessa.taps_data(message.id, data)

    assert jessa.sees == "Done, all of it is gone. I know nothing about you now."


async def test_keeping_deletes_nothing(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.says("/delete")
    await jessa.taps("Keep it")

    await jessa.says("/wins")

    assert "31 calls" in jessa.sees
