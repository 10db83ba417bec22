"""Set-up in every combination: answered, skipped, left and come back to; each end is true."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from sandbox.people import Player
from sandbox.world import OPENING, World, open_world
from storage.seals import new_key

WAYS = {
    "win": ("chip", "typed", "skip", "trainee"),
    "starts": ("tap", "typed", "skip"),
    "hour": ("tap", "typed", "rotates", "skip"),
    "rest": ("tap", "typed", "ticked", "unsure"),
}
SAYS = {
    "win": "31 calls, zero holds", "starts": "Dec 1", "hour": "10pm-7am", "rest": "Sat Sun",
}  # fmt: skip
QUESTIONS = {
    "en": {
        "win": "Think of your last shift.", "starts": "When is your first shift?",
        "hour": "What time are you usually out?", "rest": "Which are your rest days?",
    },
    "fil": {
        "win": "Isipin mo 'yung huling shift mo.", "starts": "Kailan ang first shift mo?",
        "hour": "Anong oras ka usually out?", "rest": "Kailan ang RD mo?",
    },
}  # fmt: skip
LABELS = {
    "en": {
        "start": "Start", "chip": "Calmed a caller", "skip": "Skip", "trainee": "Not started yet",
        "tomorrow": "Tomorrow", "rotates": "It rotates", "other": "Other", "done": "Done",
        "unsure": "Not sure yet",
    },
    "fil": {
        "start": "Simulan", "chip": "Kumalma si caller", "skip": "Skip muna",
        "trainee": "Di pa start", "tomorrow": "Bukas", "rotates": "Nagro-rotate", "other": "Iba",
        "done": "Tapos", "unsure": "Di pa sure",
    },
}  # fmt: skip
NO_HOUR = {"en": "until /shift has an hour", "fil": "hangga't walang oras sa /shift"}
NO_REST = {
    "en": "until /shift knows your rest days", "fil": "hangga't hindi ko alam ang RD mo sa /shift",
}  # fmt: skip
NEXT = {"en": "Next: {}, one question", "fil": "Balik ako {}, isang tanong lang"}
Road = tuple[str, ...]


def roads() -> Iterator[Road]:
    """Every way through: `win=skip`, `hour=tap`, ..."""
    for win, starts, hour, rest in product(*WAYS.values()):
        if win != "trainee" and starts != "tap":
            continue
        road = [f"win={win}"]
        if win == "trainee":
            road.append(f"starts={starts}")
        if win != "trainee" or starts != "skip":
            road.append(f"hour={hour}")
            if hour not in ("rotates", "skip"):
                road.append(f"rest={rest}")
        yield tuple(road)


ROADS = sorted(set(roads()))


async def answers(who: Player, stage: str, way: str, language: str) -> None:
    labels = LABELS[language]
    match stage, way:
        case _, "typed":
            await who.says(SAYS[stage])
        case "starts", "tap":
            await who.taps(labels["tomorrow"])
        case "hour", "tap":
            await who.taps("7 AM")
        case "rest", "tap":
            await who.taps("Sat Sun")
        case "rest", "ticked":
            for label in (labels["other"], "Sat", "Sun", labels["done"]):
                await who.taps(label)
        case "hour", "skip" if who.labels[-1][-1] == "Undo":
            await who.taps(labels["rotates"])  # after the first win its undo stands there
        case _:
            await who.taps(labels[way])


def truth(road: Road, language: str) -> str:
    if road[-1].startswith(("starts=", "hour=")):
        return NO_HOUR[language]
    if road[-1] == "rest=unsure":
        return NO_REST[language]
    first = {"starts=tap": "Wed 7:20 AM", "starts=typed": "Wed 7:20 AM, 2 Dec 2026"}
    return NEXT[language].format(first.get(road[1], "Tue 7:20 AM"))


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("road", ROADS, ids=" ".join)
async def test_every_road_ends_with_a_sentence_that_is_true(
    world: World, road: Road, language: str
) -> None:
    jessa = world.person("Jessa", language=language)
    await jessa.says("/start")
    await jessa.taps(LABELS[language]["start"])
    for step in road:
        stage, _, way = step.partition("=")
        assert jessa.sees.startswith(QUESTIONS[language][stage]) or stage == "hour"
        await answers(jessa, stage, way, language)

    assert truth(road, language) in jessa.sees
    said = len(jessa.answers)
    await world.travel(days=1)
    comes = road[-1].startswith("rest=") and not road[-1].endswith("unsure")
    assert len(jessa.answers) == said + (comes and "win=trainee" not in road)


STAGES = ("win", "starts", "hour", "rest")


async def at(world: World, stage: str, language: str = "en") -> Player:
    """Set-up stands at that question."""
    jessa, labels = world.person("Jessa", language=language), LABELS[language]
    await jessa.says("/start")
    await jessa.taps(labels["start"])
    taps = {"win": (), "starts": ("trainee",), "hour": ("skip",), "rest": ("skip", "7 AM")}[stage]
    for label in taps:
        await jessa.taps(labels.get(label, label))
    assert jessa.sees.startswith(QUESTIONS[language][stage])
    return jessa


COMES_BACK = ("/start", "/start team-4f2", "31 calls, zero hold", "hi po", "/progress")


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("hours", [0, 25, 24 * 7])
@pytest.mark.parametrize("line", COMES_BACK)
@pytest.mark.parametrize("stage", STAGES[1:])
async def test_whoever_left_is_asked_the_open_question_again(
    world: World, stage: str, line: str, hours: int, language: str
) -> None:
    jessa = await at(world, stage, language)
    await world.travel(hours=hours)

    await jessa.says(line)

    assert jessa.sees.startswith(QUESTIONS[language][stage])
    await answers(jessa, stage, "typed", language)
    assert not jessa.sees.startswith(QUESTIONS[language][stage])


@pytest.mark.parametrize("hours", [0, 25, 24 * 7])
@pytest.mark.parametrize("stage", STAGES)
async def test_an_old_button_of_the_open_question_goes_on(
    world: World, stage: str, hours: int
) -> None:
    jessa = await at(world, stage)
    await world.travel(hours=hours)

    await answers(jessa, stage, "chip" if stage == "win" else "tap", "en")

    assert not jessa.sees.startswith(QUESTIONS["en"][stage])


@pytest.mark.parametrize("stage", STAGES[1:])
async def test_after_a_restart_the_next_message_goes_on(database: str, stage: str) -> None:
    key = new_key()
    async with open_world(database, key=key) as world:
        await at(world, stage)
    async with open_world(database, key=key, opening=OPENING + timedelta(days=4)) as world:
        jessa = world.person("Jessa")
        await jessa.says("hi po")

        assert jessa.sees.startswith(QUESTIONS["en"][stage])
        await answers(jessa, stage, "typed", "en")
        assert not jessa.sees.startswith(QUESTIONS["en"][stage])


@pytest.mark.parametrize("stage", STAGES[1:])
async def test_start_twice_quickly_asks_and_makes_nobody_new(world: World, stage: str) -> None:
    jessa = await at(world, stage)

    await jessa.says("/start", "/start")

    assert jessa.sees.startswith(QUESTIONS["en"][stage])


@pytest.mark.parametrize("stage", STAGES[1:])
async def test_a_button_of_a_stage_that_is_over_asks_what_is_open(world: World, stage: str) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    card = jessa.answers[-1]
    _, go = jessa.button("Start")
    await jessa.taps("Start")
    for label in {"starts": ["trainee"], "hour": ["skip"], "rest": ["skip", "7 AM"]}[stage]:
        await jessa.taps(LABELS["en"].get(label, label))

    await jessa.taps_data(card.id, go)

    assert jessa.sees.startswith(QUESTIONS["en"][stage])


@pytest.mark.parametrize("stage", STAGES)
async def test_the_language_may_change_at_every_stage(world: World, stage: str) -> None:
    jessa = await at(world, stage)
    await jessa.says("/settings")
    await jessa.taps("Language")

    await jessa.says("hi po")

    assert jessa.sees.startswith(QUESTIONS["fil"][stage])


@pytest.mark.parametrize(
    "command", ["/cancel", "/shift", "/settings", "/help", "/privacy", "/wins"]
)
@pytest.mark.parametrize("stage", STAGES[1:])
async def test_a_command_in_the_middle_loses_no_stage(
    world: World, stage: str, command: str
) -> None:
    jessa = await at(world, stage)
    await jessa.says(command)

    await jessa.says("salamat po")

    assert jessa.sees.startswith(QUESTIONS["en"][stage])


@pytest.mark.parametrize("stage", STAGES)
async def test_not_for_me_in_the_middle_asks_before_it_deletes(world: World, stage: str) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Who sees what?")
    card, go = jessa.button("Start")
    _, leave = jessa.button("Not for me")
    await jessa.taps_data(card.id, go)
    if stage != "win":
        for label in {"starts": ["trainee"], "hour": ["skip"], "rest": ["skip", "7 AM"]}[stage]:
            await jessa.taps(LABELS["en"].get(label, label))

    await jessa.taps_data(card.id, leave)

    begins = "Done, all of it is gone" if stage == "win" else "This deletes your account here"
    assert jessa.sees.startswith(begins)
