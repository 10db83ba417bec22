"""What concerns one person at their own hour."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol, cast

from sqlalchemy import (
    Index,
    Insert,
    String,
    bindparam,
    delete,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy import (
    cast as sql_cast,
)
from sqlmodel import Field, Session

from domain.lateness import Kind
from storage.base import Base, insert_once, inserts, one_of, row_of, table_of
from storage.given import among
from storage.people import PERSON
from storage.shifts import PATTERN, SHIFT

KINDS = tuple(kind for kind in Kind if kind is not Kind.DIGEST)  # that is a group's


class Reminder(Base, table=True):
    """`key` names the promise, like shift_end:<shift>: one row however often it is planned."""

    __table_args__ = (
        one_of("kind", KINDS),
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


class Due(Protocol):
    """An open reminder with what decides about it: its person, their pattern, and the shift."""

    id: int
    person_id: int
    kind: str
    about: int | None
    key: str
    due_at: datetime
    expires_at: datetime
    telegram_id: int
    language: str
    zone: str
    state: str
    delay_minutes: int
    delay_chosen: bool
    asking: str
    untouched: int
    asked: int
    menu: str | None
    menu_due_at: datetime | None
    ends_at: int | None
    length_minutes: int | None
    rest_days: str | None
    starts_on: date | None
    shift_kind: str | None
    work_date: date | None
    start_at: datetime | None
    end_at: datetime | None


REMINDER = table_of(Reminder)
ITS_OWN = ("id", "person_id", "kind", "about", "key", "due_at", "expires_at")
ITS_PERSON = (
    *("telegram_id", "language", "zone", "state", "delay_minutes", "delay_chosen"),
    *("asking", "untouched", "asked", "menu", "menu_due_at"),
)
OPEN = REMINDER.c.closed_at.is_(None)
DUE = (
    select(
        *(REMINDER.c[name] for name in ITS_OWN),
        *(PERSON.c[name] for name in ITS_PERSON),
        *(PATTERN.c[name] for name in ("ends_at", "length_minutes", "rest_days", "starts_on")),
        SHIFT.c.kind.label("shift_kind"),
        *(SHIFT.c[name] for name in ("work_date", "start_at", "end_at")),
    )
    .join(PERSON, PERSON.c.id == REMINDER.c.person_id)
    .outerjoin(PATTERN, PATTERN.c.person_id == REMINDER.c.person_id)
    .outerjoin(SHIFT, SHIFT.c.id == REMINDER.c.about)
    .where(OPEN, REMINDER.c.due_at <= bindparam("now"))
    .order_by(REMINDER.c.due_at, REMINDER.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=REMINDER)
)
A_DUE = row_of(DUE.selected_columns.keys())
COUNT_DUE = select(func.count()).where(OPEN, REMINDER.c.due_at <= bindparam("now"))
FORGET_ABOUT = (
    delete(REMINDER)
    .where(REMINDER.c.about == bindparam("of"), REMINDER.c.kind == bindparam("of_kind"))
    .where(OPEN)
)
CLOSE = update(REMINDER).where(among(REMINDER.c.id, "ids")).values(closed_at=bindparam("now"))
MOVE = update(REMINDER).where(REMINDER.c.id == bindparam("of")).values(due_at=bindparam("to"))
NEXT = select(REMINDER.c.due_at).where(OPEN).order_by(REMINDER.c.due_at).limit(1)


def plan(session: Session, reminder: Reminder) -> bool:
    """Promises it once; says whether this call did."""
    return insert_once(session, REMINDER, reminder.model_dump(exclude={"id"})) == 1


@cache
def planning_ends(dialect: str) -> Insert:
    """From the kept shifts themselves, so that only their persons have to be named."""
    columns = {
        "person_id": SHIFT.c.person_id,
        "kind": literal(Kind.SHIFT_END.value),
        "about": SHIFT.c.id,
        "key": literal(f"{Kind.SHIFT_END}:").concat(sql_cast(SHIFT.c.id, String)),
        "due_at": bindparam("due_at", type_=REMINDER.c.due_at.type),
        "expires_at": bindparam("expires_at", type_=REMINDER.c.expires_at.type),
    }
    worked = select(*columns.values()).where(
        among(SHIFT.c.person_id, "people"),
        SHIFT.c.work_date == bindparam("day"),
        SHIFT.c.kind == "work",
    )
    insert: Insert = inserts(REMINDER, dialect).from_select(list(columns), worked)
    return insert.returning(REMINDER.c.person_id)


def plan_ends(
    session: Session, people: Collection[int], day: date, due_at: datetime, expires_at: datetime
) -> set[int]:
    """Promises the card of each person's kept shift of that day once; for whom this call did."""
    connection = session.connection()
    asked = {"people": list(people), "day": day, "due_at": due_at, "expires_at": expires_at}
    statement = planning_ends(connection.dialect.name)
    return {row.person_id for row in connection.execute(statement, asked)}


def due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Open rows due by now, oldest first; on PostgreSQL rows another sweep holds are skipped."""
    asked = {"now": now, "most": limit}
    rows = session.connection().execute(DUE, asked).all()
    return cast(list[Due], [A_DUE._make(row) for row in rows])  # each is looked at forty times


def how_many_due(session: Session, now: datetime) -> int:
    return int(session.connection().execute(COUNT_DUE, {"now": now}).scalar_one())


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


def close(session: Session, ids: Collection[int], now: datetime) -> None:
    if ids:
        session.connection().execute(CLOSE, {"ids": list(ids), "now": now})


def move(session: Session, places: list[tuple[int, datetime]]) -> None:
    """Gives each (id) another moment to be due at."""
    if places:
        rows = [{"of": reminder_id, "to": moment} for reminder_id, moment in places]
        session.connection().execute(MOVE, rows)


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
