"""A win: kept at once, its number, its words, its shift."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def somebody(world: World, language: str = "en") -> Player:
    """Out at 7 AM, rest days Sat Sun, on the bus after Monday night."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    return jessa


async def test_one_message_is_a_win_with_a_reaction_and_one_line(world: World) -> None:
    jessa = await somebody(world)

    await jessa.says("31 calls, zero holds")

    assert jessa.reaction == "👍"
    assert jessa.sees == "Kept, Mon night. That's your first."
    assert jessa.labels == [["+ Number", "Undo", "More"]]


async def test_a_win_after_sleep_still_belongs_to_that_night(world: World) -> None:
    jessa = await somebody(world)
    await world.travel(hours=7, minutes=40)

    await jessa.says("/win helped Lia with the refund flow")

    assert jessa.sees == "Kept, Mon night. That's your first."


async def test_quick_messages_are_wins_of_their_own_with_one_receipt(world: World) -> None:
    jessa = await somebody(world)
    before = len(jessa.answers)

    await jessa.says("31 calls", "zero holds all night", "client said thank you")

    assert len(jessa.answers) == before + 1
    assert jessa.sees == "All 3 kept, Mon night."
    await world.travel(seconds=15)
    await jessa.says("and no escalations")
    assert len(jessa.answers) == before + 1
    assert jessa.sees == "All 4 kept, Mon night."
    await jessa.taps("Undo")
    await jessa.says("/wins")
    assert "and no escalations" not in jessa.sees
    assert "client said thank you" in jessa.sees


