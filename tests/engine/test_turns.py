"""Each chat in turn, chats side by side: broken, unreadable, repeated, and a crowd."""

import asyncio
from copy import deepcopy
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.ext import TypeHandler

from bot.app import STORIES
from bot.context import Context
from bot.receive import MOST_AT_ONCE
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.messages import Json
from sandbox.world import World
from storage import inbox
from tests.engine.faults import Broken, Rough, break_on
from tests.engine.looking import column, dead_rows, inbox_rows, open_rows, rows, wins
from tests.engine.service import PATIENCE_SECONDS
from tests.storage.samples import on_both

OUR_FAULT = (
    "Something broke on my side. I set that line aside; if it is not in /wins, send it again."
)
AFTER_ALL = 199
LONG = 30
PRIVATE = "my supervisor said zx81quartz"


async def two_agents(world: World) -> tuple[Player, Player]:
    jessa, marco = world.person("Jessa"), world.person("Marco")
    await set_up(jessa)
    await set_up(marco)
    return jessa, marco


def sentences(player: Player) -> list[str]:
    return [message.html for message in player.answers]


@on_both
async def test_a_broken_line_is_tried_three_times_and_then_set_aside(rough: Rough) -> None:
    world = rough.world
    jessa, marco = await two_agents(world)
    tried: list[float] = []
    break_on(world, PRIVATE, lambda _: tried.append(world.clock.monotonic()))

    with capture_logs() as lines:
        await jessa.says(PRIVATE, "closed 31 tickets")
        await marco.says("zero holds")
        assert wins(world) == ["zero holds"]
        assert open_rows(world) == 2
        await world.travel(minutes=1)

    assert [after - tried[0] for after in tried] == [0, 1, 6]
    assert dead_rows(world) == 1
    assert open_rows(world) == 0
    assert wins(world) == ["closed 31 tickets", "zero holds"]
    assert sentences(jessa).count(OUR_FAULT) == 1
    assert sentences(marco).count(OUR_FAULT) == 0
    assert [line["event"] for line in lines].count("an update is dead") == 1
    assert "zx81quartz" not in str(lines)
    assert column(world, "SELECT reason FROM dead") == ["Broken"]


async def test_time_waits_for_a_try_that_takes_long(world: World) -> None:
    jessa, _ = await two_agents(world)
    tried: list[float] = []

    async def long_work(_update: Update, _context: Context) -> None:
        tried.append(world.clock.monotonic())
        for _ in range(LONG):
            await world.angat.db.read(inbox.open_rows)
        raise Broken("after a while")

    world.app.receiver.application.add_handler(TypeHandler(Update, long_work), STORIES - 1)
    await jessa.says("closed 31 tickets")
    await world.travel(minutes=1)

    assert [after - tried[0] for after in tried] == [0, 1, 6]
    assert open_rows(world) == 0
    world.app.receiver.broken.clear()


@on_both
async def test_a_line_that_breaks_once_is_kept_at_the_second_try(rough: Rough) -> None:
    jessa, _ = await two_agents(rough.world)
    mend = break_on(rough.world, "closed 31 tickets", lambda _: mend())

    await jessa.says("closed 31 tickets")
    assert wins(rough.world) == []
    await rough.world.travel(seconds=1)

    assert wins(rough.world) == ["closed 31 tickets"]
    assert dead_rows(rough.world) == 0
    assert OUR_FAULT not in sentences(jessa)


async def test_a_broken_answer_leaves_the_question_as_it_was(rough: Rough) -> None:
    jessa, _ = await two_agents(rough.world)
    await jessa.says("handled the refund queue")
    await jessa.taps("+ Number")
    break_on(rough.world, "480 to 410")
    await jessa.says("480 to 410")
    await rough.world.travel(minutes=1)

    await jessa.says("481 to 411")

    assert rows(rough.world, "SELECT before, after FROM win") == [("481", "411")]


async def test_an_answer_that_breaks_after_its_work_meets_its_question_again(rough: Rough) -> None:
    jessa, _ = await two_agents(rough.world)
    await jessa.says("handled the refund queue")
    await jessa.taps("+ Number")
    mend = break_on(rough.world, "480 to 410", lambda _: mend(), AFTER_ALL)

    await jessa.says("480 to 410")
    await rough.world.travel(seconds=1)

    question = "SELECT text, before, after FROM win"
    assert rows(rough.world, question) == [("handled the refund queue", "480", "410")]
    assert dead_rows(rough.world) == 0


CHAT: Json = {"id": 7_000_000_001, "type": "private", "first_name": "Jessa"}
UNREADABLE: list[Json] = [
    {"message": "zx81quartz"},
    {"message": {"text": "zx81quartz"}},
    {"message": {"message_id": 1, "chat": CHAT, "date": "zx81quartz"}},
    {"message": {"message_id": 1, "chat": {"id": "zx81quartz"}, "date": 1}},
    {"message": {"message_id": 1, "chat": CHAT, "date": 1, "entities": ["zx81quartz"]}},
    {"callback_query": {"id": "1", "data": "zx81quartz"}},
    {"edited_message": ["zx81quartz"]},
]


