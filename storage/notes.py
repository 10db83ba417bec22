"""Private notes that are no wins, sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, UniqueConstraint, delete, func, select, update
from sqlmodel import Field, Session

from storage.base import BIG, Base, insert_once, table_of
from storage.database import seals_of
from storage.seals import Mark, SealBroken


class Note(Base, table=True):
    """Kept only by a tap; `message_id` is the person's own message that said it."""

    __table_args__ = (
        UniqueConstraint("person_id", "message_id"),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    shift_id: int = Field(foreign_key="shift.id", index=True)
    message_id: int = Field(sa_type=BIG)
    sealed: bytes = Field(sa_type=LargeBinary)
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """An opened note."""

    said_at: datetime
    shift_id: int
    text: str
    unreadable: bool = False


NOTE = table_of(Note)
ROOM = 1024  # bytes, or a multiple of it


def keep(session: Session, note: Note, text: str) -> None:
    """Seals the text; the same message twice is one note."""
    note.sealed = seals_of(session).seal(
        Mark("note", note.person_id, note.shift_id), {"text": text}, ROOM
    )
    insert_once(session, NOTE, note.model_dump(exclude={"id"}))


def rewrite(session: Session, person_id: int, message_id: int, text: str) -> bool:
    """Seals other words for the note of that message; says whether there is one."""
    of_message = (NOTE.c.person_id == person_id) & (NOTE.c.message_id == message_id)
    row = session.connection().execute(select(NOTE).where(of_message)).first()
    if row is None:
        return False
    sealed = seals_of(session).seal(Mark("note", person_id, row.shift_id), {"text": text}, ROOM)
    session.connection().execute(update(NOTE).where(NOTE.c.id == row.id).values(sealed=sealed))
    return True


def forget(session: Session, person_id: int, message_id: int) -> bool:
    """Deletes the note that this message of theirs was kept as; says whether there was one."""
    of_message = NOTE.c.message_id == message_id
    gone = session.connection().execute(
        delete(NOTE).where(NOTE.c.person_id == person_id, of_message)
    )
    return gone.rowcount > 0


def all_of(session: Session, person_id: int) -> list[Kept]:
    """Opened, oldest first; the text of one that no key opens is empty."""
    rows = session.connection().execute(
        select(NOTE).where(NOTE.c.person_id == person_id).order_by(NOTE.c.id)
    )
    return [opened(session, person_id, row) for row in rows]


def opened(session: Session, person_id: int, row: Any) -> Kept:
    try:
        inside = seals_of(session).unseal(Mark("note", person_id, row.shift_id), row.sealed)
    except SealBroken:
        return Kept(row.said_at, row.shift_id, "", unreadable=True)
    return Kept(row.said_at, row.shift_id, str(inside["text"]))


def count(session: Session, person_id: int) -> int:
    question = select(func.count()).where(NOTE.c.person_id == person_id)
    return int(session.connection().execute(question).scalar_one())
