"""What people achieved, each with its shift and its number."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    Row,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlmodel import Field, Session

from domain.wins import Basis
from storage.base import BIG, Base, insert_row, one_of, table_of
from storage.shifts import SHIFT


class Win(Base, table=True):
    """`before` and `after` are exact decimals as text; `gone_at` is set by undo and delete."""

    __table_args__ = (
        UniqueConstraint("seq", "step"),
        UniqueConstraint("person_id", "message_id"),
        one_of("basis", ("", *Basis)),
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


WIN = table_of(Win)
STEP = select(WIN).where(WIN.c.seq == bindparam("seq"), WIN.c.step == bindparam("step"))
OWN = select(WIN).where(WIN.c.person_id == bindparam("person"))
FIND = OWN.where(WIN.c.id == bindparam("id"))
BY_MESSAGE = OWN.where(WIN.c.message_id == bindparam("message"))
COUNT = select(func.count()).where(WIN.c.person_id == bindparam("id"), WIN.c.gone_at.is_(None))


def by_step(session: Session, seq: int, step: str) -> Win | None:
    row = session.connection().execute(STEP, {"seq": seq, "step": step}).first()
    return cast(Win | None, row)


def add(session: Session, win: Win) -> int:
    return insert_row(session, WIN, win.model_dump(exclude={"id"}))


def find(session: Session, person_id: int, win_id: int) -> Win | None:
    """The win when it is this person's, gone or not."""
    row = session.connection().execute(FIND, {"person": person_id, "id": win_id}).first()
    return cast(Win | None, row)


def by_message(session: Session, person_id: int, message_id: int) -> Win | None:
    asked = {"person": person_id, "message": message_id}
    return cast(Win | None, session.connection().execute(BY_MESSAGE, asked).first())


def change(session: Session, win: Win, seq: int, **values: Any) -> None:
    """A new version of the win, moved by that inbox row."""
    fresh = values | {"version": win.version + 1, "moved_by": seq}
    session.connection().execute(update(WIN).where(WIN.c.id == win.id).values(**fresh))


def rehome(session: Session, win_id: int, shift_id: int) -> None:
    """The shift it always belonged to: no new version, the buttons that show it stay true."""
    session.connection().execute(update(WIN).where(WIN.c.id == win_id).values(shift_id=shift_id))


def count(session: Session, person_id: int) -> int:
    return int(session.connection().execute(COUNT, {"id": person_id}).scalar_one())


def newest(session: Session, person_id: int, limit: int) -> list[Row[Any]]:
    """Rows of win columns with work_date, kind, start_at of the shift; newest first."""
    question = (
        select(WIN, SHIFT.c.work_date, SHIFT.c.kind, SHIFT.c.start_at)
        .join(SHIFT, SHIFT.c.id == WIN.c.shift_id)
        .where(WIN.c.person_id == person_id, WIN.c.gone_at.is_(None))
        .order_by(SHIFT.c.work_date.desc(), WIN.c.said_at.desc(), WIN.c.id.desc())
        .limit(limit)
    )
    return list(session.connection().execute(question).all())


def between(session: Session, person_id: int, first: date, last: date) -> list[Row[Any]]:
    """The same rows for work dates first to last, oldest first."""
    question = (
        select(WIN, SHIFT.c.work_date, SHIFT.c.kind, SHIFT.c.start_at)
        .join(SHIFT, SHIFT.c.id == WIN.c.shift_id)
        .where(WIN.c.person_id == person_id, WIN.c.gone_at.is_(None))
        .where(SHIFT.c.work_date >= first, SHIFT.c.work_date <= last)
        .order_by(WIN.c.said_at, WIN.c.id)
    )
    return list(session.connection().execute(question).all())


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


def kept_since(session: Session, shift_id: int, seq: int) -> bool:
    """Whether something was kept for the shift by an inbox row after that one."""
    question = select(WIN.c.id).where(WIN.c.shift_id == shift_id, WIN.c.gone_at.is_(None))
    found = session.connection().execute(question.where(WIN.c.seq > seq).limit(1))
    return found.first() is not None


def purge_gone(session: Session, before: datetime) -> int:
    """Deletes what was taken out before the moment; returns how many."""
    return session.connection().execute(delete(WIN).where(WIN.c.gone_at < before)).rowcount
