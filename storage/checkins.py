"""How people held up, sealed: only its owner's own screens open it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from sqlalchemy import LargeBinary, UniqueConstraint, delete, func, select, update
from sqlmodel import Field, Session

from storage.base import Base, insert_row, table_of
from storage.database import seals_of
from storage.seals import Mark, SealBroken


class Checkin(Base, table=True):
    """One a shift. All that was answered is inside `sealed`, how often it changed, too."""

    __table_args__ = (
        UniqueConstraint("person_id", "shift_id"),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    shift_id: int = Field(foreign_key="shift.id", index=True)
    sealed: bytes = Field(sa_type=LargeBinary)


CHECKIN = table_of(Checkin)
OUTSIDE = ("id", "shift_id", "unreadable")
ROOM = 1024  # bytes; an answer with reasons and the longest note fits, and all look alike


@dataclass(frozen=True, slots=True)
class Answer:
    """An opened check-in. `energy` 1 (empty) to 5 (full), 0 when taken back or `unreadable`."""

    id: int
    shift_id: int
    energy: int
    reasons: tuple[str, ...] = ()
    note: str = ""
    version: int = 1
    moved_by: int = 0
    unreadable: bool = False


def mark(row: Any) -> Mark:
    return Mark("checkin", row.person_id, row.shift_id)


def opened(session: Session, row: Checkin) -> Answer:
    try:
        inside = seals_of(session).unseal(mark(row), row.sealed)
    except SealBroken:
        return Answer(row.id, row.shift_id, energy=0, unreadable=True)
    reasons = tuple(inside.pop("reasons"))
    return Answer(id=row.id, shift_id=row.shift_id, reasons=reasons, **inside)


def of_shift(session: Session, person_id: int, shift_id: int) -> Answer | None:
    question = select(CHECKIN).where(
        CHECKIN.c.person_id == person_id, CHECKIN.c.shift_id == shift_id
    )
    row = session.connection().execute(question).first()
    return opened(session, cast(Checkin, row)) if row else None


def by_id(session: Session, person_id: int, checkin_id: int) -> Answer | None:
    """The check-in when it is this person's."""
    question = select(CHECKIN).where(CHECKIN.c.person_id == person_id, CHECKIN.c.id == checkin_id)
    row = session.connection().execute(question).first()
    return opened(session, cast(Checkin, row)) if row else None


def keep(session: Session, person_id: int, answer: Answer, seq: int) -> Answer:
    """Writes the answer for its shift as a new version of what is there; returns what stands."""
    known = of_shift(session, person_id, answer.shift_id)
    fresh = replace(answer, version=known.version + 1 if known else 1, moved_by=seq)
    inside = {key: value for key, value in asdict(fresh).items() if key not in OUTSIDE}
    mark_of = Mark("checkin", person_id, answer.shift_id)
    values = {"sealed": seals_of(session).seal(mark_of, inside, ROOM)}
    if known is None:
        place = {"person_id": person_id, "shift_id": answer.shift_id}
        return replace(fresh, id=insert_row(session, CHECKIN, place | values))
    session.connection().execute(update(CHECKIN).where(CHECKIN.c.id == known.id).values(**values))
    return replace(fresh, id=known.id)


def all_of(session: Session, person_id: int) -> list[Answer]:
    question = select(CHECKIN).where(CHECKIN.c.person_id == person_id).order_by(CHECKIN.c.id)
    return [opened(session, cast(Checkin, row)) for row in session.connection().execute(question)]


def count(session: Session, person_id: int) -> int:
    question = select(func.count()).where(CHECKIN.c.person_id == person_id)
    return int(session.connection().execute(question).scalar_one())


def wipe(session: Session, person_id: int) -> int:
    """Deletes every check-in of the person; returns how many."""
    gone = session.connection().execute(delete(CHECKIN).where(CHECKIN.c.person_id == person_id))
    return gone.rowcount
