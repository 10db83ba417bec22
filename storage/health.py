"""What an operator may count: how much waits, and since when; never of whom or what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, select, text
from sqlmodel import Session

from storage.inbox import DEAD, INBOX
from storage.outbox import OUTBOX

OVERDUE_AFTER = timedelta(minutes=5)
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that wait, and the moment of the oldest."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Letters:
    """All kinds together; unknown and failed are those of the last seven days."""

    waiting: int
    overdue: int
    unknown: int
    failed: int


@dataclass(frozen=True, slots=True)
class DeadOf:
    """Dead rows of one reason, and when the oldest of them died."""

    reason: str
    count: int
    since: datetime


def open_inbox(session: Session) -> Waiting:
    question = select(func.count(), func.min(INBOX.c.received_at)).where(
        INBOX.c.closed_at.is_(None)
    )
    return Waiting(*session.connection().execute(question).one())


def letters(session: Session, now: datetime) -> Letters:
    late, lately = OUTBOX.c.not_before < now - OVERDUE_AFTER, OUTBOX.c.closed_at > now - LATELY
    waits = OUTBOX.c.state == "waiting"

    def count(*conditions: Any) -> int:
        question = select(func.count()).select_from(OUTBOX).where(*conditions)
        return int(session.connection().execute(question).scalar_one())

    return Letters(
        waiting=count(waits),
        overdue=count(waits, late),
        unknown=count(OUTBOX.c.state == "unknown", lately),
        failed=count(OUTBOX.c.state == "failed", lately),
    )


def dead_by_reason(session: Session) -> list[DeadOf]:
    """The most frequent reason first."""
    question = select(DEAD.c.reason, func.count(), func.min(DEAD.c.died_at)).group_by(DEAD.c.reason)
    rows = session.connection().execute(question.order_by(func.count().desc(), DEAD.c.reason))
    return [DeadOf(*row) for row in rows]


def damage(session: Session) -> str:
    """What SQLite's quick_check says of its pages, "" when all is well."""
    found = session.connection().execute(text("PRAGMA quick_check(1)")).scalar_one()
    return "" if found == "ok" else cast(str, found)
