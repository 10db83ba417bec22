"""A dead row is told apart without its words, and goes back under the seq it had."""

import pytest
from sqlmodel import Session

from storage import dead, inbox
from storage.database import Database, open_database
from storage.dead import Handed
from storage.inbox import DEAD, INBOX
from storage.seals import Seals, new_key
from tests.storage.samples import DAY, HOUR, MARIA, NOW, arrived, how_many, rows

SECRET = "my mother is ill, I could not sleep"


async def died(db: Database, *, chat_key: int = MARIA, update_id: int = 10) -> int:
    """An update that broke three times; its seq."""
    ((seq, _),) = await db.write(inbox.keep, [arrived(update_id, SECRET, chat_key)])
    for _ in range(2):
        await db.write(inbox.tried, seq, NOW)
    await db.write(inbox.bury, seq, "KeyError", NOW + HOUR)
    return seq


async def first(db: Database) -> int:
    return (await db.read(dead.listed))[0].id


async def test_what_is_told_of_it_is_neither_words_nor_chat(db: Database) -> None:
    await died(db)

    (told,) = await db.read(dead.listed)

    assert (told.received_at, told.died_at) == (NOW, NOW + HOUR)
    assert (told.reason, told.attempts) == ("KeyError", 3)
    assert SECRET not in repr(told)
    assert str(MARIA) not in repr(told)


@pytest.mark.parametrize("days", [0, 3])
async def test_it_goes_back_as_it_was_received_under_the_seq_it_had(
    db: Database, days: int
) -> None:
    """Also when its bare update id was forgotten in the meantime."""
    seq = await died(db)
    now = NOW + days * DAY
    await db.write(inbox.purge, now - 2 * DAY, now - 7 * DAY)
    assert await db.read(how_many, INBOX) == (1 if days == 0 else 0)

    assert await db.write(dead.hand_back, await first(db), now) is Handed.BACK

    ((same, back),) = await db.read(inbox.open_rows)
    assert (same, back.body, back.chat_key) == (seq, SECRET, MARIA)
    assert (back.received_at, back.attempts, back.update_id) == (NOW, 0, 10)
    assert await db.read(inbox.handed_back) == [(seq, back)]
    assert await db.read(how_many, DEAD) == 0
    assert await db.write(inbox.keep, [arrived(10, "a repeat")]) == []
    ((later, _),) = await db.write(inbox.keep, [arrived(11)])
    assert later > seq


async def test_handing_it_back_twice_changes_nothing(db: Database) -> None:
    await died(db)
    number = await first(db)
    await db.write(dead.hand_back, number, NOW)

    assert await db.write(dead.hand_back, number, NOW + HOUR) is Handed.NOT_THERE
    ((_, back),) = await db.read(inbox.open_rows)
    assert back.not_before == NOW


async def test_a_row_that_only_waits_or_broke_since_was_not_handed_back(db: Database) -> None:
    await died(db)
    await db.write(inbox.keep, [arrived(11, "waits")])
    ((seq, _),) = await db.write(inbox.keep, [arrived(12, "broke once")])
    await db.write(inbox.tried, seq, NOW)

    assert await db.read(inbox.handed_back) == []


async def test_a_groups_row_stays_as_its_words_are_not_there(db: Database) -> None:
    await died(db, chat_key=-100_555)

    assert await db.write(dead.hand_back, await first(db), NOW) is Handed.NO_WORDS
    assert await db.read(how_many, DEAD) == 1
    assert await db.read(inbox.open_rows) == []


async def test_a_row_that_no_key_opens_stays(db: Database) -> None:
    await died(db)
    number = await first(db)
    async with open_database(db.url, Seals(new_key())) as other:
        assert await other.write(dead.hand_back, number, NOW) is Handed.NO_KEY

    assert await db.read(how_many, DEAD) == 1
    assert await db.read(inbox.open_rows) == []


async def test_a_row_of_before_knew_no_seq_and_finds_it_by_its_update(db: Database) -> None:
    seq = await died(db)

    def forget(session: Session) -> None:
        session.connection().execute(DEAD.update().values(seq=None))

    await db.write(forget)
    assert await db.write(dead.hand_back, await first(db), NOW) is Handed.BACK
    assert [row["seq"] for row in await db.read(rows, INBOX)] == [seq]

    await db.write(inbox.bury, seq, "KeyError", NOW)
    await db.write(forget)
    await db.write(inbox.purge, NOW + DAY, NOW)
    assert await db.write(dead.hand_back, await first(db), NOW) is Handed.BACK
    assert [one.body for _, one in await db.read(inbox.open_rows)] == [SECRET]
