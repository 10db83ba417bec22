"""What stands in a chat and may have to change there later."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Index,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal,
    select,
    text,
    update,
)
from sqlmodel import Field, Session

from storage.base import BIG, Base, insert_new, insert_new_row, table_of
from storage.given import among
from storage.people import PERSON
from storage.reminders import REMINDER

AGAIN = "again_at IS NOT NULL"


class Screen(Base, table=True):
    """`message_id` is known after the send; `closed_at`: nothing on it waits for an answer.

    `again_at`: when it is due to be shown again, after a silence.
    """

    __table_args__ = (
        UniqueConstraint("seq", "step"),
        Index("ix_screen_newest", "person_id", "kind", "about"),
        Index(
            "ix_screen_again", "again_at", sqlite_where=text(AGAIN), postgresql_where=text(AGAIN)
        ),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    chat_id: int = Field(sa_type=BIG)
    message_id: int | None = Field(default=None, sa_type=BIG)
    kind: str
    about: int | None = None
    facts: str = ""
    version: int = 1
    seq: int | None = Field(default=None, sa_type=BIG)
    step: str = ""
    said_at: datetime
    closed_at: datetime | None = None
    closed_by: int | None = Field(default=None, sa_type=BIG)
    again_at: datetime | None = None


SCREEN = table_of(Screen)
BLANK = {"facts": "", "step": "", "version": 1}
BY_ID = select(SCREEN).where(SCREEN.c.id == bindparam("id"))
BY_STEP = select(SCREEN.c.id).where(
    SCREEN.c.seq == bindparam("seq"), SCREEN.c.step == bindparam("step")
)
OWN = select(SCREEN).where(SCREEN.c.person_id == bindparam("person"))
BY_MESSAGE = OWN.where(SCREEN.c.message_id == bindparam("message"))
NEWEST = OWN.where(SCREEN.c.kind == bindparam("kind")).order_by(SCREEN.c.id.desc()).limit(1)
NEWEST_ABOUT = NEWEST.where(SCREEN.c.about == bindparam("about"))
NEWEST_SENT = NEWEST.where(SCREEN.c.message_id.is_not(None))
CARD: dict[str, Any] = {
    "person_id": REMINDER.c.person_id,
    "chat_id": PERSON.c.telegram_id,
    "kind": literal("card"),
    "about": REMINDER.c.about,
    "facts": literal(""),
    "version": literal(1),
    "step": literal(""),
    "said_at": bindparam("now", type_=SCREEN.c.said_at.type),
}
OPEN_CARDS = (
    SCREEN.insert()
    .from_select(
        list(CARD),
        select(*CARD.values())
        .join_from(REMINDER, PERSON, PERSON.c.id == REMINDER.c.person_id)
        .where(among(REMINDER.c.id, "ids")),
    )
    .returning(SCREEN.c.id, SCREEN.c.person_id)
)
SENT = (
    update(SCREEN).where(SCREEN.c.id == bindparam("screen")).values(message_id=bindparam("message"))
)
CLOSE_UNSENT = (
    update(SCREEN)
    .where(SCREEN.c.person_id == bindparam("whose"), SCREEN.c.kind == bindparam("of_kind"))
    .where(SCREEN.c.about == bindparam("of"))
    .where(SCREEN.c.message_id.is_(None), SCREEN.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"))
)


def open_screen(session: Session, screen: Screen) -> int:
    """The screen of that inbox row and step: made now unless a replay finds it."""
    return open_with(session, screen.model_dump(exclude={"id"}))


def open_with(session: Session, values: dict[str, Any]) -> int:
    """The same from the columns that are not their defaults."""
    fresh = insert_new_row(session, SCREEN, BLANK | values)
    known = by_step(session, values["seq"], values["step"]) if fresh is None else fresh
    if known is None:
        raise RuntimeError("a screen was opened and is not there")
    return known


def open_all(session: Session, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """New screens of as many inbox rows, from the columns that are not their defaults; ids by row.

    One that is there already is missing in the answer.
    """
    written = [BLANK | values for values in rows]
    return {row.seq: row.id for row in insert_new(session, SCREEN, written, "id", "seq")}


def open_cards(session: Session, reminder_ids: Collection[int], now: datetime) -> dict[int, int]:
    """A new screen for the card of each reminder, one a person; their ids by person."""
    if not reminder_ids:
        return {}
    asked = {"ids": list(reminder_ids), "now": now}
    return {row.person_id: row.id for row in session.connection().execute(OPEN_CARDS, asked)}


def by_step(session: Session, seq: int, step: str) -> int | None:
    found = session.connection().execute(BY_STEP, {"seq": seq, "step": step}).scalar()
    return None if found is None else int(found)


def by_id(session: Session, screen_id: int) -> Screen | None:
    row = session.connection().execute(BY_ID, {"id": screen_id}).first()
    return cast(Screen | None, row)


def by_message(session: Session, person_id: int, message_id: int) -> Screen | None:
    asked = {"person": person_id, "message": message_id}
    return cast(Screen | None, session.connection().execute(BY_MESSAGE, asked).first())


def newest(session: Session, person_id: int, kind: str, about: int | None = None) -> Screen | None:
    """The newest screen of that kind that was sent, about that row or about any."""
    question = NEWEST if about is None else NEWEST_ABOUT
    asked = {"person": person_id, "kind": kind, "about": about}
    return cast(Screen | None, session.connection().execute(question, asked).first())


def newest_sent(session: Session, person_id: int, kind: str) -> Screen | None:
    """The newest screen of that kind that is known to stand in the chat."""
    asked = {"person": person_id, "kind": kind}
    return cast(Screen | None, session.connection().execute(NEWEST_SENT, asked).first())


def touched_before(session: Session, person_id: int, card: Screen) -> bool:
    """Whether another card of the same shift was answered already."""
    question = OWN.where(
        SCREEN.c.kind == card.kind, SCREEN.c.about == card.about, SCREEN.c.id != card.id
    ).where(SCREEN.c.closed_at.is_not(None))
    return session.connection().execute(question, {"person": person_id}).first() is not None


def close_unsent(session: Session, person_id: int, kind: str, about: int, now: datetime) -> None:
    """What was promised and does not stand in the chat yet is wanted no more."""
    asked = {"whose": person_id, "of_kind": kind, "of": about, "now": now}
    session.connection().execute(CLOSE_UNSENT, asked)


def change(session: Session, screen_id: int, **values: Any) -> None:
    session.connection().execute(update(SCREEN).where(SCREEN.c.id == screen_id).values(**values))


def show_again(session: Session, kinds: Sequence[str], since: datetime, now: datetime) -> None:
    """Everything of those kinds that stands in a chat since then, and is not answered, is due."""
    due = update(SCREEN).where(SCREEN.c.kind.in_(kinds), SCREEN.c.closed_at.is_(None))
    due = due.where(SCREEN.c.message_id.is_not(None), SCREEN.c.said_at > since)
    session.connection().execute(due.values(again_at=now))


def due_again(session: Session, now: datetime, most: int) -> list[Screen]:
    question = (
        select(SCREEN).where(SCREEN.c.again_at <= now).order_by(SCREEN.c.again_at, SCREEN.c.id)
    )
    return cast(list[Screen], session.connection().execute(question.limit(most)).all())


def next_again(session: Session) -> datetime | None:
    found = session.connection().execute(select(func.min(SCREEN.c.again_at))).scalar()
    return cast(datetime | None, found)


def purge(session: Session, kind: str, before: datetime) -> int:
    """Deletes the screens of that kind that were said before the moment; returns how many."""
    gone = delete(SCREEN).where(SCREEN.c.kind == kind, SCREEN.c.said_at < before)
    return session.connection().execute(gone).rowcount


def sent(session: Session, places: list[tuple[int, int]]) -> None:
    """Notes the message id of each (screen id, message id)."""
    if places:
        rows = [{"screen": screen_id, "message": message_id} for screen_id, message_id in places]
        session.connection().execute(SENT, rows)
