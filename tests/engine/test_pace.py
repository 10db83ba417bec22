"""The pace in a world: a chat waits for itself alone, letters for everybody, 429 for its time."""

from datetime import timedelta

import pytest

from benchmarks.many_people import begin_all, promise_all
from benchmarks.pace import most_in_a_second
from bot.pace import LONGEST_NAP_SECONDS
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import ANY_METHOD, delayed, slow_down
from sandbox.telegram.journal import Call
from sandbox.world import World, open_world
from storage.seals import new_key
from tests.engine.faults import Rough
from tests.engine.looking import column, letters

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

CREW = 90


async def agent(world: World, name: str) -> Player:
    player = world.person(name)
    await set_up(player)
    await world.travel(minutes=1)
    return player


def calls_to(world: World, who: Player) -> list[Call]:
    return [call for call in world.telegram.journal if call.params.get("chat_id") == who.account.id]


async def test_quick_taps_and_lines_are_all_answered_at_the_pace_of_the_chat(world: World) -> None:
    jessa = await agent(world, "Jessa")
    world.telegram.limits.enforced = True
    before, began = len(jessa.answers), world.clock.now()

    await jessa.says(*["/wins", "/progress"] * 5)
    await world.travel(seconds=10)

    assert len(jessa.answers) - before == 10
    sent = [call for call in calls_to(world, jessa) if call.at >= began]
    assert {(call.status, call.seconds) for call in sent} == {(200, 0.0)}
    assert [(call.at - began).total_seconds() for call in sent][-1] == pytest.approx(7, abs=0.1)


async def test_whoever_is_told_to_wait_is_left_alone_for_that_long_and_nobody_else(
    world: World,
) -> None:
    jessa, marco = await agent(world, "Jessa"), await agent(world, "Marco")
    world.telegram.faults.meets("sendMessage", slow_down(30), chat=jessa.account.id)
    told = world.clock.now()

    await jessa.says("31 calls, zero holds")
    await jessa.says("/progress")
    await world.travel(seconds=20)
    await jessa.says("/wins")
    await marco.says("92 tickets, zero backlog")

    assert [call.status for call in calls_to(world, jessa) if call.at > told] == []
    assert marco.sees.startswith("Kept")
    await world.travel(seconds=20)
    later = [call for call in calls_to(world, jessa) if call.at > told]
    assert min(call.at for call in later) >= told + timedelta(seconds=30)
    assert "31 calls" in "".join(answer.html for answer in jessa.answers)
    assert letters(world) == ["sent"] * 3


async def test_a_tap_in_a_stopped_chat_is_answered_all_the_same(world: World) -> None:
    jessa = await agent(world, "Jessa")
    await jessa.says("31 calls, zero holds")
    world.telegram.faults.meets("editMessageText", slow_down(30), chat=jessa.account.id)
    await jessa.taps("Undo")
    await jessa.says("/wins")
    before = world.telegram.journal.times("answerCallbackQuery")

    await jessa.taps("More") if "More" in str(jessa.labels) else await jessa.taps("Undo")

    assert world.telegram.journal.times("answerCallbackQuery") == before + 1


async def test_a_short_wait_is_slept(rough: Rough) -> None:
    world = rough.world
    jessa = await agent(world, "Jessa")
    rough.meets("setMessageReaction", slow_down(1))
    before = len(jessa.answers)

    await jessa.says("31 calls, zero holds")
    await jessa.says("/wins")

    assert len(jessa.answers) == before + 2
    assert letters(world) == []
    (reacted,) = [call for call in calls_to(world, jessa) if call.status == 429]
    said = calls_to(world, jessa)[-1]
    assert said.status == 200
    assert (said.at - reacted.at).total_seconds() == LONGEST_NAP_SECONDS


async def test_it_holds_after_a_restart(database: str) -> None:
    key = new_key()
    async with open_world(database, key=key) as world:
        jessa = await agent(world, "Jessa")
        world.telegram.faults.meets("sendMessage", slow_down(300))
        await jessa.says("31 calls, zero holds")
        stopped = world.clock.now() + timedelta(seconds=301)
        ended = world.clock.now()
    async with open_world(database, key=key, opening=ended + timedelta(minutes=2)) as world:
        world.telegram.updates.next_id += 1_000
        jessa = world.person("Jessa")
        await jessa.says("/progress")
        early = calls_to(world, jessa)
        await world.travel_to(stopped + timedelta(seconds=30))

        assert early == []
        assert min(call.at for call in calls_to(world, jessa)) >= stopped


