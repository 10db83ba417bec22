"""Reminders: planned once by their key, due in order, each swept by one."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from actions.sweeping import sweep
from storage import reminders
from storage.database import Database
from storage.reminders import REMINDER, Due
from storage.shifts import SHIFT
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    MINUTE,
    NOW,
    how_many,
    known,
    night,
    on_postgresql,
    person,
    reminder,
    rows,
)


def plan(session: Session, key: str, due: timedelta = MINUTE, telegram_id: int = MARIA) -> bool:
    return reminders.plan(session, reminder(person(session, telegram_id), key, NOW + due))


def keys_of(found: list[Due]) -> list[str]:
    return [row.key for row in found]


async def test_a_reminder_is_planned_once_by_its_key(db: Database) -> None:
    assert await db.write(plan, "shift_end:1")
    assert not await db.write(plan, "shift_end:1", HOUR)
    assert not await db.write(plan, "shift_end:1", MINUTE, JUN)

    (row,) = await db.read(rows, REMINDER)
    assert row["due_at"] == NOW + MINUTE


async def test_a_closed_reminder_is_not_planned_again(db: Database) -> None:
    await db.write(plan, "shift_end:1")
    (row,) = await db.read(rows, REMINDER)
    await db.write(lambda session: reminders.change(session, row["id"], closed_at=NOW))

    assert not await db.write(plan, "shift_end:1")
    assert await db.read(reminders.due, NOW + HOUR, 9) == []


async def test_what_is_due_comes_oldest_first_and_not_too_much_of_it(db: Database) -> None:
    for key, due in (("third", HOUR), ("first", -HOUR), ("second", MINUTE), ("not yet", DAY)):
        await db.write(plan, key, due)

    found = await db.write(reminders.due, NOW + 2 * HOUR, 9)
    assert keys_of(found) == ["first", "second", "third"]
    assert keys_of(await db.write(reminders.due, NOW + 2 * HOUR, 2)) == ["first", "second"]
    assert keys_of(await db.write(reminders.due, NOW - HOUR, 9)) == ["first"]
    assert await db.write(reminders.due, NOW - HOUR - MINUTE, 9) == []


async def test_those_due_at_the_same_moment_come_as_they_were_planned(db: Database) -> None:
    for key in ("b", "a", "c"):
        await db.write(plan, key)

    assert keys_of(await db.write(reminders.due, NOW + MINUTE, 9)) == ["b", "a", "c"]


async def test_the_next_moment_is_that_of_the_first_open_one(db: Database) -> None:
    assert await db.read(reminders.next_due) is None
    await db.write(plan, "later", HOUR)
    await db.write(plan, "sooner", MINUTE)

    assert await db.read(reminders.next_due) == NOW + MINUTE


async def test_a_persons_next_one_of_a_kind_is_found(db: Database) -> None:
    for key, due, who in (("later", DAY, MARIA), ("sooner", HOUR, MARIA), ("his", MINUTE, JUN)):
        await db.write(plan, key, due, who)
    mine = (await db.read(known, MARIA)).id

    found = await db.read(reminders.next_of, mine, "shift_end")
    assert found is not None
    assert found.key == "sooner"
    assert await db.read(reminders.next_of, mine, "own_hour") is None


async def test_open_ones_of_a_kind_are_forgotten_and_no_others(db: Database) -> None:
    def begin(session: Session) -> int:
        mine = person(session)
        for key in ("open", "done"):
            plan(session, key)
        plan(session, "his", telegram_id=JUN)
        reminders.plan(session, reminder(mine, "own", kind="own_hour"))
        closing = REMINDER.update().where(REMINDER.c.key == "done").values(closed_at=NOW)
        session.connection().execute(closing)
        return mine

    mine = await db.write(begin)
    await db.write(reminders.forget, mine, "shift_end")

    assert [row["key"] for row in await db.read(rows, REMINDER)] == ["done", "his", "own"]


@pytest.mark.parametrize(("before", "left"), [(NOW, 1), (NOW + MINUTE, 0)])
async def test_only_closed_ones_grow_old(db: Database, before: datetime, left: int) -> None:
    await db.write(plan, "done")
    (row,) = await db.read(rows, REMINDER)
    assert await db.write(reminders.purge, NOW + DAY) == 0
    await db.write(lambda session: reminders.change(session, row["id"], closed_at=NOW))

    await db.write(reminders.purge, before)

    assert await db.read(how_many, REMINDER) == left


def roster(session: Session, people: int) -> None:
    """That many people whose night is over, each with a card that is due."""
    for number in range(people):
        mine = person(session, MARIA + number, state="ready", setup="done", delay_chosen=True)
        shift_id = night(session, mine)
        key = f"shift_end:{shift_id}"
        reminders.plan(session, reminder(mine, key, NOW, about=shift_id))


async def test_sweeps_at_once_promise_each_card_once(db: Database) -> None:
    await db.write(roster, 12)

    swept = await asyncio.gather(*(db.write(sweep, NOW) for _ in range(4)))

    assert sum(one.taken for one in swept) == 12
    assert await db.read(how_many, SHIFT) == 12
    cards = "SELECT count(*), count(DISTINCT person_id) FROM outbox WHERE kind = 'shift_end'"

    def counted(session: Session) -> tuple[int, ...]:
        return tuple(session.connection().exec_driver_sql(cards).one())

    assert await db.read(counted) == (12, 12)


@on_postgresql
async def test_two_sweeps_side_by_side_do_not_wait_for_each_other(db: Database) -> None:
    for key in ("one", "two", "three", "four"):
        await db.write(plan, key)

    with Session(db.reading) as one, Session(db.reading) as two:
        two.connection().exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        first = keys_of(reminders.due(one, NOW + HOUR, 2))
        second = keys_of(reminders.due(two, NOW + HOUR, 9))

    assert (first, second) == (["one", "two"], ["three", "four"])
