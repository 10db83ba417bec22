"""Chats that Telegram told the bot to leave alone for a while: it holds after a restart, too."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Field, Session

from storage.base import BIG, Base, insert_once, table_of


class Halt(Base, table=True):
    """Nothing is sent to the chat before `until_at`."""

    chat_id: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    until_at: datetime


HALT = table_of(Halt)


def keep(session: Session, chat_id: int, until: datetime, now: datetime) -> None:
    """The later of two stands; those that are over leave on the way."""
    purge(session, now)
    known = HALT.c.chat_id == chat_id
    session.connection().execute(delete(HALT).where(known, HALT.c.until_at < until))
    insert_once(session, HALT, {"chat_id": chat_id, "until_at": until})


def all_on(session: Session, now: datetime) -> dict[int, datetime]:
    """Until when, by chat; those that are over are left out."""
    rows = session.connection().execute(select(HALT).where(HALT.c.until_at > now))
    return {row.chat_id: row.until_at for row in rows}


def forget(session: Session, chat_id: int) -> None:
    session.connection().execute(delete(HALT).where(HALT.c.chat_id == chat_id))


def purge(session: Session, now: datetime) -> int:
    """Deletes what is over; returns how many."""
    return session.connection().execute(delete(HALT).where(HALT.c.until_at <= now)).rowcount
