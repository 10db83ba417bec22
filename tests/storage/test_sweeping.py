"""A batch of the sweep: the same as one by one, few sentences, and one broken row holds nobody."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from actions.sweeping import MOST_AT_ONCE, Swept, fall_due, sweep
from storage import people, reminders, screens, shifts
from storage.database import Database
from storage.outbox import OUTBOX
from storage.people import PERSON
from storage.reminders import REMINDER
from storage.screens import SCREEN, Screen
from storage.shifts import SHIFT
from tests.storage.samples import (
    HOUR,
    MARIA,
    MINUTE,
    NOW,
    how_many,
    night,
    on_sqlite,
    person,
    reminder,
    rows,
    win,
)
from tests.storage.test_statements import asked

SWEPT = 15
LIVES: list[dict[str, Any]] = [
    {},
    {"zone": "America/New_York"},
    {"untouched": 4},
    {"asking": "weekly", "untouched": 3},
    {"asking": "never"},
    {"asking": "silent"},
    {"state": "unreachable"},
    {"delay_chosen": True, "delay_minutes": 90},
    {"language": "fil", "menu": "fil win"},
]


def carded(session: Session, /, telegram_id: int = MARIA, **values: Any) -> int:
    """Somebody on nights, Saturdays and Sundays off, whose card is due now."""
    owner = person(session, telegram_id, **({"state": "ready", "setup": "done"} | values))
    shifts.set_pattern(session, owner, ends_at=420, rest_days="56")
    shift_id = night(session, owner)
    due_at = NOW - 20 * MINUTE + timedelta(minutes=values.get("delay_minutes", 20))
    reminders.plan(session, reminder(owner, f"shift_end:{shift_id}", due_at, about=shift_id))
    return owner


def lives(session: Session, times: int = 1) -> None:
    for number in range(len(LIVES) * times):
        carded(session, MARIA + number, **LIVES[number % len(LIVES)])


def all_of_it(session: Session) -> list[list[dict[str, Any]]]:
    """What the sweep writes, but for what is sealed."""
    found = [rows(session, table) for table in (PERSON, SHIFT, REMINDER, SCREEN, OUTBOX)]
    for letter in found[-1]:
        del letter["sealed"]
    return found


@pytest.mark.parametrize("late", [timedelta(), HOUR, 2 * HOUR, 5 * HOUR])
async def test_a_batch_decides_as_each_row_alone_would(db: Database, late: timedelta) -> None:
    now = NOW + late

    def tried(session: Session, *, together: bool) -> list[list[str]]:
        batch = reminders.due(session, now, MOST_AT_ONCE)
        with session.begin_nested() as attempt:
            for part in [batch] if together else [[row] for row in batch]:
                fall_due(session, part, now, 40)
            found = all_of_it(session)
            attempt.rollback()
        return [sorted(map(told, table)) for table in found]

    def told(row: dict[str, Any]) -> str:
        ids = ("id", "screen_id", "about", "key")
        return str({name: value for name, value in row.items() if name not in ids})

    await db.write(lives, 3)

    assert await db.write(tried, together=True) == await db.write(tried, together=False)


async def test_a_batch_asks_no_more_sentences_for_more_people(db: Database) -> None:
    await db.write(lives, 20)

    with asked(db) as said:
        swept = await db.write(sweep, NOW)

    assert swept == Swept(taken=160, more=False, crowd=160)
    assert len([one for one in said if "person SET asking" not in one]) <= SWEPT


async def test_a_crowd_is_taken_two_hundred_at_a_time(db: Database) -> None:
    def crowd(session: Session) -> None:
        for number in range(MOST_AT_ONCE + 1):
            carded(session, MARIA + number)

    await db.write(crowd)

    assert await db.write(sweep, NOW) == Swept(MOST_AT_ONCE, more=True, crowd=MOST_AT_ONCE + 1)
    assert await db.write(sweep, NOW) == Swept(1, more=False, crowd=1)
    assert await db.read(how_many, OUTBOX) == MOST_AT_ONCE + 1


async def test_a_persons_second_row_waits_for_the_next_batch(db: Database) -> None:
    def twice(session: Session) -> None:
        owner = carded(session)
        again = reminder(owner, "own_hour:1", NOW, kind="own_hour", about=night(session, owner))
        reminders.plan(session, again)

    await db.write(twice)

    assert await db.write(sweep, NOW) == Swept(1, more=True, crowd=2)
    assert await db.write(sweep, NOW) == Swept(1, more=False, crowd=1)
    assert [row["kind"] for row in await db.read(rows, OUTBOX)] == ["shift_end", "own_hour"]
    (owner,) = await db.read(rows, PERSON)
    assert owner["asked"] == 2


@pytest.mark.parametrize(("seq", "letters"), [(2, 0), (1, 1)])
async def test_an_hour_of_their_own_is_let_go_when_they_answered_since(
    db: Database, seq: int, letters: int
) -> None:
    def asked_later(session: Session) -> None:
        owner = person(session, state="ready", setup="done")
        shift_id = night(session, owner)
        card = Screen(
            person_id=owner,
            chat_id=MARIA,
            kind="card",
            about=shift_id,
            said_at=NOW,
            closed_at=NOW,
            closed_by=1,
        )
        screens.open_screen(session, card)
        later = reminder(owner, "own_hour:1", NOW, kind="own_hour", about=shift_id)
        reminders.plan(session, later)
        win(session, owner, shift_id, seq=seq)

    await db.write(asked_later)
    await db.write(sweep, NOW)

    assert await db.read(how_many, OUTBOX) == letters


def broken_zone(session: Session, owner: int) -> None:
    people.change(session, owner, zone="Manila/Asia")


def broken_hours(session: Session, owner: int) -> None:
    shifts.set_pattern(session, owner, length_minutes=2000)


@pytest.mark.parametrize("breaks", [broken_zone, broken_hours])
async def test_a_row_that_breaks_is_set_aside_and_the_others_go_on(
    db: Database, breaks: Any
) -> None:
    def three(session: Session) -> int:
        carded(session, MARIA)
        breaks(session, broken := carded(session, MARIA + 1))
        carded(session, MARIA + 2)
        return broken

    broken = await db.write(three)
    swept = await db.write(sweep, NOW)

    assert (swept.taken, swept.more, len(swept.broken)) == (3, False, 1)
    assert broken not in [row["person_id"] for row in await db.read(rows, OUTBOX)]
    assert await db.read(how_many, OUTBOX) == 2
    still_open = [row for row in await db.read(rows, REMINDER) if row["closed_at"] is None]
    assert len(still_open) == 2
    assert await db.write(sweep, NOW) == Swept(0, more=False)


async def test_somebody_elses_mistake_takes_no_row_apart(db: Database) -> None:
    """The commit is tried twice because of it; the batch stays one."""

    def broken(_: Session) -> None:
        raise ValueError("a mistake of ours")

    await db.write(lives, 5)
    with asked(db) as said:
        swept, mistake = await asyncio.gather(
            db.write(sweep, NOW), db.write(broken), return_exceptions=True
        )

    assert swept == Swept(taken=40, more=False, crowd=40)
    assert isinstance(mistake, ValueError)
    assert await db.read(how_many, OUTBOX) > 0
    assert len([one for one in said if "person SET asking" not in one]) <= 2 * SWEPT


@on_sqlite
async def test_whose_card_breaks_is_asked_after_the_next_shift_again(db: Database) -> None:
    def unasked(session: Session) -> None:
        owner = carded(session)
        session.connection().execute(text(f"UPDATE person SET asked='a' WHERE id={owner}"))

    await db.write(unasked)
    swept = await db.write(sweep, NOW)

    assert len(swept.broken) == 1
    first, following = await db.read(rows, REMINDER)
    assert first["closed_at"] == NOW
    assert following["due_at"] == NOW + timedelta(days=1)
    assert await db.read(how_many, OUTBOX) == 0


async def test_a_crowd_is_spread_and_an_hour_or_delay_of_their_own_is_not(db: Database) -> None:
    def crowd(session: Session) -> None:
        for number in range(60):
            carded(session, MARIA + number, delay_chosen=number == 7)
        (owner,) = [row["id"] for row in rows(session, PERSON) if row["telegram_id"] == MARIA + 8]
        reminders.forget(session, owner, "shift_end")
        own = reminder(owner, "own_hour:1", NOW, kind="own_hour", about=night(session, owner))
        reminders.plan(session, own)

    await db.write(crowd)
    await db.write(sweep, NOW)

    letters = {row["person_id"]: row["not_before"] for row in await db.read(rows, OUTBOX)}
    owners = {row["telegram_id"] - MARIA: row["id"] for row in await db.read(rows, PERSON)}
    exact = {letters[owners[7]], letters[owners[8]]}
    late = [moment - NOW for who, moment in letters.items() if who not in (owners[7], owners[8])]
    assert exact == {NOW}
    assert timedelta() <= min(late) < timedelta(seconds=0.5)
    assert timedelta(seconds=1.5) < max(late) < timedelta(seconds=2)
    assert all(row["expires_at"] == NOW + 3 * HOUR for row in await db.read(rows, OUTBOX))


async def test_the_last_batch_of_a_crowd_is_spread_as_the_first(db: Database) -> None:
    def crowd(session: Session) -> None:
        for number in range(2 * MOST_AT_ONCE):
            carded(session, MARIA + number)

    await db.write(crowd)
    first = await db.write(sweep, NOW)
    await db.write(sweep, NOW, first.crowd)

    late = [(row["not_before"] - NOW).total_seconds() for row in await db.read(rows, OUTBOX)]
    assert max(late[:MOST_AT_ONCE]) > 12
    assert max(late[MOST_AT_ONCE:]) > 12
