"""A company that has used Angat for a while: set up, on shift or just after, a few wins each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.homes import keep_home
from benchmarks.peers.quick_telegram import FIRST_CHAT
from domain.setup import Stage
from storage import people, wins
from storage.database import open_database
from storage.migrate import migrate
from storage.people import PERSON, Person
from storage.seals import Seals
from storage.shifts import PATTERN, SHIFT

PEOPLE = 20_000
WINS_BEFORE = 3
AGO = timedelta(hours=1)
MANILA: dict[str, Any] = {"language": "en", "zone": "Asia/Manila", "country": "PH"}


async def hire(url: str, key: str) -> None:
    """Everybody has the same hours; the next card is hours away."""
    migrate(url)
    async with open_database(url, Seals(key)) as db:
        await db.write(add_all, datetime.now(UTC))


def add_all(session: Session, now: datetime) -> None:
    connection = session.connection()
    connection.execute(PERSON.insert(), [person(number, now) for number in range(PEOPLE)])
    first = people.by_telegram(session, FIRST_CHAT)
    if first is None:
        raise RuntimeError("somebody was hired and is not there")
    staff = range(first.id, first.id + PEOPLE)
    hours = {"ends_at": 420, "length_minutes": 540, "rest_days": "56"}
    connection.execute(PATTERN.insert(), [{"person_id": one} | hours for one in staff])
    home = keep_home(session, first, now)
    times = {"kind": home.kind, "work_date": home.work_date}
    times |= {"start_at": home.start_at, "end_at": home.end_at}
    connection.execute(SHIFT.insert(), [{"person_id": one} | times for one in staff[1:]])
    shift_of = {one: home.id + place for place, one in enumerate(staff)}
    connection.execute(wins.ADD, list(told_before(shift_of, now)))
    connection.exec_driver_sql("ANALYZE")  # as a server does by itself, some minutes later


def person(number: int, now: datetime) -> dict[str, Any]:
    about: dict[str, Any] = {
        "telegram_id": FIRST_CHAT + number,
        "name": f"Agent {number}",
        "seq": -1 - number,
    }
    stands: dict[str, Any] = {"state": "ready", "setup": Stage.DONE, "created_at": now - 30 * AGO}
    return Person(**about, **stands, **MANILA).model_dump(exclude={"id"})


def told_before(shift_of: dict[int, int], now: datetime) -> Iterator[dict[str, Any]]:
    blank = {"step": "win", "metric": "", "unit": "", "basis": "", "tag": "", "version": 1}
    for one, shift in shift_of.items():
        for number in range(WINS_BEFORE):
            place = one * WINS_BEFORE + number
            row = {"person_id": one, "shift_id": shift, "home": shift, "text": "31 calls"}
            yield blank | row | {"seq": -1 - place, "moved_by": 0, "said_at": now - AGO}
