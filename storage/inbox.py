"""What Telegram handed over: kept sealed until it was handled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Index, LargeBinary, bindparam, delete, select, text, update
from sqlmodel import Field, Session

from storage.base import BIG, Base, insert_new, insert_row, table_of
from storage.database import seals_of
from storage.given import among
from storage.seals import Mark, SealBroken

OPEN = "closed_at IS NULL"


class Inbox(Base, table=True):
    """`seq` is never used twice. A closed row keeps the bare update_id, against repeats."""

    __table_args__ = (
        Index("ix_inbox_open", "seq", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        {"sqlite_autoincrement": True},
    )
    seq: int = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BIG, unique=True)
    chat_key: int | None = Field(default=None, sa_type=BIG, index=True)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    received_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    closed_at: datetime | None = None


class Dead(Base, table=True):
    """What could not be handled; its body stays sealed for seven days, `seq` is its inbox row."""

    id: int = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BIG)
    chat_key: int | None = Field(default=None, sa_type=BIG, index=True)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    received_at: datetime
    died_at: datetime
    reason: str
    seq: int | None = Field(default=None, sa_type=BIG)
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update, its raw JSON opened; `attempts` broke before, not again until `not_before`."""

    update_id: int
    chat_key: int
    body: str
    received_at: datetime
    attempts: int = 0
    not_before: datetime | None = None


INBOX = table_of(Inbox)
ROOM = 4096  # bytes, or a multiple of it: how long an update is tells what it was
DEAD = table_of(Dead)
CLOSE = (
    update(INBOX)
    .where(among(INBOX.c.seq, "rows"))
    .values(closed_at=bindparam("now"), received_at=bindparam("now"), body=None, chat_key=None)
)


def mark(chat_key: int | None) -> Mark:
    return Mark("inbox", chat_key or 0)


def keep(session: Session, batch: Sequence[Arrived]) -> list[tuple[int, Arrived]]:
    """Inserts what was not seen before; returns it with its seq, in order."""
    seals = seals_of(session)
    fresh = {one.update_id: one for one in batch}
    rows = [
        {
            "update_id": one.update_id,
            "chat_key": one.chat_key,
            "body": seals.seal(mark(one.chat_key), {"update": one.body}, ROOM),
            "received_at": one.received_at,
            "attempts": 0,
        }
        for one in fresh.values()
    ]
    kept = insert_new(session, INBOX, rows, "seq", "update_id")
    return sorted((row.seq, fresh[row.update_id]) for row in kept)


def open_rows(session: Session) -> list[tuple[int, Arrived]]:
    """Every row that is still to be handled, in order; the body is empty where no key opens it."""
    seals = seals_of(session)
    rows = session.connection().execute(
        select(INBOX).where(INBOX.c.closed_at.is_(None)).order_by(INBOX.c.seq)
    )
    return [(row.seq, opened(seals, row)) for row in rows]


def handed_back(session: Session) -> list[tuple[int, Arrived]]:
    """Open rows that were dead before: only they wait for a moment and broke not once since."""
    seals = seals_of(session)
    question = select(INBOX).where(INBOX.c.closed_at.is_(None), INBOX.c.attempts == 0)
    rows = session.connection().execute(
        question.where(INBOX.c.not_before.is_not(None)).order_by(INBOX.c.seq)
    )
    return [(row.seq, opened(seals, row)) for row in rows]


def opened(seals: Any, row: Any) -> Arrived:
    return Arrived(
        update_id=row.update_id,
        chat_key=row.chat_key,
        body=body_of(seals, row),
        received_at=row.received_at,
        attempts=row.attempts,
        not_before=row.not_before,
    )


