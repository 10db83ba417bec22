"""People, shifts and letters that the storage tests begin with."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from sqlmodel import Session

from domain.steps import Step
from storage import people, shifts, wins
from storage.inbox import Arrived
from storage.outbox import Letter
from storage.people import Person
from storage.reminders import Reminder
from storage.shifts import Shift

NOW = datetime(2026, 11, 24, 23, 20, tzinfo=UTC)  # 7:20 in the morning in Manila
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TUESDAY = date(2026, 11, 24)
MARIA, JUN = 5_000_000_001, 7_999_999_999
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
on_both = pytest.mark.parametrize("dialect", ["sqlite", "postgresql"], indirect=True)


def person(session: Session, /, telegram_id: int = MARIA, **values: Any) -> int:
    """Somebody who has begun; returns their id."""
    standard: dict[str, Any] = {
        "telegram_id": telegram_id,
        "name": "Maria",
        "language": "en",
        "zone": "Asia/Manila",
        "country": "PH",
        "seq": telegram_id,
        "created_at": NOW,
    }
    people.add(session, standard | values)
    return known(session, telegram_id).id


def known(session: Session, telegram_id: int) -> Person:
    found = people.by_telegram(session, telegram_id)
    assert found is not None
    return found


def night(session: Session, person_id: int, work_date: date = TUESDAY) -> int:
    """A shift from ten in the evening to seven in the morning, Manila; returns its id."""
    start = datetime(work_date.year, work_date.month, work_date.day, 14, tzinfo=UTC)
    row = Shift(
        person_id=person_id,
        kind="work",
        work_date=work_date,
        start_at=start,
        end_at=start + 9 * HOUR,
    )
    return shifts.keep(session, row).id


def win(session: Session, /, person_id: int, shift_id: int, **values: Any) -> int:
    standard: dict[str, Any] = {
        "seq": 1,
        "step": "win",
        "text": "31 calls, zero hold",
        "said_at": NOW,
    }
    return wins.add(
        session, {"person_id": person_id, "shift_id": shift_id, **standard, **values}
    ).id


def letter(person_id: int | None, key: str = "shift_end:1", **values: Any) -> Letter:
    standard: dict[str, Any] = {
        "kind": "shift_end",
        "sealed": b"",
        "not_before": NOW,
        "expires_at": NOW + 3 * HOUR,
    }
    return Letter(person_id=person_id, key=key, **(standard | values))


def reminder(person_id: int, key: str, due_at: datetime = NOW, **values: Any) -> Reminder:
    standard: dict[str, Any] = {"kind": "shift_end", "expires_at": due_at + 3 * HOUR}
    return Reminder(person_id=person_id, key=key, due_at=due_at, **(standard | values))


def arrived(update_id: int, body: str = "hello", chat_key: int = MARIA) -> Arrived:
    return Arrived(update_id, chat_key, body, NOW)


def step(seq: int = 1, **values: Any) -> Step:
    standard: dict[str, Any] = {"at": NOW, "now": NOW, "chat_id": MARIA}
    return Step(seq=seq, **(standard | values))


def rows(session: Session, table: Table) -> list[dict[str, Any]]:
    """Everything in a table, in the order of its key."""
    question = select(table).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in session.connection().execute(question)]


def how_many(session: Session, table: Table) -> int:
    return int(session.connection().execute(select(func.count()).select_from(table)).scalar_one())
