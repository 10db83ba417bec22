"""Crucial task, value added, accomplishment: said by a tap, never asked."""

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def somebody(world: World, language: str = "en") -> Player:
    """On the bus after Monday night, with one win."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=14)
    await jessa.says("wrote the macro for refunds")
    return jessa


async def test_one_tap_says_what_kind_it_is_and_the_same_takes_it_away(world: World) -> None:
    jessa = await somebody(world)
    await jessa.taps("More")
    await jessa.taps("Kind")
    assert jessa.sees == "What kind of win is it? Tap it again to take it off."
    assert jessa.labels == [["Crucial task", "Value added"], ["Accomplishment", "Back"]]

    await jessa.taps("Value added")
    assert jessa.labels[0] == ["Crucial task", "✓ Value added"]
    await jessa.taps("Back")
    assert jessa.sees == "<b>Mon night</b>\nwrote the macro for refunds\nValue added"
    await jessa.taps("Kind")
    await jessa.taps("✓ Value added")
    assert jessa.labels[0] == ["Crucial task", "Value added"]
    await jessa.taps("Back")

    assert jessa.sees == "<b>Mon night</b>\nwrote the macro for refunds"


async def test_another_kind_takes_the_place_of_the_first(world: World) -> None:
    jessa = await somebody(world)
    await jessa.taps("More")
    await jessa.taps("Kind")
    await jessa.taps("Value added")

    await jessa.taps("Accomplishment")

    assert jessa.labels == [["Crucial task", "Value added"], ["✓ Accomplishment", "Back"]]


async def test_a_double_tap_sets_it_once_and_does_not_take_it_away(world: World) -> None:
    jessa = await somebody(world)
    await jessa.taps("More")
    await jessa.taps("Kind")
    message, data = jessa.button("Crucial task")
    await jessa.taps_data(message.id, data)

    assert await jessa.taps_data(message.id, data) == "Already done."
    assert jessa.labels[0] == ["✓ Crucial task", "Value added"]


async def test_the_kind_is_in_the_list_and_in_the_file(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/wins")
    await jessa.taps("1")
    await jessa.taps("Kind")
    await jessa.taps("Accomplishment")
    await jessa.taps("Back")
    await jessa.taps("Back to the list")
    assert jessa.sees.endswith("Mon night · wrote the macro for refunds · Accomplishment")

    await jessa.says("/export")

    assert b'"tag": "accomplished"' in jessa.answers[-1].file_bytes


async def test_nobody_is_asked_for_a_kind(world: World) -> None:
    jessa = await somebody(world)
    await jessa.taps("+ Number")
    await jessa.says("40 tickets")
    await jessa.taps("My count")

    assert not any("kind" in answer.html.lower() for answer in jessa.answers)


async def test_a_kind_for_a_win_that_was_taken_out_says_so(world: World) -> None:
    jessa = await somebody(world)
    receipt = jessa.answers[-1]
    await jessa.says("/wins")
    await jessa.taps("1")
    await jessa.taps("Kind")
    picker, data = jessa.button("Crucial task")
    _, other = jessa.button("Back")
    await jessa.taps("Undo", receipt)

    assert await jessa.taps_data(picker.id, data) == "Already done."
    assert picker.html == "Taken out. You can put it back until tomorrow."
    await jessa.taps_data(picker.id, other)
    assert picker.html == "Taken out. You can put it back until tomorrow."


async def test_kinds_in_taglish(world: World) -> None:
    jessa = await somebody(world, "fil")
    await jessa.taps("Iba pa")
    await jessa.taps("Klase")
    assert jessa.sees == "Anong klaseng win 'to? I-tap ulit para alisin."

    await jessa.taps("Value added")

    assert jessa.labels == [["Crucial task", "✓ Value added"], ["Accomplishment", "Balik"]]


async def test_the_receipt_of_several_follows_what_was_put_back(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("31 calls", "zero holds all night", "client said thank you")
    receipt = jessa.answers[-1]
    await jessa.says("/wins")
    await jessa.taps("1")
    await jessa.taps("Delete")
    assert receipt.html == "Taken out. You can put it back until tomorrow."

    await jessa.taps("Put it back")

    assert receipt.html.startswith("Kept, ")
