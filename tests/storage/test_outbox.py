"""Letters: promised once, taken by one, said at most once, and never after they expired."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from actions import letters, outcomes
from actions.letters import Ready
from bot.calls import Said
from domain.delivery import Verdict
from domain.lateness import Kind
from domain.setup import Stage
from storage import erase, outbox, people, screens
from storage.database import Database, seals_of
from storage.outbox import OUTBOX, Letter
from storage.screens import Screen
from storage.seals import SealBroken
from tests.storage.samples import (
    DAY,
    JUN,
    MARIA,
    MINUTE,
    NOW,
    how_many,
    known,
    letter,
    person,
    rows,
)

WORDS = {"html": "It is saved, Maria."}


def answer(
    session: Session, /, telegram_id: int = MARIA, key: str = "answer:1", **values: Any
) -> bool:
    """A letter that nothing holds back, for somebody who may be new."""
    standard: dict[str, Any] = {"kind": Kind.ANSWER, "expires_at": NOW + 10 * MINUTE}
    owner = person(session, telegram_id)
    return outbox.promise(session, letter(owner, key, **(standard | values)), WORDS)


def card(
    session: Session, /, telegram_id: int = MARIA, key: str = "shift_end:1", **values: Any
) -> bool:
    return outbox.promise(session, letter(person(session, telegram_id), key, **values), {})


def facts_letter(session: Session, kind: Kind) -> Letter:
    return letter(person(session), f"{kind}:1", kind=kind)


def opened(session: Session, row: dict[str, Any]) -> dict[str, Any]:
    return outbox.facts_of(session, Letter(**row))


async def states(db: Database) -> list[str]:
    return [row["state"] for row in await db.read(rows, OUTBOX)]


async def taken(db: Database, now: datetime = NOW) -> list[Ready]:
    await db.write(letters.tidy, now, [])
    ready, _ = await db.write(letters.take, now, 30)
    return ready


async def test_a_letter_that_breaks_stops_alone(db: Database) -> None:
    """Whatever it is about is not there: nobody else's answer waits for it."""
    ready = {"state": "ready", "setup": Stage.DONE}
    owner = await db.write(person, JUN, **ready)
    broken = letter(owner, "own_hour:1", kind=Kind.OWN_HOUR)
    await db.write(outbox.promise, broken, {"screen": 1, "shift": 999_999, "question": 1})
    await db.write(answer)

    assert [one.kind for one in await taken(db)] == [Kind.ANSWER]
    assert await states(db) == ["failed", "sending"]


async def test_a_letter_that_no_key_opens_holds_up_nobody(db: Database) -> None:
    await db.write(answer)
    await db.write(answer, JUN, key="answer:2")
    torn = OUTBOX.update().where(OUTBOX.c.key == "answer:1").values(sealed=b"torn")
    await db.write(lambda session: session.connection().execute(torn).rowcount)

    assert len(await taken(db)) == 1
    assert sorted(await states(db)) == ["failed", "sending"]


async def test_a_promise_is_made_once(db: Database) -> None:
    assert await db.write(answer)
    assert not await db.write(answer)
    assert not await db.write(answer, JUN)
    assert await db.write(answer, JUN, key="answer:2")

    assert await db.read(how_many, OUTBOX) == 2


async def test_facts_are_sealed_for_their_reader(db: Database) -> None:
    await db.write(answer)
    await db.write(answer, JUN, key="answer:2")
    mine, theirs = await db.read(rows, OUTBOX)
    assert b"Maria" not in mine["sealed"]

    assert await db.read(opened, mine) == WORDS
    with pytest.raises(SealBroken):
        await db.read(opened, theirs | {"sealed": mine["sealed"]})


@pytest.mark.parametrize("kind", Kind)
async def test_of_a_card_alone_the_facts_are_in_the_open(db: Database, kind: Kind) -> None:
    facts = {"shift": 4, "question": 11}
    await db.write(lambda session: outbox.promise(session, facts_letter(session, kind), facts))
    (row,) = await db.read(rows, OUTBOX)

    is_card = kind in {Kind.SHIFT_END, Kind.TELL_WEEKLY, Kind.OWN_HOUR}
    assert (row["facts"] is not None, row["sealed"] == b"") == (is_card, is_card)
    assert await db.read(opened, row) == facts


async def test_a_card_that_was_promised_sealed_opens_as_before(db: Database) -> None:
    facts = {"shift": 4, "question": 11, "screen": 2}
    await db.write(card)
    (row,) = await db.read(rows, OUTBOX)

    def sealed(session: Session) -> bytes:
        return seals_of(session).seal(outbox.mark_of(row["person_id"], None), facts, 128)

    before = row | {"facts": None, "sealed": await db.read(sealed)}
    assert await db.read(opened, before) == facts


async def test_a_letter_is_taken_when_it_is_due_and_by_one_alone(db: Database) -> None:
    await db.write(answer, not_before=NOW + MINUTE)
    assert await taken(db) == []

    (ready,) = await taken(db, NOW + MINUTE)
    assert (ready.to.chat_id, ready.content, ready.attempts) == (MARIA, WORDS, 1)
    assert await taken(db, NOW + MINUTE) == []
    assert await states(db) == ["sending"]


