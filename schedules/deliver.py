"""Saying what was promised: claimed, rendered now, sent outside the transaction, closed."""

import asyncio

from actions import letters
from actions.cards import CardFacts
from actions.letters import CARDS, Ready
from bot.chat import send
from bot.context import Angat
from domain.delivery import Verdict
from domain.lateness import Kind
from texts.speak import Say
from views import cards
from views.screen import Screen, unpacked


async def run(angat: Angat) -> None:
    """Sends until nothing is due."""
    while True:
        ready, claimed = await angat.db.write(letters.take, angat.clock.now())
        if not claimed:
            return
        await asyncio.gather(*(deliver(angat, letter) for letter in ready))


async def deliver(angat: Angat, letter: Ready) -> None:
    """A card ends the question that was open before it was sent, from the moment it arrived."""
    screen = rendered(letter, angat.speak(letter.reader.language))
    open_before = angat.conversations.standing(letter.chat_id) if letter.kind in CARDS else None
    said = await send(angat, letter.chat_id, screen)
    now = angat.clock.now()
    ends = open_before.expires_at if open_before else None
    await angat.db.write(letters.close, letter, said, now, ends)
    if open_before and said.verdict is Verdict.DELIVERED:
        angat.conversations.end(letter.chat_id, open_before, now)


def rendered(letter: Ready, say: Say) -> Screen:
    """In the reader's language of today, by today's wording."""
    if isinstance(letter.content, CardFacts):
        return cards.card(letter.content, letter.reader, say)
    if letter.kind is Kind.TELL_WEEKLY:
        return cards.asking_less(letter.reader.id, say)
    return unpacked(letter.content)
