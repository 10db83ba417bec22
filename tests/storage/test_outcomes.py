"""What Telegram's answer to a letter leaves in the database, on both of them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table
from sqlmodel import Session

from actions import letters, outcomes
from actions.letters import Ready
from bot.calls import Said
from domain.delivery import Verdict
from domain.lateness import Kind
from storage import groups, outbox
from storage.database import Database
from storage.groups import GROUP
from storage.outbox import OUTBOX
from storage.people import PERSON
from tests.storage.samples import DAY, MINUTE, NOW, letter, person, rows

TEAM = -1_002_000_000_001


def to_maria(session: Session, /, key: str = "answer", **values: Any) -> bool:
    standard: dict[str, Any] = {"kind": Kind.ANSWER, "expires_at": NOW + DAY}
    return outbox.promise(session, letter(person(session), key, **(standard | values)), {})


def to_the_team(session: Session, /, key: str = "digest", **values: Any) -> bool:
    group = groups.meet(session, TEAM, NOW)
    standard: dict[str, Any] = {"kind": Kind.DIGEST, "group_id": group.id, "expires_at": NOW + DAY}
    return outbox.promise(session, letter(None, key, **(standard | values)), {})


def set_all(session: Session, table: Table, /, **values: Any) -> int:
    return session.connection().execute(table.update().values(**values)).rowcount


async def taken(db: Database, after: timedelta = timedelta()) -> Ready:
    ready, _ = await db.write(letters.take, NOW + after, 1)
    return ready[0]


async def left(db: Database, column: str = "state") -> list[Any]:
    return [row[column] for row in await db.read(rows, OUTBOX)]


STATES = {
    Verdict.DELIVERED: ("sent", "sent"),
    Verdict.RETRY: ("waiting", "waiting"),
    Verdict.WAIT: ("waiting", "waiting"),
    Verdict.REVOKED: ("waiting", "waiting"),
    Verdict.MIGRATE: ("waiting", "waiting"),
    Verdict.UNKNOWN: ("unknown", "unknown"),
    Verdict.UNREACHABLE: ("cancelled", "failed"),
    Verdict.GONE: ("cancelled", "failed"),
    Verdict.LEFT: ("failed", "cancelled"),
    Verdict.MUTED: ("failed", "waiting"),
    Verdict.MISSING: ("failed", "failed"),
    Verdict.NO_THREAD: ("failed", "failed"),
    Verdict.NO_REPLY: ("failed", "failed"),
    Verdict.NO_FILE: ("failed", "failed"),
    Verdict.SEND_NEW: ("failed", "failed"),
    Verdict.PLAIN: ("failed", "failed"),
    Verdict.IGNORE: ("failed", "failed"),
    Verdict.FAILED: ("failed", "failed"),
}


def test_every_verdict_is_in_the_table() -> None:
    assert set(STATES) == set(Verdict)


@pytest.mark.parametrize("verdict", Verdict)
async def test_a_letter_ends_or_waits(db: Database, verdict: Verdict) -> None:
    await db.write(to_maria)
    await db.write(to_the_team)

    for _ in range(2):
        await db.write(outcomes.close, await taken(db), Said(verdict, 77), None, NOW)

    assert tuple(await left(db)) == STATES[verdict]
    closed = [moment is not None for moment in await left(db, "closed_at")]
    assert closed == [state != "waiting" for state in STATES[verdict]]
    assert [row["state"] for row in await db.read(rows, GROUP)] == [
        {Verdict.LEFT: "gone", Verdict.MUTED: "muted"}.get(verdict, "active")
    ]
    away = verdict in (Verdict.UNREACHABLE, Verdict.GONE)
    assert [row["state"] for row in await db.read(rows, PERSON)] == [
        "unreachable" if away else "new"
    ]


async def test_the_letters_of_whoever_blocked_and_of_a_group_that_is_gone_are_cancelled(
    db: Database,
) -> None:
    for promise in (to_maria, to_the_team):
        for key in ("first", "second", "third"):
            await db.write(promise, f"{promise.__name__} {key}")

    await db.write(outcomes.close, await taken(db), Said(Verdict.UNREACHABLE), None, NOW)
    await db.write(outcomes.close, await taken(db), Said(Verdict.LEFT), None, NOW)

    assert await left(db) == ["cancelled"] * 6


async def test_an_edit_in_doubt_is_made_again_unless_a_newer_one_waits(db: Database) -> None:
    await db.write(to_maria, "older", edits=7)
    ready = await taken(db)
    await db.write(to_maria, "newer", edits=7)
    await db.write(to_maria, "of another message", edits=8)

    await db.write(outcomes.close, ready, Said(Verdict.UNKNOWN), None, NOW)
    assert await left(db) == ["cancelled", "waiting", "waiting"]
    await db.write(outcomes.close, await taken(db), Said(Verdict.UNKNOWN), None, NOW)

    assert await left(db) == ["cancelled", "waiting", "waiting"]
    assert await left(db, "attempts") == [1, 1, 0]


async def test_of_edits_that_wait_the_newest_facts_alone_are_kept(db: Database) -> None:
    def promise(session: Session, text: str) -> bool:
        one = letter(person(session), text, kind=Kind.ANSWER, edits=7, expires_at=NOW + DAY)
        return outbox.promise(session, one, {"text": text})

    for text in ("first", "second", "third"):
        assert await db.write(promise, text)

    ready = await taken(db)
    assert ready.content == {"text": "third"}
    assert await left(db) == ["sending"]


@pytest.mark.parametrize("days", [0, 1])
async def test_a_chat_that_is_missing_is_given_up_on_another_day(db: Database, days: int) -> None:
    for number in range(2):
        await db.write(to_maria, f"answer {number}")
        await db.write(to_the_team, f"digest {number}", expires_at=NOW + 3 * DAY)
        now = NOW + number * days * DAY
        await db.write(set_all, OUTBOX, not_before=now, expires_at=now + DAY)
        for _ in range(2):
            ready = await taken(db, now - NOW)
            await db.write(outcomes.close, ready, Said(Verdict.MISSING), None, now + MINUTE)

    (maria,) = await db.read(rows, PERSON)
    (team,) = await db.read(rows, GROUP)
    assert (maria["state"], team["state"]) == (
        ("unreachable", "gone") if days else ("new", "active")
    )


async def test_whoever_was_missing_and_got_a_letter_is_not_missing_any_more(db: Database) -> None:
    await db.write(to_maria)
    await db.write(to_the_team)
    both = (PERSON, GROUP)
    for table in both:
        await db.write(set_all, table, missing_on=NOW.date())

    for _ in range(2):
        await db.write(outcomes.close, await taken(db), Said(Verdict.DELIVERED, 77), None, NOW)

    assert [(await db.read(rows, table))[0]["missing_on"] for table in both] == [None, None]


async def test_a_topic_that_is_gone_is_forgotten_and_a_group_that_left_is_no_persons_matter(
    db: Database,
) -> None:
    await db.write(to_the_team)
    await db.write(set_all, GROUP, thread_id=9)

    ready = await taken(db)
    assert (ready.to.chat_id, ready.to.thread_id) == (TEAM, 9)
    await db.write(outcomes.close, ready, Said(Verdict.DELIVERED, 77, threadless=True), None, NOW)

    (team,) = await db.read(rows, GROUP)
    assert (team["thread_id"], await left(db, "message_id")) == (None, [77])


async def test_a_group_that_moves_twice_at_once_moves_once(db: Database) -> None:
    await db.write(to_the_team, edits=5)
    new = TEAM - 1

    moved = await asyncio.gather(*(db.write(groups.move, TEAM, new, NOW) for _ in range(6)))
    await db.write(groups.move, TEAM, new, NOW)

    (team,) = await db.read(rows, GROUP)
    assert set(moved) == {team["id"]}
    assert (team["chat_id"], team["state"]) == (new, "active")
    assert await left(db, "edits") == [None]
    assert (await taken(db)).to.chat_id == new