async def test_nothing_is_taken_for_somebody_who_cannot_be_reached(db: Database) -> None:
    await db.write(answer)
    await db.write(lambda session: people.change(session, 1, state="unreachable"))
    mine = (await db.read(known, MARIA)).id
    await db.write(lambda session: people.change(session, mine, state="unreachable"))

    assert await taken(db) == []
    assert await states(db) == ["waiting"]


@pytest.mark.parametrize(("late", "state"), [(9 * MINUTE, "sending"), (10 * MINUTE, "expired")])
async def test_what_is_too_late_is_never_said(db: Database, late: timedelta, state: str) -> None:
    await db.write(answer)

    assert len(await taken(db, NOW + late)) == (1 if state == "sending" else 0)
    assert await states(db) == [state]


def owner_of(ready: Ready) -> int:
    assert ready.reader is not None
    return ready.reader.id


async def close(db: Database, ready: Ready, verdict: Verdict, now: datetime = NOW) -> None:
    await db.write(outcomes.close, ready, Said(verdict, 77), None, now)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.DELIVERED, "sent"),
        (Verdict.UNKNOWN, "unknown"),
        (Verdict.FAILED, "failed"),
        (Verdict.UNREACHABLE, "cancelled"),
        (Verdict.GONE, "cancelled"),
    ],
)
async def test_what_came_of_it_is_the_end_of_it(db: Database, verdict: Verdict, state: str) -> None:
    await db.write(answer)
    (ready,) = await taken(db)

    await close(db, ready, verdict)

    (row,) = await db.read(rows, OUTBOX)
    hour = NOW.replace(minute=0)
    assert (row["state"], row["closed_at"], row["message_id"]) == (state, hour, None)
    assert await taken(db, NOW + 9 * MINUTE) == []


@pytest.mark.parametrize("verdict", [Verdict.RETRY, Verdict.WAIT, Verdict.REVOKED])
async def test_what_was_certainly_not_sent_is_tried_again_later_and_later(
    db: Database, verdict: Verdict
) -> None:
    await db.write(answer, expires_at=NOW + DAY)
    moment, pauses = NOW, []
    for _ in range(6):
        (ready,) = await taken(db, moment)
        await close(db, ready, verdict, moment)
        (row,) = await db.read(rows, OUTBOX)
        pauses.append((row["not_before"] - moment).total_seconds())
        moment = row["not_before"]

    assert pauses == [5, 15, 60, 300, 300, 300]
    assert [row["attempts"] for row in await db.read(rows, OUTBOX)] == [6]


async def test_a_delivered_letter_tells_its_screen_where_it_stands(db: Database) -> None:
    def promise(session: Session) -> int:
        owner = person(session)
        shown = Screen(person_id=owner, chat_id=MARIA, kind="card", said_at=NOW)
        screen_id = screens.open_screen(session, shown)
        answer(session, screen_id=screen_id)
        return screen_id

    screen_id = await db.write(promise)
    (ready,) = await taken(db)
    await close(db, ready, Verdict.DELIVERED)

    screen = await db.read(screens.by_id, screen_id)
    assert screen is not None
    assert screen.message_id == 77


async def test_a_letter_under_way_finishes_when_its_person_left_and_its_result_is_dropped(
    db: Database,
) -> None:
    await db.write(answer)
    (ready,) = await taken(db)
    await db.write(erase.erase, owner_of(ready))

    for verdict in Verdict:
        await close(db, ready, verdict)

    assert await db.read(how_many, OUTBOX) == 0


@pytest.mark.parametrize("verdict", [Verdict.DELIVERED, Verdict.RETRY, Verdict.UNREACHABLE])
async def test_the_result_of_a_letter_is_nobody_elses(db: Database, verdict: Verdict) -> None:
    """Maria leaves while a letter to her is under way, and Jun begins."""
    await db.write(answer, MARIA)
    (ready,) = await taken(db)
    await db.write(erase.erase, owner_of(ready))
    await db.write(answer, JUN, not_before=NOW + MINUTE)
    before = await db.read(rows, OUTBOX)

    await close(db, ready, verdict)

    assert await db.read(rows, OUTBOX) == before
    assert (await db.read(known, JUN)).state == "new"


async def test_what_waits_is_forgotten_and_what_is_under_way_is_not(db: Database) -> None:
    await db.write(answer, key="under way")
    await taken(db)
    await db.write(answer, key="waits")
    await db.write(answer, key="of another kind", kind=Kind.TELL_WEEKLY)
    mine = (await db.read(known, MARIA)).id

    await db.write(outbox.forget_waiting, mine, [Kind.ANSWER])

    assert [row["key"] for row in await db.read(rows, OUTBOX)] == ["under way", "of another kind"]


async def test_closed_letters_grow_old_and_open_ones_do_not(db: Database) -> None:
    await db.write(answer, key="sent")
    (ready,) = await taken(db)
    await close(db, ready, Verdict.DELIVERED)
    await db.write(answer, key="waits", not_before=NOW - 30 * DAY)

    assert await db.write(outbox.purge, NOW - timedelta(hours=1)) == 0
    assert await db.write(outbox.purge, NOW + MINUTE) == 1
    assert [row["key"] for row in await db.read(rows, OUTBOX)] == ["waits"]
