"""Letters: what the bot promised to say, kept as facts until then; sealed, but for a card's."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    Index,
    LargeBinary,
    delete,
    literal_column,
    select,
    text,
    update,
)
from sqlmodel import Field, Session

from domain.lateness import CARD_KINDS, Kind, priority_of
from storage.base import BIG, Base, insert_once, one_of, table_of
from storage.database import seals_of
from storage.seals import Mark, written

ROOM = 2048  # bytes, or a multiple of it: what a letter answers cannot be told by its length
STATES = ("waiting", "sending", "sent", "unknown", "failed", "expired", "cancelled")
WAITING = text("state = 'waiting'")
WAITS: Any = literal_column(
    "'waiting'"
)  # as words: no database matches a bound value with an index
GOES: Any = literal_column("'sending'")


def some(name: str, *columns: str, where: Any) -> Index:
    """An index of those rows alone."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Letter(Base, table=True):
    """To a person or to a group. `edits`: the message that it makes say something else.

    `facts`: those of a card, which are numbers of rows; `sealed`: those of anything else.
    `state`: waiting, sending, sent, unknown (its fate is), failed, expired, cancelled.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", STATES),
        one_of("kind", Kind),
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="reader"),
        Index("ix_outbox_person", "person_id", "state"),
        some("ix_outbox_group", "group_id", "state", where=text("group_id IS NOT NULL")),
        some("ix_outbox_due", "priority", "not_before", where=WAITING),
        some("ix_outbox_stale", "expires_at", where=WAITING),
        some("ix_outbox_sending", "lease_until", where=text("state = 'sending'")),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
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
    group_id: int | None = Field(default=None, foreign_key="group_chat.id")
    priority: int = 1
    edits: int | None = Field(default=None, sa_type=BIG)
    facts: str | None = None


OUTBOX = table_of(Letter)


def mark_of(person_id: int | None, group_id: int | None) -> Mark:
    """A group has no person: what is sealed for it says so, and opens for nobody else."""
    return Mark("outbox", person_id or 0, group_id or 0)


def promise(session: Session, letter: Letter, facts: dict[str, Any]) -> bool:
    """Queues a letter once; promising the same key again changes nothing and says False.

    One that edits a message takes the place of the one that waits to edit it.
    """
    letter.priority = priority_of(Kind(letter.kind))
    inside = packed(session, letter.model_dump(), facts)
    if letter.edits is not None and replaced(session, letter, inside):
        return True
    return insert_once(session, OUTBOX, letter.model_dump(exclude={"id"}) | inside) == 1


def promise_all(session: Session, letters: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Queues each (columns, facts) once."""
    rows = [
        {
            "attempts": 0,
            "state": "waiting",
            "priority": priority_of(columns["kind"]),
            **columns,
            **packed(session, columns, facts),
        }
        for columns, facts in letters
    ]
    if rows:
        insert_once(session, OUTBOX, rows)


