"""The / menu of a chat: noted when it has to change, and what Telegram was told last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.menu import menu_for, menus_for
from storage import people, shifts
from storage.reminders import Due as DueReminder

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


def look_at_all(session: Session, persons: Sequence[DueReminder], now: datetime) -> None:
    """The same for many; counted is only where another count could mean another menu."""
    told = [one for one in persons if one.menu_due_at is None]
    open_to_change = [one for one in told if menus_for(one.language) != {one.menu}]
    if not open_to_change:
        return
    worked = shifts.ended_of(session, [one.person_id for one in open_to_change], now)
    changed = [
        one.person_id
        for one in open_to_change
        if one.menu != menu_for(one.language, worked[one.person_id])
    ]
    people.menus_changed(session, changed, now)


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
