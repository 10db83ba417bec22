"""The first five minutes: what it is, one win, the hour, the rest days."""

import pytest

from sandbox.people import Player
from sandbox.world import World


async def start(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await jessa.says("/start")
    return jessa


async def test_the_first_card_says_what_it_is_who_cannot_see_it_and_how_to_wipe_it(
    world: World,
) -> None:
    jessa = await start(world)

    assert jessa.sees == (
        "Hi Jessa, I'm Angat. After a shift you tell me one thing that went right; I keep it with "
        "its number, ready for coaching, regularization or your next role.\n"
        "No TL, no HR, no report sees it. Wipe everything any time: /privacy"
    )
    assert jessa.labels == [["Start", "Who sees what?"], ["Taglish"]]


async def test_the_language_is_a_switch_on_the_card(world: World) -> None:
    jessa = await start(world)

    await jessa.taps("Taglish")

    assert jessa.sees.startswith("Hi Jessa, Angat 'to. Pagka-out mo")
    assert jessa.labels == [["Simulan", "Sino'ng nakakakita?"], ["English"]]
    assert len(jessa.answers) == 1


async def test_four_taps_and_the_closing_line_names_hours_zone_and_the_next_card(
    world: World,
) -> None:
    jessa = await start(world)

    await jessa.taps("Start")
    assert jessa.sees == (
        "Think of your last shift. One thing that ended well, even a small one? Tap or type."
    )
    await jessa.taps(jessa.labels[0][0])
    assert jessa.sees == (
        "Kept. That's your first. What time are you usually out? "
        "I ask after that, never in your sleep."
    )
    assert jessa.labels == [["6 AM", "7 AM"], ["8 AM", "Other"], ["It rotates", "Undo"]]
    await jessa.taps("7 AM")
    assert jessa.sees == "Which are your rest days?"
    await jessa.taps("Sat Sun")

    assert jessa.sees == (
        "Set: 10 PM to 7 AM, rest Sat Sun. Next: Tue 7:20 AM, one question, Manila time. "
        "To change it: /shift"
    )
    assert len(jessa.answers) == 1


async def test_the_same_in_taglish(world: World) -> None:
    jessa = await start(world, "fil")

    await jessa.taps("Simulan")
    await jessa.says("napakalma ko si caller")
    assert jessa.answers[-2].html == "Naka-save, Mon. Una mo 'yan."
    assert jessa.sees == (
        "Anong oras ka usually out? Doon lang ako magtatanong, hindi kapag tulog ka."
    )
    await jessa.says("7 am")
    await jessa.taps("Sat Sun")

    assert jessa.sees == (
        "Ayos na: 10 PM hanggang 7 AM, RD Sat Sun. Balik ako Tue 7:20 AM, isang tanong lang, "
        "Manila time. May mali? /shift"
    )


async def test_the_first_win_gets_its_shift_once_the_shift_is_known(world: World) -> None:
    await world.travel(days=2)
    jessa = await start(world)
    await jessa.says("31 calls, zero holds")
    assert jessa.answers[-2].html == "Kept, Wed. That's your first."

    await jessa.taps("7 AM")
    await jessa.taps("Sat Sun")
    await jessa.says("/wins")

    assert jessa.sees == "<b>What you kept</b>\n<b>1.</b> Tue night · 31 calls, zero holds"


async def test_every_question_can_be_skipped(world: World) -> None:
    jessa = await start(world)

    await jessa.taps("Start")
    await jessa.taps("Skip")
    assert jessa.sees.startswith("What time are you usually out?")
    await jessa.taps("Skip")

    assert jessa.sees == (
        "All right. No questions from me until /shift has an hour; what you type is "
        "kept by day, Manila time."
    )
    await world.travel(days=3)
    assert len(jessa.answers) == 1


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("It rotates", "All right. No questions from me until /shift has an hour"),
        ("7 AM", "All right. No questions from me until /shift knows your rest days"),
    ],
)
async def test_without_hour_or_rest_days_no_card_comes_and_entries_go_to_the_day(
    world: World, label: str, line: str
) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps("Skip")
    await jessa.taps(label)
    if label == "7 AM":
        await jessa.taps("Not sure yet")
    assert jessa.sees.startswith(line)

    await world.travel(days=2)
    await jessa.says("31 calls, zero holds")

    assert jessa.sees == "Kept, Wed. That's your first."
    assert len(jessa.answers) == 2


