"""Letters: what the bot promised to say, kept as sealed facts until it is said."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Index, LargeBinary, bindparam, delete, select, text, update
from sqlmodel import Field, Session

from domain.lateness import CARD_KINDS, Kind
from storage.base import BIG, Base, insert_once, one_of, table_of
from storage.database import seals_of
from storage.people import PERSON
from storage.seals import Mark

LEASE = timedelta(minutes=2)
ROOM = 2048  # bytes, or a multiple of it: what a letter answers cannot be told by its length
CARD_ROOM = 128  # three numbers: of a card the length tells no more than its kind does
OPEN = "state IN ('waiting','sending')"


class Letter(Base, table=True):
    """`state`: waiting, sending, sent, unknown (its fate is), failed, expired."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", ("waiting", "sending", "sent", "unknown", "failed", "expired")),
        one_of("kind", Kind),
        Index("ix_outbox_open", "not_before", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    key: str = Field(unique=True)
    kind: str
    sealed: bytes = Field(sa_type=LargeBinary)
    not_before: datetime
    expires_at: datetime
    attempts: int = 0
    state: str = "waiting"
    lease_until: datetime | None = None
    screen_id: int | None = Field(default=None, foreign_key="screen.id", index=True)
    message_id: int | None = Field(default=None, sa_type=BIG)
    closed_at: datetime | None = None


OUTBOX = table_of(Letter)
DUE = (
    select(OUTBOX, PERSON.c.telegram_id.label("chat_id"), PERSON.c.language)
    .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
    .where(OUTBOX.c.state == "waiting", OUTBOX.c.not_before <= bindparam("now"))
    .where(PERSON.c.state != "unreachable")
    .order_by(OUTBOX.c.not_before, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OUTBOX)
)

STALE = (
    update(OUTBOX)
    .where(OUTBOX.c.state == "waiting", OUTBOX.c.expires_at <= bindparam("now"))
    .values(state="expired", closed_at=bindparam("now"))
)
LOST = (
    update(OUTBOX)
    .where(OUTBOX.c.state == "sending", OUTBOX.c.lease_until <= bindparam("now"))
    .values(state="unknown", closed_at=bindparam("now"))
)
NEXT = (
    select(OUTBOX.c.not_before)
    .where(OUTBOX.c.state == "waiting")
    .order_by(OUTBOX.c.not_before)
    .limit(1)
)


def promise(session: Session, letter: Letter, facts: dict[str, Any]) -> bool:
    """Queues a letter once; promising the same key again changes nothing and says False."""
    letter.sealed = sealed(session, letter.person_id, letter.kind, facts)
    return insert_once(session, OUTBOX, letter.model_dump(exclude={"id"})) == 1


def promise_all(session: Session, letters: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Queues each (columns, facts) once."""
    rows = [
        {
            "attempts": 0,
            "state": "waiting",
            "sealed": sealed(session, columns["person_id"], columns["kind"], facts),
            **columns,
        }
        for columns, facts in letters
    ]
    if rows:
        insert_once(session, OUTBOX, rows)


def sealed(session: Session, person_id: int, kind: str, facts: dict[str, Any]) -> bytes:
    room = CARD_ROOM if kind in CARD_KINDS else ROOM
    return seals_of(session).seal(Mark("outbox", person_id), facts, room)


def facts_of(session: Session, letter: Any) -> dict[str, Any]:
    return seals_of(session).unseal(Mark("outbox", letter.person_id), letter.sealed)


def is_promised(session: Session, screen_id: int) -> bool:
    """Whether a letter says what stands on that screen."""
    question = select(OUTBOX.c.id).where(OUTBOX.c.screen_id == screen_id).limit(1)
    return session.connection().execute(question).first() is not None


def claim(session: Session, now: datetime, most: int) -> list[Any]:
    """Takes due letters for sending, one a person, with chat_id and language; stale ones expire."""
    connection = session.connection()
    connection.execute(STALE, {"now": now})
    rows = connection.execute(DUE, {"now": now, "most": most}).all()
    first: dict[int, Any] = {}
    for row in rows:
        first.setdefault(row.person_id, row)
    for row in first.values():
        connection.execute(
            update(OUTBOX)
            .where(OUTBOX.c.id == row.id)
            .values(state="sending", lease_until=now + LEASE, attempts=row.attempts + 1)
        )
    return list(first.values())


def close(session: Session, letter_id: int, **values: Any) -> None:
    session.connection().execute(update(OUTBOX).where(OUTBOX.c.id == letter_id).values(**values))


def lose_stale(session: Session, now: datetime) -> int:
    """Letters whose sender died in the act: their fate is unknown; returns how many."""
    return session.connection().execute(LOST, {"now": now}).rowcount


def lose_begun(session: Session, now: datetime) -> int:
    """At a start nobody sends any more: what was begun before may have arrived, or not."""
    begun = update(OUTBOX).where(OUTBOX.c.state == "sending")
    values = {"state": "unknown", "closed_at": now}
    return session.connection().execute(begun.values(**values)).rowcount


def next_due(session: Session) -> datetime | None:
    found = session.connection().execute(NEXT).scalar()
    return cast(datetime | None, found)


def forget_waiting(session: Session, person_id: int, kinds: Sequence[str]) -> None:
    """Drops what was promised of those kinds and not begun: the roster changed under it."""
    session.connection().execute(
        delete(OUTBOX)
        .where(OUTBOX.c.person_id == person_id, OUTBOX.c.state == "waiting")
        .where(OUTBOX.c.kind.in_(kinds))
    )


def purge(session: Session, before: datetime) -> int:
    return session.connection().execute(delete(OUTBOX).where(OUTBOX.c.closed_at < before)).rowcount
