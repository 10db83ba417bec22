"""Whose numbers to show: never in the way of showing them."""

from dataclasses import dataclass

from sqlmodel import Session

from catalog.crisis import country_of
from storage import people
from storage.database import Database
from storage.faults import DatabaseWaits


@dataclass(frozen=True, slots=True)
class Where:
    """Country of the numbers; language empty for somebody unknown."""

    country: str
    language: str


async def country_for(db: Database, telegram_id: int, zone: str, chosen: str | None) -> Where:
    """The person's country and language; the zone's country when the database can't say."""
    unknown = Where(chosen or country_of(zone), "")
    try:
        if chosen:
            return await db.write(choose, telegram_id, chosen) or unknown
        return await db.read(known, telegram_id) or unknown
    except DatabaseWaits:
        return unknown


def known(session: Session, telegram_id: int) -> Where | None:
    person = people.by_telegram(session, telegram_id)
    return Where(person.country, person.language) if person else None


def choose(session: Session, telegram_id: int, country: str) -> Where | None:
    person = people.by_telegram(session, telegram_id)
    if person is None:
        return None
    people.change(session, person.id, country=country)
    return Where(country, person.language)
