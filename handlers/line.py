"""Anything typed: a win unless it is plainly something else, which gets its fitting answer."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Update
from telegram.ext import MessageHandler

from actions import answering, begin, notes, roster
from bot.acting import act, look
from bot.chat import answer, reply, say, take_buttons_off
from bot.context import Context
from bot.conversations import Story
from bot.filters import SAID, TEXT, on_taps, replied_to, tap_of, words_of
from bot.help_card import met_crisis
from bot.receipts import go_on_with_setup, keep_or_ask, resume, tidy_card
from domain.messages import Kind, Said, kind_of
from texts.speak import Say
from views import checkins, plain, wins
from views.screen import Screen
from views.taps import Verb

MOST_OVERTIME_HOURS = 8
ASKS_NOTHING = (Kind.CRISIS, Kind.STOP)  # set-up waits for another message


async def on_line(update: Update, context: Context) -> str | None:
    """Saved at once when it is a win, or when we are not sure."""
    said = kind_of(words_of(update), context.angat.catalog.words)
    if said.kind is Kind.WIN:
        return await keep_or_ask(update, context, words_of(update))
    await PLAIN.get(said.kind, on_plain)(update, context, said)
    if said.kind in ASKS_NOTHING:
        return None
    skips = go_on_with_setup if said.kind is Kind.NOTHING else resume
    return await skips(update, context)


async def on_crisis(update: Update, context: Context, _said: Said) -> None:
    """The numbers at once; nothing is kept, asked or praised."""
    await met_crisis(update, context, words_of(update))


async def on_stop(update: Update, context: Context, _said: Said) -> None:
    acted = await act(update, context, answering.heard)
    if acted:
        await reply(update, context, plain.stop(acted.reader, acted.say))


async def on_plain(update: Update, context: Context, said: Said) -> None:
    acted = await act(update, context, answering.heard)
    if acted:
        await reply(update, context, wins.not_a_win(said.kind, acted.say))


async def on_nothing(update: Update, context: Context, said: Said) -> None:
    acted = await act(update, context, answering.nothing_said)
    if acted is None:
        return
    await tidy(context, acted.outcome, acted.say)
    shift = acted.outcome.shift if acted.outcome else None
    await reply(update, context, plain.nothing(shift, acted.reader, acted.say))
    offer = acted.outcome.offer if acted.outcome else None
    if offer is not None:
        await say(context, checkins.offer(offer, acted.say), offer)


async def on_later(update: Update, context: Context, said: Said) -> None:
    acted = await act(update, context, answering.later_said)
    if acted:
        await tidy(context, acted.outcome, acted.say)
        at = acted.outcome.later if acted.outcome else None
        await reply(update, context, plain.later(at, acted.reader, acted.say))


async def tidy(context: Context, answered: answering.Answered | None, say_it: Say) -> None:
    """The card that was answered in words loses its buttons, all but the energy row."""
    if answered is not None and answered.left is not None:
        await tidy_card(context, answered.left, answered.shift.id, say_it)


async def on_overtime(update: Update, context: Context, said: Said) -> None:
    hours = said.hours if said.hours and 0 < said.hours <= MOST_OVERTIME_HOURS else None
    longer = timedelta(hours=float(hours)) if hours else None
    acted = await act(update, context, answering.overtime_said, longer)
    if acted:
        await tidy_closed(update, context)
        await reply(update, context, plain.overtime(acted.outcome, acted.reader, acted.say))


async def on_rest_day(update: Update, context: Context, said: Said) -> None:
    acted = await act(update, context, roster.rest, said.days_ahead)
    if acted:
        await tidy_closed(update, context)
        await reply(update, context, plain.rest_day(acted.outcome, acted.reader, acted.say))


async def tidy_closed(update: Update, context: Context) -> None:
    """The card of a shift that goes on, or was none, has no buttons any more."""
    acted = await look(update, context, answering.closed_now)
    await take_buttons_off(context, acted.outcome if acted else None)


PLAIN: dict[Kind, Callable[[Update, Context, Said], Awaitable[None]]] = {
    Kind.NOTHING: on_nothing,
    Kind.LATER: on_later,
    Kind.OVERTIME: on_overtime,
    Kind.REST_DAY: on_rest_day,
    Kind.CRISIS: on_crisis,
    Kind.STOP: on_stop,
}


async def on_overtime_tap(update: Update, context: Context) -> None:
    """+1 h, +2 h, after I wake."""
    tap = tap_of(update)
    acted = await act(update, context, answering.overtime_tapped, tap.row, tap.choice)
    if acted:
        await tidy_closed(update, context)
        await answer(update, context, plain.asked_at(acted.outcome, acted.reader, acted.say))


async def on_work_today(update: Update, context: Context) -> None:
    """A rest day that was none."""
    acted = await act(update, context, roster.work_today, tap_of(update).row)
    if acted:
        await answer(update, context, plain.work_day(acted.outcome, acted.reader, acted.say))


async def on_note(update: Update, context: Context) -> None:
    """A vent, kept by a tap: the text comes back from her message, sealed."""
    source = replied_to(update)
    if source is None or not source.text:
        sentence = "start-gone-message"
        acted = await act(update, context, begin.stand)
    else:
        sentence = "plain-vent-kept"
        line = (source.message_id, source.date, source.text)
        acted = await act(update, context, notes.keep_note, line)
    if acted:
        await answer(update, context, Screen(acted.say(sentence)))


async def on_forget(update: Update, context: Context) -> None:
    source = replied_to(update)
    message_id = source.message_id if source else 0
    acted = await act(update, context, notes.forget, message_id)
    if acted:
        await answer(update, context, Screen(acted.say("plain-vent-forgotten")))


def story() -> Story:
    return Story(
        starts=(MessageHandler(SAID & TEXT, on_line),),
        taps=(
            on_taps(on_overtime_tap, Verb.SHIFT_NOTE),
            on_taps(on_work_today, Verb.SHIFT_WORK),
            on_taps(on_note, Verb.WIN_KEEP_NOTE),
            on_taps(on_forget, Verb.WIN_FORGET),
        ),
    )