async def test_rest_days_can_be_ticked_one_by_one(world: World) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps("Skip")
    await jessa.taps("7 AM")
    await jessa.taps("Other")
    assert jessa.sees == "Tap your rest days, then Done. Or type them, like Sat Sun."

    await jessa.taps("Wed")
    await jessa.taps("Thu")
    assert jessa.labels == [["Mon", "Tue", "✓ Wed", "✓ Thu"], ["Fri", "Sat", "Sun", "Done"]]
    await jessa.taps("Done")

    assert "rest Wed Thu" in jessa.sees


async def test_a_tick_that_telegram_repeats_ticks_once(world: World) -> None:
    jessa = await start(world)
    for label in ("Start", "Skip", "7 AM", "Other"):
        await jessa.taps(label)
    message, data = jessa.button("Wed")

    await jessa.taps_data(message.id, data)
    await jessa.taps_data(message.id, data)

    assert jessa.labels[0] == ["Mon", "Tue", "✓ Wed", "Thu"]


async def test_a_trainee_is_asked_for_the_first_day_and_hears_nothing_before_it(
    world: World,
) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps("Not started yet")
    assert jessa.sees == "When is your first shift? Tap, or type a date like Dec 1."

    await jessa.says("Nov 20")
    assert jessa.sees == "That day is over. Type the date of your first shift, like Dec 1."
    await jessa.says("Dec 99")
    assert jessa.sees == "I can't read that as a date. For example: Dec 1, or 2026-12-01."
    await jessa.says("Dec 1")
    assert jessa.sees.startswith("What time are you usually out?")
    await jessa.says("7:30 AM")
    await jessa.taps("Sat Sun")
    assert jessa.sees == (
        "Set: 10:30 PM to 7:30 AM, rest Sat Sun. Next: Wed 7:50 AM, 2 Dec 2026, one question, "
        "Manila time. To change it: /shift"
    )

    said = len(jessa.answers)
    await world.travel(days=7)
    assert len(jessa.answers) == said
    await world.travel(days=2)
    assert len(jessa.answers) == said + 1


async def test_a_half_finished_set_up_prompts_nothing_and_resumes_with_the_next_message(
    world: World,
) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps(jessa.labels[0][0])

    await world.travel(days=3)
    assert len(jessa.answers) == 1
    await jessa.says("calmed an irate caller about a refund")

    assert jessa.answers[-2].html == "Kept, Thu."
    assert jessa.sees.startswith("What time are you usually out?")


async def test_a_typed_hour_takes_the_buttons_off_the_question(world: World) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps("Skip")
    asked = jessa.answers[-1]

    await jessa.says("25:00")
    assert (
        jessa.sees == "I can't read that as an hour. With AM or PM, like 7 AM, 19:30, or 10pm-7am."
    )
    await jessa.says("19:30")

    assert jessa.sees == "Which are your rest days?"
    assert asked.rows == ()


async def test_start_again_greets_and_asks_nothing(world: World) -> None:
    jessa = await start(world)
    for label in ("Start", "Skip", "7 AM", "Sat Sun"):
        await jessa.taps(label)

    await jessa.says("/start")

    assert jessa.sees.startswith("Hi Jessa. Whenever something goes right, one line is enough.")


async def test_not_for_me_wipes_at_once_and_says_so(world: World) -> None:
    jessa = await start(world)
    await jessa.taps("Who sees what?")
    assert jessa.sees.startswith("<b>You</b>: everything.")

    await jessa.taps("Not for me")

    assert jessa.sees.startswith("Done, all of it is gone.")
    await jessa.says("/wins")
    assert jessa.sees.startswith("Hi, I'm Angat.")


async def test_undoing_the_first_win_leaves_the_question_about_the_hour(world: World) -> None:
    jessa = await start(world)
    await jessa.taps("Start")
    await jessa.taps(jessa.labels[0][0])

    await jessa.taps("Undo")

    assert jessa.answers[-2].html == "Taken out. You can put it back until tomorrow."
    assert jessa.sees.startswith("What time are you usually out?")
    await jessa.taps("7 AM")
    assert jessa.sees == "Which are your rest days?"
