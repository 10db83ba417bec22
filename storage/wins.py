"""What people achieved, each with its shift and its number."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    Index,
    Row,
    ScalarSelect,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlmodel import Field, Session

from domain.wins import Basis, Tag
from storage.base import BIG, Base, insert_new, insert_row, one_of, row_of, table_of
from storage.given import among
from storage.reminders import REMINDER
from storage.screens import SCREEN
from storage.shifts import SHIFT

STANDS = text("gone_at IS NULL")


class Win(Base, table=True):
    """`before` and `after` are exact decimals as text; `gone_at` is set by undo and delete.

    `work_date` is its shift's, which is written once: so a list goes down one index.
    """

    __table_args__ = (
        UniqueConstraint("seq", "step"),
        UniqueConstraint("person_id", "message_id"),
        one_of("basis", ("", *Basis)),
        one_of("tag", ("", *Tag)),
        Index(
            "ix_win_listed",
            "person_id",
            "work_date",
            "said_at",
            "id",
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    shift_id: int = Field(foreign_key="shift.id", index=True)
    seq: int = Field(sa_type=BIG)
    step: str
    message_id: int | None = Field(default=None, sa_type=BIG)
    text: str
    metric: str = ""
    before: str | None = None
    after: str | None = None
    unit: str = ""
    basis: str = ""
    said_at: datetime
    version: int = 1
    moved_by: int = Field(default=0, sa_type=BIG)
    gone_at: datetime | None = None
    work_date: date = Field(default=None)
    tag: str = ""


WIN = table_of(Win)
A_WIN = row_of(WIN.c.keys())
BLANK = {
    **dict.fromkeys(("message_id", "before", "after", "gone_at")),
    **dict.fromkeys(("metric", "unit", "basis", "tag"), ""),
    "version": 1,
    "moved_by": 0,
}
OF_SHIFT = select(SHIFT.c.work_date).where(SHIFT.c.id == bindparam("home")).scalar_subquery()
ADD = WIN.insert().values(work_date=OF_SHIFT)
STEP = select(WIN).where(WIN.c.seq == bindparam("seq"), WIN.c.step == bindparam("step"))
IN_ORDER = (WIN.c.work_date, WIN.c.said_at, WIN.c.id)
LISTED = (
    select(WIN, SHIFT.c.kind, SHIFT.c.start_at)
    .join(SHIFT, SHIFT.c.id == WIN.c.shift_id)
    .where(WIN.c.person_id == bindparam("person"), WIN.c.gone_at.is_(None))
)
OWN = select(WIN).where(WIN.c.person_id == bindparam("person"))
BY_ID = select(WIN).where(WIN.c.id == bindparam("id"))
FIND = OWN.where(WIN.c.id == bindparam("id"))
BY_MESSAGE = OWN.where(WIN.c.message_id == bindparam("message"))
LAST_CARD = (
    select(func.max(SCREEN.c.id))
    .where(SCREEN.c.person_id == REMINDER.c.person_id, SCREEN.c.about == REMINDER.c.about)
    .where(SCREEN.c.kind == "card")
    .correlate(REMINDER)
    .scalar_subquery()
)
ANSWERED = (
    select(REMINDER.c.id)
    .join(SCREEN, SCREEN.c.id == LAST_CARD)
    .where(among(REMINDER.c.id, "ids"))
    .where(
        exists()
        .where(WIN.c.shift_id == REMINDER.c.about, WIN.c.gone_at.is_(None))
        .where(WIN.c.seq > SCREEN.c.closed_by)
    )
)
COUNT = select(func.count()).where(WIN.c.person_id == bindparam("id"), WIN.c.gone_at.is_(None))


def by_step(session: Session, seq: int, step: str) -> Win | None:
    row = session.connection().execute(STEP, {"seq": seq, "step": step}).first()
    return cast(Win | None, row)


def add(session: Session, values: dict[str, Any]) -> Win:
    """From the columns that are not their defaults; as it was written, its work date aside."""
    written = BLANK | values
    win_id = insert_row(session, ADD, written | {"home": written["shift_id"]})
    return cast(Win, A_WIN(id=win_id, work_date=None, **written))


def add_all(session: Session, rows: Sequence[dict[str, Any]]) -> dict[int, Win]:
    """The same for many whose work date is given, by inbox row; what is there already raises."""
    written: list[dict[str, Any]] = [BLANK | values for values in rows]
    ids = {row.seq: row.id for row in insert_new(session, WIN, written, "id", "seq")}
    return {row["seq"]: cast(Win, A_WIN(id=ids[row["seq"]], **row)) for row in written}


def find(session: Session, person_id: int, win_id: int) -> Win | None:
    """The win when it is this person's, gone or not."""
    row = session.connection().execute(FIND, {"person": person_id, "id": win_id}).first()
    return cast(Win | None, row)


