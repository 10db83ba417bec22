"""What concerns one person at their own hour."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Index, bindparam, delete, select, text, update
from sqlmodel import Field, Session

from domain.lateness import Kind
from storage.base import Base, insert_once, one_of, table_of


class Reminder(Base, table=True):
    """`key` names the promise, like shift_end:<shift>: one row however often it is planned."""

    __table_args__ = (
        one_of("kind", Kind),
        Index(
            "ix_reminder_open",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    about: int | None = Field(default=None, foreign_key="shift.id", index=True)
    key: str = Field(unique=True)
    due_at: datetime
    expires_at: datetime
    closed_at: datetime | None = None


REMINDER = table_of(Reminder)
OPEN = REMINDER.c.closed_at.is_(None)
DUE = (
    select(REMINDER)
    .where(OPEN, REMINDER.c.due_at <= bindparam("now"))
    .order_by(REMINDER.c.due_at, REMINDER.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
FORGET_ABOUT = (
    delete(REMINDER)
    .where(REMINDER.c.about == bindparam("of"), REMINDER.c.kind == bindparam("of_kind"))
    .where(OPEN)
)
NEXT = select(REMINDER.c.due_at).where(OPEN).order_by(REMINDER.c.due_at).limit(1)


def plan(session: Session, reminder: Reminder) -> bool:
    """Promises it once; says whether this call did."""
    return insert_once(session, REMINDER, reminder.model_dump(exclude={"id"})) == 1


def due(session: Session, now: datetime, limit: int) -> list[Reminder]:
    """Open rows due by now, oldest first; on PostgreSQL rows another sweep holds are skipped."""
    asked = {"now": now, "most": limit}
    return cast(list[Reminder], session.connection().execute(DUE, asked).all())


def next_due(session: Session) -> datetime | None:
    found = session.connection().execute(NEXT).scalar()
    return cast(datetime | None, found)


def next_of(session: Session, person_id: int, kind: str) -> Reminder | None:
    question = (
        select(REMINDER)
        .where(REMINDER.c.person_id == person_id, REMINDER.c.kind == kind)
        .where(OPEN)
        .order_by(REMINDER.c.due_at)
        .limit(1)
    )
    return cast(Reminder | None, session.connection().execute(question).first())


def change(session: Session, reminder_id: int, **values: Any) -> None:
    session.connection().execute(
        update(REMINDER).where(REMINDER.c.id == reminder_id).values(**values)
    )


def forget(session: Session, person_id: int, kind: str) -> None:
    """Drops open rows of that kind: what follows plans anew."""
    session.connection().execute(
        delete(REMINDER)
        .where(REMINDER.c.person_id == person_id, REMINDER.c.kind == kind)
        .where(OPEN)
    )


def forget_about(session: Session, kind: str, about: int) -> None:
    """Drops open rows of that kind about that shift."""
    session.connection().execute(FORGET_ABOUT, {"of_kind": kind, "of": about})


def drop(session: Session, key: str) -> None:
    """Takes a promise back, so that it can be made again."""
    session.connection().execute(delete(REMINDER).where(REMINDER.c.key == key))


def purge(session: Session, before: datetime) -> int:
    gone = session.connection().execute(delete(REMINDER).where(REMINDER.c.closed_at < before))
    return gone.rowcount
