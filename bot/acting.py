"""Who, do: runs an action for the person behind an update."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlmodel import Session
from telegram import Update

from bot.chat import say, toast
from bot.clock import zone
from bot.context import Context, step_of
from domain.messages import Kind, kind_of
from domain.people import Reader
from domain.steps import Step
from storage import people
from storage.people import Person
from storage.writer import Later
from texts.speak import Say, language_of
from views.screen import Screen
from views.start import stranger

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")
Action = Callable[Concatenate[Session, Person, Step, P], T]
AllAtOnce = Callable[[Session, list[A]], list[tuple[T, Reader] | Later | None]]
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """What an action decided, for whom, and how to say it to them."""

    outcome: T
    reader: Reader
    say: Say


async def act(
    update: Update, context: Context, action: Action[P, T], *args: P.args, **kwargs: P.kwargs
) -> Acted[T] | None:
    """Runs the action for the person behind the update; somebody unknown is told so: None."""
    user = update.effective_user
    if user is None:
        return None
    step = step_of(update, context.turn)

    reachable = context.angat.reachable

    def work(session: Session) -> tuple[T, Reader] | None:
        return for_person(
            session,
            user.id,
            step,
            lambda who: action(session, who, step, *args, **kwargs),
            lambda: reachable(session, user.id, True, step.now),
        )

    return await acted(update, context, await patiently(update, context, work))


async def act_alike(
    update: Update, context: Context, action: AllAtOnce[A, T], said: Callable[[int, Step], A]
) -> Acted[T] | None:
    """The same with an action that takes all who say something of that kind at the moment."""
    user = update.effective_user
    if user is None:
        return None
    item = said(user.id, step_of(update, context.turn))
    return await acted(update, context, await context.angat.db.write_alike(action, item))


async def patiently(
    update: Update,
    context: Context,
    action: Callable[Concatenate[Session, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Writes; a tap's wheel stops after half a second, whatever the action waits for."""
    writing = asyncio.ensure_future(context.angat.db.write(action, *args, **kwargs))
    if update.callback_query:
        await hurry(writing, context, update)
    return await writing


async def look(
    update: Update, context: Context, question: Action[P, T], *args: P.args, **kwargs: P.kwargs
) -> Acted[T] | None:
    """The same for a question that writes nothing: whoever writes does not wait for it."""
    user = update.effective_user
    if user is None:
        return None
    step = step_of(update, context.turn)

    def work(session: Session) -> tuple[T, Reader] | None:
        return for_person(
            session, user.id, step, lambda who: question(session, who, step, *args, **kwargs)
        )

    return await acted(update, context, await context.angat.db.read(work))


async def acted(update: Update, context: Context, done: tuple[T, Reader] | None) -> Acted[T] | None:
    if done is None:
        await to_stranger(update, context)
        return None
    return Acted(done[0], done[1], context.angat.speak(done[1].language))


async def to_stranger(update: Update, context: Context) -> None:
    """Nothing is stored: the answer replies to what they wrote, so that a tap can bring it back.

    Said once a turn, however many actions found nobody.
    """
    if context.turn.stranger_told:
        return
    context.turn.stranger_told = True
    user, message = update.effective_user, update.effective_message
    say_it = context.angat.speak(language_of(user.language_code if user else None))
    if update.callback_query:
        await toast(update, context, say_it("not-yours"))
        return
    if message is None or update.edited_message:
        return
    said = kind_of(message.text, context.angat.catalog.words).kind if message.text else None
    is_line = said is Kind.WIN and not (message.text or "").startswith("/")
    screen = stranger(say_it) if is_line else Screen(say_it("start-stranger-hello"))
    await say(context, screen, reply_to=message.message_id if is_line else None)


def for_person(
    session: Session,
    telegram_id: int,
    step: Step,
    action: Callable[[Person], T],
    back: Callable[[], None] | None = None,
) -> tuple[T, Reader] | None:
    """Finds the person inside the transaction; None where there is nobody."""
    person = people.by_telegram(session, telegram_id)
    return None if person is None else for_known(session, person, step, action, back)


def for_known(
    session: Session,
    person: Person,
    step: Step,
    action: Callable[[Person], T],
    back: Callable[[], None] | None = None,
) -> tuple[T, Reader]:
    """The reader is who they are after the action.

    Whoever writes can be written to: `back` runs first for somebody unreachable.
    """
    if person.state == "unreachable" and back:
        back()
        person = people.by_telegram(session, person.telegram_id) or person
    outcome = action(person)
    if session.info.get(people.CHANGED):
        person = people.by_telegram(session, person.telegram_id) or person
    return outcome, reader_of(person, step.now)


async def hurry(writing: asyncio.Future[Any], context: Context, update: Update) -> None:
    patience = asyncio.ensure_future(context.angat.clock.sleep(PATIENCE_SECONDS))
    await asyncio.wait({writing, patience}, return_when=asyncio.FIRST_COMPLETED)
    patience.cancel()
    if not writing.done():
        await toast(update, context)


def reader_of(person: Person, now: datetime) -> Reader:
    return Reader(
        id=person.id,
        name=person.name,
        language=person.language,
        zone=zone(person.zone),
        zone_name=person.zone,
        country=person.country,
        stage=person.setup,
        now=now,
    )
