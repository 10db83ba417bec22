"""People begin once; a shift of a work date is one row, whoever writes it and however often."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage import people, shifts
from storage.database import Database
from storage.people import CONSENT, PERSON, Person
from storage.reminders import REMINDER
from storage.shifts import PATTERN, SHIFT, Shift
from tests.storage.fillings import fill
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    NOW,
    TUESDAY,
    how_many,
    night,
    on_postgresql,
    person,
    reminder,
    rows,
    win,
)


def begun(session: Session, telegram_id: int = MARIA, seq: int = 1, name: str = "Maria") -> bool:
    values = Person(
        telegram_id=telegram_id,
        name=name,
        language="en",
        zone="Asia/Manila",
        country="PH",
        seq=seq,
        created_at=NOW,
    )
    return people.add(session, values.model_dump(exclude={"id"}))


async def test_somebody_begins_once(db: Database) -> None:
    assert await db.write(begun)
    assert not await db.write(begun, MARIA, 2, "Marie")
    assert await db.write(begun, JUN, 3, "Jun")

    assert [row["name"] for row in await db.read(rows, PERSON)] == ["Maria", "Jun"]


async def test_several_that_begin_the_same_person_at_once_make_one(db: Database) -> None:
    made = await asyncio.gather(*(db.write(begun, MARIA, seq) for seq in range(8)))

    assert made.count(True) == 1
    assert await db.read(how_many, PERSON) == 1


async def test_a_stranger_is_nobody(db: Database) -> None:
    assert await db.read(people.by_telegram, MARIA) is None


async def test_a_change_is_one_persons(db: Database) -> None:
    maria, jun = await db.write(person, MARIA), await db.write(person, JUN)

    def change(session: Session) -> bool:
        people.change(session, maria, asking="weekly", untouched=4)
        return bool(session.info.get(people.CHANGED))

    assert await db.write(change)
    assert (await db.read(people.by_id, maria)).asking == "weekly"
    assert (await db.read(people.by_id, jun)).asking == "every"


async def test_one_action_does_not_hear_of_what_another_changed(db: Database) -> None:
    maria = await db.write(person)
    await db.write(lambda session: people.change(session, maria, asked=1))

    assert not await db.write(lambda session: session.info.get(people.CHANGED))


async def test_a_consent_stands_until_it_is_withdrawn_and_stays_as_a_fact(db: Database) -> None:
    maria, jun = await db.write(person, MARIA), await db.write(person, JUN)
    await db.write(people.give_consent, maria, "energy", 1, NOW)
    await db.write(people.give_consent, maria, "energy", 1, NOW + HOUR)
    assert await db.read(how_many, CONSENT) == 1
    assert await db.read(people.consent_to, jun, "energy") is None
    assert await db.read(people.consent_to, maria, "team") is None

    await db.write(people.withdraw_consent, maria, "energy", NOW + DAY)
    assert await db.read(people.consent_to, maria, "energy") is None

    await db.write(people.give_consent, maria, "energy", 2, NOW + 2 * DAY)
    standing = await db.read(people.consent_to, maria, "energy")
    assert standing is not None
    assert standing.version == 2
    facts = [(row.given_at, row.withdrawn_at) for row in await db.read(people.consents_of, maria)]
    assert facts == [(NOW, NOW + DAY), (NOW + 2 * DAY, None)]


async def test_a_pattern_is_what_was_told_so_far(db: Database) -> None:
    maria = await db.write(person)
    assert (await db.read(shifts.pattern_of, maria)).ends_at is None

    await db.write(lambda session: shifts.set_pattern(session, maria, ends_at=420))
    await db.write(lambda session: shifts.set_pattern(session, maria, rest_days=""))

    told = await db.read(shifts.pattern_of, maria)
    assert (told.ends_at, told.rest_days, told.length_minutes) == (420, "", 540)
    assert await db.read(how_many, PATTERN) == 1


async def test_a_work_date_is_one_row_and_is_never_rewritten(db: Database) -> None:
    maria = await db.write(person)
    first = await db.write(night, maria)

    def keep_other_hours(session: Session) -> Shift:
        row = Shift(person_id=maria, kind="work", work_date=TUESDAY, start_at=NOW, end_at=NOW + DAY)
        return shifts.keep(session, row)

    again = await db.write(keep_other_hours)

    assert (again.id, again.end_at) == (first, NOW.replace(hour=23, minute=0))
    assert await db.read(how_many, SHIFT) == 1


async def test_a_day_off_and_a_shift_may_have_the_same_date(db: Database) -> None:
    maria = await db.write(person)
    day_off = Shift(person_id=maria, kind="off", work_date=TUESDAY)
    first, second = await db.write(night, maria), (await db.write(shifts.keep, day_off)).id

    assert first != second
    for kind, wanted in (("work", first), ("off", second)):
        row = await db.read(shifts.row_for, maria, kind, TUESDAY)
        assert row is not None
        assert row.id == wanted


async def test_several_who_keep_the_same_night_at_once_keep_one(db: Database) -> None:
    maria = await db.write(person)

    kept = await asyncio.gather(*(db.write(night, maria) for _ in range(8)))

    assert len(set(kept)) == 1
    assert await db.read(how_many, SHIFT) == 1


@on_postgresql
async def test_who_comes_second_waits_and_finds_the_row_of_the_first(db: Database) -> None:
    maria = await db.write(person)
    waits = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    def waiting(session: Session) -> int:
        return int(session.connection().execute(waits).scalar_one())

    async def until_somebody_waits() -> None:
        while not await db.read(waiting):
            pass

    with Session(db.reading, info=db.info) as first:
        mine = night(first, maria)
        second = asyncio.ensure_future(db.write(night, maria))
        await asyncio.wait_for(until_somebody_waits(), 60)
        assert not second.done()
        first.commit()

    assert await second == mine
    assert await db.read(how_many, SHIFT) == 1


async def test_a_shift_is_found_by_its_person_alone(db: Database) -> None:
    maria, jun = await db.write(person, MARIA), await db.write(person, JUN)
    mine = await db.write(night, maria)

    found = await db.read(shifts.find, maria, mine)
    assert found is not None
    assert found.work_date == TUESDAY
    assert await db.read(shifts.find, jun, mine) is None


async def test_the_shifts_of_some_days_come_in_order(db: Database) -> None:
    maria, jun = await db.write(person, MARIA), await db.write(person, JUN)
    days = [TUESDAY + number * DAY for number in (2, 0, 1, -1)]
    for day in days:
        await db.write(night, maria, day)
    await db.write(night, jun)
    await db.write(shifts.keep, Shift(person_id=maria, kind="off", work_date=TUESDAY))

    rest = await db.write(night, maria, TUESDAY + DAY)
    await db.write(shifts.set_kind, rest, "rest")

    found = await db.read(shifts.between, maria, TUESDAY, TUESDAY + 2 * DAY)

    assert [row.work_date for row in found if row.kind != "off"] == sorted(days)[1:]
    assert sorted(row.kind for row in found) == ["off", "rest", "work", "work"]


def planned(session: Session, what: str) -> Any:
    """A night that ended, one that nothing points to, and one that something points to."""
    maria = person(session)
    past, free, used = (night(session, maria, TUESDAY + day * DAY) for day in (0, 1, 2))
    pointing: dict[str, Any] = {
        "nothing": lambda: None,
        "a win": lambda: win(session, maria, used),
        "a reminder": lambda: session.connection().execute(
            REMINDER.insert(),
            reminder(maria, "shift_end", about=used).model_dump(exclude={"id"}),
        ),
    }
    pointing[what]()
    shifts.forget_planned(session, maria, NOW)
    return {row["id"] for row in rows(session, SHIFT)} - {past}, free, used


@pytest.mark.parametrize("what", ["nothing", "a win", "a reminder"])
async def test_what_is_only_planned_is_forgotten_and_what_is_used_is_not(
    db: Database, what: str
) -> None:
    left, free, used = await db.write(planned, what)

    assert left == (set() if what == "nothing" else {used})
    assert free not in left


async def test_everything_that_points_to_a_shift_holds_it(db: Database) -> None:
    """Filled from the metadata: a new table that points to shifts is asked, too."""
    keys = await db.write(fill, "Maria")
    ends = SHIFT.update().values(end_at=NOW + DAY)
    await db.write(lambda session: session.connection().execute(ends))

    await db.write(shifts.forget_planned, keys["person"], NOW)

    assert await db.read(how_many, SHIFT) == 1
