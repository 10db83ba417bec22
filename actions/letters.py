"""Letters on their way: claimed with the facts of this moment, closed with what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.cards import CardFacts, card_facts, count, due, is_wanted, rhythm_of
from actions.planning import plan_nothing
from bot.acting import reader_of
from bot.chat import Said
from domain.delivery import Verdict
from domain.lateness import Kind, MoveTo, Send
from domain.people import Reader
from domain.rhythm import Ask, Decision, TellWeekly, asks_less
from storage import conversations, outbox, people, screens
from storage.people import Person
from storage.seals import SealBroken

MOST_AT_ONCE = 30
CARDS = (Kind.SHIFT_END, Kind.OWN_HOUR)
COUNTED: dict[Kind, Decision] = {Kind.SHIFT_END: Ask(), Kind.TELL_WEEKLY: TellWeekly()}
BACKOFF_SECONDS = (5, 15, 60, 300)


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter to be said now: a card, a kind without facts, or an answer's own words."""

    letter_id: int
    chat_id: int
    kind: Kind
    reader: Reader
    screen_id: int | None
    attempts: int
    content: CardFacts | dict[str, Any]


def take(session: Session, now: datetime) -> tuple[list[Ready], int]:
    """Claims what is due; returns what may be said now, and how many letters were claimed."""
    outbox.lose_stale(session, now)
    claimed = outbox.claim(session, now, MOST_AT_ONCE)
    ready = [one for letter in claimed if (one := made_ready(session, letter, now)) is not None]
    return ready, len(claimed)


def made_ready(session: Session, letter: Any, now: datetime) -> Ready | None:
    """Asked again at the moment of sending: asleep it moves or expires, unwanted it expires."""
    person = people.by_id(session, letter.person_id)
    kind = Kind(letter.kind)
    try:
        facts = outbox.facts_of(session, letter)
    except SealBroken:
        outbox.close(session, letter.id, state="failed", closed_at=now)
        return None
    if kind is not Kind.ANSWER and not may_go(session, person, letter, facts, now):
        return None
    is_card = kind in CARDS
    return Ready(
        letter_id=letter.id,
        chat_id=person.telegram_id,
        kind=kind,
        reader=reader_of(person, now),
        screen_id=letter.screen_id,
        attempts=letter.attempts + 1,
        content=card_facts(session, person, facts, now) if is_card else facts,
    )


def may_go(
    session: Session, person: Person, letter: Any, facts: dict[str, Any], now: datetime
) -> bool:
    """Whether it is said now; if not, it is moved behind her sleep, or closed."""
    kind = Kind(letter.kind)
    match due(session, person, kind, letter.not_before, now):
        case MoveTo(at=moment) if moment < letter.expires_at:
            outbox.close(session, letter.id, state="waiting", not_before=moment)
            return False
        case Send() if is_wanted(session, person, kind, facts):
            return True
        case _:
            outbox.close(session, letter.id, state="expired", closed_at=now)
            return False


def close(
    session: Session, letter: Ready, said: Said, now: datetime, ends: datetime | None = None
) -> None:
    """Writes what came of the sending; what is ambiguous is never sent again.

    A card that arrived ends the question that was open before, known by its expiry, so that what
    is typed now answers the card.
    """
    match said.verdict:
        case Verdict.DELIVERED:
            delivered(session, letter, said.message_id, now)
            if ends is not None:
                conversations.end(session, letter.chat_id, ends, now)
        case Verdict.RETRY | Verdict.WAIT:
            pause = BACKOFF_SECONDS[min(letter.attempts, len(BACKOFF_SECONDS)) - 1]
            outbox.close(
                session,
                letter.letter_id,
                state="waiting",
                not_before=now + max(said.wait, timedelta(seconds=pause)),
            )
        case Verdict.UNREACHABLE | Verdict.GONE:
            outbox.close(session, letter.letter_id, state="failed", closed_at=now)
            plan_nothing(session, letter.reader.id)
        case Verdict.UNKNOWN:
            outbox.close(session, letter.letter_id, state="unknown", closed_at=now)
            counted(session, letter)
        case _:
            outbox.close(session, letter.letter_id, state="failed", closed_at=now)


def delivered(session: Session, letter: Ready, message_id: int | None, now: datetime) -> None:
    """Its place is known, and the rhythm hears of it."""
    outbox.close(session, letter.letter_id, state="sent", closed_at=now, message_id=message_id)
    if letter.screen_id is not None and message_id is not None:
        screens.change(session, letter.screen_id, message_id=message_id)
    counted(session, letter)


def counted(session: Session, letter: Ready) -> None:
    """The rhythm hears of it, unless she answered or chose anew while it was on its way."""
    person = people.by_telegram(session, letter.chat_id)
    if letter.kind not in COUNTED or person is None or person.id != letter.reader.id:
        return
    screen = screens.by_id(session, letter.screen_id) if letter.screen_id else None
    answered = screen is not None and screen.closed_at is not None
    if letter.kind is Kind.TELL_WEEKLY:
        answered = not asks_less(rhythm_of(person))
    if not answered:
        count(session, person, COUNTED[letter.kind])
