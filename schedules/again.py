"""After a silence that may have lost taps: what still asks says so, by an edit without a sound."""

import asyncio

from actions import again
from actions.again import Prompt
from actions.begin import FIRST
from actions.cards import CardFacts
from bot.calls import rewrite
from bot.context import Angat
from storage import screens
from views import cards, start
from views.screen import Screen


async def run(angat: Angat) -> None:
    """Twenty a heartbeat: nobody waits for these."""
    await note(angat)
    now = angat.clock.now()
    due = await angat.db.read(screens.next_again)
    if due is None or due > now or not angat.hearing.hears:
        return
    prompts = await angat.db.write(again.take, now)
    await asyncio.gather(*(show(angat, prompt) for prompt in prompts))


async def note(angat: Angat) -> None:
    """That we hear, every few seconds; the end of a silence at once."""
    hearing, now = angat.hearing, angat.clock.now()
    if not hearing.hears:
        return
    fresh = hearing.noted_at is not None and abs(now - hearing.noted_at) < hearing.noted_every
    if fresh and not hearing.is_back:
        return
    await angat.db.write(again.hear, hearing.is_back, now)
    hearing.is_back, hearing.noted_at = False, now


async def show(angat: Angat, prompt: Prompt) -> None:
    said = await rewrite(angat, prompt.chat_id, prompt.message_id, rendered(angat, prompt))
    await angat.db.write(again.close, prompt, said, angat.clock.now())


def rendered(angat: Angat, prompt: Prompt) -> Screen:
    say = angat.speak(prompt.reader.language)
    if isinstance(prompt.content, CardFacts):
        return cards.card_again(prompt.content, prompt.reader, say)
    if prompt.kind == FIRST:
        return start.first_again(prompt.reader, say)
    return start.stage_again(prompt.content, prompt.reader, say)
