"""Many people who have begun, and a letter for each of them that is due at once."""

from datetime import datetime, timedelta

from sqlmodel import Session

from domain.lateness import Kind
from domain.rhythm import CARDS_BEFORE_WEEKLY
from domain.setup import Stage
from storage import outbox, people
from storage.outbox import Letter

NOON = 12


def begin_all(session: Session, telegram_ids: list[int], now: datetime) -> None:
    """Where it is noon at that moment, so that nobody sleeps; four cards lie untouched."""
    for number, telegram_id in enumerate(telegram_ids):
        people.add(
            session,
            {
                "telegram_id": telegram_id,
                "name": f"Agent {number}",
                "language": "en",
                "zone": zone_at_noon(now),
                "country": "PH",
                "state": "ready",
                "setup": Stage.DONE,
                "untouched": CARDS_BEFORE_WEEKLY,
                "seq": -1 - number,
                "created_at": now,
            },
        )


def promise_all(session: Session, telegram_ids: list[int], now: datetime) -> None:
    """The one word about asking less: the shortest way from a letter to its sending."""
    for telegram_id in telegram_ids:
        person = people.by_telegram(session, telegram_id)
        if person is None:
            raise RuntimeError("somebody was kept and is not there")
        letter = Letter(
            person_id=person.id,
            key=f"bulk:{telegram_id}",
            kind=Kind.TELL_WEEKLY,
            sealed=b"",
            not_before=now,
            expires_at=now + timedelta(hours=3),
        )
        outbox.promise(session, letter, {})


def zone_at_noon(now: datetime) -> str:
    """Signs of these zones are turned round: `Etc/GMT-8` is eight hours ahead."""
    ahead = NOON - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
