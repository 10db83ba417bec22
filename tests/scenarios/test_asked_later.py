"""An hour chosen on the card: kept, and dropped as soon as it has no more to ask."""

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def asked_later(world: World, language: str = "en") -> Player:
    """It is Tuesday, 7:21 AM; Mon night is asked about again at 4:30 PM."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await world.travel(hours=13, minutes=41)
    await jessa.taps(jessa.labels[1][0])
    return jessa


async def test_nothing_said_before_the_hour_drops_it(world: World) -> None:
    jessa = await asked_later(world)
    await world.travel(hours=2)
    await jessa.says("wala")
    said = len(jessa.answers)

    await world.travel(hours=12)

    assert len(jessa.answers) == said


async def test_a_win_for_that_shift_drops_it_too(world: World) -> None:
    jun = await asked_later(world, "fil")
    await world.travel(hours=2)
    await jun.says("31 calls, zero hold")
    assert jun.sees == "Naka-save, Mon night. Una mo 'yan."
    said = len(jun.answers)

    await world.travel(hours=12)

    assert len(jun.answers) == said


async def test_also_in_the_very_second_of_the_tap(world: World) -> None:
    jessa = await asked_later(world)
    await jessa.says("31 calls, zero hold")
    said = len(jessa.answers)

    await world.travel(hours=12)

    assert len(jessa.answers) == said


async def test_no_more_questions_means_this_one_as_well(world: World) -> None:
    jessa = await asked_later(world)
    await jessa.says("/shift")
    await jessa.taps("How often")
    await jessa.taps("Don't ask")
    said = len(jessa.answers)

    await world.travel(days=2)

    assert len(jessa.answers) == said


async def test_without_an_answer_it_comes_at_that_hour(world: World) -> None:
    jessa = await asked_later(world)

    await world.travel(hours=9, minutes=8)
    said = len(jessa.answers)
    await world.travel(minutes=2)

    assert len(jessa.answers) == said + 1
    assert "Mon night" in jessa.sees
