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
    screen = rendered(letter, angat.speak(letter.reader.language))
    said = await send(angat, letter.chat_id, screen)
    await angat.db.write(letters.close, letter, said, angat.clock.now())
    if said.verdict is Verdict.DELIVERED and letter.kind in CARDS:
        angat.conversations.forget(letter.chat_id)


def rendered(letter: Ready, say: Say) -> Screen:
    """In the reader's language of today, by today's wording."""
    if isinstance(letter.content, CardFacts):
        return cards.card(letter.content, letter.reader, say)
    if letter.kind is Kind.TELL_WEEKLY:
        return cards.asking_less(letter.reader.id, say)
    return unpacked(letter.content)
