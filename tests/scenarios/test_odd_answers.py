"""Each question of set-up, /shift and /settings met by what is no answer to it."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

SET_UP: dict[str, tuple[str, ...]] = {
    "win": ("Start",),
    "starts": ("Start", "Not started yet"),
    "hour": ("Start", "Skip"),
    "rest": ("Start", "Skip", "7 AM"),
    "ticking": ("Start", "Skip", "7 AM", "Other"),
}
PANELS: dict[str, tuple[str, str]] = {
    "out": ("/shift", "Out hour"),
    "start": ("/shift", "Start hour"),
    "rests": ("/shift", "Rest days"),
    "delay": ("/shift", "Minutes after"),
    "minutes": ("/settings", "Minutes after"),
}
QUESTIONS = (*SET_UP, *PANELS)
NO_HOUR, NO_DATE = "I can't read that as an hour.", "I can't read that as a date."
NO_REST, NO_MINUTES = "I can't read that as rest days.", "That is not from 0 to 180."
UNREAD = {
    "win": "Kept, Mon.", "starts": NO_DATE, "hour": NO_HOUR, "rest": NO_REST, "ticking": NO_REST,
    "out": NO_HOUR, "start": NO_HOUR, "rests": NO_REST, "delay": NO_MINUTES, "minutes": NO_MINUTES,
}  # fmt: skip
LINES = {
    "31 calls, zero holds": "Kept, Mon",
    "nakikita ba to ng TL ko?": "I only keep and show; for how-to tap here.",
    "ayoko na": "That sounds like a rough one.",
    "hi po": "Hi. Whenever something goes right",
    "help me": "Not okay right now?",
}
FILIPINO = {
    "25:00": ("Hindi ko mabasa bilang oras.", "Hindi 'yan 0 hanggang 180."),
    "31 calls, zero holds": ("Naka-save, Mon", "Naka-save, Mon"),
    "ayoko na": ("Ang bigat nun.", "Ang bigat nun."),
    "tulong po": ("Hindi okay ngayon?", "Hindi okay ngayon?"),
}


async def asked(world: World, question: str) -> Player:
    jessa = world.person("Jessa")
    if question in SET_UP:
        await jessa.says("/start")
        for label in SET_UP[question]:
            await jessa.taps(label)
    else:
        await set_up(jessa)
        command, row = PANELS[question]
        await jessa.says(command)
        await jessa.taps(row)
    return jessa


def said_since(who: Player, before: int) -> list[str]:
    return [one.html for one in who.answers[before:]]


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "document"])
@pytest.mark.parametrize("question", QUESTIONS)
async def test_what_is_no_text_gets_one_line_and_the_question_stays(
    world: World, question: str, kind: str
) -> None:
    jessa = await asked(world, question)
    before = len(jessa.answers)

    await jessa.sends(kind)
    assert said_since(jessa, before)[0] == "I keep words; one line is enough."
    await jessa.says("25:00")

    assert any(one.startswith(UNREAD[question]) for one in said_since(jessa, before))


@pytest.mark.parametrize("number", ["25:00", "-3", "999 minutes"])
@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_number_that_cannot_be_is_said_so_in_one_sentence(
    world: World, question: str, number: str
) -> None:
    jessa = await asked(world, question)
    before = len(jessa.answers)

    await jessa.says(number)

    assert said_since(jessa, before)[0].startswith(UNREAD[question])
    if question != "win":
        assert len(said_since(jessa, before)) == 1
        assert jessa.labels == [["It is a win"]]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_line_of_another_kind_gets_its_own_answer(
    world: World, question: str, line: str
) -> None:
    jessa = await asked(world, question)
    before = len(jessa.answers)

    await jessa.says(line)

    assert said_since(jessa, before)[0].startswith(LINES[line])
    await jessa.says("/wins")
    wins = [one for one in jessa.answers if one.html.startswith("<b>What you kept")]
    assert bool(wins) == LINES[line].startswith("Kept")


@pytest.mark.parametrize("line", FILIPINO)
async def test_the_same_in_taglish(world: World, line: str) -> None:
    jun, lia = world.person("Jun", language="tl"), world.person("Lia", language="tl")
    await jun.says("/start")
    for label in ("Simulan", "Skip muna"):
        await jun.taps(label)
    await set_up(lia)
    await lia.says("/settings")
    await lia.taps("Ilang minuto after")

    for who, sentence in zip((jun, lia), FILIPINO[line], strict=True):
        before = len(who.answers)
        await who.says(line)
        assert said_since(who, before)[0].startswith(sentence)
