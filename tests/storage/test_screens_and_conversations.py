"""What stands in a chat, and the one question that is open there."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import conversations, screens
from storage.conversations import CONVERSATION
from storage.database import Database
from storage.screens import SCREEN, Screen
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    MINUTE,
    NOW,
    how_many,
    known,
    person,
    rows,
)


def shown(session: Session, /, telegram_id: int = MARIA, **values: Any) -> int:
    standard: dict[str, Any] = {"kind": "card", "chat_id": telegram_id, "said_at": NOW}
    screen = Screen(person_id=person(session, telegram_id), **(standard | values))
    return screens.open_screen(session, screen)


async def maria(db: Database) -> int:
    return (await db.read(known, MARIA)).id


async def test_a_step_opens_one_screen(db: Database) -> None:
    first = await db.write(shown, seq=5, step="receipt")

    assert await db.write(shown, seq=5, step="receipt", kind="other") == first
    assert await db.write(shown, seq=5, step="return") != first
    assert await db.write(shown, seq=6, step="receipt") != first
    assert await db.read(screens.by_step, 5, "receipt") == first
    assert await db.read(screens.by_step, 7, "receipt") is None
    assert await db.read(how_many, SCREEN) == 3


async def test_the_database_itself_takes_a_step_once(db: Database) -> None:
    await db.write(shown, seq=5, step="receipt")
    again = SCREEN.insert().values(
        person_id=await maria(db),
        chat_id=MARIA,
        kind="card",
        facts="",
        version=1,
        seq=5,
        step="receipt",
        said_at=NOW,
    )

    with pytest.raises(IntegrityError):
        await db.write(lambda session: session.connection().execute(again))


async def test_a_screen_of_no_step_is_a_new_one_each_time(db: Database) -> None:
    assert await db.write(shown) != await db.write(shown)


async def test_the_newest_screen_of_a_kind_is_found(db: Database) -> None:
    first = await db.write(shown, about=1, message_id=500)
    second = await db.write(shown, about=2)
    await db.write(shown, kind="receipt", about=1)
    await db.write(shown, JUN, about=1, message_id=500)
    mine = await maria(db)

    def number(found: Screen | None) -> int | None:
        return found.id if found else None

    assert number(await db.read(screens.newest, mine, "card")) == second
    assert number(await db.read(screens.newest, mine, "card", 1)) == first
    assert number(await db.read(screens.newest_sent, mine, "card")) == first
    assert number(await db.read(screens.by_message, mine, 500)) == first
    assert number(await db.read(screens.newest, mine, "setup")) is None
    assert number(await db.read(screens.by_message, mine, 501)) is None


async def test_where_screens_stand_is_noted_for_several_at_once(db: Database) -> None:
    first, second, third = [await db.write(shown) for _ in range(3)]

    await db.write(screens.sent, [(first, 2**40), (third, 502)])
    await db.write(screens.sent, [])

    found = {row["id"]: row["message_id"] for row in await db.read(rows, SCREEN)}
    assert found == {first: 2**40, second: None, third: 502}


async def test_a_change_is_of_one_screen(db: Database) -> None:
    first, second = await db.write(shown), await db.write(shown)

    await db.write(lambda session: screens.change(session, first, closed_at=NOW, closed_by=9))

    closed = {row["id"]: row["closed_by"] for row in await db.read(rows, SCREEN)}
    assert closed == {first: 9, second: None}


def ask(
    session: Session, /, telegram_id: int = MARIA, state: str = "number", **values: Any
) -> None:
    standard: dict[str, Any] = {
        "chat_id": telegram_id,
        "person_id": person(session, telegram_id),
        "state": state,
        "about": 7,
        "screen_id": 9,
        "expires_at": NOW + DAY,
    }
    conversations.put(session, standard | values)


async def test_a_chat_has_one_open_question(db: Database) -> None:
    await db.write(ask)
    await db.write(ask, state="other words")
    await db.write(ask, JUN)

    states = {row["chat_id"]: row["state"] for row in await db.read(rows, CONVERSATION)}
    assert states == {MARIA: "other words", JUN: "number"}


async def test_an_ended_question_is_gone_and_others_stay(db: Database) -> None:
    for who in (MARIA, JUN):
        await db.write(ask, who)

    await db.write(conversations.drop, MARIA)
    await db.write(conversations.drop, MARIA)

    assert [row["chat_id"] for row in await db.read(rows, CONVERSATION)] == [JUN]


async def test_a_question_that_expired_is_not_read(db: Database) -> None:
    await db.write(ask)
    await db.write(ask, JUN, expires_at=NOW + HOUR)

    async def open_at(now: Any) -> set[int]:
        return {row.chat_id for row in await db.read(conversations.all_open, now)}

    assert await open_at(NOW) == {MARIA, JUN}
    assert await open_at(NOW + HOUR) == {MARIA}
    assert await open_at(NOW + HOUR - MINUTE) == {MARIA, JUN}
    assert await open_at(NOW + DAY) == set()


async def test_a_question_that_is_ended_takes_nothing_from_then_on(db: Database) -> None:
    await db.write(ask)
    await db.write(conversations.end, MARIA, NOW + DAY, NOW + MINUTE)

    assert await db.read(conversations.all_open, NOW + MINUTE) == []
    assert [row.chat_id for row in await db.read(conversations.all_open, NOW)] == [MARIA]


async def test_a_newer_question_is_not_ended_with_the_one_before(db: Database) -> None:
    await db.write(ask, expires_at=NOW + DAY + MINUTE)
    await db.write(conversations.end, MARIA, NOW + DAY, NOW + MINUTE)

    assert len(await db.read(conversations.all_open, NOW + HOUR)) == 1


async def test_a_question_that_expired_is_forgotten(db: Database) -> None:
    await db.write(ask)
    await db.write(ask, JUN, expires_at=NOW + HOUR)

    await db.write(conversations.purge, NOW + HOUR)

    assert [row["chat_id"] for row in await db.read(rows, CONVERSATION)] == [MARIA]


async def test_lists_that_were_asked_from_leave_and_receipts_stay(db: Database) -> None:
    await db.write(shown, seq=1, step="list", kind="list")
    await db.write(shown, seq=2, step="list", kind="list", said_at=NOW + DAY)
    await db.write(shown, seq=3, step="receipt", kind="receipt")

    assert await db.write(screens.purge, "list", NOW + HOUR) == 1
    assert [row["seq"] for row in await db.read(rows, SCREEN)] == [2, 3]