def bodies_of(session: Session, chat_key: int, but: int) -> list[str]:
    """Raw JSON of a chat's updates that wait or could not be handled, but for the row `but`."""
    seals = seals_of(session)
    connection = session.connection()
    waiting = select(INBOX).where(INBOX.c.chat_key == chat_key, INBOX.c.closed_at.is_(None))
    rows = [
        *connection.execute(select(DEAD).where(DEAD.c.chat_key == chat_key).order_by(DEAD.c.id)),
        *connection.execute(waiting.where(INBOX.c.seq != but).order_by(INBOX.c.seq)),
    ]
    return [body_of(seals, row) for row in rows if row.body is not None]


def tried(session: Session, seq: int, not_before: datetime) -> None:
    """It broke once more."""
    fresh = {"attempts": INBOX.c.attempts + 1, "not_before": not_before}
    session.connection().execute(update(INBOX).where(INBOX.c.seq == seq).values(**fresh))


def body_of(seals: Any, row: Any) -> str:
    try:
        return str(seals.unseal(mark(row.chat_key), row.body)["update"])
    except SealBroken:
        return ""


def close(session: Session, seq: int, now: datetime) -> None:
    close_all(session, [(seq, now)])


def close_all(session: Session, handled: Iterable[tuple[int, datetime]]) -> None:
    """Body, chat and moment are deleted; the bare update_id and the hour stay."""
    by_hour: dict[datetime, list[int]] = defaultdict(list)
    for seq, now in handled:
        by_hour[hour_of(now)].append(seq)
    for hour, rows in by_hour.items():
        session.connection().execute(CLOSE, {"rows": rows, "now": hour})


def hour_of(moment: datetime) -> datetime:
    """To the hour up: how quickly taps followed each other tells what they were."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def bury(session: Session, seq: int, reason: str, now: datetime) -> None:
    """Moves the row to `dead`, its body still sealed; a group's words are not kept at all."""
    row = session.connection().execute(select(INBOX).where(INBOX.c.seq == seq)).one()
    if row.closed_at is None:
        values = {
            "seq": seq,
            "attempts": row.attempts + 1,
            "update_id": row.update_id,
            "chat_key": row.chat_key,
            "body": row.body if row.chat_key and row.chat_key > 0 else None,
            "received_at": row.received_at,
        }
        insert_row(session, DEAD, values | {"died_at": now, "reason": reason})
    close(session, seq, now)


def forget_chat(session: Session, chat_key: int, now: datetime, but: int = 0) -> set[int]:
    """Closes the chat's open rows unread, and deletes its dead ones; returns what it closed.

    `but` is the row that asked for it: it closes when its answer is said.
    """
    connection = session.connection()
    closed = connection.execute(
        update(INBOX)
        .where(INBOX.c.chat_key == chat_key, INBOX.c.seq != but)
        .values(closed_at=hour_of(now), received_at=hour_of(now), body=None, chat_key=None)
        .returning(INBOX.c.seq)
    ).scalars()
    gone = set(closed)
    connection.execute(delete(DEAD).where(DEAD.c.chat_key == chat_key))
    return gone


def waiting_since(session: Session) -> datetime | None:
    """When the oldest row came in that is still to be handled."""
    question = select(INBOX.c.received_at).where(INBOX.c.closed_at.is_(None)).order_by(INBOX.c.seq)
    found = session.connection().execute(question.limit(1)).scalar()
    return cast(datetime | None, found)


def is_open(session: Session, seq: int) -> bool:
    question = select(INBOX.c.seq).where(INBOX.c.seq == seq, INBOX.c.closed_at.is_(None))
    return session.connection().execute(question).first() is not None


def waits(session: Session, chat_key: int) -> bool:
    """Whether something of that chat is still to be handled."""
    question = select(INBOX.c.seq).where(INBOX.c.chat_key == chat_key, INBOX.c.closed_at.is_(None))
    return session.connection().execute(question.limit(1)).first() is not None


def purge(session: Session, closed_before: datetime, died_before: datetime) -> None:
    """Forgets update ids of closed rows, and dead bodies, older than the moments."""
    session.connection().execute(delete(INBOX).where(INBOX.c.closed_at < closed_before))
    session.connection().execute(delete(DEAD).where(DEAD.c.died_at < died_before))
