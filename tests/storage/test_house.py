"""What belongs to nobody: how far appointments came, the sealed word, and how much there is."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import Session

from schedules.timetable import APPOINTMENTS, keep
from storage import house
from storage.database import Database, open_database
from storage.house import SEALED_WORD
from storage.seals import Mark, SealBroken, Seals, new_key
from storage.shifts import SHIFT
from tests.storage.samples import DAY, HOUR, JUN, MARIA, NOW, how_many, night, person, win


async def test_an_appointment_that_never_ran_begins_now(db: Database) -> None:
    assert await db.write(house.done_until, "retention", NOW) == NOW
    assert await db.write(house.done_until, "retention", NOW + DAY) == NOW


async def test_an_appointment_that_fails_is_not_known_as_kept(db: Database) -> None:
    """What it wrote and how far it came are one transaction."""

    def write_and_fail(session: Session, _now: datetime) -> None:
        night(session, person(session))
        raise LookupError

    entry = replace(APPOINTMENTS[0], write=write_and_fail)
    await db.write(house.done_until, entry.name, NOW)

    with pytest.raises(LookupError):
        await db.write(keep, entry, NOW + DAY)

    assert await db.write(house.done_until, entry.name, NOW) == NOW
    assert await db.read(how_many, SHIFT) == 0


async def test_how_far_an_appointment_came_is_its_own(db: Database) -> None:
    for name in ("retention", "backup"):
        await db.write(house.done_until, name, NOW)

    await db.write(house.done, "retention", NOW + HOUR)

    assert await db.write(house.done_until, "retention", NOW) == NOW + HOUR
    assert await db.write(house.done_until, "backup", NOW) == NOW


async def test_a_new_database_keeps_a_word_and_knows_its_key_by_it(db: Database) -> None:
    await db.write(house.check_word)
    await db.write(house.check_word)

    assert await db.read(how_many, SEALED_WORD) == 1


async def test_a_database_refuses_a_key_that_is_not_its_own(
    database: str, db: Database, key: str
) -> None:
    await db.write(house.check_word)

    async with open_database(database, Seals(new_key())) as stranger:
        with pytest.raises(SealBroken):
            await stranger.write(house.check_word)
    async with open_database(database, Seals(f"{new_key()},{key}")) as heir:
        await heir.write(house.check_word)


async def test_a_word_under_another_mark_is_no_word(db: Database, key: str) -> None:
    sealed = Seals(key).seal(Mark("note"), {"word": "angat"})

    def put(session: Session) -> None:
        session.connection().execute(SEALED_WORD.insert(), {"id": 1, "sealed": sealed})

    await db.write(put)

    with pytest.raises(SealBroken):
        await db.write(house.check_word)


async def test_how_much_there_is(db: Database) -> None:
    assert await db.read(house.size) == (0, None)
    await db.write(person, JUN)
    assert await db.read(house.size) == (1, None)

    def live(session: Session) -> None:
        owner = person(session, MARIA)
        for number, said_at in enumerate((NOW, NOW + HOUR)):
            win(session, owner, night(session, owner), seq=number, said_at=said_at)

    await db.write(live)
    assert await db.read(house.size) == (2, NOW + HOUR)