def packed(session: Session, letter: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that hold what a letter says."""
    if letter["kind"] in CARD_KINDS:
        return {"facts": written(facts), "sealed": b""}
    mark = mark_of(letter.get("person_id"), letter.get("group_id"))
    return {"facts": None, "sealed": seals_of(session).seal(mark, facts, ROOM)}


def replaced(session: Session, letter: Letter, inside: Mapping[str, Any]) -> bool:
    """Gives the letter that waits to edit the same message the newer facts."""
    return (
        session.connection()
        .execute(
            update(OUTBOX)
            .where(is_to_the_same(letter), OUTBOX.c.edits == letter.edits)
            .where(OUTBOX.c.state == WAITS)
            .values(**inside, screen_id=letter.screen_id, expires_at=letter.expires_at)
        )
        .rowcount
        > 0
    )


def is_to_the_same(letter: Any) -> Any:
    if letter.person_id is not None:
        return OUTBOX.c.person_id == letter.person_id
    return OUTBOX.c.group_id == letter.group_id


def is_superseded(session: Session, letter: Any) -> bool:
    """Whether a newer letter waits to edit the same message."""
    question = (
        select(OUTBOX.c.id)
        .where(is_to_the_same(letter), OUTBOX.c.edits == letter.edits)
        .where(OUTBOX.c.state == WAITS, OUTBOX.c.id > letter.id)
        .limit(1)
    )
    return session.connection().execute(question).first() is not None


def facts_of(session: Session, letter: Any) -> dict[str, Any]:
    """Raises SealBroken where they are sealed, and no key fits or it is another's."""
    if letter.facts is not None:
        return cast(dict[str, Any], json.loads(letter.facts))
    return seals_of(session).unseal(mark_of(letter.person_id, letter.group_id), letter.sealed)


def by_id(session: Session, letter_id: int) -> Any:
    """The row, or None when its person left."""
    return session.connection().execute(select(OUTBOX).where(OUTBOX.c.id == letter_id)).first()


def said_on(session: Session, screen_id: int) -> Any:
    """The newest letter that says what stands on that screen; None once it is forgotten."""
    question = select(OUTBOX).where(OUTBOX.c.screen_id == screen_id).order_by(OUTBOX.c.id.desc())
    return session.connection().execute(question.limit(1)).first()


def is_promised(session: Session, screen_id: int) -> bool:
    """Whether a letter says what stands on that screen."""
    question = select(OUTBOX.c.id).where(OUTBOX.c.screen_id == screen_id).limit(1)
    return session.connection().execute(question).first() is not None


def close(session: Session, letter_id: int, **values: Any) -> None:
    session.connection().execute(update(OUTBOX).where(OUTBOX.c.id == letter_id).values(**values))


def blur(session: Session, now: datetime) -> None:
    """Of answers that were closed just now: which message and which second may tell a tap."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.kind == Kind.ANSWER, OUTBOX.c.closed_at == now)
        .values(edits=None, message_id=None, not_before=hour, expires_at=hour, closed_at=hour)
    )


def cancel(session: Session, now: datetime, **whose: int) -> None:
    """What waits for that person_id or group_id is not sent any more."""
    (name, owner), *_ = whose.items()
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c[name] == owner, OUTBOX.c.state == WAITS)
        .values(state="cancelled", closed_at=now)
    )


def hurry(session: Session, group_id: int, now: datetime) -> None:
    """What waited because the group was mute may go now."""
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.group_id == group_id, OUTBOX.c.state == WAITS)
        .where(OUTBOX.c.not_before > now)
        .values(not_before=now)
    )


def say_anew(session: Session, group_id: int) -> None:
    """Message ids do not carry over into the chat a group moved to."""
    session.connection().execute(
        update(OUTBOX)
        .where(OUTBOX.c.group_id == group_id, OUTBOX.c.state.in_(("waiting", "sending")))
        .values(edits=None)
    )


def hand_over(session: Session, from_id: int, to_id: int) -> None:
    """Letters to one group become another's, sealed for it."""
    question = select(OUTBOX).where(OUTBOX.c.group_id == from_id)
    for row in session.connection().execute(question).all():
        facts = facts_of(session, row)
        sealed = seals_of(session).seal(Mark("outbox", 0, to_id), facts, ROOM)
        close(session, row.id, group_id=to_id, sealed=sealed)


def forget_waiting(session: Session, person_id: int, kinds: Sequence[str]) -> None:
    """Drops what was promised of those kinds and not begun: the roster changed under it."""
    session.connection().execute(
        delete(OUTBOX)
        .where(OUTBOX.c.person_id == person_id, OUTBOX.c.state == WAITS)
        .where(OUTBOX.c.kind.in_(kinds))
    )


def purge(session: Session, before: datetime) -> int:
    return session.connection().execute(delete(OUTBOX).where(OUTBOX.c.closed_at < before)).rowcount
