"""Help in every state, for anybody."""

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World

HELP = "Not okay right now? <b>911</b>.\nTo talk, day or night: NCMH 1553, 0917-899-8727."
TULONG = "Hindi okay ngayon? <b>911</b>.\nMay makakausap araw-gabi: NCMH 1553, 0917-899-8727."


async def somebody(world: World, language: str = "en") -> Player:
    jessa = world.person("Jessa", language=language)
    await set_up(jessa)
    return jessa


@pytest.mark.parametrize("command", ["/help", "/tulong", "/sos"])
async def test_help_answers_anybody_and_makes_nobody(world: World, command: str) -> None:
    stranger = world.person("Nobody", language="tl")

    await stranger.says(command)

    assert stranger.sees.startswith(TULONG)
    assert stranger.labels == [["Lahat ng number"]]
    await stranger.says("/wins")
    assert stranger.sees.startswith("Hi, Angat 'to.")


@pytest.mark.parametrize("words", ["tulong", "Help me!", "kailangan ko ng tulong"])
async def test_plain_words_are_answered_as_well_and_are_no_win(world: World, words: str) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("+ Number")

    await jessa.says(words)
    assert jessa.sees.startswith(HELP)
    await jessa.says("31 calls")
    assert jessa.sees == "31 calls. Where is it from?"
    await jessa.says("/progress")

    assert "1 thing kept" in jessa.sees


async def test_a_stranger_who_types_tulong_gets_the_numbers(world: World) -> None:
    stranger = world.person("Nobody", language="tl")

    await stranger.says("Tulong po")

    assert stranger.sees.startswith(TULONG)


async def test_sos_is_the_card_alone(world: World) -> None:
    jessa = await somebody(world)

    await jessa.says("/sos")

    assert jessa.sees == HELP


async def test_help_answers_inside_a_question_and_leaves_it_open(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("+ Number")

    await jessa.says("/tulong")
    assert jessa.sees.startswith(HELP)
    await jessa.says("31 calls")

    assert jessa.sees == "31 calls. Where is it from?"


async def test_all_numbers_and_another_country(world: World) -> None:
    jessa = await somebody(world)
    await jessa.says("/sos")
    await jessa.taps("All numbers")
    assert jessa.sees.startswith("<b>Philippines</b>\nNational emergency: <b>911</b> (24/7)\n")
    assert jessa.labels == [["India", "South Africa"], ["Colombia", "United States"]]

    await jessa.taps("India")
    assert "Tele MANAS: <b>14416</b>" in jessa.sees
    await jessa.says("/sos")

    assert jessa.sees.startswith("Not okay right now? <b>112</b>.")
