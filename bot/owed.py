"""Answers that could not be said yet: letters, behind which everything else in that chat comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.context import Context, TelegramWaits
from domain.lateness import Kind, expires_at
from storage import groups, outbox, people
from storage.outbox import Letter
from views.screen import Screen, packed


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that is still to be said; `edits` and `reply_to` are messages of its chat."""

    screen: Screen
    screen_id: int | None = None
    edits: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """Under which key, since when, how often Telegram was asked, and until when it waits."""

    key: str
    since: datetime
    attempts: int
    not_before: datetime


def lives_until(since: datetime) -> datetime:
    return expires_at(Kind.ANSWER, since)


def is_owed(context: Context) -> bool:
    """Whether an earlier answer is still to be said in this chat."""
    return context.turn.chat_key in context.angat.post.owing


async def comes_behind(context: Context, owed: Owed) -> bool:
    """What is said while an earlier answer is still to be said: a letter behind that one."""
    return is_owed(context) and await promised(context, owed, attempts=0, wait=timedelta())


async def owe(context: Context, owed: Owed, wait: timedelta) -> None:
    """Certainly not sent: a letter, the same one when the row is handled again.

    With nobody to write a letter to the row stays open, for as long as an answer lives; whoever
    asked in a group asks again.
    """
    if context.turn.chat_key < 0:
        return
    if await promised(context, owed, attempts=1, wait=wait):
        return
    if context.angat.clock.now() < lives_until(context.turn.received_at):
        raise TelegramWaits(wait)


async def promised(context: Context, owed: Owed, *, attempts: int, wait: timedelta) -> bool:
    turn, angat = context.turn, context.angat
    turn.owed += 1
    key = f"answer:{turn.seq}:{turn.owed}"
    tried = Tried(key, turn.received_at, attempts, turn.received_at + wait)
    if not await angat.db.write(promise_answer, turn.chat_key, tried, owed):
        return False
    angat.post.owes(turn.chat_key)
    return True


def promise_answer(session: Session, chat_id: int, tried: Tried, owed: Owed) -> bool:
    """A letter, for a person or a group that is known."""
    reader = reader_in(session, chat_id)
    if reader is None:
        return False
    letter = Letter(
        key=tried.key,
        kind=Kind.ANSWER,
        sealed=b"",
        not_before=tried.not_before,
        expires_at=lives_until(tried.since),
        attempts=tried.attempts,
        screen_id=owed.screen_id,
        edits=owed.edits,
        person_id=reader.person_id,
        group_id=reader.group_id,
    )
    outbox.promise(session, letter, packed(owed.screen) | {"reply_to": owed.reply_to})
    return True


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose chat it is: one of the two."""

    person_id: int | None = None
    group_id: int | None = None


def reader_in(session: Session, chat_id: int) -> Whose | None:
    person = people.by_telegram(session, chat_id)
    if person is not None:
        return Whose(person_id=person.id)
    group = groups.by_chat(session, chat_id)
    return None if group is None else Whose(group_id=group.id)
