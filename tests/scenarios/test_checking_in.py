"""Energy: asked after a yes, one tap a shift, sealed, taken back, withdrawn."""

import json

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

NOTED = "Noted, for you. Add to it, or leave it."
SEALED = "Sealed, for you. What you write in the next two minutes goes there, too."


async def after_two_cards(world: World, language: str = "en") -> Player:
    """Two worked shifts, both cards touched."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.says("wala")
    return jessa


async def agreed(world: World) -> Player:
    """Said yes after the second card, and it is the morning after the third shift."""
    jessa = await after_two_cards(world)
    await jessa.says("/checkin")
    await jessa.taps("Yes, ask me")
    await world.travel(days=1)
    return jessa


async def test_it_is_offered_after_the_second_card_was_touched_and_not_before(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await world.travel(hours=14)
    await jessa.taps("Nothing today")
    assert jessa.sees == "That's all right. Mon night closed, rest well."
    await world.travel(days=1)

    await jessa.taps("Nothing today")

    assert jessa.sees == (
        "Want one optional tap per shift: how much battery is left? It is for you: "
        "no TL, no HR, no report shows it. How it's stored: /privacy"
    )
    assert jessa.labels == [["Yes, ask me", "No thanks"]]


async def test_a_typed_win_is_followed_by_the_offer_too(world: World) -> None:
    jessa = world.person("Jessa", language="fil")
    await set_up(jessa)
    await world.travel(hours=14)
    await jessa.says("31 calls, zero hold")
    await world.travel(days=1)

    await jessa.says("kumalma si caller dahil sa'kin")

    assert jessa.answers[-2].html == "Naka-save, Tue night."
    assert jessa.sees.startswith("Gusto mo ba ng isang optional tap kada shift")
    assert jessa.labels == [["Sige", "Huwag na"]]


async def test_no_thanks_is_the_last_word(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.taps("Nothing today")

    await jessa.taps("No thanks")
    assert jessa.sees == "All right. It is in /checkin if you ever want it."
    for _ in range(10):
        await world.travel(days=1)
        if "Nothing today" in str(jessa.labels):
            await jessa.taps("Nothing today")

    offers = [message for message in jessa.answers if "battery" in message.html]
    assert offers == []


async def test_after_a_yes_the_card_carries_five_words_and_no_text_about_it(
    world: World,
) -> None:
    jessa = await agreed(world)

    assert jessa.labels[-1] == ["Empty", "Low", "Half", "Good", "Full"]
    assert "attery" not in jessa.sees


async def test_one_tap_and_the_receipt_does_not_repeat_it(world: World) -> None:
    jessa = await agreed(world)
    card = jessa.answers[-1]

    await jessa.taps("Good")

    assert jessa.sees == NOTED
    assert jessa.labels == [["Add a note", "Undo"], ["Stop asking"]]
    assert [button.text for button in card.rows[-1]] == ["At 4:30 PM", "Nothing today"]


async def test_the_card_can_still_be_answered_after_the_energy_tap(world: World) -> None:
    jessa = await agreed(world)
    card = jessa.answers[-1]
    await jessa.taps("Good")

    await jessa.taps("Nothing today", card)

    assert card.html == "That's all right. Wed night closed, rest well."


async def test_a_win_leaves_the_energy_row_on_the_card(world: World) -> None:
    jessa = await agreed(world)
    card = jessa.answers[-1]

    await jessa.says("31 calls, zero holds")

    assert [[button.text for button in row] for row in card.rows] == [
        ["Empty", "Low", "Half", "Good", "Full"]
    ]
    await jessa.taps("Full", card)
    assert card.html == NOTED


async def test_the_two_lowest_bring_reasons_in_the_same_words(world: World) -> None:
    jessa = await agreed(world)

    await jessa.taps("Low")
    assert jessa.sees == NOTED
    assert jessa.labels == [
        ["Rude caller", "Back-to-back"],
        ["No break", "System", "Personal"],
        ["Add a note", "Undo", "Stop asking"],
        ["Done", "Talk to someone"],
    ]
    await jessa.taps("No break")
    assert jessa.labels[1] == ["✓ No break", "System", "Personal"]
    await jessa.taps("✓ No break")
    assert jessa.labels[1] == ["No break", "System", "Personal"]
    await jessa.taps("Done")

    assert jessa.sees == "Noted, for you. Rest well."


async def test_a_note_is_sealed_and_never_said_again(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Empty")
    await jessa.taps("Add a note")
    assert jessa.sees == "Write the note. It is sealed: no TL, no HR, no report."

    await jessa.says("the whole floor was shouting")

    assert jessa.sees == SEALED
    await jessa.says("/wins")
    await jessa.says("/progress")
    await jessa.says("/checkin")
    assert all("shouting" not in message.html for message in jessa.answers)


async def test_a_note_too_long_to_look_like_the_others_is_asked_for_again(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Good")
    await jessa.taps("Add a note")

    await jessa.says("slept four hours " * 60)
    assert jessa.sees == "That is too long to seal here. In fewer words, about 120?"
    await jessa.says("slept four hours")

    assert jessa.sees == SEALED


async def test_talk_to_someone_shows_the_numbers_and_leaves_the_question(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Empty")
    asked = jessa.answers[-1]

    await jessa.taps("Talk to someone")

    assert jessa.sees == (
        "Not okay right now? <b>911</b>.\nTo talk, day or night: NCMH 1553, 0917-899-8727."
    )
    assert asked.rows != ()


async def test_undo_takes_it_out_and_it_can_be_answered_anew(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Empty")

    await jessa.taps("Undo")
    assert jessa.sees == "Taken out."
    await jessa.says("/checkin")

    assert jessa.sees == "Battery, Wed night?"
    await jessa.taps("Half")
    assert jessa.sees == NOTED


async def test_one_answer_a_shift(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Good")
    await jessa.says("/checkin")
    await jessa.says("/export")

    exported = json.loads(jessa.answers[-1].file_bytes)

    assert [answer["energy"] for answer in exported["checkin"]] == [4]


async def test_it_is_withdrawn_where_it_was_given(world: World) -> None:
    jessa = await agreed(world)
    await jessa.taps("Good")
    await world.travel(days=1)
    await jessa.says("/checkin")

    await jessa.taps("Stop asking")
    assert jessa.sees == (
        "I won't ask about it again. What you answered is still sealed here; delete it if you like."
    )
    await jessa.taps("Delete my checks")
    assert jessa.sees == "Nothing of it is stored any more."
    await world.travel(days=3)

    assert "Empty" not in str(jessa.labels)
    await jessa.says("/checkin")
    assert jessa.sees.startswith("Want one optional tap per shift")


async def test_an_old_energy_row_is_closed_once_the_next_shift_began(world: World) -> None:
    jessa = await agreed(world)
    card, data = jessa.button("Good")
    await world.travel(hours=16)

    assert await jessa.taps_data(card.id, data) == "That question is closed; I'm still open."


async def test_without_hours_there_is_no_shift_to_answer_for(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.says("/checkin")

    await jessa.taps("Yes, ask me")

    assert (
        jessa.sees
        == "No shift to tap for right now. It comes with your next one; your hours are in /shift."
    )
