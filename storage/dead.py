"""The dead rows of the inbox: told apart without their words, and handed back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session

from storage.base import insert_row
from storage.database import seals_of
from storage.inbox import DEAD, INBOX, body_of

SHOWN = (DEAD.c.id, DEAD.c.received_at, DEAD.c.died_at, DEAD.c.reason, DEAD.c.attempts)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of a dead row: neither its words nor its chat."""

    id: int
    received_at: datetime
    died_at: datetime
    reason: str
    attempts: int


class Handed(Enum):
    """What came of handing one back."""

    BACK = "handed back"
    NOT_THERE = "is not there"
    NO_WORDS = "can't be handed back, a group's words are not kept"
    NO_KEY = "can't be handed back, no key in ANGAT_SECRET_KEY opens it"


def listed(session: Session) -> list[Told]:
    """All of them, in the order they died."""
    rows = session.connection().execute(select(*SHOWN).order_by(DEAD.c.id))
    return [Told(**row._mapping) for row in rows]


def hand_back(session: Session, dead_id: int, now: datetime) -> Handed:
    """Opens its inbox row again, under the same seq: what it did already it finds done."""
    row = session.connection().execute(select(DEAD).where(DEAD.c.id == dead_id)).first()
    if row is None:
        return Handed.NOT_THERE
    if row.body is None:
        return Handed.NO_WORDS
    if not body_of(seals_of(session), row):
        return Handed.NO_KEY
    reopen(session, row, now)
    session.connection().execute(delete(DEAD).where(DEAD.c.id == dead_id))
    return Handed.BACK


def reopen(session: Session, row: Any, now: datetime) -> None:
    """As it was received; `not_before` tells a running bot that it does not know this row yet."""
    values = {
        "chat_key": row.chat_key,
        "body": row.body,
        "received_at": row.received_at,
        "attempts": 0,
        "not_before": now,
        "closed_at": None,
    }
    same = INBOX.c.update_id == row.update_id if row.seq is None else INBOX.c.seq == row.seq
    again = session.connection().execute(update(INBOX).where(same).values(**values))
    if again.rowcount == 0:  # the bare update id was forgotten after two days
        seq = {} if row.seq is None else {"seq": row.seq}
        insert_row(session, INBOX, seq | {"update_id": row.update_id} | values)
