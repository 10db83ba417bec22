"""Whose letter goes next: claimed under a lease, in order within a chat, cheap among thousands."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
    update,
)
from sqlmodel import Session

from domain.lateness import Kind, Priority
from storage.groups import GROUP
from storage.outbox import GOES, OUTBOX, WAITS
from storage.people import PERSON

LEASE = timedelta(minutes=2)  # a request takes 115 s at most; whoever lives knows its own letters
NOW: Any = bindparam("now")
EARLIER = OUTBOX.alias("earlier")
IS_BEFORE = or_(
    EARLIER.c.priority < OUTBOX.c.priority,
    and_(EARLIER.c.priority == OUTBOX.c.priority, EARLIER.c.id < OUTBOX.c.id),
)
# A letter that was tried and waits holds what comes behind it; one that sleeps holds nothing.
HOLDS = or_(
    EARLIER.c.state == GOES,
    and_(
        EARLIER.c.state == WAITS,
        IS_BEFORE,
        or_(EARLIER.c.not_before <= NOW, EARLIER.c.attempts > 0),
    ),
)


def held_by(column: str) -> ColumnElement[bool]:
    """Whether another letter of the same chat is under way, or goes first."""
    is_open = EARLIER.c.state.in_((WAITS, GOES))
    same = EARLIER.c[column] == OUTBOX.c[column]
    return select(EARLIER.c.id).where(same, is_open, EARLIER.c.id != OUTBOX.c.id, HOLDS).exists()


CAN_BE_REACHED = or_(PERSON.c.state != "unreachable", GROUP.c.state == "active")
DUE = (
    select(
        OUTBOX,
        func.coalesce(PERSON.c.telegram_id, GROUP.c.chat_id).label("chat_id"),
        GROUP.c.thread_id,
    )
    .outerjoin(PERSON, PERSON.c.id == OUTBOX.c.person_id)
    .outerjoin(GROUP, GROUP.c.id == OUTBOX.c.group_id)
    .where(OUTBOX.c.state == WAITS, OUTBOX.c.priority == bindparam("priority"))
    .where(OUTBOX.c.not_before <= NOW, OUTBOX.c.expires_at > NOW)
    .where(CAN_BE_REACHED)
    .where(~held_by("person_id"), ~held_by("group_id"))
    .order_by(OUTBOX.c.not_before, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OUTBOX)
)
STALE = (
    update(OUTBOX)
    .where(OUTBOX.c.state == WAITS, OUTBOX.c.expires_at <= NOW)
    .values(state="expired", closed_at=NOW)
)
WANTED = select(
    exists().where(
        OUTBOX.c.state == WAITS,
        OUTBOX.c.priority.in_([literal_column(str(int(one))) for one in Priority]),
        OUTBOX.c.not_before <= NOW,
    ),
    exists().where(OUTBOX.c.state == WAITS, OUTBOX.c.expires_at <= NOW),
    exists().where(OUTBOX.c.state == GOES, OUTBOX.c.lease_until <= NOW),
)
MAY_BE_SAID_TWICE = or_(OUTBOX.c.kind == Kind.ANSWER, OUTBOX.c.edits.is_not(None))
NEXT = (
    select(func.min(OUTBOX.c.not_before))
    .outerjoin(PERSON, PERSON.c.id == OUTBOX.c.person_id)
    .outerjoin(GROUP, GROUP.c.id == OUTBOX.c.group_id)
    .where(OUTBOX.c.state == WAITS, CAN_BE_REACHED)
    .where(~held_by("person_id"), ~held_by("group_id"))
)


def owed(state: Any) -> Select[Any]:
    return (
        select(func.coalesce(PERSON.c.telegram_id, GROUP.c.chat_id))
        .select_from(OUTBOX)
        .outerjoin(PERSON, PERSON.c.id == OUTBOX.c.person_id)
        .outerjoin(GROUP, GROUP.c.id == OUTBOX.c.group_id)
        .where(OUTBOX.c.state == state, OUTBOX.c.kind == Kind.ANSWER)
    )


OWED = union(owed(WAITS), owed(GOES))  # each has an index of its own


def wanted(session: Session, now: datetime) -> tuple[bool, bool]:
    """Whether a letter is due, and whether one is too late or was lost; asked every few seconds."""
    due, stale, lost = session.connection().execute(WANTED, {"now": now}).one()
    return bool(due), bool(stale or lost)


def claim(session: Session, now: datetime, most: int, bulk: int | None = None) -> list[Any]:
    """Takes due letters for sending, one a chat, answers first; with chat_id and thread_id.

    Of those that nobody waits for at most `bulk`.
    """
    taken: list[Any] = []
    for priority in Priority:
        left = most - len(taken)
        if bulk is not None and priority is not Priority.ANSWER:
            left = min(left, bulk - sum(one.priority != Priority.ANSWER for one in taken))
        asked = {"now": now, "priority": int(priority), "most": left}
        if left > 0:
            taken += session.connection().execute(DUE, asked).all()
    if taken:
        lease(session, [letter.id for letter in taken], now)
    return taken


def lease(session: Session, letters: Sequence[int], now: datetime) -> None:
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(letters))
        .values(state="sending", lease_until=now + LEASE, attempts=OUTBOX.c.attempts + 1)
    )


def put_back(session: Session, letters: Sequence[int]) -> None:
    """Claimed, and certainly not sent."""
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(letters), OUTBOX.c.state == GOES)
        .values(state="waiting", lease_until=None, attempts=OUTBOX.c.attempts - 1)
    )


def expire(session: Session, now: datetime) -> int:
    return session.connection().execute(STALE, {"now": now}).rowcount


def lose(session: Session, now: datetime, alive: Collection[int], *, at_once: bool = False) -> int:
    """Letters whose sender died in the act, `alive` are under way here; returns how many.

    Their fate is unknown: an answer or an edit is said again, anything else never. At a start
    every letter under way belongs to a process that is gone: `at_once`, whatever its lease.
    """
    lost = (OUTBOX.c.state == GOES) & OUTBOX.c.id.not_in(list(alive))
    if not at_once:
        lost &= OUTBOX.c.lease_until <= now
    again = update(OUTBOX).where(lost, MAY_BE_SAID_TWICE).values(state="waiting", not_before=now)
    over = update(OUTBOX).where(lost).values(state="unknown", closed_at=now)
    return sum(session.connection().execute(one).rowcount for one in (again, over))


def next_due(session: Session, now: datetime) -> datetime | None:
    """The first moment of a letter that nothing holds."""
    return cast(datetime | None, session.connection().execute(NEXT, {"now": now}).scalar())


def owed_chats(session: Session) -> set[int]:
    """Chats that an answer is still to be said in."""
    return set(session.connection().execute(OWED).scalars())
