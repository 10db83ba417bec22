"""What is typed, or not typed, while a win waits for its words or its number."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

NUMBER = "What's the number? For example: 480 to 410, 96%, 31 calls."
UNTYPED = "I can only read a number that is typed. For example: 480 to 410, 96%, 31 calls."
WORDS = "Write it the way it should read."
NO_WORDS = "I need it as words. Write it the way it should read, or /cancel."
GONE = "That win was taken out. Keep this line by itself?"


async def somebody(world: World, wins: int = 1, language: str = "en") -> Player:
    """On the bus after Monday night, with that many wins: closed ticket 1, closed ticket 2, ..."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    for number in range(1, wins + 1):
        await jessa.says(f"closed ticket {number}")
    return jessa


async def edits(jessa: Player) -> None:
    await jessa.taps("More")
    await jessa.taps("Edit")


async def test_new_words_lead_back_to_the_page(world: World) -> None:
    jessa = await somebody(world, 7)
    await jessa.says("/wins")
    listed = jessa.answers[-1]
    await jessa.taps("Older")
    await jessa.taps("2")
    await jessa.taps("Edit")

    await jessa.says("closed the very first ticket")
    assert jessa.sees == "Now it reads: closed the very first ticket"
    assert jessa.labels == [["More", "Back to the list"]]
    assert not listed.rows
    await jessa.taps("Back to the list")

    assert jessa.sees.splitlines()[1:] == [
        "<b>1.</b> Mon night · closed ticket 2",
        "<b>2.</b> Mon night · closed the very first ticket",
    ]


async def test_a_number_from_the_list_leads_back_to_it(world: World) -> None:
    jessa = await somebody(world, 1)
    await jessa.says("/wins")
    await jessa.taps("1")
    await jessa.taps("+ Number")
    await jessa.says("AHT 480 to 410")
    assert jessa.labels == [["Scorecard", "My count"], ["Estimate", "Fix"]]

    await jessa.taps("Scorecard")
    assert jessa.sees == (
        "<b>Mon night</b>\nclosed ticket 1\n"
        "AHT 480 to 410 s, 70 s less (14.6%). From your scorecard."
    )
    await jessa.taps("Back to the list")

    assert jessa.sees.endswith("<b>1.</b> Mon night · closed ticket 1 · AHT 480 → 410 s")


async def test_the_page_is_still_known_after_a_number_that_could_not_be_read(world: World) -> None:
    jessa = await somebody(world, 6)
    await jessa.says("/wins")
    await jessa.taps("Older")
    await jessa.taps("1")
    await jessa.taps("+ Number")
    await jessa.says("90%%")
    await jessa.sends("sticker")
    await jessa.says("90%")
    await jessa.taps("Fix")
    await jessa.says("91%")
    await jessa.taps("My count")
    assert jessa.sees == "<b>Mon night</b>\nclosed ticket 1\n91%. Your own count."

    await jessa.taps("Back to the list")

    assert jessa.sees.endswith("</b>, 6 in all\n<b>1.</b> Mon night · closed ticket 1 · 91%")


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "document"])
async def test_what_is_not_typed_leaves_the_question_for_the_number_open(
    world: World, kind: str
) -> None:
    jessa = await somebody(world)
    await jessa.taps("+ Number")

    await jessa.sends(kind)
    assert jessa.sees == UNTYPED
    await jessa.says("31 calls")

    assert jessa.sees == "31 calls. Where is it from?"


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice"])
async def test_what_is_not_typed_leaves_the_words_as_they_were(world: World, kind: str) -> None:
    jessa = await somebody(world)
    await edits(jessa)
    assert jessa.sees == WORDS

    await jessa.sends(kind)
    assert jessa.sees == NO_WORDS
    await jessa.says("closed the refund ticket")

    assert jessa.sees == "Now it reads: closed the refund ticket"


