"""A page of /wins of somebody with ten thousand: from asking the database until it is known."""

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from actions import win_list
from domain.steps import Step
from domain.wins import Page
from storage import people, shifts, wins
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.seals import Seals, new_key
from storage.shifts import Shift

MANY, A_NIGHT, SHOWN = 10_000, 10, 200
SOMEBODY = 4_000_000_001
NOW = datetime(2026, 11, 24, 23, 20, tzinfo=UTC)
DAY = timedelta(days=1)


async def page_times() -> list[float]:
    """Milliseconds of pages all over the list, the first and the last among them."""
    async with a_career() as db:
        shown = await db.read(page, 0)
        times = []
        for _ in range(SHOWN):
            start = time.perf_counter()
            shown = await db.read(page, further(shown))
            times.append((time.perf_counter() - start) * 1000)
        return times


def further(shown: Page) -> int:
    """Fifty wins on, which is where that row is; from the end back to the newest."""
    return max(0, shown.wins[-1].id - MANY // SHOWN) if shown.older else 0


@asynccontextmanager
async def a_career() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'angat.db'}"
        migrate(url)
        async with open_database(url, Seals(new_key())) as db:
            await db.write(keep_many)
            yield db


def keep_many(session: Session) -> None:
    """Ten a night, the oldest first."""
    about = {"telegram_id": SOMEBODY, "name": "Maria", "language": "en", "zone": "Asia/Manila"}
    people.add(session, about | {"country": "PH", "seq": 0, "created_at": NOW})
    owner = owner_of(session).id
    first: date = NOW.date() - MANY // A_NIGHT * DAY
    homes = [
        shifts.keep(session, Shift(person_id=owner, kind="work", work_date=first + n * DAY)).id
        for n in range(MANY // A_NIGHT)
    ]
    blank = {"step": "win", "metric": "", "unit": "", "basis": "", "tag": "", "version": 1}
    rows = [
        blank
        | {"person_id": owner, "shift_id": homes[n // A_NIGHT], "home": homes[n // A_NIGHT]}
        | {"seq": n, "text": f"closed ticket {n}", "moved_by": n}
        | {"said_at": NOW - (MANY - n) * timedelta(hours=2)}
        for n in range(MANY)
    ]
    session.connection().execute(wins.ADD, rows)


def owner_of(session: Session) -> people.Person:
    found = people.by_telegram(session, SOMEBODY)
    if found is None:
        raise RuntimeError("somebody was kept and is not there")
    return found


def page(session: Session, at: int) -> Page:
    step = Step(seq=1, at=NOW, now=NOW, chat_id=SOMEBODY)
    return win_list.page(session, owner_of(session), step, at)
