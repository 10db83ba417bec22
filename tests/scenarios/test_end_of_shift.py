"""The one knock a shift: when it comes, what answers it, and when it falls silent."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def on_nights(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    return jessa


async def first_card(world: World, language: str = "en") -> Player:
    jessa = await on_nights(world, language)
    await world.travel(hours=13, minutes=41)
    return jessa


async def test_the_card_comes_twenty_minutes_after_the_shift_once(world: World) -> None:
    jessa = await on_nights(world)

    await world.travel(hours=13, minutes=39)
    assert len(jessa.answers) == 1
    await world.travel(minutes=1)
    assert len(jessa.answers) == 2
    assert "Mon night" in jessa.sees
    assert len(jessa.labels) == 2
    assert jessa.labels[1] == ["At 4:30 PM", "Nothing today"]
    await world.travel(hours=8)

    assert len(jessa.answers) == 2


async def test_the_card_in_taglish(world: World) -> None:
    jessa = await first_card(world, "fil")

    assert "Mon night" in jessa.sees
    assert jessa.labels[1] == ["Mamayang 4:30 PM", "Wala today"]


async def test_rest_days_are_silent(world: World) -> None:
    jessa = await on_nights(world)
    for _ in range(4):
        await world.travel(days=1)
        await jessa.says("wala")
    await world.travel(days=1)
    said = len(jessa.answers)

    await world.travel(days=2)

    assert len(jessa.answers) == said
    await world.travel(days=1)
    assert len(jessa.answers) == said + 1


async def test_no_question_is_asked_twice_within_seven_worked_shifts(world: World) -> None:
    jessa = await on_nights(world)
    asked = []
    for _ in range(40):
        said = len(jessa.answers)
        await world.travel(days=1)
        if len(jessa.answers) > said:
            asked.append(jessa.sees.replace(jessa.sees[-1:], ""))
            await jessa.taps("Nothing today")
            if "No thanks" in str(jessa.labels):
                await jessa.taps("No thanks")

    plain = [question.split(" night")[-1] for question in asked]
    assert len(asked) > 25
    for start in range(len(plain) - 7):
        assert len(set(asked[start : start + 7])) == 7


async def test_a_message_answers_the_card_until_the_next_shift_begins(world: World) -> None:
    jessa = await first_card(world)
    card = jessa.answers[-1]
    await world.travel(hours=14)

    await jessa.says("31 calls, zero holds")

    assert jessa.sees == "Kept, Mon night. That's your first."
    assert card.rows == ()


async def test_after_the_next_shift_began_the_old_card_is_closed(world: World) -> None:
    jessa = await first_card(world)
    card, data = jessa.button("Nothing today")
    await world.travel(hours=15)

    assert await jessa.taps_data(card.id, data) == "That question is closed; I'm still open."
    await jessa.says("31 calls, zero holds")

    assert jessa.sees == "Kept, Tue night. That's your first."


async def test_a_telegram_reply_to_an_older_card_is_about_its_shift(world: World) -> None:
    jessa = await first_card(world)
    card = jessa.answers[-1]
    await world.travel(days=1)

    await jessa.says("31 calls, zero holds", reply_to=card.id)

    assert jessa.sees == "Kept, Mon night. That's your first."


async def test_a_chip_turns_the_card_into_its_receipt(world: World) -> None:
    jessa = await first_card(world)
    before = len(jessa.answers)

    await jessa.taps(jessa.labels[0][0])

    assert len(jessa.answers) == before
    assert jessa.sees.startswith("Kept, Mon night: ")
    assert jessa.labels == [["+ Number", "Undo", "More"]]


async def test_a_chip_that_telegram_repeats_is_one_win(world: World) -> None:
    jessa = await first_card(world)
    card, data = jessa.button(jessa.labels[0][0])

    await jessa.taps_data(card.id, data)
    await jessa.taps_data(card.id, data)
    await jessa.says("/wins")

    assert jessa.sees.startswith("<b>What you kept</b>\n")
    assert jessa.sees.count("\n") == 1


async def test_nothing_today_closes_the_shift_in_one_tap(world: World) -> None:
    jessa = await first_card(world)

    await jessa.taps("Nothing today")

    assert jessa.sees == "That's all right. Mon night closed, rest well."
    assert jessa.labels == []


async def test_the_later_button_asks_again_at_the_hour_it_shows(world: World) -> None:
    jessa = await first_card(world)

    await jessa.taps("At 4:30 PM")
    assert jessa.sees == "4:30 PM then."
    said = len(jessa.answers)
    await world.travel(hours=9, minutes=8)
    assert len(jessa.answers) == said
    await world.travel(minutes=2)

    assert len(jessa.answers) == said + 1
    assert "Mon night" in jessa.sees


async def test_mamaya_is_the_same_as_the_button(world: World) -> None:
    jessa = await first_card(world, "fil")

    await jessa.says("mamaya na")
    assert jessa.sees == "Sige, 4:30 PM."
    assert jessa.labels == [["Win 'yan"]]
    said = len(jessa.answers)
    await world.travel(hours=10)

    assert len(jessa.answers) == said + 1


async def test_overtime_moves_the_card(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=13)

    await jessa.says("OT pa")
    assert jessa.sees == "OT noted. When shall I ask?"
    await jessa.taps("+2 h")
    assert jessa.sees == "OT noted. I'll ask at 9 AM."
    said = len(jessa.answers)
    await world.travel(hours=2, minutes=15)
    assert len(jessa.answers) == said
    await world.travel(minutes=10)

    assert len(jessa.answers) == said + 1
    assert "Mon night" in jessa.sees
    await world.travel(hours=10)
    assert len(jessa.answers) == said + 1


async def test_a_card_that_could_not_be_sent_for_three_hours_is_not_sent(world: World) -> None:
    jessa = await on_nights(world)
    world.clock.set(world.clock.now().replace(day=24, hour=2, minute=30))

    await world.settle()

    assert len(jessa.answers) == 1


async def test_four_cards_untouched_and_it_asks_less_three_more_and_it_is_silent(
    world: World,
) -> None:
    jessa = await on_nights(world)
    await world.travel(days=5)
    assert len(jessa.answers) == 1 + 5
    assert jessa.sees == (
        "I'll ask less: one question on your last shift of the week. Whatever you kept stays."
    )
    assert jessa.labels == [["Every shift", "Don't ask"], ["Okay"]]

    await world.travel(days=7 * 10)

    assert len(jessa.answers) == 1 + 5 + 3


async def test_every_shift_again_is_one_tap(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(days=5)

    await jessa.taps("Every shift")
    assert jessa.sees == "Every shift then."
    said = len(jessa.answers)
    await world.travel(days=7)

    assert len(jessa.answers) == said + 5
    assert jessa.sees.startswith("I'll ask less")


async def test_a_return_finds_nothing_to_catch_up_on(world: World) -> None:
    jessa = await on_nights(world)
    await world.travel(hours=14)
    await jessa.says("31 calls, zero holds")
    await world.travel(days=60)
    silent_at = len(jessa.answers)

    await jessa.says("got a commendation from the client")

    assert jessa.answers[silent_at].html.startswith("Kept, ")
    assert jessa.sees == (
        "Hello again. Nothing got lost and there is nothing to catch up on. 1 kept, the last one: "
        "“31 calls, zero holds”. Still out at 7 AM?"
    )
    await jessa.taps("Yes")
    assert jessa.sees == "Good. I ask after your shift again."
    said = len(jessa.answers)
    await world.travel(days=3)
    assert len(jessa.answers) > said


async def test_a_day_worker_is_asked_in_the_evening(world: World) -> None:
    marco = world.person("Marco", language="en")
    await set_up(marco, "6 PM")
    said = len(marco.answers)

    await world.travel(hours=1)

    assert len(marco.answers) == said + 1
    assert "Mon shift" in marco.sees


@pytest.mark.parametrize("delay", ["0 min", "90 min"])
async def test_the_delay_is_her_own(world: World, delay: str) -> None:
    jessa = await on_nights(world)
    await jessa.says("/shift")
    await jessa.taps("Minutes after")
    await jessa.taps(delay)
    said = len(jessa.answers)
    minutes = int(delay.split(maxsplit=1)[0])

    await world.travel(hours=13, minutes=19 + minutes)
    assert len(jessa.answers) == said
    await world.travel(minutes=1)

    assert len(jessa.answers) == said + 1
