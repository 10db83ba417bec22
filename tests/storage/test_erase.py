"""What is a person's is handed over whole and leaves whole; what is others' stays."""

import json
from typing import Any

from sqlmodel import Session

from actions import mine
from bot.context import Turn
from storage import erase, inbox
from storage.base import table_of
from storage.checkins import Answer
from storage.checkins import keep as keep_checkin
from storage.database import Database
from storage.erase import owned
from storage.inbox import DEAD, INBOX
from storage.notes import Note
from storage.notes import keep as keep_note
from storage.outbox import Letter, promise
from storage.people import PERSON
from storage.tables import METADATA
from tests.storage.fillings import fill
from tests.storage.samples import (
    JUN,
    MARIA,
    NOW,
    arrived,
    known,
    letter,
    night,
    person,
    rows,
    step,
)

Everything = dict[str, list[dict[str, Any]]]


def everything(session: Session) -> Everything:
    return {table.name: rows(session, table) for table in METADATA.sorted_tables}


def theirs(session: Session, person_id: int) -> Everything:
    """All rows of one person, by table."""
    found = {table.name: erase.rows_of(session, table, person_id) for table in owned()}
    return found | {"person": [row for row in rows(session, PERSON) if row["id"] == person_id]}


async def test_everything_of_a_person_leaves_and_everything_else_stays(db: Database) -> None:
    maria, jun = await db.write(fill, "Maria"), await db.write(fill, "Jun")
    juns = await db.read(theirs, jun["person"])
    assert all(juns.values())

    gone = await db.write(erase.erase, maria["person"])

    assert gone == {table.name: 1 for table in owned()}
    assert not any((await db.read(theirs, maria["person"])).values())
    assert await db.read(theirs, jun["person"]) == juns


async def test_nothing_that_maria_said_is_left_in_any_row(db: Database) -> None:
    """Rows are made from the metadata and carry the name in every text: a new table, too."""
    maria = await db.write(fill, "Maria")
    await db.write(fill, "Jun")
    await db.write(erase.erase, maria["person"])

    left = await db.read(everything)
    for table in (INBOX, DEAD, METADATA.tables["appointment"]):
        del left[table.name]
    assert "Maria" not in repr(left)
    assert "Jun" in repr(left)


async def test_somebody_who_is_not_there_takes_nothing_along(db: Database) -> None:
    await db.write(fill, "Jun")
    before = await db.read(everything)

    assert set((await db.write(erase.erase, 404)).values()) == {0}

    assert await db.read(everything) == before


async def test_an_erasure_that_fails_has_erased_nothing(db: Database) -> None:
    maria = await db.write(fill, "Maria")
    before = await db.read(everything)

    def erase_and_fail(session: Session) -> None:
        erase.erase(session, maria["person"])
        raise LookupError

    try:
        await db.write(erase_and_fail)
    except LookupError:
        assert await db.read(everything) == before


def lived(session: Session, telegram_id: int, word: str) -> int:
    """Somebody with something sealed in every place that seals."""
    owner = person(session, telegram_id, name=word)
    shift_id = night(session, owner)
    keep_checkin(session, owner, Answer(0, shift_id, 2, ("sleep",), f"note of {word}"), 1)
    said = Note(person_id=owner, shift_id=shift_id, message_id=telegram_id, sealed=b"", said_at=NOW)
    keep_note(session, said, f"vent of {word}")
    promise(session, letter(owner, f"answer:{word}"), {"html": f"letter of {word}"})
    inbox.keep(session, [arrived(telegram_id, f"update of {word}", telegram_id)])
    return owner


async def test_the_file_holds_every_table_and_opens_what_was_sealed_for_its_owner(
    db: Database,
) -> None:
    await db.write(lived, MARIA, "Maria")
    await db.write(lived, JUN, "Jun")
    await db.write(inbox.keep, [arrived(7, "waiting line", MARIA), arrived(8, "dead line", MARIA)])
    (_, dead) = [seq for seq, one in await db.read(inbox.open_rows) if one.update_id in {7, 8}]
    await db.write(inbox.bury, dead, "KeyError", NOW)

    def exported(session: Session) -> Any:
        return json.loads(mine.export(session, known(session, MARIA), step()).file)

    said = await db.read(exported)

    tables = {table.name for table in owned()} - {"file"}
    assert set(said) == {"made_at", "person", "not_handled"} | tables
    for words in ("note of Maria", "vent of Maria", "letter of Maria", "waiting", "dead line"):
        assert words in json.dumps(said)
    assert "Jun" not in json.dumps(said)
    assert "sealed" not in said[table_of(Letter).name][0]


async def test_deleting_takes_the_chats_waiting_and_dead_rows_along(db: Database) -> None:
    await db.write(lived, MARIA, "Maria")
    await db.write(lived, JUN, "Jun")
    turn = Turn(
        seq=999,
        chat_key=MARIA,
        received_at=NOW,
        recovered=False,
        more=lambda: False,
        forget=lambda _: None,
    )

    (row,) = [one["id"] for one in await db.read(rows, PERSON) if one["telegram_id"] == MARIA]

    assert await db.write(mine.delete_by_telegram, MARIA, row + 1, turn) is None
    done = await db.write(mine.delete_by_telegram, MARIA, row, turn)
    assert done is not None
    assert (done[0], len(done[1])) == ("en", 1)
    assert await db.write(mine.delete_by_telegram, MARIA, row, turn) == ("", set())

    assert [one.body for _, one in await db.read(inbox.open_rows)] == ["update of Jun"]
    assert [row["telegram_id"] for row in await db.read(rows, PERSON)] == [JUN]


async def test_who_comes_back_is_somebody_new(db: Database) -> None:
    first = await db.write(lived, MARIA, "Maria")
    await db.write(erase.erase, first)

    again = await db.write(person)

    found = await db.read(theirs, again)
    assert [name for name, found_rows in found.items() if found_rows] == ["person"]
