"""A rest day that nobody planned: said in words, taken back by a tap."""

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def on_monday(world: World, *, language: str = "en") -> Player:
    """Nights, 10 PM to 7 AM; it is Monday, 7:40 PM."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=2)
    return jessa


async def test_a_rest_day_said_in_words_silences_that_shift(world: World) -> None:
    jessa = await on_monday(world)

    await jessa.says("RD ako today")
    assert jessa.sees == "Noted, no question for Mon night."
    assert jessa.labels == [["I work it", "It is a win"]]
    said = len(jessa.answers)
    await world.travel(hours=20)

    assert len(jessa.answers) == said


async def test_what_is_kept_on_such_a_day_belongs_to_the_day_and_no_shift_is_counted(
    world: World,
) -> None:
    jessa = await on_monday(world)
    await jessa.says("RD ako today")
    await world.travel(hours=13)

    await jessa.says("finished the refresher at home")
    assert jessa.sees == "Kept, Tue. That's your first."
    await jessa.says("/progress")

    assert "No shift finished yet, 1 thing kept." in jessa.sees
    assert "Next question: Wed 7:20 AM." in jessa.sees


async def test_changing_the_hours_does_not_bring_the_card_of_a_rest_day_back(world: World) -> None:
    jessa = await on_monday(world)
    await jessa.says("RD ako today")
    await jessa.says("/shift")
    await jessa.taps("Minutes after")
    await jessa.taps("60 min")
    said = len(jessa.answers)

    await world.travel(hours=20)

    assert len(jessa.answers) == said


async def test_one_tap_makes_it_a_working_day_again(world: World) -> None:
    jessa = await on_monday(world)
    await jessa.says("RD ako today")

    await jessa.taps("I work it")
    assert jessa.sees == "Mon night is a working one again."
    await world.travel(hours=12)

    assert "Mon night" in jessa.sees
    assert jessa.labels[-1][1:] == ["Nothing today"]


async def test_a_shift_with_something_kept_stays_a_worked_one(world: World) -> None:
    jessa = await on_monday(world)
    await world.travel(hours=4)
    await jessa.says("first call of the night, zero hold")
    await world.travel(minutes=5)
    await jessa.says("RD na ako today")
    said = len(jessa.answers)
    await world.travel(hours=12)
    assert len(jessa.answers) == said

    await jessa.says("/progress")

    assert "1 shift, 1 thing kept" in jessa.sees


async def test_a_rest_day_in_taglish(world: World) -> None:
    jun = await on_monday(world, language="fil")

    await jun.says("RD ako")
    assert jun.sees == "Noted, walang tanong para sa Mon night."
    await jun.taps("May pasok ako")

    assert jun.sees == "May pasok na ulit: Mon night."


async def test_tomorrows_rest_day_silences_tomorrows_shift_and_no_other(world: World) -> None:
    jun = await on_monday(world, language="fil")

    await jun.says("RD ko bukas")
    assert jun.sees == "Noted, walang tanong para sa Tue night."
    await world.travel(hours=12)
    assert "Mon night" in jun.sees
    await jun.taps("Wala today")
    said = len(jun.answers)
    await world.travel(hours=24)
    assert len(jun.answers) == said

    await world.travel(hours=24)
    assert "Wed night" in jun.sees


async def test_tomorrows_rest_day_on_a_rest_day_is_only_noted(world: World) -> None:
    jessa = await on_monday(world)
    await world.travel(days=4)

    await jessa.says("day off tomorrow")

    assert jessa.sees == "Noted. Rest well."