async def test_whoever_leaves_takes_it_along(rough: Rough) -> None:
    world = rough.world
    jessa = await agent(world, "Jessa")
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    rough.meets("setMessageReaction", slow_down(1))
    rough.meets("editMessageReplyMarkup", slow_down(1))
    await jessa.says("31 calls, zero holds")
    kept = column(world, "SELECT chat_id FROM halt")

    await jessa.taps("Yes, delete it all")

    assert kept == [jessa.account.id]
    assert column(world, "SELECT chat_id FROM halt") == []


async def test_a_database_that_waits_does_not_break_what_is_said(world: World) -> None:
    jessa = await agent(world, "Jessa")
    query_only(world, "ON")
    world.telegram.faults.meets("sendMessage", slow_down(30))

    await jessa.says("/help")
    query_only(world, "OFF")
    await world.travel(minutes=2)

    assert "911" in jessa.sees
    assert column(world, "SELECT chat_id FROM halt") == []


def query_only(world: World, switch: str) -> None:
    """ON: whatever is written has to wait."""
    engine = world.angat.db.writing
    assert engine is not None
    with engine.raw_connection() as raw:
        raw.cursor().execute(f"PRAGMA query_only={switch}")


async def crowd(world: World, many: int) -> list[int]:
    """People who have begun, where it is noon; their ids."""
    people = [world.telegram.person(f"Agent {number}") for number in range(many)]
    for one in people:
        one.wrote = True
    ids = [one.id for one in people]
    await world.angat.db.write(begin_all, ids, world.clock.now())
    return ids


def said_to(world: World, chat: int) -> list[Call]:
    sent = [call for call in world.telegram.journal if call.method == "sendMessage"]
    return [call for call in sent if call.params["chat_id"] == chat]


async def test_letters_to_a_crew_go_at_thirty_a_second_and_none_is_refused(world: World) -> None:
    crew, due = await crowd(world, CREW), world.clock.now()
    world.telegram.limits.enforced = True
    world.telegram.faults.meets("sendMessage", slow_down(60), chat=crew[3])
    await world.angat.db.write(promise_all, crew, due)

    await world.travel(seconds=10)

    sent = [call for call in world.telegram.journal if call.method == "sendMessage"]
    moments = [call.at for call in sent]
    assert (len(sent), most_in_a_second(moments)) == (CREW, 30)
    assert [call.status for call in sent].count(429) == 1
    assert (max(moments) - due).total_seconds() <= CREW / 30 / 0.95
    assert letters(world).count("waiting") == 1


async def test_somebody_who_writes_while_letters_go_out_is_answered_at_once(world: World) -> None:
    jessa, *crew = await crowd(world, CREW)
    await world.angat.db.write(promise_all, crew, world.clock.now())
    await world.go_on()
    gone, now = world.telegram.journal.times("sendMessage"), world.clock.now()

    world.telegram.says(world.telegram.accounts[jessa], "31 calls, zero holds")
    await world.go_on()

    assert [call.at for call in said_to(world, jessa)] == [now]
    assert 0 < gone < world.telegram.journal.times("sendMessage") < CREW


async def test_nobody_waits_for_a_chat_that_hangs_or_one_that_is_told_to_wait(
    world: World,
) -> None:
    hanging, told, *others = await crowd(world, 60)
    world.telegram.faults.meets(ANY_METHOD, *[delayed(30)] * 3, chat=hanging)
    world.telegram.faults.meets(ANY_METHOD, *[slow_down(30)] * 3, chat=told)
    now = world.clock.now()

    for one in (hanging, told, *others):
        world.telegram.says(world.telegram.accounts[one], "31 calls, zero holds")
    await world.settle()

    assert {call.at for one in others for call in said_to(world, one)} == {now}
    assert all(said_to(world, one) for one in others)
    assert not any(call.status == 200 for one in (hanging, told) for call in said_to(world, one))
    await world.travel(minutes=5)
    assert all(said_to(world, one)[-1].status == 200 for one in (hanging, told))