async def test_the_buttons_of_a_shared_receipt_mean_the_newest_win(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls", "calmed an irate caller about billing")

    await jessa.taps("More")

    assert jessa.sees == "<b>Mon night</b>\ncalmed an irate caller about billing"


async def test_a_receipt_waits_for_the_rest_of_what_was_said_together(world: World) -> None:
    jessa = await somebody(world)

    await jessa.says("31 calls, zero holds", "/progress")

    assert [message.html.splitlines()[0] for message in jessa.answers[-2:]] == [
        "<b>Your week</b>",
        "Kept, Mon night. That's your first.",
    ]


async def test_after_twenty_seconds_a_new_receipt_is_said(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await world.travel(seconds=21)
    before = len(jessa.answers)

    await jessa.says("client said thank you")

    assert len(jessa.answers) == before + 1
    assert jessa.sees == "Kept, Mon night."


async def test_undo_takes_it_out_and_put_it_back_brings_it_back(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")

    await jessa.taps("Undo")
    assert jessa.sees == "Taken out. You can put it back until tomorrow."
    await jessa.taps("Put it back")

    assert jessa.sees == "It's back, Mon night."
    await jessa.says("/wins")
    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon night · 31 calls, zero holds"


async def test_what_was_taken_out_is_gone_for_good_the_next_day(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("Undo")
    receipt, data = jessa.button("Put it back")

    await world.travel(days=3)

    assert await jessa.taps_data(receipt.id, data) == (
        "That button is not for you or no longer there."
    )


async def test_a_repeated_tap_has_no_second_effect(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    receipt, data = jessa.button("Undo")

    await jessa.taps_data(receipt.id, data)

    assert await jessa.taps_data(receipt.id, data) == "Already done."
    assert jessa.sees == "Taken out. You can put it back until tomorrow."


async def test_the_number_is_echoed_as_a_sentence_and_its_basis_asked_once(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("AHT is down this week")
    await jessa.taps("+ Number")
    assert jessa.sees == "What's the number? For example: 480 to 410, 96%, 31 calls."

    await jessa.says("AHT 480 -> 410")
    assert jessa.sees == "AHT 480 to 410 s, 70 s less (14.6%). Where is it from?"
    assert jessa.labels == [["Scorecard", "My count"], ["Estimate", "Fix"]]
    await jessa.taps("Scorecard")

    assert jessa.sees == "AHT 480 to 410 s, 70 s less (14.6%).\nFrom your scorecard."
    await jessa.says("/wins")
    assert "AHT is down this week · AHT 480 → 410 s" in jessa.sees


async def test_the_number_in_taglish(world: World) -> None:
    jessa = await somebody(world, "fil")
    await jessa.says("bumaba ang AHT ko")
    await jessa.taps("+ Number")

    await jessa.says("480 to 410")

    assert jessa.sees == "480 to 410, bumaba ng 70 (14.6%). Saan galing?"
    assert jessa.labels == [["Scorecard", "Sariling bilang"], ["Estimate lang", "Ayusin"]]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("92 96", "92 to 96, 4 more (4.3%). Where is it from?"),
        ("480 -> 410", "480 to 410, 70 less (14.6%). Where is it from?"),
        ("4.5%", "4.5%. Where is it from?"),
        ("31 calls", "31 calls. Where is it from?"),
        ("92% 96%", "92% to 96%, 4 points more. Where is it from?"),
        ("bumaba AHT ko 480 to 410", "AHT 480 to 410 s, 70 s less (14.6%). Where is it from?"),
        ("dati 480, ngayon 410", "480 to 410, 70 less (14.6%). Where is it from?"),
    ],
)
async def test_the_forms_a_number_takes(world: World, typed: str, understood: str) -> None:
    jessa = await somebody(world)
    await jessa.says("a good night on the floor")
    await jessa.taps("+ Number")

    await jessa.says(typed)

    assert jessa.sees == understood


async def test_a_failed_number_gets_one_sentence_and_the_question_stays(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("CSAT went up")
    await jessa.taps("+ Number")

    await jessa.says("90%%")
    assert jessa.sees == ("I can't read that as a number. For example: 480 to 410, 96%, 31 calls.")
    assert jessa.labels == [["It is a win"]]
    await jessa.says("90%")

    assert jessa.sees == "90%. Where is it from?"


@pytest.mark.parametrize(
    "typed", ["bumaba AHT ko 410 to 480", "bumaba ng 70", "480 dati 410", "480-410"]
)
async def test_a_number_that_may_mean_two_things_is_asked_for_again(
    world: World, typed: str
) -> None:
    jessa = await somebody(world, "fil")
    await jessa.says("bumaba ang AHT ko")
    await jessa.taps("+ Number")

    await jessa.says(typed)
    assert jessa.sees.startswith("Hindi ko mabasa bilang number.")
    await jessa.says("mula 480 naging 410")

    assert jessa.sees == "480 to 410, bumaba ng 70 (14.6%). Saan galing?"


async def test_a_sentence_in_place_of_a_number_is_a_win_of_its_own(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("CSAT went up")
    await jessa.taps("+ Number")
    await world.travel(minutes=1)

    await jessa.says("helped the new hire with the refund flow")

    assert jessa.sees == "Kept, Mon night."


async def test_editing_the_message_edits_the_win(world: World) -> None:
    jessa = await somebody(world)
    said = await jessa.says("31 cals")

    await jessa.edits(said, "31 calls, zero holds")

    assert jessa.sees == "Changed, Mon night. It reads the way you wrote it now."
    await jessa.says("/wins")
    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon night · 31 calls, zero holds"


async def test_counts_are_mentioned_at_one_five_and_ten_only(world: World) -> None:
    jessa = await somebody(world)
    seen = []

    for number in range(10):
        await world.travel(minutes=1)
        await jessa.says(f"solved ticket number {number + 4001}")
        seen.append(jessa.sees)

    assert seen[4] == "Kept, Mon night. That makes 5."
    assert seen[9] == "Kept, Mon night. That makes 10."
    assert set(seen[1:4] + seen[5:9]) == {"Kept, Mon night."}


async def test_win_without_a_line_says_how(world: World) -> None:
    jessa = await somebody(world)

    await jessa.says("/win")

    assert jessa.sees == "Type it now, one line is enough. For example: 31 calls, zero holds"


async def test_cancel_drops_the_open_question(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("+ Number")

    await jessa.says("/cancel")
    assert jessa.sees == "All right, dropped."
    await jessa.says("/cancel")

    assert jessa.sees == "Nothing was open."


async def test_a_question_is_forgotten_after_a_day(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/shift")
    await jessa.taps("Minutes after")
    await world.travel(hours=25)

    await jessa.says("45 calls, zero holds")

    assert jessa.sees.startswith("Kept, Tue night.")
