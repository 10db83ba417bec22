"""The / menu of a chat: noted when it has to change, and what Telegram was told last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.menu import menu_for
from storage import people, shifts

MOST_AT_ONCE = 20
AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A chat that has to hear of its menu: the language and the names in a line."""

    person_id: int
    chat_id: int
    menu: str


def look(session: Session, person_id: int, now: datetime) -> None:
    """Notes that Telegram has to be told, where the menu is another one than it was told."""
    person = people.by_id(session, person_id)
    if person.menu_due_at is None and person.menu != wanted(session, person, now):
        people.change(session, person_id, menu_due_at=now)


def wanted(session: Session, person: people.Person, now: datetime) -> str:
    return menu_for(person.language, shifts.ended(session, person.id, now))


def due(session: Session, now: datetime) -> list[Due]:
    rows = people.menus_due(session, now, MOST_AT_ONCE)
    return [Due(row.id, row.telegram_id, wanted(session, row, now)) for row in rows]


def told(session: Session, one: Due, taken: bool, now: datetime) -> bool:
    """What came of it: taken, or tried again later. False when the person left meanwhile."""
    person = people.by_telegram(session, one.chat_id)
    if person is None or person.id != one.person_id:
        return False
    if not taken:
        people.change(session, person.id, menu_due_at=now + AGAIN_AFTER)
    else:
        changed = wanted(session, person, now) != one.menu
        people.change(session, person.id, menu=one.menu, menu_due_at=now if changed else None)
    return True
