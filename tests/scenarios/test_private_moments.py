"""What is typed near an energy answer or a note never lands among the wins by itself."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

ASKED = "Is this for you alone, or a win? I kept nothing yet."


async def agreed(world: World) -> Player:
    """Wednesday, 5:40 PM: two cards answered, a yes to energy; Wed night is ahead."""
    jessa = world.person("Jessa")
    await set_up(jessa)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.says("wala")
    await jessa.taps("Yes, ask me")
    return jessa


async def kept(jessa: Player) -> str:
    await jessa.says("/wins")
    return jessa.sees


async def filed(jessa: Player) -> str:
    await jessa.says("/export")
    return jessa.answers[-1].file_bytes.decode()


async def test_a_card_does_not_end_a_note_that_is_being_written(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=13, minutes=38)
    await jessa.says("/checkin")
    await jessa.taps("Empty")
    await jessa.taps("Add a note")
    await world.travel(minutes=4)
    assert "Wed night" in jessa.sees

    await jessa.says("cried in the pantry")

    assert jessa.sees.startswith("Sealed, for you.")
    assert "pantry" not in await kept(jessa)
    assert "cried in the pantry" in await filed(jessa)


async def test_a_note_refused_as_too_long_waits_for_the_shorter_one(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Low")
    await jessa.taps("Add a note")
    await jessa.says("slept four hours " * 60)
    await world.travel(minutes=20)

    await jessa.says("slept four hours")

    assert jessa.sees.startswith("Sealed, for you.")


async def test_the_next_line_a_minute_later_is_sealed_as_well(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Good")
    await jessa.taps("Add a note")
    await jessa.says("my lead shouted")
    await world.travel(minutes=1)

    await jessa.says("in front of everyone")
    await world.travel(minutes=3)
    await jessa.says("31 calls, zero hold")

    assert await kept(jessa) == "<b>What you kept</b>\n<b>1.</b> Wed night · 31 calls, zero hold"


@pytest.mark.parametrize("typed", ["Low", "2", "lowbat", "35%", "Ubos", "Sakto"])
async def test_the_battery_question_may_be_answered_in_words(world: World, typed: str) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.says("/checkin")

    await jessa.says(typed)

    assert jessa.sees == "Noted, for you. Add to it, or leave it."
    assert jessa.reaction == ""
    assert typed not in await kept(jessa)


@pytest.mark.parametrize("level", ["Low", "Good"])
async def test_what_is_typed_beside_the_answer_is_asked_about(world: World, level: str) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps(level)

    await jessa.says("the new lead, he stood behind me")
    assert jessa.sees == ASKED
    assert "behind me" not in await kept(jessa)
    await jessa.taps("Keep, just for me")

    assert "Kept, sealed" in jessa.answers[-2].html
    assert "stood behind me" in await filed(jessa)


@pytest.mark.parametrize(
    "between", ["salamat", "/progress", "31 calls, zero hold", "pagod na pagod na ako", "ano to?"]
)
async def test_whatever_is_done_meanwhile_the_ten_minutes_go_on(world: World, between: str) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Empty")
    await jessa.says(between)
    await world.travel(minutes=8)

    await jessa.says("cried in the pantry")
    assert jessa.sees == ASKED
    await world.travel(minutes=3)
    await jessa.says("cried with joy in the pantry")

    assert jessa.sees.startswith("Kept, ")


@pytest.mark.parametrize("line", ["7 am", "nobody helped me", "he hit the desk next to me"])
async def test_what_only_looks_like_a_win_is_asked_about(world: World, line: str) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Empty")

    await jessa.says(line)

    assert jessa.sees == ASKED


async def test_an_open_question_does_not_take_the_ten_minutes_away(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]
    await jessa.says("zero hold all night")
    await jessa.taps("+ Number")
    await jessa.taps("Empty", card)

    await jessa.says("cried in the pantry")

    assert jessa.sees == ASKED


async def test_the_card_still_ends_the_battery_question(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=13, minutes=30)
    await jessa.says("/checkin")
    await world.travel(minutes=11)

    await jessa.says("100%")

    assert jessa.sees == "Kept, Wed night. That's your first."


async def test_a_plain_win_beside_the_answer_is_a_win_at_once(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Low")

    await jessa.says("31 calls, zero hold")

    assert jessa.sees == "Kept, Wed night. That's your first."


async def test_an_energy_tap_leaves_another_question_open(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    card = jessa.answers[-1]
    await jessa.says("zero hold all night")
    await jessa.taps("+ Number")
    await jessa.taps("Good", card)

    await jessa.says("31 calls")

    assert jessa.sees == "31 calls. Where is it from?"


async def test_done_ends_a_note_that_was_never_written(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Good")
    await jessa.taps("Add a note")
    await jessa.taps("Done")

    await jessa.says("31 calls, zero hold")

    assert jessa.sees == "Kept, Wed night. That's your first."


async def test_a_note_whose_answer_was_taken_out_is_kept_only_by_a_tap(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.taps("Low")
    answered = jessa.answers[-1]
    await jessa.taps("Add a note")
    await jessa.taps("Undo", answered)

    await jessa.says("cried in the pantry")

    assert jessa.labels == [["Keep, just for me"]]
    assert "pantry" not in await filed(jessa)


async def test_forget_it_forgets_what_was_kept_a_moment_before(world: World) -> None:
    jessa = await agreed(world)
    await jessa.says("pagod na pagod na ako")
    asked = jessa.answers[-1]
    keep, forget = (jessa.button(label, asked)[1] for label in ("Keep, just for me", "Forget it"))

    await jessa.taps_data(asked.id, keep)
    await jessa.taps_data(asked.id, forget)

    assert asked.html == "Forgotten. Nothing of that line is kept."
    assert "pagod na pagod" not in await filed(jessa)


async def test_an_edited_vent_that_was_kept_stays_sealed(world: World) -> None:
    jessa = await agreed(world)
    line = await jessa.says("pagod na pagod na ako")
    await jessa.taps("Keep, just for me")

    await jessa.edits(line, "pagod na pagod na ako, iyak ako sa CR")

    assert jessa.sees == "Changed, and sealed as before."
    assert "iyak ako sa CR" in await filed(jessa)


async def test_a_note_belongs_to_the_shift_of_the_card_that_waits(world: World) -> None:
    jessa = await agreed(world)
    await world.travel(hours=14)
    await jessa.says("pagod na pagod na ako")

    await jessa.taps("Keep, just for me")
    await jessa.says("/export")
    text = jessa.answers[-1].file_bytes.decode()

    shift = text.split('"note": [')[1].split('"shift_id": ')[1].split(",")[0]
    assert f'"about": {shift}' in text.split('"screen": [')[1]