@pytest.mark.parametrize("blank", ["\u2800", "\u3164 \u3164", "\u2063"])
async def test_an_edit_that_nobody_could_read_is_asked_for_again(world: World, blank: str) -> None:
    jessa = await somebody(world)
    await edits(jessa)

    await jessa.says(blank)
    assert jessa.sees == NO_WORDS
    await jessa.says("/wins")

    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon night · closed ticket 1"


@pytest.mark.parametrize("blank", ["\u2800", "/win", "/win \u3164"])
async def test_a_message_edited_to_nothing_changes_nothing_and_says_so(
    world: World, blank: str
) -> None:
    jessa = await somebody(world, 0)
    said = await jessa.says("closed ticket 1")

    await jessa.edits(said, blank)

    assert jessa.sees == "There is nothing in it now, so the win stays as it was."
    await jessa.says("/wins")
    assert jessa.sees.endswith("closed ticket 1")


async def test_a_line_nobody_could_read_is_no_win(world: World) -> None:
    jessa = await somebody(world, 0)

    await jessa.says("\u2800")

    assert jessa.sees == "Hi. Whenever something goes right, one line is enough."


async def test_a_number_for_a_win_that_was_deleted_meanwhile_is_not_lost(world: World) -> None:
    jessa = await somebody(world)
    receipt = jessa.answers[-1]
    await jessa.taps("+ Number")
    await jessa.taps("Undo", receipt)

    await jessa.says("31 calls")
    assert jessa.sees == GONE
    await jessa.taps("It is a win")
    await jessa.says("/wins")

    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon night · 31 calls"


async def test_new_words_for_a_win_that_was_deleted_in_the_list_are_not_lost(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/wins")
    listed = jessa.answers[-1]
    await jessa.taps("1")
    await jessa.taps("Edit")
    await jessa.taps("Delete", listed)

    await jessa.says("closed the refund ticket")

    assert jessa.sees == GONE
    assert jessa.labels == [["It is a win"]]


@pytest.mark.parametrize("ask", ["+ Number", "Edit"])
async def test_wins_in_the_middle_of_a_question_shows_the_list_and_closes_it(
    world: World, ask: str
) -> None:
    jessa = await somebody(world)
    await jessa.taps("More") if ask == "Edit" else None
    await jessa.taps(ask)

    await jessa.says("/wins")
    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Mon night · closed ticket 1"
    await world.travel(minutes=1)
    await jessa.says("31 calls, zero hold")

    assert jessa.sees == "Kept, Mon night."


async def test_paging_leaves_an_open_question_open(world: World) -> None:
    jessa = await somebody(world, 6)
    await jessa.says("/wins")
    listed = jessa.answers[-1]
    await jessa.taps("1")
    await jessa.taps("+ Number")
    await jessa.taps("Back to the list", listed)
    await jessa.taps("Older", listed)

    await jessa.says("31 calls")

    assert jessa.sees == "31 calls. Where is it from?"


async def test_the_list_of_somebody_whose_set_up_is_open_goes_on_with_it(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Start")
    await jessa.says("31 calls, zero hold")

    await jessa.says("/wins")

    assert jessa.answers[-2].html.endswith(" · 31 calls, zero hold")
    assert jessa.sees.startswith("What time are you usually out?")
    await jessa.taps("1", jessa.answers[-2])
    await jessa.taps("7 AM")
    assert jessa.sees == "Which are your rest days?"


async def test_a_stranger_is_told_how_to_begin(world: World) -> None:
    stranger = world.person("Nobody")

    await stranger.says("/wins")

    (answer,) = stranger.answers
    assert answer.html.startswith("Hi, I'm Angat. I keep your wins at work, in private. /start")


async def test_the_same_in_taglish(world: World) -> None:
    jessa = await somebody(world, 1, "fil")
    await jessa.taps("+ Number")
    await jessa.sends("voice")
    assert jessa.sees.startswith("Naka-type na number lang ang nababasa ko.")
    await jessa.taps("Iba pa")
    await jessa.taps("I-edit")

    await jessa.sends("sticker")

    assert jessa.sees.startswith("Kailangan ko 'yan sa salita.")