@on_both
@pytest.mark.parametrize("update", UNREADABLE, ids=range(len(UNREADABLE)))
async def test_an_unreadable_update_is_dead_at_once_and_holds_up_nobody(
    rough: Rough, update: Json
) -> None:
    jessa, _ = await two_agents(rough.world)
    said = len(jessa.answers)

    with capture_logs() as lines:
        rough.world.telegram.feed(deepcopy(update))
        await rough.world.settle()

    assert column(rough.world, "SELECT reason FROM dead") == ["unreadable"]
    assert open_rows(rough.world) == 0
    assert len(jessa.answers) == said
    assert "zx81quartz" not in str(lines)
    await jessa.says("closed 31 tickets")
    assert wins(rough.world) == ["closed 31 tickets"]


async def test_an_id_that_no_database_holds_stops_nobody(rough: Rough) -> None:
    jessa, _ = await two_agents(rough.world)
    stranger = {"id": 1 << 70, "type": "private", "is_bot": False, "first_name": "X"}
    message = {"message_id": 1, "date": 1, "chat": stranger, "from": stranger, "text": "hi there"}

    rough.world.telegram.feed({"message": message})
    await rough.world.settle()
    await rough.world.travel(minutes=1)
    await jessa.says("closed 31 tickets")

    assert wins(rough.world) == ["closed 31 tickets"]
    assert open_rows(rough.world) == 0


async def test_an_update_of_a_kind_nobody_asked_for_is_passed_over(rough: Rough) -> None:
    rough.world.telegram.feed({"a_kind_of_next_year": {"id": 1}})

    await rough.world.settle()

    assert (inbox_rows(rough.world), open_rows(rough.world), dead_rows(rough.world)) == (1, 0, 0)


@on_both
async def test_the_same_update_is_handled_once_however_often_it_comes(world: World) -> None:
    jessa, _ = await two_agents(world)
    world.telegram.says(jessa.account, "closed 31 tickets")
    update: Any = world.telegram.updates.queue.newest.update
    said = len(jessa.answers)

    for batch in ([update, update], [update], [update]):
        await world.app.receiver.take(batch)
    await world.settle()
    await world.travel(days=1, hours=23)
    await world.app.receiver.take([update])
    await world.settle()

    assert wins(world) == ["closed 31 tickets"]
    assert [one.html.startswith("Kept") for one in jessa.answers[said:]].count(True) == 1


async def test_update_ids_that_begin_lower_again_are_handled(world: World) -> None:
    jessa, _ = await two_agents(world)
    await world.travel(days=8)
    world.telegram.updates.next_id = 7

    await jessa.says("closed 31 tickets")
    await jessa.says("zero holds")

    assert wins(world) == ["closed 31 tickets", "zero holds"]
    assert world.telegram.unconfirmed == 0


@pytest.mark.parametrize("label", ["Undo", "More", "+ Number"])
async def test_a_tap_that_comes_twice_changes_nothing_twice(world: World, label: str) -> None:
    jessa, _ = await two_agents(world)
    await jessa.says("closed 31 tickets")
    message, data = jessa.button(label)
    await jessa.taps_data(message.id, data)
    once = rows(world, "SELECT * FROM win")

    await jessa.taps_data(message.id, data)

    assert rows(world, "SELECT * FROM win") == once
    assert world.telegram.queries[max(world.telegram.queries)].answer is not None


async def test_a_start_that_comes_twice_is_one_person(world: World) -> None:
    jessa = world.person("Jessa")

    await jessa.says("/start", "/start", "/start")

    assert column(world, "SELECT name FROM person") == ["Jessa"]


async def test_one_chat_goes_on_while_another_is_held_back(world: World) -> None:
    jessa, marco = await two_agents(world)
    telegram = world.telegram
    held = telegram.hold("setMessageReaction", before=True)
    waiting = asyncio.ensure_future(jessa.says("closed 31 tickets"))
    await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)
    jessa_saw, marco_saw = sentences(jessa), sentences(marco)

    telegram.says(marco.account, "zero holds")
    await world.app.receiver.poll_once()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while sentences(marco) == marco_saw:
            await telegram.changed(telegram.version)

    assert marco.sees.startswith("Kept, ")
    assert sentences(jessa) == jessa_saw
    held.release()
    await waiting
    assert jessa.sees.startswith("Kept, ")


async def test_three_hundred_chats_at_once_have_256_places(world: World) -> None:
    people = [world.person(f"Agent {number}") for number in range(300)]
    held = [world.telegram.hold("sendMessage", before=True) for _ in people]
    for player in people:
        world.telegram.says(player.account, "/start")

    for _ in range(3):
        await world.app.receiver.poll_once()
    settled = asyncio.ensure_future(world.settle())
    for one in held[:MOST_AT_ONCE]:
        await asyncio.wait_for(one.reached(), PATIENCE_SECONDS)
    for _ in range(3):
        await asyncio.wait({settled}, timeout=0)
    assert [one.stopped.is_set() for one in held[MOST_AT_ONCE:]] == [False] * 44
    assert open_rows(world) == 300
    for one in held:
        one.release()
    await settled

    assert all(len(player.answers) == 1 for player in people)
    assert all(f"Hi {player.account.first_name}," in player.sees for player in people)
    assert open_rows(world) == 0
