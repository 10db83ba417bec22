"""Letters on their way: claimed with the facts of this moment, ready to be said."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from actions.cards import CardFacts, card_facts, due, is_wanted
from bot.acting import reader_of
from bot.calls import To
from bot.context import Angat
from domain.lateness import Kind, MoveTo, Priority, Send, priority_of
from domain.people import Reader
from storage import claims, outbox, people
from storage.database import undone
from storage.people import Person
from storage.seals import SealBroken

CARDS = (Kind.SHIFT_END, Kind.OWN_HOUR)


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter to be said now: a card, a kind without facts, or words that are ready.

    `reader`: None for a group; `edits`: the message it makes say something else.
    """

    letter_id: int
    to: To
    kind: Kind
    reader: Reader | None
    screen_id: int | None
    edits: int | None
    attempts: int
    content: CardFacts | dict[str, Any]

    @property
    def is_bulk(self) -> bool:
        """Answers do not wait behind what comes unasked."""
        return priority_of(self.kind) is not Priority.ANSWER


async def recover(angat: Angat) -> None:
    """At a start: what was under way belongs to a process that is gone; who is owed an answer."""
    owed = await angat.db.write(lost, angat.clock.now())
    for chat_id in owed:
        angat.post.owes(chat_id)


def lost(session: Session, now: datetime) -> set[int]:
    claims.lose(session, now, (), at_once=True)
    return claims.owed_chats(session)


def tidy(session: Session, now: datetime, alive: list[int]) -> None:
    """What is too late expires; what was under way and is not in `alive` is lost."""
    claims.lose(session, now, alive)
    claims.expire(session, now)
    outbox.blur(session, now)


def take(
    session: Session, now: datetime, most: int, bulk: int | None = None
) -> tuple[list[Ready], int]:
    """Claims what is due; returns what may be said now, and how many letters were claimed.

    `bulk` is for how many of them nobody waits, at most. One that breaks is `failed`, alone.
    """
    claimed = claims.claim(session, now, most, bulk)
    ready: list[Ready] = []
    for letter in claimed:
        if undone(session, partial(make_ready, session, letter, now, ready)) is not None:
            outbox.close(session, letter.id, state="failed", closed_at=now)
    return ready, len(claimed)


def make_ready(session: Session, letter: Any, now: datetime, ready: list[Ready]) -> None:
    if (made := made_ready(session, letter, now)) is not None:
        ready.append(made)


def made_ready(session: Session, letter: Any, now: datetime) -> Ready | None:
    """Asked again at the moment of sending: asleep it moves or expires, unwanted it expires."""
    kind = Kind(letter.kind)
    try:
        facts = outbox.facts_of(session, letter)
    except SealBroken:
        outbox.close(session, letter.id, state="failed", closed_at=now)
        return None
    person = None if letter.person_id is None else people.by_id(session, letter.person_id)
    content: CardFacts | dict[str, Any] = facts
    if person is not None and kind is not Kind.ANSWER:
        if not may_go(session, person, letter, facts, now):
            return None
        if kind in CARDS:
            content = card_facts(session, person, letter.screen_id, facts, now)
    return Ready(
        letter_id=letter.id,
        to=To(letter.chat_id, letter.thread_id, facts.get("reply_to"), kind),
        kind=kind,
        reader=reader_of(person, now) if person else None,
        screen_id=letter.screen_id,
        edits=letter.edits,
        attempts=letter.attempts + 1,
        content=content,
    )


def may_go(
    session: Session, person: Person, letter: Any, facts: dict[str, Any], now: datetime
) -> bool:
    """Whether it is said now; if not, it is moved behind her sleep, or closed.

    Moved, it counts as not tried: it holds nothing that comes behind it.
    """
    kind = Kind(letter.kind)
    match due(session, person, kind, letter.not_before, now):
        case MoveTo(at=moment) if moment < letter.expires_at:
            outbox.close(session, letter.id, state="waiting", not_before=moment, attempts=0)
            return False
        case Send() if is_wanted(session, person, letter, facts):
            return True
        case _:
            outbox.close(session, letter.id, state="expired", closed_at=now)
            return False
