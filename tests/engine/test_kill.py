"""SIGKILL at every bad moment: each win is there once, and every question where it was."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from bot.clock import SystemClock
from tests.engine.before import set_up_without_rest, settled, world_before
from tests.engine.service import PATIENCE_SECONDS, Caller, Service

QUICK = 4
ASKED = "What's the number? For example: 480 to 410, 96%, 31 calls."


async def restarted(service: Service, *wins: str) -> None:
    """Comes back and catches up: these wins, each once, and no row left open."""
    await service.start()
    expected = sorted(wins)
    await service.telegram.until(lambda: service.wins() == expected)


async def is_handled(service: Service, who: Caller) -> None:
    """A chat is handled in turn: an answer to this means that all before it is written."""
    before = helped(who)
    who.says("/help")
    await service.telegram.until(lambda: helped(who) > before)
    assert service.open_rows(who.account.id) <= 1


def helped(who: Caller) -> int:
    return sum(one.text.startswith("Not okay right now?") for one in who.answers)


async def test_killed_between_receiving_and_answering(service: Service) -> None:
    [jessa] = await settled(service, "Jessa")
    await service.start()
    held = service.telegram.hold("setMessageReaction", before=True)

    jessa.says("calmed an irate caller", "closed 31 tickets")
    await service.killed_at(held)

    assert service.wins() == ["calmed an irate caller"]
    assert service.open_rows(jessa.account.id) == 2
    await restarted(service, "calmed an irate caller", "closed 31 tickets")
    await is_handled(service, jessa)
    assert service.wins() == ["calmed an irate caller", "closed 31 tickets"]


async def test_killed_between_effect_and_answer_and_again_after_it(service: Service) -> None:
    [jessa] = await settled(service, "Jessa")
    await service.start()
    jessa.says("zero holds all night")
    await service.killed_at(service.telegram.hold("sendMessage", before=True))
    assert service.wins() == ["zero holds all night"]
    assert receipts(jessa) == 0

    held = service.telegram.hold("sendMessage")
    await service.start()
    await service.killed_at(held)
    assert receipts(jessa) == 1

    await service.start()
    await service.telegram.until(lambda: receipts(jessa) == 2)
    await is_handled(service, jessa)
    assert receipts(jessa) == 2
    assert service.wins() == ["zero holds all night"]


def receipts(who: Caller) -> int:
    return sum(one.html.startswith("Kept, ") for one in who.answers)


async def test_killed_inside_a_conversation_the_question_stays(service: Service) -> None:
    [jessa] = await settled(service, "Jessa")
    await service.start()
    await jessa.answered("handled the refund queue")
    await jessa.answered("31 calls, no misses")
    held = service.telegram.hold("sendMessage")
    jessa.taps("+ Number")
    await service.killed_at(held)
    assert jessa.answers[-1].html == ASKED

    await service.start()
    await service.telegram.until(lambda: sum(one.html == ASKED for one in jessa.answers) == 2)
    held = service.telegram.hold("sendMessage")
    jessa.says("/help")
    await service.killed_at(held)

    await service.start()
    jessa.says("AHT 480 to 410")
    await service.telegram.until(lambda: len(said_numbers(service)) > 0)
    question = "SELECT text, metric, before, after FROM win ORDER BY id"
    assert service.rows(question) == [
        ("handled the refund queue", "", None, None),
        ("31 calls, no misses", "AHT", "480", "410"),
    ]


def said_numbers(service: Service) -> list[tuple[str, ...]]:
    """Where the number went: to a win that was there, or a win of its own."""
    return service.rows("SELECT text FROM win WHERE after IS NOT NULL OR text LIKE 'AHT%'")


@pytest.mark.parametrize("arrived", [True, False], ids=["kept, not confirmed", "never arrived"])
async def test_killed_as_telegram_confirms(service: Service, arrived: bool) -> None:
    [jessa] = await settled(service, "Jessa")
    jessa.says("helped a new hire")
    poll = service.telegram.hold("getUpdates")
    await service.start()
    if arrived:
        held = service.telegram.hold("getUpdates", before=True)
        poll.release()
        await service.telegram.until(lambda: "helped a new hire" in service.wins())
        await service.killed_at(held)
    else:
        await service.killed_at(poll)

    assert service.telegram.unconfirmed == 1
    assert len(service.wins()) == int(arrived)
    await restarted(service, "helped a new hire")
    await is_handled(service, jessa)
    assert service.wins() == ["helped a new hire"]
    assert service.telegram.unconfirmed <= 1


async def test_a_card_is_never_said_twice(service: Service) -> None:
    now = SystemClock().now()
    ended = (now + timedelta(hours=8) - timedelta(minutes=22)).strftime("%H:%M")
    async with world_before(service, now - timedelta(hours=3)) as world:
        await set_up_without_rest(player := world.person("Jessa"), ended)
    jessa = Caller(service.telegram, player.account)
    said = len(jessa.answers)
    held = service.telegram.hold("sendMessage")
    await service.start()
    await service.killed_at(held)
    assert len(jessa.answers) == said + 1

    await service.start()
    assert service.rows("SELECT state FROM outbox") == [("unknown",)]
    await jessa.answered("kept the queue at zero")
    await service.killed()
    async with world_before(service, SystemClock().now()) as world:
        await world.travel(hours=2)

    cards = [one for one in jessa.answers if "Nothing today" in str(one.rows)]
    assert len(cards) <= 1
    assert service.rows("SELECT state FROM outbox") == [("unknown",)]


async def test_rounds_of_kills_with_two_people_in_a_hurry(service: Service) -> None:
    people = await settled(service, "Jessa", "Marco")
    dice = random.Random(7)
    said: list[str] = []
    for number in range(4):
        await service.start()
        calls = service.telegram.journal
        last = len(calls) + dice.randint(1, 2 * QUICK)
        for line in range(QUICK):
            for who in people:
                said.append(f"closed {number}{line} cases, {who.account.first_name}")
                who.says(said[-1])
        await service.telegram.until(partial(is_longer, calls, last))
        await service.killed()
        kept = service.wins()
        assert len(kept) == len(set(kept))
        assert set(kept) <= set(said)

    await restarted(service, *said)
    for who in people:
        await is_handled(service, who)
    assert service.wins() == sorted(said)


def is_longer(calls: Sequence[object], last: int) -> bool:
    return len(calls) > last


async def test_told_to_stop_it_ends_cleanly(service: Service) -> None:
    [jessa, marco] = await settled(service, "Jessa", "Marco")
    await service.start()
    held = service.telegram.hold("setMessageReaction", before=True)
    jessa.says("solved a double billing")
    await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)
    await marco.answered("92 tickets, no backlog")

    assert await service.stopped() == 0

    assert "Traceback" not in service.said()
    assert service.open_rows(jessa.account.id) == 1
    await restarted(service, "solved a double billing", "92 tickets, no backlog")
    await is_handled(service, jessa)
    assert await service.stopped() == 0
    assert service.wins() == ["92 tickets, no backlog", "solved a double billing"]
