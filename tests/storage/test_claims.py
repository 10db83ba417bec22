"""Whose letter goes next: in order within a chat, never two at once, cheap among thousands."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from actions import letters
from domain.lateness import Kind
from storage import claims, groups, outbox
from storage.claims import LEASE
from storage.database import Database
from storage.outbox import OUTBOX
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    MINUTE,
    NOW,
    letter,
    on_postgresql,
    person,
    rows,
)

TEAM = -1_002_000_000_001
SECOND = timedelta(seconds=1)


def answer(
    session: Session, /, telegram_id: int = MARIA, key: str = "answer", **values: Any
) -> bool:
    standard: dict[str, Any] = {"kind": Kind.ANSWER, "expires_at": NOW + 10 * MINUTE}
    return card(session, telegram_id, key, **(standard | values))


def card(session: Session, /, telegram_id: int = MARIA, key: str = "card", **values: Any) -> bool:
    return outbox.promise(session, letter(person(session, telegram_id), key, **values), {})


def digest(session: Session, /, key: str = "digest", chat_id: int = TEAM, **values: Any) -> bool:
    group = groups.meet(session, chat_id, NOW)
    standard: dict[str, Any] = {"kind": Kind.DIGEST, "group_id": group.id, "expires_at": NOW + DAY}
    return outbox.promise(session, letter(None, key, **(standard | values)), {})


def close(session: Session, /, letter_id: int, state: str, **values: Any) -> None:
    outbox.close(session, letter_id, state=state, closed_at=NOW, **values)


PROMISES: dict[str, Callable[..., bool]] = {"answer": answer, "card": card, "digest": digest}


async def states(db: Database) -> list[str]:
    return [row["state"] for row in await db.read(rows, OUTBOX)]


async def claimed(db: Database, after: timedelta = timedelta(), most: int = 30) -> list[str]:
    """The keys of what is taken at that moment."""
    return [row.key for row in await db.write(claims.claim, NOW + after, most)]


async def done(db: Database, key: str, **values: Any) -> None:
    (row,) = [row for row in await db.read(rows, OUTBOX) if row["key"] == key]
    await db.write(close, row["id"], values.pop("state", "sent"), **values)


async def test_answers_go_before_cards_and_cards_before_digests(db: Database) -> None:
    await db.write(digest)
    await db.write(card, JUN, not_before=NOW - HOUR)
    await db.write(answer, MARIA)

    assert await claimed(db, most=2) == ["answer", "card"]
    assert await claimed(db) == ["digest"]


async def test_a_chat_has_one_letter_under_way_and_the_answer_first(db: Database) -> None:
    await db.write(card)
    await db.write(answer)

    assert await claimed(db) == ["answer"]
    assert await claimed(db) == []
    await done(db, "answer")
    assert await claimed(db) == ["card"]


async def test_an_answer_waits_for_the_card_that_is_under_way(db: Database) -> None:
    await db.write(card)
    assert await claimed(db) == ["card"]
    await db.write(answer)
    await db.write(answer, JUN, key="of somebody else")

    assert await claimed(db) == ["of somebody else"]


@pytest.mark.parametrize("kind", ["answer", "card", "digest"])
async def test_a_letter_that_was_tried_and_waits_holds_what_comes_behind_it(
    db: Database, kind: str
) -> None:
    promise = PROMISES[kind]
    await db.write(promise, key="first")
    await db.write(promise, key="second")
    assert await claimed(db) == ["first"]
    await done(db, "first", state="waiting", not_before=NOW + MINUTE)

    assert await claimed(db, SECOND) == []
    assert await claimed(db, MINUTE) == ["first"]
    await done(db, "first")
    assert await claimed(db, MINUTE) == ["second"]


async def test_a_letter_that_sleeps_holds_neither_answers_nor_an_hour_she_chose(
    db: Database,
) -> None:
    await db.write(card, key="sleeps", not_before=NOW + HOUR)
    await db.write(answer, key="answer")
    await db.write(card, key="her hour", kind=Kind.OWN_HOUR)

    assert await claimed(db) == ["answer"]
    await done(db, "answer")
    assert await claimed(db) == ["her hour"]


@pytest.mark.parametrize("state", ["muted", "gone"])
async def test_nothing_is_taken_for_a_group_that_cannot_be_written_to(
    db: Database, state: str
) -> None:
    await db.write(digest)
    await db.write(lambda session: groups.change(session, 1, state=state))
    (group,) = await db.read(rows, groups.GROUP)
    await db.write(lambda session: groups.change(session, group["id"], state=state))

    assert await claimed(db) == []
    assert await db.read(claims.next_due, NOW) is None


async def test_a_letter_carries_the_chat_and_the_topic_of_its_group(db: Database) -> None:
    await db.write(digest)
    (group,) = await db.read(rows, groups.GROUP)
    await db.write(lambda session: groups.change(session, group["id"], thread_id=77))

    (row,) = await db.write(claims.claim, NOW, 30)

    assert (row.chat_id, row.thread_id) == (TEAM, 77)


async def test_who_is_owed_an_answer_is_known_after_a_start(db: Database) -> None:
    await db.write(answer, MARIA)
    await db.write(card, JUN)
    await db.write(answer, JUN + 1, key="said")
    await done(db, "said")

    assert await db.read(claims.owed_chats) == {MARIA}


async def test_the_oldest_letters_go_first_and_one_a_person_at_a_time(db: Database) -> None:
    await db.write(answer, MARIA, key="promised first", not_before=NOW)
    await db.write(answer, JUN, key="due first", not_before=NOW - HOUR)
    await db.write(answer, MARIA, key="promised later", not_before=NOW - MINUTE)

    claimed = await db.write(claims.claim, NOW, 30)

    assert [row.key for row in claimed] == ["due first", "promised first"]
    assert [row.chat_id for row in claimed] == [JUN, MARIA]
    assert await db.write(claims.claim, NOW, 30) == []
    await db.write(close, claimed[1].id, "sent")
    assert [row.key for row in await db.write(claims.claim, NOW, 30)] == ["promised later"]


async def test_no_more_are_taken_than_were_asked_for(db: Database) -> None:
    for number in range(5):
        await db.write(answer, MARIA + number, key=f"answer:{number}")

    assert len(await db.write(claims.claim, NOW, 3)) == 3
    assert len(await db.write(claims.claim, NOW, 3)) == 2


async def test_a_card_whose_sender_died_is_never_sent_again(db: Database) -> None:
    await db.write(card)
    await db.write(claims.claim, NOW, 30)

    await db.write(letters.tidy, NOW + LEASE - MINUTE, [])
    assert await states(db) == ["sending"]
    await db.write(letters.tidy, NOW + LEASE, [])

    (row,) = await db.read(rows, OUTBOX)
    assert (row["state"], row["closed_at"]) == ("unknown", NOW + LEASE)
    assert await db.write(claims.claim, NOW + LEASE, 30) == []


async def test_at_a_start_every_letter_under_way_is_a_dead_processs(db: Database) -> None:
    """A card is never said twice; an answer or an edit may be."""
    await db.write(card)
    await db.write(answer, JUN, key="answer")
    await db.write(card, JUN + 1, key="edit", edits=7)
    await db.write(claims.claim, NOW, 30)

    owed = await db.write(letters.lost, NOW)

    assert await states(db) == ["unknown", "waiting", "waiting"]
    assert owed == {JUN}


async def test_what_is_under_way_in_this_process_is_not_lost(db: Database) -> None:
    await db.write(card)
    (row,) = await db.write(claims.claim, NOW, 30)

    await db.write(letters.tidy, NOW + HOUR, [row.id])

    assert await states(db) == ["sending"]


async def test_the_next_moment_is_that_of_the_first_letter_that_waits(db: Database) -> None:
    assert await db.read(claims.next_due, NOW) is None
    await db.write(answer, key="under way")
    await db.write(claims.claim, NOW, 30)
    await db.write(answer, key="behind it")
    await db.write(answer, JUN, key="later", not_before=NOW + HOUR)
    await db.write(answer, JUN, key="sooner", not_before=NOW + MINUTE)

    assert await db.read(claims.next_due, NOW) == NOW + MINUTE


async def test_several_who_take_at_once_never_take_the_same(db: Database) -> None:
    def promise_many(session: Session) -> None:
        for number in range(24):
            answer(session, MARIA + number, key=f"answer:{number}")

    await db.write(promise_many)

    found = await asyncio.gather(*(db.write(claims.claim, NOW, 3) for _ in range(8)))

    keys = [row.key for batch in found for row in batch]
    assert len(keys) == len(set(keys))
    assert [row["attempts"] for row in await db.read(rows, OUTBOX)].count(1) == len(keys)


@on_postgresql
async def test_two_who_take_side_by_side_do_not_wait_for_each_other(db: Database) -> None:
    for number in range(4):
        await db.write(answer, MARIA + number, key=f"answer:{number}")

    with Session(db.reading, info=db.info) as one, Session(db.reading, info=db.info) as two:
        two.connection().exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        first = [row.key for row in claims.claim(one, NOW, 2)]
        second = [row.key for row in claims.claim(two, NOW, 2)]
        one.commit()
        two.commit()

    assert (first, second) == (["answer:0", "answer:1"], ["answer:2", "answer:3"])
