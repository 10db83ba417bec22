"""Chats that Telegram told the bot to leave alone: until when, also after a restart."""

from storage import halts
from storage.database import Database
from storage.halts import HALT
from tests.storage.samples import HOUR, JUN, MARIA, MINUTE, NOW, rows

GROUP = -1_009_999_999_999


async def test_what_was_told_is_known_by_chat_until_it_is_over(db: Database) -> None:
    await db.write(halts.keep, MARIA, NOW + MINUTE, NOW)
    await db.write(halts.keep, GROUP, NOW + HOUR, NOW)

    assert await db.read(halts.all_on, NOW) == {MARIA: NOW + MINUTE, GROUP: NOW + HOUR}
    assert await db.read(halts.all_on, NOW + MINUTE) == {GROUP: NOW + HOUR}


async def test_of_two_the_later_stands(db: Database) -> None:
    for until in (NOW + MINUTE, NOW + HOUR, NOW + 2 * MINUTE):
        await db.write(halts.keep, MARIA, until, NOW)

    assert await db.read(halts.all_on, NOW) == {MARIA: NOW + HOUR}


async def test_what_is_over_leaves_with_the_next_one_or_at_night(db: Database) -> None:
    await db.write(halts.keep, MARIA, NOW + MINUTE, NOW)

    await db.write(halts.keep, JUN, NOW + HOUR, NOW + MINUTE)
    left = [row["chat_id"] for row in await db.read(rows, HALT)]

    assert left == [JUN]
    assert await db.write(halts.purge, NOW + HOUR) == 1
    assert await db.read(rows, HALT) == []


async def test_it_is_forgotten_for_one_chat_alone(db: Database) -> None:
    for chat in (MARIA, JUN):
        await db.write(halts.keep, chat, NOW + HOUR, NOW)

    await db.write(halts.forget, MARIA)

    assert await db.read(halts.all_on, NOW) == {JUN: NOW + HOUR}
