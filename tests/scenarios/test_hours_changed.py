"""/shift in its simple form: both ends, rest days, the first day, and what is on tonight."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World


async def at_shift(world: World, language: str = "en") -> Player:
    """Nights, 10 PM to 7 AM, rest Sat Sun; it is Monday, 5:40 PM."""
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    await jessa.says("/shift")
    return jessa


async def test_before_during_and_after_a_night_it_says_what_is_next(world: World) -> None:
    jessa = await at_shift(world)
    assert "Next shift: Mon 10 PM." in jessa.sees
    assert "Next question: Tue 7:20 AM." in jessa.sees
    await world.travel(hours=6)
    await jessa.says("/shift")
    assert "On now: Mon night, until 7 AM." in jessa.sees
    await world.travel(hours=9)

    await jessa.says("/shift")

    assert "Next shift: Tue 10 PM." in jessa.sees


async def test_the_same_in_taglish(world: World) -> None:
    jun = await at_shift(world, "fil")
    assert "Susunod na shift: Mon 10 PM." in jun.sees
    await world.travel(hours=6)

    await jun.says("/shift")

    assert "Naka-shift ka: Mon night, hanggang 7 AM." in jun.sees
    assert "Susunod na tanong: Tue 7:20 AM." in jun.sees


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8 AM", "11 PM to 8 AM"),
        ("22:00-06:00", "10 PM to 6 AM"),
        ("9:30pm to 6:30am", "9:30 PM to 6:30 AM"),
        ("8pm to 8am", "8 PM to 8 AM"),
        ("6 AM, 10 hours", "8 PM to 6 AM"),
        ("out ko 6am po", "9 PM to 6 AM"),
    ],
)
async def test_the_hour_is_typed_as_soon_as_it_is_asked(
    world: World, typed: str, hours: str
) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Out hour")

    await jessa.says(typed)

    assert f"{hours}, Manila time." in jessa.sees


@pytest.mark.parametrize("typed", ["10 to 7", "10pm-2am, 3am-7am", "25:00", "graveyard"])
async def test_what_is_no_one_shift_is_said_so_and_asked_again(world: World, typed: str) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Out hour")

    await jessa.says(typed)
    assert jessa.sees.startswith("I can't read that as an hour.")
    await jessa.says("10pm to 7am")

    assert "10 PM to 7 AM" in jessa.sees


async def test_the_start_alone_is_changed_by_two_taps(world: World) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Start hour")
    assert jessa.labels == [["11 PM", "10 PM"], ["9 PM", "7 PM"], ["Back"]]

    await jessa.taps("9 PM")

    assert "9 PM to 7 AM, Manila time." in jessa.sees
    assert "Next shift: Mon 9 PM." in jessa.sees


@pytest.mark.parametrize(
    ("typed", "sees"),
    [
        ("9:30 pm", "9:30 PM to 7 AM"),
        ("6pm-3am", "6 PM to 3 AM"),
        ("7 AM", "I can't make one shift of that."),
        ("8 AM", "I can't make one shift of that."),
        ("25:00", "I can't read that as an hour."),
        ("it rotates", "No hour yet: it rotates."),
    ],
)
async def test_the_start_is_typed_as_well(world: World, typed: str, sees: str) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Start hour")

    await jessa.says(typed)

    assert sees in jessa.sees


async def test_it_rotates_and_comes_back(world: World) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Out hour")
    await jessa.taps("It rotates")
    assert jessa.labels == [
        ["Out hour", "Rest days"], ["Minutes after", "How often"], ["First day"],
    ]  # fmt: skip
    said = len(jessa.answers)
    await world.travel(days=2)
    assert len(jessa.answers) == said

    await jessa.taps("Out hour")
    await jessa.says("9pm-6am")

    assert "9 PM to 6 AM, Manila time." in jessa.sees
    assert "Next question: Thu 6:20 AM." in jessa.sees


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Sun Mon", "Rest days: Sun Mon."),
        ("wala", "Rest days: none."),
        ("weekdays", "Rest days: Mon Tue Wed Thu Fri."),
        ("every day", "Every day is a rest day, so I don't ask."),
        ("99", "I can't read that as rest days. For example: Sat Sun, or none."),
    ],
)
async def test_rest_days_are_typed_as_well(world: World, typed: str, line: str) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Rest days")

    await jessa.says(typed)

    assert line in jessa.sees


async def test_a_week_of_rest_days_asks_nothing_and_says_so(world: World) -> None:
    jessa = await at_shift(world)
    await jessa.taps("Rest days")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        await jessa.taps(day)
    await jessa.taps("Done")
    assert "Every day is a rest day, so I don't ask." in jessa.sees
    assert "Next" not in jessa.sees
    said = len(jessa.answers)

    await world.travel(days=9)

    assert len(jessa.answers) == said


async def test_hours_changed_while_a_card_waits_leave_it_open_for_its_shift(world: World) -> None:
    jessa = await at_shift(world)
    await world.travel(hours=14)
    await jessa.says("/shift")
    await jessa.taps("Out hour")
    await jessa.taps("8 AM")

    await jessa.says("31 calls, zero holds")

    assert jessa.sees == "Kept, Mon night. That's your first."


async def test_hours_changed_in_the_shift_move_tonights_card(world: World) -> None:
    jessa = await at_shift(world)
    await world.travel(hours=6)
    await jessa.says("/shift")
    await jessa.taps("Out hour")
    await jessa.says("10pm-8am")
    said = len(jessa.answers)
    assert "Next question: Tue 8:20 AM." in jessa.sees

    await world.travel(hours=8)
    assert len(jessa.answers) == said
    await world.travel(hours=1)

    assert len(jessa.answers) == said + 1
    assert "Mon night" in jessa.sees


async def test_hours_changed_in_the_minute_of_the_card_bring_no_second_one(world: World) -> None:
    jessa = await at_shift(world)
    await world.travel(hours=13, minutes=40)
    cards = len([one for one in jessa.answers if "Mon night" in one.html])
    assert cards == 1
    await jessa.says("/shift")
    await jessa.taps("Start hour")
    await jessa.taps("9 PM")

    await world.travel(hours=12)

    assert len([one for one in jessa.answers if "Mon night" in one.html]) == 1


async def test_a_first_day_that_moves_is_changed_there(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    for step in ("Start", "Not started yet", "Tomorrow", "7 AM", "Sat Sun"):
        await jessa.taps(step)
    await jessa.says("/shift")
    assert "First shift: 24 Nov 2026." in jessa.sees
    await jessa.taps("First day")
    for wrong, sentence in (
        ("Nov 2", "That day is over."), ("25:00", "I can't read that as a date."),
        ("31/31", "I can't read that as a date."),
    ):  # fmt: skip
        await jessa.says(wrong)
        assert jessa.sees.startswith(sentence)
    await jessa.says("Dec 7")

    assert "First shift: 7 Dec 2026." in jessa.sees
    assert "Next question: Tue 7:20 AM, 8 Dec 2026." in jessa.sees
