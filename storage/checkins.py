"""How people held up, sealed: only its owner's own screens open it."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import LargeBinary, UniqueConstraint, delete, select, update
from sqlmodel import Field, Session

from storage.base import BIG, Base, insert_once, table_of
from storage.database import seals_of
from storage.seals import Mark


class Checkin(Base, table=True):
    """One a shift. `sealed` holds energy (1 empty to 5 full), reasons and the note."""

    __table_args__ = (UniqueConstraint("person_id", "shift_id"),)
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    shift_id: int = Field(foreign_key="shift.id", index=True)
    sealed: bytes = Field(sa_type=LargeBinary)
    version: int = 1
    moved_by: int = Field(default=0, sa_type=BIG)


CHECKIN = table_of(Checkin)


@dataclass(frozen=True, slots=True)
class Answer:
    """An opened check-in. `energy` 1..5, 0 when taken back."""

    id: int
    shift_id: int
    energy: int
    reasons: tuple[str, ...] = ()
    note: str = ""
    version: int = 1
    moved_by: int = 0


def mark(row: Any) -> Mark:
    return Mark("checkin", row.person_id, row.shift_id)


def opened(session: Session, row: Checkin) -> Answer:
    inside = seals_of(session).unseal(mark(row), row.sealed)
    return Answer(
        row.id,
        row.shift_id,
        inside["energy"],
        tuple(inside["reasons"]),
        inside["note"],
        row.version,
        row.moved_by,
    )


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


def keep(session: Session, person_id: int, answer: Answer, seq: int) -> None:
    """Writes the answer for its shift: a first one, or a new version of what is there."""
    inside = {"energy": answer.energy, "reasons": list(answer.reasons), "note": answer.note}
    sealed = seals_of(session).seal(Mark("checkin", person_id, answer.shift_id), inside)
    values = {"person_id": person_id, "shift_id": answer.shift_id, "sealed": sealed}
    if insert_once(session, CHECKIN, values | {"version": 1, "moved_by": seq}):
        return
    session.connection().execute(
        update(CHECKIN)
        .where(CHECKIN.c.person_id == person_id, CHECKIN.c.shift_id == answer.shift_id)
        .values(sealed=sealed, version=CHECKIN.c.version + 1, moved_by=seq)
    )


def all_of(session: Session, person_id: int) -> list[Answer]:
    question = select(CHECKIN).where(CHECKIN.c.person_id == person_id).order_by(CHECKIN.c.id)
    return [opened(session, cast(Checkin, row)) for row in session.connection().execute(question)]


def wipe(session: Session, person_id: int) -> int:
    """Deletes every check-in of the person; returns how many."""
    gone = session.connection().execute(delete(CHECKIN).where(CHECKIN.c.person_id == person_id))
    return gone.rowcount
