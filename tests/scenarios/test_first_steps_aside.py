"""The first five minutes by the side roads: another hour, a first day that comes, odd taps."""

import pytest

from sandbox.people import Player
from sandbox.world import World


async def at_the_hour(world: World, language: str = "en") -> Player:
    """The first question is skipped; the hour is asked."""
    jessa = world.person("Jessa", language=language)
    await jessa.says("/start")
    await jessa.taps(jessa.labels[0][0])
    await jessa.taps(jessa.labels[-1][-1])
    return jessa


async def trainee(world: World) -> Player:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Start")
    await jessa.taps("Not started yet")
    return jessa


async def test_another_hour_is_typed_after_other(world: World) -> None:
    jessa = await at_the_hour(world)

    await jessa.taps("Other")
    assert jessa.sees == "Type the hour you are usually out. For example: 7 AM, or 19:30."
    await jessa.says("5:30 am")
    await jessa.taps("Sun Mon")

    assert jessa.sees.startswith("Set: 8:30 PM to 5:30 AM, rest Sun Mon.")


async def test_what_is_no_hour_is_said_so_and_the_question_stays(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.taps("Other")

    await jessa.says("77")
    assert (
        jessa.sees == "I can't read that as an hour. With AM or PM, like 7 AM, 19:30, or 10pm-7am."
    )
    await jessa.says("19:30")

    assert jessa.sees.startswith("Which are your rest days?")


async def test_the_hour_of_a_day_shift_in_taglish(world: World) -> None:
    jun = await at_the_hour(world, language="fil")

    await jun.says("6 PM")
    await jun.taps("Sat Sun")

    assert jun.sees == (
        "Ayos na: 9 AM hanggang 6 PM, RD Sat Sun. Balik ako Mon 6:20 PM, isang tanong lang, "
        "Manila time. May mali? /shift"
    )


@pytest.mark.parametrize(("tapped", "first_card"), [("Tomorrow", "Wed"), ("Mon", "Tue")])
async def test_a_first_day_by_a_tap_is_the_day_before_the_first_card(
    world: World, tapped: str, first_card: str
) -> None:
    jessa = await trainee(world)

    await jessa.taps(tapped)
    await jessa.taps("7 AM")
    await jessa.taps("Sat Sun")

    assert f"Next: {first_card} 7:20 AM" in jessa.sees


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Nov 2", "That day is over. Type the date of your first shift, like Dec 1."),
        ("31/31", "I can't read that as a date. For example: Dec 1, or 2026-12-01."),
    ],
)
async def test_a_first_day_that_cannot_be_is_asked_again(
    world: World, typed: str, sentence: str
) -> None:
    jessa = await trainee(world)

    await jessa.says(typed)
    assert jessa.sees == sentence
    await jessa.says("2026-12-01")

    assert jessa.sees.startswith("What time are you usually out?")


async def test_done_with_nothing_ticked_means_no_rest_days(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.taps("7 AM")
    await jessa.taps("Other")

    await jessa.taps("Done")

    assert "rest none" in jessa.sees
    assert "Next: Tue 7:20 AM" in jessa.sees


async def test_a_payload_is_kept_for_later_and_says_nothing(world: World) -> None:
    jessa = world.person("Jessa")

    await jessa.says("/start team-4f2")
    assert jessa.sees.startswith("Hi Jessa, I'm Angat.")
    await jessa.says("/start team-9a1")
    await jessa.says("/export")

    assert b"team-9a1" in jessa.answers[-1].file_bytes


async def test_changed_hours_on_a_return_are_picked_there(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.taps("7 AM")
    await jessa.taps("Sat Sun")
    await world.travel(days=60)
    await jessa.says("31 calls, zero holds")
    assert jessa.sees.endswith("Still the same shift?")

    await jessa.taps("Changed")
    await jessa.taps("8 AM")

    assert "11 PM to 8 AM" in jessa.sees


async def test_a_start_that_nobody_knows_means_no_cards_until_shift_has_an_hour(
    world: World,
) -> None:
    jessa = await trainee(world)

    await jessa.taps("Skip")
    assert jessa.sees.startswith("All right. No questions from me until /shift has an hour;")
    before = len(jessa.answers)
    await world.travel(days=7)

    assert len(jessa.answers) == before


async def test_rest_days_can_be_typed(world: World) -> None:
    jessa = await at_the_hour(world)
    await jessa.says("alas siyete ng umaga")

    await jessa.says("Sun Mon")

    assert jessa.sees.startswith("Set: 10 PM to 7 AM, rest Sun Mon.")


async def test_that_it_rotates_can_be_typed(world: World) -> None:
    jessa = await at_the_hour(world)

    await jessa.says("it rotates")

    assert jessa.sees.startswith("All right. No questions from me")
