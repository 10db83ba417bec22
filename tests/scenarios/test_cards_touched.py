"""What a touch does to the card, to later questions, and to how often Angat asks."""

from sandbox.people import Player
from sandbox.plays import flat, set_up
from sandbox.telegram import Message
from sandbox.world import World


async def first_card(world: World) -> tuple[Player, Message]:
    """Nights, out at 7 AM; Tuesday 7:21 AM, the card is there."""
    jessa = world.person("Jessa")
    await set_up(jessa)
    await world.travel(hours=13, minutes=41)
    return jessa, jessa.answers[-1]


async def cards_of(world: World, jessa: Player, days: int) -> int:
    before = len(jessa.answers)
    await world.travel(days=days)
    return len(jessa.answers) - before


async def test_later_closes_the_card_it_stands_on(world: World) -> None:
    jessa, card = await first_card(world)
    nothing, data = jessa.button("Nothing today", card)
    await jessa.taps("At 4:30 PM")

    assert await jessa.taps_data(nothing.id, data) == "That question is closed; I'm still open."
    assert jessa.sees == "4:30 PM then."


async def test_later_tapped_twice_is_one_more_question(world: World) -> None:
    jessa, card = await first_card(world)
    _, data = jessa.button("At 4:30 PM", card)
    await jessa.taps_data(card.id, data)
    await jessa.taps_data(card.id, data)

    assert await cards_of(world, jessa, 1) == 2, "the one at 4:30 PM, and the next night's"


async def test_mamaya_closes_the_card_too(world: World) -> None:
    jessa, card = await first_card(world)
    nothing, data = jessa.button("Nothing today", card)
    await jessa.says("mamaya")

    assert await jessa.taps_data(nothing.id, data) == "That question is closed; I'm still open."


async def test_overtime_closes_the_card_and_the_last_word_on_it_counts(world: World) -> None:
    jessa, card = await first_card(world)
    nothing, data = jessa.button("Nothing today", card)
    await jessa.says("OT pa")
    await jessa.taps("+1 h")
    assert jessa.sees == "OT noted. I'll ask at 8:21 AM."
    assert await jessa.taps_data(nothing.id, data) == "That question is closed; I'm still open."

    await jessa.says("OT 3 hours")
    assert jessa.sees == "OT noted. I'll ask at 10 AM."

    before = len(jessa.answers)
    await world.travel(hours=8)
    assert len(jessa.answers) == before + 1, "one question, at the hour named last"


async def test_an_own_rhythm_begins_anew(world: World) -> None:
    """Three untouched, then a choice by herself: four more, before it asks less."""
    jessa, _ = await first_card(world)
    await world.travel(days=2)
    await jessa.says("/shift")
    await jessa.taps("How often")
    await jessa.taps("Every shift")

    assert await cards_of(world, jessa, 5) == 3
    assert "I'll ask less" not in jessa.sees


async def test_every_shift_on_the_notice_begins_anew(world: World) -> None:
    jessa, _ = await first_card(world)
    await world.travel(days=6)
    assert jessa.sees.startswith("I'll ask less")
    await jessa.taps("Every shift")

    assert await cards_of(world, jessa, 3) == 3


async def test_after_a_return_nobody_is_asked_until_the_hour_is_confirmed(world: World) -> None:
    jessa, _ = await first_card(world)
    await world.travel(days=40)
    await jessa.says("31 calls, zero holds")
    assert jessa.sees.startswith("Hello again.")

    assert await cards_of(world, jessa, 7) == 0
    await jessa.taps("Yes")

    assert await cards_of(world, jessa, 7) == 5


async def test_the_energy_row_is_for_worked_shifts_only(world: World) -> None:
    jessa, _ = await first_card(world)
    await jessa.says("wala")
    await world.travel(days=1)
    await jessa.says("wala")
    await jessa.taps("Yes, ask me")
    await jessa.taps("Good")
    await world.travel(days=5)

    await jessa.says("cleaned up my notes on a Sunday")

    assert "Good" not in flat(jessa)


async def test_a_win_cannot_be_moved_to_somebody_elses_shift(world: World) -> None:
    await first_card(world)
    jun = world.person("Jun")
    await set_up(jun)
    await jun.says("92 tickets")
    await jun.taps("More")
    await jun.taps("Other shift")
    message, data = jun.button(jun.labels[0][0])
    await jun.says("/wins")
    before = jun.sees

    await jun.taps_data(message.id, data.rsplit(":", 1)[0] + ":1")
    await jun.says("/wins")

    assert jun.sees == before
