"""What only its owner reads: sealed, one a shift, opened for nobody else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import Session

from domain.checkins import Reason
from storage import checkins, notes
from storage.checkins import CHECKIN, Answer
from storage.database import Database, open_database
from storage.notes import NOTE, Note
from storage.seals import Seals, new_key
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    NOW,
    TUESDAY,
    how_many,
    night,
    person,
    rows,
)

LOW = Answer(0, 0, 1, ("caller", "queue"), "I cried on my break")


def answered(session: Session, /, telegram_id: int = MARIA, seq: int = 1, **values: Any) -> int:
    """A low answer about Tuesday's night; returns whose it is."""
    owner = person(session, telegram_id)
    told: dict[str, Any] = {"energy": LOW.energy, "reasons": LOW.reasons, "note": LOW.note} | values
    checkins.keep(session, owner, Answer(0, night(session, owner), **told), seq)
    return owner


async def test_an_answer_comes_back_to_its_owner(db: Database) -> None:
    maria = await db.write(answered)

    (answer,) = await db.read(checkins.all_of, maria)

    assert (answer.energy, answer.reasons, answer.note) == (LOW.energy, LOW.reasons, LOW.note)
    assert await db.read(checkins.by_id, maria, answer.id) == answer
    assert await db.read(checkins.of_shift, maria, answer.shift_id) == answer


async def test_nobody_else_is_given_it(db: Database) -> None:
    maria, jun = await db.write(answered), await db.write(person, JUN)
    (answer,) = await db.read(checkins.all_of, maria)

    assert await db.read(checkins.by_id, jun, answer.id) is None
    assert await db.read(checkins.of_shift, jun, answer.shift_id) is None
    assert await db.read(checkins.all_of, jun) == []


async def test_a_shift_has_one_answer_and_a_later_one_is_its_new_version(db: Database) -> None:
    maria = await db.write(answered, seq=5)
    await db.write(answered, seq=6, energy=4, reasons=(), note="")

    (answer,) = await db.read(checkins.all_of, maria)
    assert (answer.energy, answer.reasons, answer.note) == (4, (), "")
    assert (answer.version, answer.moved_by) == (2, 6)


async def test_answers_come_in_the_order_they_were_first_given(db: Database) -> None:
    def week(session: Session) -> int:
        owner = person(session)
        for day in (2, 0, 1):
            shift_id = night(session, owner, TUESDAY + day * DAY)
            checkins.keep(session, owner, Answer(0, shift_id, day + 1), day)
        return owner

    maria = await db.write(week)
    assert [answer.energy for answer in await db.read(checkins.all_of, maria)] == [3, 1, 2]


async def test_wiping_takes_all_of_one_person(db: Database) -> None:
    maria, jun = await db.write(answered), await db.write(answered, JUN, seq=2)

    assert await db.write(checkins.wipe, maria) == 1

    assert await db.read(checkins.all_of, maria) == []
    assert len(await db.read(checkins.all_of, jun)) == 1


def stored(row: dict[str, Any]) -> Iterator[str]:
    """Everything that is in a row, as somebody with the file would read it."""
    for value in row.values():
        yield value.decode("latin-1") if isinstance(value, bytes) else str(value)


async def test_an_answer_cannot_be_read_from_its_row(db: Database) -> None:
    for seq, energy in enumerate((1, 5, 1)):
        await db.write(answered, MARIA + seq, seq=seq, energy=energy)
    first, second, third = await db.read(rows, CHECKIN)

    for row in (first, second, third):
        assert not [told for told in stored(row) if "cried" in told or "caller" in told]
    assert set(first) == {"id", "person_id", "shift_id", "sealed"}
    assert first["sealed"] != third["sealed"]


async def test_how_she_answered_does_not_show_in_its_length(db: Database) -> None:
    await db.write(answered, MARIA, energy=5, reasons=(), note="")
    await db.write(answered, JUN, energy=1, reasons=tuple(Reason), note="ñ" * 400)

    first, second = await db.read(rows, CHECKIN)
    assert len(first["sealed"]) == len(second["sealed"])


def take_hers(session: Session, jun: int) -> None:
    """Puts what another person sealed into his row."""
    hers = next(row for row in rows(session, CHECKIN) if row["person_id"] != jun)
    his = CHECKIN.update().where(CHECKIN.c.person_id == jun)
    session.connection().execute(his.values(sealed=hers["sealed"]))


def move_to_another_night(session: Session, jun: int) -> None:
    other = night(session, jun, TUESDAY + DAY)
    his = CHECKIN.update().where(CHECKIN.c.person_id == jun)
    session.connection().execute(his.values(shift_id=other))


@pytest.mark.parametrize("move", [take_hers, move_to_another_night])
async def test_an_answer_that_was_moved_does_not_open(
    db: Database, move: Callable[[Session, int], None]
) -> None:
    maria, jun = await db.write(answered), await db.write(answered, JUN, seq=2)

    await db.write(move, jun)

    (answer,) = await db.read(checkins.all_of, jun)
    assert (answer.energy, answer.note, answer.unreadable) == (0, "", True)
    assert len(await db.read(checkins.all_of, maria)) == 1


async def test_another_key_opens_neither(db: Database, database: str) -> None:
    maria = await db.write(answered)
    await db.write(noted)

    async with open_database(database, Seals(new_key())) as thief:
        (answer,) = await thief.read(checkins.all_of, maria)
        (note,) = await thief.read(notes.all_of, maria)
    assert (answer.energy, answer.reasons, answer.note, answer.unreadable) == (0, (), "", True)
    assert (note.text, note.unreadable) == ("", True)


def noted(
    session: Session, telegram_id: int = MARIA, message_id: int = 70, said: str = "ayoko na"
) -> int:
    owner = person(session, telegram_id)
    note = Note(
        person_id=owner,
        shift_id=night(session, owner),
        message_id=message_id,
        sealed=b"",
        said_at=NOW - HOUR,
    )
    notes.keep(session, note, said)
    return owner


async def test_a_note_is_kept_once_a_message_and_sealed(db: Database) -> None:
    maria = await db.write(noted)
    await db.write(noted, said="again")
    await db.write(noted, message_id=71, said="pagod na")
    jun = await db.write(noted, JUN)

    told = await db.read(notes.all_of, maria)
    assert [(note.said_at, note.text) for note in told] == [
        (NOW - HOUR, "ayoko na"),
        (NOW - HOUR, "pagod na"),
    ]
    assert (await db.read(notes.count, maria), await db.read(notes.count, jun)) == (2, 1)
    for row in await db.read(rows, NOTE):
        assert not [one for one in stored(row) if "na" in one.split()]


async def test_a_note_of_somebody_else_does_not_open(db: Database) -> None:
    await db.write(noted)
    jun = await db.write(noted, JUN, 71)

    def move(session: Session) -> None:
        mine, his = rows(session, NOTE)
        moved = NOTE.update().where(NOTE.c.id == his["id"]).values(sealed=mine["sealed"])
        session.connection().execute(moved)

    await db.write(move)
    (note,) = await db.read(notes.all_of, jun)
    assert (note.text, note.unreadable) == ("", True)
    assert await db.read(how_many, NOTE) == 2
