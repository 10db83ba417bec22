"""Old buttons, two lines in one breath, the way out and what comes after it."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.messages import Json
from sandbox.world import World


async def on_nights(world: World) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    return jessa


async def with_energy(world: World) -> Player:
    """Two cards answered and a yes; the third card is there with its row of five."""
    jessa = await on_nights(world)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.says("wala")
    await jessa.taps("Yes, ask me")
    await world.travel(days=1)
    return jessa


async def test_not_for_me_wipes_a_newcomer_but_asks_whoever_kept_something(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Who sees what?")
    card = jessa.answers[-1]
    await jessa.says("31 calls, zero holds")

    await jessa.taps("Not for me", card)
    assert "1 win" in card.html or "1 win" in jessa.sees
    await jessa.says("/wins")

    assert "31 calls, zero holds" in jessa.answers[-2].html


async def test_the_last_button_of_an_earlier_account_does_not_delete_the_next(world: World) -> None:
    jessa = await on_nights(world)
    for _ in range(2):
        await jessa.says("/delete")
        await jessa.taps("Delete everything")
    old, new = [one for one in jessa.answers if one.rows and "Yes" in one.rows[0][0].text][-2:]
    await jessa.taps("Yes, delete it all", new)
    await on_nights_again(jessa)
    await jessa.says("92 tickets")

    toast = await jessa.taps("Yes, delete it all", old)
    await jessa.says("/wins")

    assert toast == "That button is not for you or no longer there."
    assert "92 tickets" in jessa.sees


async def on_nights_again(jessa: Player) -> None:
    await set_up(jessa)


async def test_nothing_is_said_after_the_last_answer(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    message, data = jessa.button("Yes, delete it all")
    world.telegram.says(jessa.account, "31 calls, zero holds")
    world.telegram.taps(jessa.account, message.id, data)
    await world.settle()

    assert jessa.sees.startswith("Done, all of it is gone")


async def test_two_lines_of_a_note_are_one_sealed_note_and_no_win(world: World) -> None:
    jessa = await with_energy(world)
    await jessa.taps("Good")
    await jessa.taps("Add a note")

    await jessa.says("cried in the pantry", "my lead saw me and said nothing")
    assert jessa.sees.startswith("Sealed, for you.")
    await world.travel(minutes=2)
    await jessa.says("/wins")
    assert "pantry" not in jessa.sees
    assert "my lead" not in jessa.sees
    await jessa.says("/export")

    assert b"cried in the pantry\\nmy lead saw me and said nothing" in jessa.answers[-1].file_bytes


async def test_an_older_undo_takes_no_newer_note_away(world: World) -> None:
    jessa = await with_energy(world)
    await jessa.taps("Good")
    message, data = jessa.button("Undo")
    await jessa.taps("Add a note")
    await jessa.says("slept four hours")

    await jessa.taps_data(message.id, data)
    await jessa.says("/export")

    assert b"slept four hours" in jessa.answers[-1].file_bytes


async def test_a_double_tap_on_a_reason_shows_what_stands(world: World) -> None:
    jessa = await with_energy(world)
    await jessa.taps("Low")
    message, data = jessa.button("No break")
    await jessa.taps_data(message.id, data)
    await jessa.taps_data(message.id, data)

    assert jessa.labels[1][0] == "✓ No break"


async def test_after_stop_nothing_more_is_kept(world: World) -> None:
    jessa = await with_energy(world)
    await jessa.taps("Low")
    message, data = jessa.button("No break")
    await jessa.says("/checkin")
    await jessa.taps("Stop asking")
    await jessa.taps_data(message.id, data)
    await jessa.says("/export")

    assert b'"break"' not in jessa.answers[-1].file_bytes


async def test_quick_lines_on_the_second_card_still_bring_the_offer(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(days=1)
    await jessa.says("wala")
    await world.travel(days=1)

    await jessa.says("closed the case", "zero repeat calls")

    assert jessa.labels == [["Yes, ask me", "No thanks"]]


async def test_quick_lines_on_a_return_still_bring_the_question(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(days=60)

    await jessa.says("31 calls", "zero holds")

    assert jessa.sees.startswith("Hello again.")
    assert ["Yes", "Changed"] in jessa.labels


async def test_two_cards_of_one_shift_are_one_touch(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    await jessa.taps("At 4:30 PM")
    await world.travel(hours=10)

    await jessa.taps("Nothing today")

    assert jessa.labels == []


async def test_undo_and_another_line_is_one_kept_and_the_way_back_stays(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("31 calls")
    await jessa.taps("Undo")
    back = jessa.answers[-1]
    await jessa.says("zero holds")

    assert jessa.sees.startswith("Kept, ")
    assert any("Put it back" in [one.text for one in row] for row in back.rows)


async def test_a_line_behind_win_may_begin_on_the_next_line(world: World) -> None:
    jessa = await on_nights(world)

    await jessa.says("/win\n31 calls, zero holds")
    await jessa.says("/wins")

    assert "31 calls, zero holds" in jessa.sees


async def test_a_change_after_the_shift_keeps_tonights_card(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=13, minutes=30)
    await jessa.says("/shift")
    await jessa.taps("Minutes after")
    await jessa.taps("60 min")
    before = len(jessa.answers)

    await world.travel(hours=1)

    assert len(jessa.answers) == before + 1


async def test_never_and_weekly_announce_the_card_that_comes(world: World) -> None:
    jessa = await on_nights(world)
    for choice, told in (("Once a week", "Sat 7:20 AM"), ("Don't ask", "No question planned.")):
        await jessa.says("/shift")
        await jessa.taps("How often")
        await jessa.taps(choice)
        await jessa.says("/progress")
        assert told in jessa.sees


@pytest.mark.parametrize("line", ["I want to die", "gusto ko nang mamatay", "talk to someone"])
async def test_a_cry_for_help_is_never_praised(world: World, line: str) -> None:
    jessa = await on_nights(world)

    await jessa.says(line)

    assert jessa.reaction == ""
    assert jessa.sees.startswith("Not okay right now? <b>911</b>.")
    assert jessa.labels == [["All numbers"]]
    await jessa.says("/wins")
    assert line not in jessa.sees


async def test_a_crisis_is_met_behind_a_command_and_in_an_edit_as_well(world: World) -> None:
    jessa = await on_nights(world)
    await jessa.says("/win i want to die")
    assert jessa.sees.startswith("Not okay right now? <b>911</b>.")
    line = await jessa.says("31 calls, zero hold")

    await jessa.edits(line, "gusto ko na pong mamatay")
    assert jessa.sees.startswith("Not okay right now? <b>911</b>.")
    await jessa.taps("More")
    await jessa.taps("Edit")
    await jessa.says("gusto ko na pong mamatay")
    await jessa.says("/wins")

    assert "mamatay" not in jessa.sees
    assert "31 calls, zero hold" in jessa.sees


async def test_a_stranger_in_a_crisis_gets_the_numbers_once(world: World) -> None:
    stranger = world.person("Nobody", language="tl")

    await stranger.says("gusto ko na pong mamatay")

    assert [one.html.split("</b>")[0] for one in stranger.answers] == ["Hindi okay ngayon? <b>911"]


@pytest.mark.parametrize("line", ["hi po", "pagod na pagod na ako", "paano ba to?", "wala"])
async def test_a_stranger_is_answered_once(world: World, line: str) -> None:
    stranger = world.person("Nobody", language="tl")

    await stranger.says(line)

    assert len(stranger.answers) == 1


async def test_somebody_who_wants_no_more_of_it_is_shown_both_ways_out(world: World) -> None:
    jessa = await on_nights(world)

    await jessa.says("stop messaging me")
    assert jessa.sees.startswith("Shall I stop asking, or delete what I have?")
    assert jessa.labels == [["Don't ask", "Delete everything"], ["It is a win"]]
    await jessa.taps("Don't ask")

    assert jessa.sees.startswith("No more questions from me.")


async def test_a_rest_day_said_under_the_card_is_that_shifts(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)

    await jessa.says("RD ako")
    assert jessa.sees == "Noted, no question for Mon night."
    before = len(jessa.answers)
    await world.travel(days=1)

    assert len(jessa.answers) == before + 1, "tonight's card still comes"


async def test_another_bots_command_in_a_group_is_nobodys(world: World) -> None:
    jessa = await on_nights(world)
    update: Json = {
        "message": {
            "message_id": 5,
            "date": int(world.clock.now().timestamp()),
            "chat": {"id": -100777, "type": "supergroup", "title": "floor"},
            "from": {"id": jessa.account.id, "is_bot": False, "first_name": "Jessa"},
            "text": "/roll@otherbot",
            "entities": [{"type": "bot_command", "offset": 0, "length": 14}],
        }
    }
    before = len(world.telegram.journal)
    world.telegram.updates.put(update, world.clock.now().replace(year=2030))
    await world.settle()

    assert [call.method for call in world.telegram.journal[before:] if "send" in call.method] == []
