"""A group becomes a supergroup, which is another chat: told three ways, and nobody notices."""

import asyncio
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import BigInteger
from sqlmodel import Session

from sandbox.telegram.places import Chat
from sandbox.world import OPENING
from storage import groups
from storage.tables import METADATA
from tests.engine.faults import Rough
from tests.engine.groups import Team, promise_digest, team_of
from tests.engine.looking import column, letters, rows

# Every column that holds an id of a chat: those that may be a group's move with it.
MOVES = {"group_chat.chat_id"}
PRIVATE_OR_SHORT = {  # of private chats, of updates handled in their own chat, or over soon
    "halt.chat_id",
    "conversation.chat_id",
    "screen.chat_id",
    "inbox.chat_key",
    "dead.chat_key",
}


def told(team: Team, grown: Chat, *signals: str) -> None:
    """The service messages of both chats, in that order."""
    team.world.telegram.updates.forget()
    for signal in signals:
        here, there = (team.chat, grown) if signal == "migrate_to_chat_id" else (grown, team.chat)
        kind = "group" if here is team.chat else "supergroup"
        message = {
            "message_id": 900,
            "date": 1_795_000_000,
            "chat": {"id": here.id, "type": kind, "title": "Malaya"},
            "from": {"id": team.lead.id, "is_bot": False, "first_name": "Ana"},
            signal: there.id,
        }
        team.world.telegram.feed({"message": message})


def promise_into(session: Session, chat_id: int) -> None:
    promise_digest(session, chat_id, "Week 47", OPENING, None)


def known(rough: Rough) -> list[tuple[Any, ...]]:
    return rows(rough.world, "SELECT chat_id, state FROM group_chat")


def said_in(rough: Rough, chat: Chat) -> list[str]:
    bot = rough.world.telegram.bot.id
    return [one.text for one in chat.messages.values() if one.sender_id == bot]


async def test_a_send_into_the_old_chat_is_sent_once_into_the_new_one(rough: Rough) -> None:
    team = await team_of(rough.world)
    grown = rough.world.telegram.migrates(team.lead, team.chat)
    rough.world.telegram.updates.forget()

    await team.promised("Week 47", "Week 48")

    assert said_in(rough, grown) == ["Week 47", "Week 48"]
    assert letters(rough.world) == ["sent", "sent"]
    assert known(rough) == [(grown.id, "active")]


TO, FROM = "migrate_to_chat_id", "migrate_from_chat_id"


@pytest.mark.parametrize(
    "signals", [(TO,), (FROM,), (TO, FROM), (FROM, TO), (TO, FROM, TO, FROM)], ids=str
)
async def test_told_in_either_chat_in_any_order_the_group_goes_on(
    rough: Rough, signals: tuple[str, ...]
) -> None:
    team = await team_of(rough.world)
    grown = rough.world.telegram.migrates(team.lead, team.chat)
    told(team, grown, *signals)

    await rough.world.settle()
    assert known(rough) == [(grown.id, "active")]
    await rough.world.angat.db.write(promise_into, grown.id)
    await rough.world.settle()

    assert said_in(rough, grown) == ["Week 47"]
    assert said_in(rough, team.chat) == []
    assert rough.world.app.receiver.broken == []


@pytest.mark.parametrize("order", list(permutations(["send", TO, FROM])), ids=str)
async def test_all_three_in_any_order_move_it_once(rough: Rough, order: tuple[str, ...]) -> None:
    team = await team_of(rough.world)
    grown = rough.world.telegram.migrates(team.lead, team.chat)
    rough.world.telegram.updates.forget()
    promised = False

    for signal in order:
        if signal == "send":
            chat_id = known(rough)[0][0]
            await rough.world.angat.db.write(promise_into, chat_id)
            promised = True
        else:
            told(team, grown, signal)
        await rough.world.settle()

    assert promised
    assert known(rough) == [(grown.id, "active")]
    assert said_in(rough, grown) == ["Week 47"]
    assert letters(rough.world) == ["sent"]


async def test_an_edit_of_a_message_in_the_old_chat_is_said_anew(rough: Rough) -> None:
    """Message ids do not carry over."""
    team = await team_of(rough.world)
    await team.promised("Week 47")
    (message,) = [one for one in team.chat.messages.values() if one.text == "Week 47"]
    grown = rough.world.telegram.migrates(team.lead, team.chat)
    rough.world.telegram.updates.forget()

    await team.promised("Week 47, corrected", edits=message.id)
    await rough.world.travel(minutes=1)

    assert said_in(rough, grown) == ["Week 47, corrected"]
    assert letters(rough.world) == ["sent", "sent"]


async def test_a_command_in_a_chat_that_moved_is_answered_in_the_new_one(rough: Rough) -> None:
    team = await team_of(rough.world)
    world = rough.world
    world.telegram.says(team.lead, f"/wins@{world.angat.bot.username}", to=team.chat)
    grown = world.telegram.migrates(team.lead, team.chat)

    await world.settle()

    assert len(said_in(rough, grown)) == 1
    assert known(rough) == [(grown.id, "active")]


async def test_the_bot_met_the_new_chat_before_it_heard_that_the_old_one_moved(
    rough: Rough,
) -> None:
    """Its letters are sealed for the one and read for the other."""
    team = await team_of(rough.world)
    db, now = rough.world.angat.db, rough.world.clock.now()
    grown = rough.world.telegram.migrates(team.lead, team.chat)
    rough.world.telegram.updates.forget()
    await db.write(groups.meet, grown.id, now)
    await db.write(promise_into, grown.id)

    await asyncio.gather(*(db.write(groups.move, team.chat.id, grown.id, now) for _ in range(4)))
    await rough.world.settle()

    assert column(rough.world, "SELECT id FROM group_chat") == [1]
    assert known(rough) == [(grown.id, "active")]
    assert said_in(rough, grown) == ["Week 47"]


def test_every_column_that_holds_a_chat_is_known_to_move_or_not_to() -> None:
    found = {
        f"{table.name}.{one.name}"
        for table in METADATA.sorted_tables
        for one in table.c
        if isinstance(one.type, BigInteger) and one.name.startswith("chat")
    }
    assert found == MOVES | PRIVATE_OR_SHORT
