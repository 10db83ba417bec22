"""What belongs to nobody: how far appointments came, and the sealed word."""

from datetime import datetime
from typing import cast

from sqlalchemy import LargeBinary, func, select, update
from sqlmodel import Field, Session

from storage.base import Base, insert_once, table_of
from storage.database import seals_of
from storage.people import PERSON
from storage.seals import Mark, SealBroken
from storage.wins import WIN

HEARD = "heard"  # when Telegram was heard last; what was tapped later may be lost
HEARTBEAT = "heartbeat"  # an appointment of every minute: whoever looks from beside sees us live
WORD = Mark("sealed_word")


class Appointment(Base, table=True):
    """Every firing up to `done_until` was handled."""

    name: str = Field(primary_key=True)
    done_until: datetime


class SealedWord(Base, table=True):
    """Opens only with the key that this database was made with."""

    __tablename__ = "sealed_word"
    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed: bytes = Field(sa_type=LargeBinary)


APPOINTMENT = table_of(Appointment)
SEALED_WORD = table_of(SealedWord)


def kept_until(session: Session, name: str) -> datetime | None:
    """How far that appointment came; None when it never ran."""
    question = select(APPOINTMENT.c.done_until).where(APPOINTMENT.c.name == name)
    return cast(datetime | None, session.connection().execute(question).scalar())


def done_until(session: Session, name: str, now: datetime) -> datetime:
    """How far that appointment came; one that never ran begins now."""
    insert_once(session, APPOINTMENT, {"name": name, "done_until": now})
    return kept_until(session, name) or now


def done(session: Session, name: str, until: datetime) -> None:
    session.connection().execute(
        update(APPOINTMENT).where(APPOINTMENT.c.name == name).values(done_until=until)
    )


def beat(session: Session, now: datetime) -> None:
    """The bot lives."""
    move(session, HEARTBEAT, now)


def hear(session: Session, now: datetime) -> None:
    """Telegram's updates reach us."""
    move(session, HEARD, now)


def move(session: Session, name: str, now: datetime) -> None:
    done_until(session, name, now)
    done(session, name, now)


def last_beat(session: Session) -> datetime | None:
    return last(session, HEARTBEAT)


def last_heard(session: Session) -> datetime | None:
    return last(session, HEARD)


def last(session: Session, name: str) -> datetime | None:
    question = select(APPOINTMENT.c.done_until).where(APPOINTMENT.c.name == name)
    return cast(datetime | None, session.connection().execute(question).scalar())


def word_opens(session: Session) -> bool:
    """Whether a key opens this database; one that holds nothing yet is opened by any."""
    found = session.connection().execute(select(SEALED_WORD.c.sealed)).scalar()
    try:
        return found is None or bool(seals_of(session).unseal(WORD, found))
    except SealBroken:
        return False


def answers(session: Session) -> None:
    """Raises where the database does not."""
    session.connection().execute(select(1)).scalar_one()


def check_word(session: Session) -> None:
    """Seals the word of a new database; raises SealBroken when no key opens an old one."""
    found = session.connection().execute(select(SEALED_WORD.c.sealed)).scalar()
    if found is not None:
        seals_of(session).unseal(WORD, found)
        return
    insert_once(
        session, SEALED_WORD, {"id": 1, "sealed": seals_of(session).seal(WORD, {"word": "angat"})}
    )


def size(session: Session) -> tuple[int, datetime | None]:
    """How many people, and when the last win was said."""
    connection = session.connection()
    people = connection.execute(select(func.count()).select_from(PERSON)).scalar_one()
    last = connection.execute(select(WIN.c.said_at).order_by(WIN.c.id.desc()).limit(1)).scalar()
    return int(people), cast(datetime | None, last)
