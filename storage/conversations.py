"""The one open question of a chat."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, select, update
from sqlmodel import Field, Session

from storage.base import BIG, Base, table_of


class Conversation(Base, table=True):
    """`about` is the row the question is about; read after `expires_at` it is gone."""

    chat_id: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str
    about: int | None = None
    screen_id: int | None = None
    expires_at: datetime


CONVERSATION = table_of(Conversation)


def all_open(session: Session, since: datetime) -> list[Conversation]:
    """Every question that was open at that moment, or was asked after it."""
    question = select(CONVERSATION).where(CONVERSATION.c.expires_at > since)
    return cast(list[Conversation], session.connection().execute(question).all())


def drop(session: Session, chat_id: int) -> None:
    session.connection().execute(delete(CONVERSATION).where(CONVERSATION.c.chat_id == chat_id))


def end(session: Session, chat_id: int, expires_at: datetime, at: datetime) -> None:
    """The question with that expiry takes nothing that comes in from `at` on; a newer one does."""
    session.connection().execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.chat_id == chat_id, CONVERSATION.c.expires_at == expires_at)
        .values(expires_at=at)
    )


def put(session: Session, values: dict[str, Any]) -> None:
    """Replaces the chat's question."""
    drop(session, values["chat_id"])
    session.connection().execute(CONVERSATION.insert(), values)


def purge(session: Session, now: datetime) -> None:
    """Forgets what nobody may answer any more."""
    session.connection().execute(delete(CONVERSATION).where(CONVERSATION.c.expires_at <= now))
