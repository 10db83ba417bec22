"""Open prompts after a silence: noted in one transaction, looked up anew, and shown once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from actions import begin
from actions.begin import SetUp
from actions.cards import CardFacts, card_facts
from actions.homes import is_over
from bot.acting import reader_of
from bot.calls import Said
from domain.delivery import Verdict
from domain.people import Reader
from domain.prompts import PROMPTS, SHOWN_AGAIN_FOR
from domain.setup import Stage
from storage import house, inbox, outbox, people, screens
from storage.people import Person
from storage.screens import Screen
from storage.seals import SealBroken

MOST_AT_ONCE = 20
AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message that still asks, and what it shows now."""

    screen_id: int
    kind: str
    chat_id: int
    message_id: int
    reader: Reader
    content: CardFacts | SetUp


def hear(session: Session, is_back: bool, now: datetime) -> None:
    """We hear Telegram; after a silence everything that asks is due to be shown again."""
    if is_back:
        screens.show_again(session, PROMPTS, now - SHOWN_AGAIN_FOR, now)
    house.hear(session, now)


def take(session: Session, now: datetime) -> list[Prompt]:
    """What is due and still asks, at most 20; the rest of it is let go, or waits for its chat."""
    found = []
    for screen in screens.due_again(session, now, MOST_AT_ONCE):
        if inbox.waits(session, screen.chat_id):
            screens.change(session, screen.id, again_at=now + AGAIN_AFTER)
            continue
        prompt = looked_up(session, screen, now)
        if prompt is None:
            screens.change(session, screen.id, again_at=None)
        else:
            found.append(prompt)
    return found


def looked_up(session: Session, screen: Screen, now: datetime) -> Prompt | None:
    """None where nothing asks any more: answered, replaced, over, or out of reach."""
    person = people.by_id(session, screen.person_id)
    newest = screens.newest_sent(session, person.id, screen.kind)
    replaced = newest is None or newest.id != screen.id or newest.closed_at is not None
    if replaced or person.state == "unreachable" or screen.said_at <= now - SHOWN_AGAIN_FOR:
        return None
    look = card_again if screen.kind == "card" else set_up_again
    content = look(session, person, screen, now)
    if content is None or screen.message_id is None:
        return None
    reader = reader_of(person, now)
    return Prompt(screen.id, screen.kind, screen.chat_id, screen.message_id, reader, content)


def card_again(session: Session, person: Person, screen: Screen, now: datetime) -> CardFacts | None:
    """The card with the hour its later-button has now."""
    letter = outbox.said_on(session, screen.id)
    if letter is None or screen.about is None or is_over(session, person, screen.about, now):
        return None
    try:
        return card_facts(session, person, screen.id, outbox.facts_of(session, letter), now)
    except SealBroken:
        return None


def set_up_again(session: Session, person: Person, screen: Screen, now: datetime) -> SetUp | None:
    """The first card asks until a question of set-up was asked."""
    standing = begin.standing(session, person.id)
    asked = screens.newest_sent(session, person.id, begin.SETUP)
    begun = screen.kind == begin.FIRST and asked is not None and asked.id > screen.id
    return None if begun or standing.stage is Stage.DONE else standing


def close(session: Session, prompt: Prompt, said: Said, now: datetime) -> None:
    """An edit may be made twice, so what is ambiguous is tried again; refused, it is let go."""
    again_at = None
    if said.verdict in (Verdict.RETRY, Verdict.WAIT, Verdict.UNKNOWN):
        again_at = now + max(said.wait, AGAIN_AFTER)
    if said.verdict in (Verdict.UNREACHABLE, Verdict.GONE):
        begin.reachable(session, prompt.chat_id, False, now)
    screens.change(session, prompt.screen_id, again_at=again_at)
