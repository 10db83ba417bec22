"""What Telegram handed over is kept once, sealed, in order, and forgotten when it was handled."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storage import inbox
from storage.database import Database
from storage.inbox import DEAD, INBOX, Arrived
from tests.storage.samples import DAY, HOUR, JUN, MARIA, MINUTE, NOW, arrived, how_many, rows

SECRET = "my mother is ill, I could not sleep"


def bodies(session: Session) -> list[str]:
    return [one.body for _, one in inbox.open_rows(session)]


async def seqs(db: Database, *batch: Arrived) -> list[int]:
    return [seq for seq, _ in await db.write(inbox.keep, batch)]


async def test_what_is_kept_comes_back_in_the_order_it_came(db: Database) -> None:
    said = [arrived(10, "one"), arrived(11, "two"), arrived(12, "three", chat_key=JUN)]

    kept = await db.write(inbox.keep, said)

    assert [one for _, one in kept] == said
    assert [seq for seq, _ in kept] == sorted({seq for seq, _ in kept})
    assert await db.read(inbox.open_rows) == kept


async def test_nothing_of_nothing_is_kept(db: Database) -> None:
    assert await db.write(inbox.keep, []) == []


async def test_the_same_update_is_kept_once(db: Database) -> None:
    await db.write(inbox.keep, [arrived(10, "first")])

    again = await db.write(inbox.keep, [arrived(10, "again"), arrived(11, "new")])

    assert [one.body for _, one in again] == ["new"]
    assert await db.read(bodies) == ["first", "new"]


async def test_the_same_update_is_kept_once_when_it_stands_in_one_batch_twice(
    db: Database,
) -> None:
    kept = await db.write(inbox.keep, [arrived(10, "first"), arrived(10, "first")])

    assert [one.update_id for _, one in kept] == [10]
    assert await db.read(how_many, INBOX) == 1


async def test_an_update_that_was_handled_is_not_handled_again(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10))
    await db.write(inbox.close, seq, NOW)

    assert await db.write(inbox.keep, [arrived(10)]) == []
    assert await db.read(bodies) == []


async def test_update_ids_that_start_again_lower_come_after_the_higher_ones(db: Database) -> None:
    await db.write(inbox.keep, [arrived(900_000_000, "before"), arrived(900_000_001, "then")])
    await db.write(inbox.keep, [arrived(17, "a week later")])

    assert await db.read(bodies) == ["before", "then", "a week later"]


async def test_a_row_that_was_purged_does_not_give_its_place_to_a_later_one(db: Database) -> None:
    (first,) = await seqs(db, arrived(10))
    await db.write(inbox.close, first, NOW)
    await db.write(inbox.purge, NOW + DAY, NOW + DAY)
    assert await db.read(how_many, INBOX) == 0

    (second,) = await seqs(db, arrived(11))
    assert second > first


async def test_a_handled_row_keeps_its_bare_update_id_and_nothing_else(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, SECRET))
    assert await db.read(inbox.is_open, seq)

    await db.write(inbox.close, seq, NOW + HOUR)

    (row,) = await db.read(rows, INBOX)
    up = (NOW + HOUR).replace(minute=0) + HOUR
    assert (row["update_id"], row["closed_at"], row["received_at"]) == (10, up, up)
    assert (row["body"], row["chat_key"]) == (None, None)
    assert not await db.read(inbox.is_open, seq)


async def test_many_are_closed_at_once_each_in_its_own_hour(db: Database) -> None:
    known = await seqs(db, *(arrived(number) for number in range(4)))
    moments = [NOW, NOW + HOUR, NOW, NOW + 2 * HOUR]

    await db.write(inbox.close_all, list(zip(known, moments, strict=True)))

    up = NOW.replace(minute=0) + HOUR
    closed = [row["closed_at"] - up for row in await db.read(rows, INBOX)]
    assert closed == [0 * HOUR, HOUR, 0 * HOUR, 2 * HOUR]


async def test_closing_is_of_the_transaction_it_stands_in(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, "still here"))

    def close_and_fail(session: Session) -> None:
        inbox.close(session, seq, NOW)
        raise LookupError("what came after it failed")

    with pytest.raises(LookupError):
        await db.write(close_and_fail)
    assert await db.read(bodies) == ["still here"]


async def test_words_are_not_in_the_row(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, SECRET))
    (row,) = await db.read(rows, INBOX)
    assert SECRET.encode() not in row["body"]

    await db.write(inbox.bury, seq, "KeyError", NOW)
    (dead,) = await db.read(rows, DEAD)
    assert dead["body"] == row["body"]


async def test_a_body_under_another_chat_does_not_open(db: Database) -> None:
    await db.write(inbox.keep, [arrived(10, SECRET, MARIA), arrived(11, "hi", JUN)])
    marias, _ = await db.read(rows, INBOX)

    def copy_to_jun(session: Session) -> None:
        moved = INBOX.update().where(INBOX.c.chat_key == JUN).values(body=marias["body"])
        session.connection().execute(moved)

    await db.write(copy_to_jun)
    assert [one.body for _, one in await db.read(inbox.open_rows)] == [SECRET, ""]


async def test_a_row_that_broke_is_dead_and_its_body_waits_sealed(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, SECRET))

    await db.write(inbox.bury, seq, "KeyError", NOW + HOUR)
    await db.write(inbox.bury, seq, "KeyError", NOW + HOUR)

    (dead,) = await db.read(rows, DEAD)
    assert (dead["update_id"], dead["chat_key"], dead["reason"]) == (10, MARIA, "KeyError")
    assert (dead["received_at"], dead["died_at"]) == (NOW, NOW + HOUR)
    (row,) = await db.read(rows, INBOX)
    assert (row["body"], row["chat_key"]) == (None, None)


async def test_a_groups_words_are_not_kept_when_they_break(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, SECRET, -100_555))

    await db.write(inbox.bury, seq, "KeyError", NOW)

    (dead,) = await db.read(rows, DEAD)
    assert (dead["body"], dead["reason"]) == (None, "KeyError")


async def test_tries_are_counted_and_met_again_after_a_start(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10, SECRET))

    await db.write(inbox.tried, seq, NOW + MINUTE)
    await db.write(inbox.tried, seq, NOW + HOUR)

    ((found, one),) = await db.read(inbox.open_rows)
    assert (found, one.attempts, one.not_before) == (seq, 2, NOW + HOUR)


async def test_forgetting_a_chat_closes_it_unread_and_leaves_the_others(db: Database) -> None:
    said = [arrived(number, f"line {number}", MARIA) for number in (10, 11)]
    first, _, last = await seqs(db, *said, arrived(12, "of Jun", JUN))
    await db.write(inbox.bury, first, "KeyError", NOW)

    await db.write(inbox.forget_chat, MARIA, NOW)

    assert await db.read(bodies) == ["of Jun"]
    assert await db.read(how_many, DEAD) == 0
    assert MARIA not in [row["chat_key"] for row in await db.read(rows, INBOX)]
    await db.write(inbox.bury, last, "KeyError", NOW)
    await db.write(inbox.forget_chat, MARIA, NOW)
    assert await db.read(how_many, DEAD) == 1


@pytest.mark.parametrize(
    ("closed_at", "before", "left"), [(NOW, NOW, 1), (NOW, NOW + HOUR, 0), (None, NOW + DAY, 1)]
)
async def test_only_closed_rows_grow_old(
    db: Database, closed_at: datetime | None, before: datetime, left: int
) -> None:
    (seq,) = await seqs(db, arrived(10))
    if closed_at:
        await db.write(inbox.close, seq, closed_at)

    await db.write(inbox.purge, before, before)

    assert await db.read(how_many, INBOX) == left


async def test_a_dead_body_grows_old_by_the_day_it_died(db: Database) -> None:
    (seq,) = await seqs(db, arrived(10))
    await db.write(inbox.bury, seq, "KeyError", NOW + DAY)

    await db.write(inbox.purge, NOW, NOW + DAY)
    assert await db.read(how_many, DEAD) == 1
    await db.write(inbox.purge, NOW, NOW + 2 * DAY)
    assert await db.read(how_many, DEAD) == 0


batches = st.lists(st.lists(st.integers(1, 12), max_size=6), max_size=6)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(coming=batches)
async def test_however_batches_overlap_each_update_is_kept_once_and_in_order(
    db: Database, coming: Sequence[Sequence[int]]
) -> None:
    await db.write(lambda session: session.connection().execute(INBOX.delete()))
    first_seen: list[int] = []
    for batch in coming:
        first_seen += [number for number in dict.fromkeys(batch) if number not in first_seen]
        await db.write(inbox.keep, [arrived(number) for number in batch])

    assert [one.update_id for _, one in await db.read(inbox.open_rows)] == first_seen
