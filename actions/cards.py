"""Cards at the moment they are sent: whether they are wanted, and what is true on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions.homes import facts_of, spans_near
from actions.touching import wants_energy
from bot.clock import zone
from domain import lateness
from domain.lateness import Expire, Kind, decide_due, later_hour
from domain.rhythm import Asking, Decision, Rhythm, after_card, asks_less
from domain.wins import ShiftFacts
from storage import people, screens, shifts
from storage.people import Person


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows, looked up at the moment it is sent."""

    screen_id: int
    version: int
    shift: ShiftFacts
    question: int
    later: datetime
    energy: bool


def due(
    session: Session, person: Person, kind: Kind, due_at: datetime, now: datetime
) -> lateness.Decision:
    """Whether a letter of that kind may go now: late, asleep or unreachable it may not."""
    if person.state != "ready":
        return Expire()
    spans = spans_near(session, person, now)
    return decide_due(kind, due_at, now, spans, zone(person.zone), person.delay_chosen)


def rhythm_of(person: Person) -> Rhythm:
    return Rhythm(Asking(person.asking), person.untouched)


def count(session: Session, person: Person, decision: Decision) -> None:
    """The rhythm hears of what was carried out: of a card or a word only once it was delivered."""
    after = after_card(rhythm_of(person), decision)
    people.change(session, person.id, asking=after.asking, untouched=after.untouched)


def is_wanted(session: Session, person: Person, letter: Any, facts: dict[str, Any]) -> bool:
    """Asked at the moment of sending: she may have answered, rest, or want no questions."""
    if Asking(person.asking) is Asking.NEVER:
        return False
    if letter.kind == Kind.TELL_WEEKLY:
        return asks_less(rhythm_of(person))
    screen = screens.by_id(session, letter.screen_id)
    rests = shifts.by_id(session, facts["shift"]).kind == "rest"
    return not rests and screen is not None and screen.closed_at is None


def card_facts(
    session: Session, person: Person, screen_id: int, facts: dict[str, Any], now: datetime
) -> CardFacts:
    """The card as it is true at this moment; the hour on its later-button is kept."""
    shift = shifts.by_id(session, facts["shift"])
    screen = screens.by_id(session, screen_id)
    hour = later_hour(now, spans_near(session, person, now), zone(person.zone))
    screens.change(session, screen_id, facts=hour.isoformat())
    return CardFacts(
        screen_id=screen_id,
        version=screen.version if screen else 1,
        shift=facts_of(shift),
        question=facts["question"],
        later=hour,
        energy=wants_energy(session, person.id, shift.id),
    )
