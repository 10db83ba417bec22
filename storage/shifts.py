"""When people work: the pattern they told us, and shifts that something points to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import cast

from sqlalchemy import (
    Insert,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Field, Session

from domain.shifts import Span
from storage.base import Base, insert_once, inserts, one_of, table_of
from storage.given import among
from storage.people import PERSON


class Pattern(Base, table=True):
    """`ends_at`: minutes after local midnight, null if it rotates; `rest_days`: Monday is 0."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    ends_at: int | None = None
    length_minutes: int = 540
    rest_days: str | None = None
    starts_on: date | None = None


class Shift(Base, table=True):
    """`kind` work has times; rest was planned and is not worked; off is a local day without times.

    `work_date` is written once.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "work_date", "kind"),
        one_of("kind", ("work", "rest", "off")),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    work_date: date
    start_at: datetime | None = None
    end_at: datetime | None = None


PATTERN = table_of(Pattern)
SHIFT = table_of(Shift)
PATTERN_OF = select(PATTERN).where(PATTERN.c.person_id == bindparam("person"))
BY_ID = select(SHIFT).where(SHIFT.c.id == bindparam("id"))
OWN = select(SHIFT).where(SHIFT.c.person_id == bindparam("person"))
BETWEEN = OWN.where(SHIFT.c.work_date.between(bindparam("first"), bindparam("last"))).order_by(
    SHIFT.c.start_at
)
PLANNED_OF = (
    select(SHIFT)
    .where(among(SHIFT.c.person_id, "people"), SHIFT.c.kind != "off")
    .where(SHIFT.c.work_date.between(bindparam("first"), bindparam("last")))
    .order_by(SHIFT.c.start_at)
)
ENDED_OF = (
    select(SHIFT.c.person_id, func.count())
    .where(among(SHIFT.c.person_id, "people"))
    .where(SHIFT.c.kind == "work", SHIFT.c.end_at <= bindparam("now"))
    .group_by(SHIFT.c.person_id)
)
RESTING = (
    select(SHIFT.c.person_id, SHIFT.c.work_date)
    .where(among(SHIFT.c.person_id, "people"), SHIFT.c.kind == "rest")
    .where(SHIFT.c.work_date.between(bindparam("first"), bindparam("last")))
)
ROW_FOR = OWN.where(SHIFT.c.kind == bindparam("kind"), SHIFT.c.work_date == bindparam("day"))


def pattern_of(session: Session, person_id: int) -> Pattern:
    """What they told us so far; an empty pattern when nothing."""
    row = session.connection().execute(PATTERN_OF, {"person": person_id}).first()
    return cast(Pattern | None, row) or Pattern(person_id=person_id)


def set_pattern(session: Session, person_id: int, **values: object) -> None:
    insert_once(session, PATTERN, {"person_id": person_id, "length_minutes": 540})
    session.connection().execute(
        update(PATTERN).where(PATTERN.c.person_id == person_id).values(**values)
    )


def by_id(session: Session, shift_id: int) -> Shift:
    return cast(Shift, session.connection().execute(BY_ID, {"id": shift_id}).one())


def find(session: Session, person_id: int, shift_id: int) -> Shift | None:
    question = select(SHIFT).where(SHIFT.c.id == shift_id, SHIFT.c.person_id == person_id)
    return cast(Shift | None, session.connection().execute(question).first())


def between(session: Session, person_id: int, first: date, last: date) -> list[Shift]:
    """Kept rows of every kind, work dates inclusive, in order of their start."""
    asked = {"person": person_id, "first": first, "last": last}
    return cast(list[Shift], session.connection().execute(BETWEEN, asked).all())


def planned_of(
    session: Session, people: Collection[int], first: date, last: date
) -> dict[int, list[Shift]]:
    """By person: kept rows of kind work and rest, work dates inclusive, in order."""
    found: dict[int, list[Shift]] = defaultdict(list)
    asked = {"people": list(people), "first": first, "last": last}
    for row in session.connection().execute(PLANNED_OF, asked):
        found[row.person_id].append(cast(Shift, row))
    return found


def set_kind(session: Session, shift_id: int, kind: str) -> None:
    """Between work and rest: the person says whether they work that shift."""
    session.connection().execute(update(SHIFT).where(SHIFT.c.id == shift_id).values(kind=kind))


def row_for(session: Session, person_id: int, kind: str, work_date: date) -> Shift | None:
    asked = {"person": person_id, "kind": kind, "day": work_date}
    return cast(Shift | None, session.connection().execute(ROW_FOR, asked).first())


def keep(session: Session, shift: Shift) -> Shift:
    """The row of that person, kind and work date: made now unless it exists; never rewritten."""
    known = row_for(session, shift.person_id, shift.kind, shift.work_date)
    if known is not None:
        return known
    insert_once(session, SHIFT, shift.model_dump(exclude={"id"}))
    kept = row_for(session, shift.person_id, shift.kind, shift.work_date)
    if kept is None:
        raise RuntimeError("a shift was kept and is not there")
    return kept


@cache
def keeping(dialect: str) -> Insert:
    values = {
        "person_id": PERSON.c.id,
        "kind": literal("work"),
        "work_date": bindparam("work_date", type_=SHIFT.c.work_date.type),
        "start_at": bindparam("start_at", type_=SHIFT.c.start_at.type),
        "end_at": bindparam("end_at", type_=SHIFT.c.end_at.type),
    }
    of = select(*values.values()).where(among(PERSON.c.id, "people"))
    insert: Insert = inserts(SHIFT, dialect).from_select(list(values), of)
    return insert


def keep_for(session: Session, people: Collection[int], span: Span) -> None:
    """The same worked hours for many; a person whose work date has a row keeps that."""
    connection = session.connection()
    times = {"work_date": span.work_date, "start_at": span.start, "end_at": span.end}
    connection.execute(keeping(connection.dialect.name), {"people": list(people), **times})


def resting(
    session: Session, people: Collection[int], first: date, last: date
) -> set[tuple[int, date]]:
    """Each (person, work date) between those that was planned and is not worked."""
    asked = {"people": list(people), "first": first, "last": last}
    rows = session.connection().execute(RESTING, asked)
    return {(row.person_id, row.work_date) for row in rows}


def ended(session: Session, person_id: int, now: datetime) -> int:
    """How many kept shifts of kind work are over."""
    over = (SHIFT.c.kind == "work") & (SHIFT.c.end_at <= now)
    question = select(func.count()).where(SHIFT.c.person_id == person_id, over)
    return int(session.connection().execute(question).scalar_one())


def ended_of(session: Session, people: Collection[int], now: datetime) -> dict[int, int]:
    """By person: how many kept shifts of kind work are over; none is left out."""
    rows = session.connection().execute(ENDED_OF, {"people": list(people), "now": now})
    return dict.fromkeys(people, 0) | {person_id: int(count) for person_id, count in rows}


def forget_planned(session: Session, person_id: int, after: datetime) -> None:
    """Drops rows of shifts that end after the moment and that nothing points to any more."""
    pointing = [
        column
        for table in Base.metadata.tables.values()
        for column in table.c
        if any(key.column is SHIFT.c.id for key in column.foreign_keys)
    ]
    session.connection().execute(
        delete(SHIFT)
        .where(and_(SHIFT.c.person_id == person_id, SHIFT.c.kind == "work", SHIFT.c.end_at > after))
        .where(~or_(*(exists().where(column == SHIFT.c.id) for column in pointing)))
    )
