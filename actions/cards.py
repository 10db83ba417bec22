"""Cards that fall due: decided, promised, and looked up at the moment they are sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions import menus
from actions.homes import facts_of, pattern_of, spans_near
from actions.planning import plan_next
from actions.touching import wants_energy
from bot.clock import zone
from domain.lateness import Expire, Kind, MoveTo, Send, decide_due, expires_at, later_hour
from domain.questions import question_for
from domain.rhythm import (
    Ask,
    Asking,
    Decision,
    Rhythm,
    Skip,
    TellWeekly,
    after_card,
    asks_less,
    decide_card,
    last_before_rest,
)
from domain.wins import ShiftFacts
from storage import outbox, people, reminders, screens, shifts, wins
from storage.outbox import Letter
from storage.people import Person
from storage.reminders import Reminder
from storage.screens import Screen

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows, looked up at the moment it is sent."""

    screen_id: int
    version: int
    shift: ShiftFacts
    question: int
    later: datetime
    energy: bool


def sweep(session: Session, now: datetime) -> int:
    """Handles what is due, at most 200 rows; returns how many it took."""
    rows = reminders.due(session, now, MOST_AT_ONCE)
    for reminder in rows:
        fall_due(session, reminder, now)
    return len(rows)


def fall_due(session: Session, reminder: Reminder, now: datetime) -> None:
    person = people.by_id(session, reminder.person_id)
    match due(session, person, Kind(reminder.kind), reminder.due_at, now):
        case MoveTo(at=moment) if moment < reminder.expires_at:
            reminders.change(session, reminder.id, due_at=moment)
            return
        case Send() if now < reminder.expires_at:
            promise(session, person, reminder, now)
        case _:
            pass
    reminders.change(session, reminder.id, closed_at=now)
    if reminder.kind == Kind.SHIFT_END:
        menus.look(session, person.id, now)
        plan_next(session, person, reminder.due_at - timedelta(minutes=person.delay_minutes))


def due(session: Session, person: Person, kind: Kind, due_at: datetime, now: datetime) -> Any:
    """Whether a letter of that kind may go now: late, asleep or unreachable it may not."""
    if person.state != "ready":
        return Expire()
    spans = spans_near(session, person, now)
    return decide_due(kind, due_at, now, spans, zone(person.zone), person.delay_chosen)


def promise(session: Session, person: Person, reminder: Reminder, now: datetime) -> None:
    """The letter of a due reminder: a card, the one word about asking less, or nothing."""
    if reminder.about is None:
        return
    match decided(session, person, Kind(reminder.kind), reminder.about):
        case Ask():
            promise_card(session, person, reminder, now)
        case TellWeekly():
            promise_letter(session, person, reminder, Kind.TELL_WEEKLY, {})
        case Skip():
            count(session, person, Skip())
        case None:
            pass


def decided(session: Session, person: Person, kind: Kind, shift_id: int) -> Decision | None:
    """What the rhythm says; an hour she chose is asked at unless she answered since: None."""
    if kind is Kind.OWN_HOUR:
        return None if answered_since(session, person, shift_id) else Ask()
    pattern, day = pattern_of(session, person), shifts.by_id(session, shift_id).work_date
    return decide_card(rhythm_of(person), pattern is not None and last_before_rest(day, pattern))


def rhythm_of(person: Person) -> Rhythm:
    return Rhythm(Asking(person.asking), person.untouched)


def count(session: Session, person: Person, decision: Decision) -> None:
    """The rhythm hears of what was carried out: of a card or a word only once it was delivered."""
    after = after_card(rhythm_of(person), decision)
    people.change(session, person.id, asking=after.asking, untouched=after.untouched)


def is_wanted(session: Session, person: Person, kind: Kind, facts: dict[str, Any]) -> bool:
    """Asked at the moment of sending: she may have answered, rest, or want no questions."""
    if Asking(person.asking) is Asking.NEVER:
        return False
    if kind is Kind.TELL_WEEKLY:
        return asks_less(rhythm_of(person))
    screen = screens.by_id(session, facts["screen"])
    rests = shifts.by_id(session, facts["shift"]).kind == "rest"
    return not rests and screen is not None and screen.closed_at is None


def answered_since(session: Session, person: Person, shift_id: int) -> bool:
    """Whether she kept something for that shift after she asked to be asked later."""
    card = screens.newest(session, person.id, "card", shift_id)
    if card is None or card.closed_by is None:
        return False
    return wins.kept_since(session, shift_id, card.closed_by)


def promise_card(session: Session, person: Person, reminder: Reminder, now: datetime) -> None:
    question = question_for(person.id, person.asked)
    people.change(session, person.id, asked=person.asked + 1)
    screen_id = screens.open_screen(
        session,
        Screen(
            person_id=person.id,
            chat_id=person.telegram_id,
            kind="card",
            about=reminder.about,
            said_at=now,
        ),
    )
    facts = {"shift": reminder.about, "question": question, "screen": screen_id}
    promise_letter(session, person, reminder, Kind(reminder.kind), facts, screen_id)


def promise_letter(  # noqa: PLR0913, PLR0917 - one letter, all of it
    session: Session,
    person: Person,
    reminder: Reminder,
    kind: Kind,
    facts: dict[str, Any],
    screen_id: int | None = None,
) -> None:
    letter = Letter(
        person_id=person.id,
        key=f"{kind}:{reminder.about}:{reminder.id}",
        kind=kind,
        sealed=b"",
        not_before=reminder.due_at,
        expires_at=expires_at(kind, reminder.due_at),
        screen_id=screen_id,
    )
    outbox.promise(session, letter, facts)


def card_facts(session: Session, person: Person, facts: dict[str, Any], now: datetime) -> CardFacts:
    """The card as it is true at this moment; the hour on its later-button is kept."""
    shift = shifts.by_id(session, facts["shift"])
    screen = screens.by_id(session, facts["screen"])
    hour = later_hour(now, spans_near(session, person, now), zone(person.zone))
    screens.change(session, facts["screen"], facts=hour.isoformat())
    return CardFacts(
        screen_id=facts["screen"],
        version=screen.version if screen else 1,
        shift=facts_of(shift),
        question=facts["question"],
        later=hour,
        energy=wants_energy(session, person.id, shift.id),
    )