def by_id(session: Session, win_id: int) -> Win:
    return cast(Win, session.connection().execute(BY_ID, {"id": win_id}).one())


def by_message(session: Session, person_id: int, message_id: int) -> Win | None:
    asked = {"person": person_id, "message": message_id}
    return cast(Win | None, session.connection().execute(BY_MESSAGE, asked).first())


def change(session: Session, win: Win, seq: int, **values: Any) -> None:
    """A new version of the win, moved by that inbox row; another shift brings its date along."""
    fresh = values | {"version": win.version + 1, "moved_by": seq}
    if "shift_id" in values:
        fresh["work_date"] = date_of(int(values["shift_id"]))
    session.connection().execute(update(WIN).where(WIN.c.id == win.id).values(**fresh))


def rehome(session: Session, win_id: int, shift_id: int) -> None:
    """The shift it always belonged to: no new version, the buttons that show it stay true."""
    values = {"shift_id": shift_id, "work_date": date_of(shift_id)}
    session.connection().execute(update(WIN).where(WIN.c.id == win_id).values(**values))


def date_of(shift_id: int) -> ScalarSelect[date]:
    """Asked inside the statement that needs it."""
    return select(SHIFT.c.work_date).where(SHIFT.c.id == shift_id).scalar_subquery()


def count(session: Session, person_id: int) -> int:
    return int(session.connection().execute(COUNT, {"id": person_id}).scalar_one())


def newest(session: Session, person_id: int, limit: int) -> list[Row[Any]]:
    """Rows of win columns with kind and start_at of the shift; by shift, newest first."""
    question = LISTED.order_by(*(column.desc() for column in IN_ORDER)).limit(limit)
    return list(session.connection().execute(question, {"person": person_id}).all())


def from_place(session: Session, person_id: int, place: Win, limit: int) -> list[Row[Any]]:
    """The same rows from where that win has, or had, its place."""
    question = (
        LISTED.where(tuple_(*IN_ORDER) <= place_of(place))
        .order_by(*(column.desc() for column in IN_ORDER))
        .limit(limit)
    )
    return list(session.connection().execute(question, {"person": person_id}).all())


def before_place(session: Session, person_id: int, place: Win, limit: int) -> list[int]:
    """Ids of the newer ones next to that place, the nearest first."""
    question = (
        select(WIN.c.id)
        .where(WIN.c.person_id == person_id, WIN.c.gone_at.is_(None))
        .where(tuple_(*IN_ORDER) > place_of(place))
        .order_by(*IN_ORDER)
        .limit(limit)
    )
    return list(session.connection().execute(question).scalars())


def place_of(win: Win) -> tuple[date, datetime, int]:
    return win.work_date, win.said_at, win.id


def between(session: Session, person_id: int, first: date, last: date) -> list[Row[Any]]:
    """The same rows for work dates first to last, oldest first."""
    question = LISTED.where(WIN.c.work_date >= first, WIN.c.work_date <= last).order_by(
        WIN.c.said_at, WIN.c.id
    )
    return list(session.connection().execute(question, {"person": person_id}).all())


def said_on_days_off(session: Session, person_id: int) -> list[Win]:
    """Wins that have a local day in place of a shift, oldest first."""
    question = (
        select(WIN)
        .join(SHIFT, SHIFT.c.id == WIN.c.shift_id)
        .where(WIN.c.person_id == person_id, SHIFT.c.kind == "off")
        .order_by(WIN.c.id)
    )
    return cast(list[Win], session.connection().execute(question).all())


def any_of(session: Session, shift_id: int) -> bool:
    """Whether anything was kept for the shift."""
    question = select(WIN.c.id).where(WIN.c.shift_id == shift_id, WIN.c.gone_at.is_(None)).limit(1)
    return session.connection().execute(question).first() is not None


def answered_since_asked(session: Session, reminder_ids: Collection[int]) -> set[int]:
    """Those reminders whose person kept something for the shift since the tap on its last card."""
    rows = session.connection().execute(ANSWERED, {"ids": list(reminder_ids)})
    return {int(row.id) for row in rows}


def purge_gone(session: Session, before: datetime) -> int:
    """Deletes what was taken out before the moment; returns how many."""
    return session.connection().execute(delete(WIN).where(WIN.c.gone_at < before)).rowcount
