"""Words of a crisis typed as the answer to a question: the numbers, and nothing is kept of it."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from tests.engine.looking import column


async def asked(world: World, question: str) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("31 calls, zero holds")
    match question:
        case "number":
            await jessa.taps("+ Number")
        case "words":
            await jessa.taps("More")
            await jessa.taps("Edit")
        case "minutes":
            await jessa.says("/settings")
            await jessa.taps("Minutes after")
        case "hour":
            await jessa.says("/shift")
            await jessa.taps("Out hour")
        case _:
            await jessa.says("/shift")
            await jessa.taps("Start hour")
    return jessa


@pytest.mark.parametrize("question", ["number", "words", "minutes", "hour", "start"])
@pytest.mark.parametrize("said", ["wanna die 100%", "gusto ko nang mamatay"])
async def test_the_numbers_come_first_and_the_win_stays_as_it_was(
    world: World, question: str, said: str
) -> None:
    jessa = await asked(world, question)

    await jessa.says(said)

    assert jessa.sees.startswith("Not okay right now? <b>911</b>")
    assert column(world, "SELECT text FROM win") == ["31 calls, zero holds"]
    assert column(world, "SELECT metric FROM win") == [""]
    assert column(world, "SELECT state FROM conversation") == []


@pytest.mark.parametrize("kind", ["photo", "voice", "document"])
@pytest.mark.parametrize("is_asked", [False, True], ids=["nothing asked", "a number asked"])
async def test_words_of_a_crisis_below_a_picture_are_heard(
    world: World, kind: str, is_asked: bool
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("31 calls, zero hold")
    if is_asked:
        await jessa.taps("+ Number")
    before = len(jessa.answers)

    await jessa.sends(kind, "gusto ko na pong mamatay")

    assert len(jessa.answers) == before + 1
    assert jessa.sees.startswith("Not okay right now? <b>911</b>.")
