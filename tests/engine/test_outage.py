"""The database takes nothing: help is given all the same, and nothing is lost."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.receive import AGAIN_AFTER_SECONDS, LONGEST_WAIT_SECONDS
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from tests.engine.faults import break_on
from tests.engine.looking import dead_rows, inbox_rows, open_rows, wins
from tests.engine.outages import full, read_only, tell_writer

CANNOT_SAVE = {
    "en": "I can't save right now. I'll take it as soon as I can.",
    "fil": "Hindi ako makapag-save ngayon. Kukunin ko agad kapag kaya na.",
}
BEFORE_ALL, AFTER_ALL = -9, 199
EVERY_EMERGENCY = ("911 (PH)", "112 (IN)", "112 (ZA)", "123 (CO)", "911 (US)")
EVERY_TALK = ("1553", "14416", "0800 567 567", "106", "988")


def said_since(player: Player, before: int) -> list[str]:
    return [message.html for message in player.answers[before:]]


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize(
    "command", ["/help", "/tulong", "/sos", "/SOS now", "tulong po", "gusto ko na pong mamatay"]
)
async def test_help_is_answered_from_memory_with_all_numbers(
    world: World, command: str, language: str
) -> None:
    jessa = world.person("Jessa", language="tl" if language == "fil" else "en")

    with read_only(world):
        await jessa.says(command)

    assert jessa.sees.startswith(
        "Not okay right now?" if language == "en" else "Hindi okay ngayon?"
    )
    for number in (*EVERY_EMERGENCY, *EVERY_TALK):
        assert number in jessa.sees
    assert jessa.labels == []


@pytest.mark.parametrize("broken", [read_only, full])
@pytest.mark.parametrize("language", ["en", "fil"])
async def test_everybody_is_told_once_an_outage_and_nothing_is_lost(
    world: World, broken: Callable[[World], AbstractContextManager[None]], language: str
) -> None:
    jessa, marco = world.person("Jessa", language=language), world.person("Marco")
    await set_up(jessa)
    await set_up(marco)
    lines = ["closed 31 tickets" + " and more" * 400, "zero holds", "92 surveys at five stars"]
    long = "helped Lia with the refund flow" + " again" * 500
    kept, before = inbox_rows(world), len(jessa.answers)

    with broken(world):
        for line in lines:
            await jessa.says(line)
        await marco.says(long)
        await marco.sends("voice")
        assert said_since(jessa, before) == [CANNOT_SAVE[language]]
        assert marco.sees == CANNOT_SAVE["en"]
        assert [one.html for one in marco.answers].count(CANNOT_SAVE["en"]) == 1
        assert world.telegram.unconfirmed == 5
        assert inbox_rows(world) == kept
        assert wins(world) == []

    await world.settle()
    assert wins(world) == sorted([*lines, long])
    assert world.telegram.unconfirmed == 0
    receipts = said_since(jessa, before)[1:]
    assert len(receipts) == 1
    assert "3" in receipts[0]


async def test_help_is_given_each_time_and_does_not_count_as_told(world: World) -> None:
    jessa = world.person("Jessa")
    with read_only(world):
        await jessa.says("/sos")
        await jessa.says("31 calls")
        await jessa.says("/sos")
        await jessa.says("32 calls")

        said = said_since(jessa, 0)
        assert [one.startswith("Not okay") for one in said] == [True, False, True]
        assert said[1] == CANNOT_SAVE["en"]


async def test_the_next_outage_is_told_again(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    for line in ("31 calls", "32 calls"):
        before = len(jessa.answers)
        with read_only(world):
            await jessa.says(line)
            assert said_since(jessa, before) == [CANNOT_SAVE["en"]]
        await world.settle()

    assert wins(world) == ["31 calls", "32 calls"]


async def test_taps_edits_and_groups_are_told_nothing_and_handled_later(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    said = await jessa.says("31 calls")
    before = len(jessa.answers)

    with read_only(world):
        await jessa.edits(said, "33 calls")
        toast = await jessa.taps("More")
        in_group = {"id": -100, "type": "group", "title": "Team"}
        who = {"id": jessa.account.id, "is_bot": False, "first_name": "Jessa"}
        message = {"message_id": 9, "date": 1, "chat": in_group, "from": who, "text": "/sos"}
        world.telegram.feed({"message": message})
        await world.settle()
        assert said_since(jessa, before) == []
        assert toast == ""

    assert world.telegram.unconfirmed == 3
    world.telegram.updates.queue.pop()
    await world.settle()
    assert wins(world) == ["33 calls"]
    assert world.telegram.unconfirmed == 0


async def test_polling_goes_on_with_pauses_of_at_most_ten_seconds(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    receiver, clock = world.app.receiver, world.clock
    running = asyncio.ensure_future(receiver.run())
    pauses: list[float] = []
    with read_only(world):
        world.telegram.says(jessa.account, "31 calls")
        for _ in range(6):
            while (due := clock.next_waiter()) is None:
                await asyncio.wait({running}, timeout=0)
            pauses.append((due - clock.now()).total_seconds())
            clock.set(due)
            await asyncio.wait({running}, timeout=0)
    while world.telegram.unconfirmed:
        clock.set(clock.next_waiter() or clock.now())
        await asyncio.wait({running}, timeout=0)
    await receiver.idle()
    running.cancel()

    assert pauses == [1, 2, 4, 8, 10, 10]
    assert wins(world) == ["31 calls"]


def at_the_next_turn(world: World, group: int, do: Callable[[], object]) -> None:
    """Once, before (a low group) or after (a high one) everything that handles an update."""
    application = world.app.receiver.application

    async def now(_update: Update, _context: object) -> None:
        application.remove_handler(handler, group)
        do()

    handler: TypeHandler[Update, Any, None] = TypeHandler(Update, now)
    application.add_handler(handler, group)


async def test_an_action_that_waits_is_done_when_it_can_be_and_once(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    before = len(jessa.answers)
    at_the_next_turn(world, BEFORE_ALL, lambda: tell_writer(world, "query_only=ON"))

    await jessa.says("calmed an irate caller")
    await world.travel(minutes=3)
    assert (wins(world), said_since(jessa, before)) == ([], [])
    assert dead_rows(world) == 0

    tell_writer(world, "query_only=OFF")
    await world.travel(seconds=LONGEST_WAIT_SECONDS)
    assert wins(world) == ["calmed an irate caller"]
    assert said_since(jessa, before) == ["Kept, Mon. That's your first."]
    assert open_rows(world) == 0


async def test_a_closing_that_waits_is_written_when_it_can_be(world: World) -> None:
    jessa, marco = world.person("Jessa"), world.person("Marco")
    await set_up(jessa)
    await set_up(marco)
    before = len(jessa.answers)
    at_the_next_turn(world, AFTER_ALL, lambda: tell_writer(world, "query_only=ON"))

    await jessa.says("calmed an irate caller")
    await world.travel(minutes=3)
    assert len(said_since(jessa, before)) == 1
    assert open_rows(world) == 1

    tell_writer(world, "query_only=OFF")
    await jessa.says("closed 31 tickets")
    await marco.says("zero holds")
    await world.travel(seconds=LONGEST_WAIT_SECONDS)
    assert wins(world) == ["calmed an irate caller", "closed 31 tickets", "zero holds"]
    assert open_rows(world) == 0
    assert dead_rows(world) == 0


async def test_help_is_answered_in_a_turn_that_cannot_write(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    at_the_next_turn(world, BEFORE_ALL, lambda: tell_writer(world, "query_only=ON"))

    await jessa.says("/sos")

    assert jessa.sees.startswith("Not okay right now?")
    tell_writer(world, "query_only=OFF")
    await world.travel(seconds=LONGEST_WAIT_SECONDS)
    assert open_rows(world) == 0


async def test_a_broken_turn_that_cannot_be_buried_yet_does_not_end_the_service(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    tries: list[str] = []

    def fill_up(text: str) -> None:
        tries.append(text)
        if len(tries) > len(AGAIN_AFTER_SECONDS):
            tell_writer(world, "query_only=ON")

    break_on(world, "31 calls", fill_up)
    await jessa.says("31 calls")
    await world.travel(minutes=1)
    assert (dead_rows(world), open_rows(world)) == (0, 1)

    tell_writer(world, "query_only=OFF")
    await world.travel(seconds=LONGEST_WAIT_SECONDS)
    await jessa.says("closed 31 tickets")
    assert dead_rows(world) == 1
    assert wins(world) == ["closed 31 tickets"]
    world.app.receiver.broken.clear()
