"""The / menu of a chat: in her language, told once, taken back when she leaves."""

import json
from datetime import timedelta

import pytest

from domain.menu import MenuStage, shown_at
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import OPENING, World, open_world
from storage import people
from storage.seals import new_key

KEY = new_key()


def told(world: World, who: Player) -> list[str] | None:
    """The labels of her chat's own menu; None where it has the menu of everybody."""
    scope = json.dumps({"chat_id": who.account.id, "type": "chat"}, sort_keys=True)
    found = world.telegram.commands.get((scope, ""))
    return None if found is None else [str(item["description"]) for item in found]


def times(world: World) -> int:
    calls = [call for call in world.telegram.journal if call.method == "setMyCommands"]
    return sum("scope" in call.params for call in calls)


ENGLISH = [
    *("Keep a win (or just type)", "What I kept", "My week", "My hours"),
    *("Help and how-to", "Who sees what", "Settings"),
]
TAGLISH = [
    *("Itabi ang win (o i-type lang)", "Mga naitabi ko", "Week ko", "Oras ko"),
    *("Tulong", "Sino'ng nakakakita", "Settings"),
]


@pytest.mark.parametrize(("language", "labels"), [("en", ENGLISH), ("tl", TAGLISH)])
async def test_a_chat_has_its_menu_from_the_first_start(
    world: World, language: str, labels: list[str]
) -> None:
    jessa = world.person("Jessa", language=language)

    await jessa.says("/start")

    assert told(world, jessa) == labels


async def test_a_stranger_has_the_menu_of_everybody(world: World) -> None:
    stranger = world.person("Lia")

    await stranger.says("/help")

    assert told(world, stranger) is None


async def test_the_menu_speaks_the_language_of_the_switch_on_every_card(world: World) -> None:
    jessa = world.person("Jessa")
    await jessa.says("/start")
    await jessa.taps("Taglish")
    assert told(world, jessa) == TAGLISH
    await jessa.says("/privacy")
    await jessa.taps("English")
    assert told(world, jessa) == ENGLISH
    await jessa.says("/settings")
    await jessa.taps("Language")

    assert told(world, jessa) == TAGLISH


async def test_what_did_not_change_is_not_told_again(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    assert times(world) == 1

    await jessa.says("/start", "/start again")
    await world.travel(days=3)

    assert times(world) == 1


async def test_a_menu_that_is_another_now_is_told_with_the_next_card(world: World) -> None:
    """As when a stage moves, or a later version has a command more."""
    jessa = world.person("Jessa")
    await set_up(jessa)
    person = await world.angat.db.read(people.by_telegram, jessa.account.id)
    assert person is not None
    await world.angat.db.write(lambda session: people.change(session, person.id, menu="en win"))
    await world.travel(hours=13)
    assert times(world) == 1

    await world.travel(hours=1)

    assert times(world) == 2
    assert told(world, jessa) == ENGLISH


async def test_the_stage_alone_tells_nothing_while_it_shows_the_same(world: World) -> None:
    assert shown_at(MenuStage.GROWN) == shown_at(MenuStage.FIRST)
    jessa = world.person("Jessa")
    await set_up(jessa)
    for _ in range(20):
        await world.travel(days=1)
        await jessa.says("wala")

    assert times(world) == 1


async def test_whoever_left_has_the_menu_of_everybody_again(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    await jessa.taps("Yes, delete it all")
    assert told(world, jessa) is None

    await jessa.says("/start")
    assert told(world, jessa) == ENGLISH
    await jessa.taps("Who sees what?")
    await jessa.taps("Not for me")

    assert told(world, jessa) is None


async def test_after_a_restart_it_is_known_what_was_told(database: str) -> None:
    async with open_world(database, key=KEY) as world:
        await set_up(world.person("Jessa"))
        assert times(world) == 1
    async with open_world(database, key=KEY, opening=OPENING + timedelta(days=4)) as world:
        jessa = world.person("Jessa")
        await jessa.says("/start")

        assert jessa.sees.startswith("Hi Jessa. Whenever something goes right")
        assert times(world) == 0
