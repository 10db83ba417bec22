"""Saying what was promised: claimed, rendered now, sent outside the transaction, closed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog

from actions import letters, outcomes
from actions.cards import CardFacts
from actions.letters import CARDS, Ready
from bot.calls import Said, rewrite, send_to
from bot.context import Angat
from bot.log import where
from bot.pace import Pace
from bot.post import Post
from domain.delivery import Verdict
from domain.lateness import Kind
from storage import claims
from storage.faults import DatabaseWaits
from views import cards
from views.screen import Screen, unpacked

SLOTS = 64  # letters under way at once
REFILLED_BY = 16
MOST_IN_LINE = 20  # of them waiting for the pace: an answer finds a slot, and a stop loses nobody
MOST_BROKEN = 10
LONGEST_WAIT_SECONDS = 30.0
log = structlog.get_logger("deliver")


async def run(angat: Angat) -> None:
    """Sends what is due, side by side; returns while letters are still under way."""
    due, untidy = await angat.db.read(claims.wanted, angat.clock.now())
    if untidy:
        await angat.db.write(letters.tidy, angat.clock.now(), list(angat.post.letters))
    if due:
        await fill(angat)
    await settle_owing(angat)


async def fill(angat: Angat) -> None:
    """Claims letters for the free slots until nothing is due; one at a time does it for all."""
    post = angat.post
    post.again = True
    if post.busy:
        return
    post.busy = True
    try:
        while post.again:
            post.again, fresh = False, 0
            while (free := room(post)) > 0:
                now, bulk = angat.clock.now(), MOST_IN_LINE - in_line(angat) - fresh
                ready, claimed = await angat.db.write(letters.take, now, free, bulk)
                for letter in ready:
                    set_off(angat, letter)
                fresh = sum(letter.is_bulk for letter in ready)  # not in the line yet
                if not claimed:
                    break
    finally:
        post.busy = False


def in_line(angat: Angat) -> int:
    """How many letters wait for their place among thirty a second."""
    return len(line_of(angat))


def line_of(angat: Angat) -> set[asyncio.Task[Any] | None]:
    pace = angat.bot.rate_limiter
    return pace.line if isinstance(pace, Pace) else set()


async def close(angat: Angat) -> None:
    """Nothing sets off any more: who waits in line goes back, the others have a moment."""
    post = angat.post
    post.closed = True
    back = {task: post.tasks[task] for task in line_of(angat) if task in post.tasks}
    for task in back:
        task.cancel()
    if back:
        with suppress(DatabaseWaits):
            await angat.db.write(claims.put_back, list(back.values()))
    await post.close()


def room(post: Post) -> int:
    """For how many letters more."""
    return 0 if post.closed else SLOTS - len(post.letters)


def set_off(angat: Angat, letter: Ready) -> None:
    post = angat.post
    post.letters.add(letter.letter_id)
    task = asyncio.ensure_future(carry(angat, letter))
    post.tasks[task] = letter.letter_id
    task.add_done_callback(lambda done: came_back(angat, done))


def came_back(angat: Angat, task: asyncio.Future[None]) -> None:
    """A letter that broke is one log line, and nobody else's trouble."""
    angat.post.tasks.pop(task, None)
    broke = None if task.cancelled() else task.exception()
    if broke is not None:
        angat.post.broken[:] = [*angat.post.broken[-MOST_BROKEN:], broke]
        log.error("a letter broke", error=where(broke))


async def carry(angat: Angat, letter: Ready) -> None:
    """Brings one letter, and then the next one of its chat, or as many as there is room for."""
    try:
        await deliver(angat, letter)
    finally:
        angat.post.letters.discard(letter.letter_id)
    if room(angat.post) >= REFILLED_BY and in_line(angat) <= MOST_IN_LINE // 2:
        with suppress(DatabaseWaits):
            await fill(angat)


async def deliver(angat: Angat, letter: Ready) -> None:
    """A card ends the question that was open before it was sent, from the moment it arrived."""
    kept, chat_id = angat.conversations, letter.to.chat_id
    before = kept.standing(chat_id) if letter.kind in CARDS else None
    said = await spoken(angat, letter)
    now = angat.clock.now()
    await written(angat, outcomes.close, letter, said, before.expires_at if before else None)
    if before and said.verdict is Verdict.DELIVERED:
        kept.end(chat_id, before, now)


async def spoken(angat: Angat, letter: Ready) -> Said:
    """In place of the message it edits; where there is nothing to edit, as a new one."""
    screen = rendered(angat, letter)
    if letter.edits is not None:
        said = await rewrite(angat, letter.to.chat_id, letter.edits, screen)
        if said.verdict not in (Verdict.SEND_NEW, Verdict.MIGRATE):
            return said
    said = await send_to(angat, letter.to, screen, bulk=letter.is_bulk)
    if said.verdict in (Verdict.MUTED, Verdict.LEFT):
        log.warning("a group does not take letters", kind=letter.kind, verdict=said.verdict)
    return said


async def written(angat: Angat, action: Callable[..., None], *args: Any) -> None:
    """Tries until it is written: what Telegram did is known here and nowhere else."""
    waited = 1.0
    while True:
        try:
            await angat.db.write(action, *args, angat.clock.now())
        except DatabaseWaits:
            await angat.clock.sleep(waited)
            waited = min(waited * 2, LONGEST_WAIT_SECONDS)
        else:
            return


async def settle_owing(angat: Angat) -> None:
    """Chats whose answers were all said, or came too late, are spoken to directly again."""
    before = dict(angat.post.owing)
    if before:
        angat.post.settle(before, await angat.db.read(claims.owed_chats))


def rendered(angat: Angat, letter: Ready) -> Screen:
    """In the reader's language of today, by today's wording; some letters are words already."""
    content, reader = letter.content, letter.reader
    if reader is not None and isinstance(content, CardFacts):
        return cards.card(content, reader, angat.speak(reader.language))
    if reader is not None and letter.kind is Kind.TELL_WEEKLY:
        return cards.asking_less(reader.id, angat.speak(reader.language))
    if isinstance(content, CardFacts):
        raise TypeError("a card is for a person")
    return unpacked(content)
