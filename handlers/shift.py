"""/shift: the hours, and changing them."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler

from actions import roster
from bot.acting import Acted, act
from bot.chat import answer, reply, toast
from bot.context import Context
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from domain.hours import (
    DAY,
    Out,
    is_an_hour,
    looks_like_an_hour,
    looks_like_minutes,
    read_minutes,
    read_out,
)
from views import roster as views
from views import start
from views.screen import Screen
from views.taps import Verb
from views.wins import with_way_back

HOUR, DELAY = "shift.hour", "shift.delay"


async def on_shift(update: Update, context: Context) -> None:
    await panel(update, context, await act(update, context, roster.show))


async def panel(update: Update, context: Context, acted: Acted[roster.Hours] | None) -> None:
    if acted:
        await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))


async def on_hour(update: Update, context: Context) -> str | None:
    choice = tap_of(update).choice
    if choice in ("", start.OTHER):
        acted = await act(update, context, roster.show)
        if acted is None:
            return None
        if choice == "":
            await answer(update, context, views.pick_hour(acted.reader, acted.say))
            return None
        await answer(update, context, Screen(acted.say("setup-hour-type")))
        return context.ask(HOUR, acted.reader.id)
    out = Out(int(choice)) if choice.isdecimal() and int(choice) < DAY else None
    await panel(update, context, await act(update, context, roster.set_hour, out))
    return None


async def on_hour_typed(update: Update, context: Context) -> object:
    out = read_out(words_of(update))
    await panel(update, context, await act(update, context, roster.set_hour, out))
    return END


async def on_hour_unread(update: Update, context: Context) -> object:
    """What looks like a failed answer: one sentence, the question stays."""
    acted = await act(update, context, roster.show)
    if acted is None:
        return END
    await reply(update, context, with_way_back(acted.say("setup-hour-unread"), acted.say))
    return context.ask(HOUR, acted.reader.id)


async def on_rest(update: Update, context: Context) -> None:
    tap = tap_of(update)
    choice = tap.choice
    if choice == "done":
        await panel(update, context, await act(update, context, roster.rest_known))
        return
    acted = await act(update, context, roster.toggle_rest, tap.version, choice[1:])
    if acted:
        chosen = acted.outcome.rest_days or ""
        screen = start.pick_rest(acted.reader, chosen, Verb.SHIFT_REST, acted.say)
        await answer(update, context, screen)


async def on_delay(update: Update, context: Context) -> str | None:
    choice = tap_of(update).choice
    if choice in ("", start.OTHER):
        acted = await act(update, context, roster.show)
        if acted is None:
            return None
        await answer(update, context, views.pick_delay(acted.reader, acted.say))
        return context.ask(DELAY, acted.reader.id)
    await set_delay(update, context, int(choice) if choice.isdecimal() else -1)
    return None


async def set_delay(update: Update, context: Context, minutes: int) -> object:
    acted = await act(update, context, roster.set_delay, minutes)
    if acted is None:
        return END
    if acted.outcome is None:
        await toast(update, context)
        await reply(update, context, with_way_back(acted.say("shift-delay-unread"), acted.say))
        return context.ask(DELAY, acted.reader.id)
    await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))
    return END


async def on_delay_typed(update: Update, context: Context) -> object:
    return await set_delay(update, context, read_minutes(words_of(update)))


async def on_asking(update: Update, context: Context) -> None:
    choice = tap_of(update).choice
    acted = await act(update, context, roster.set_asking, choice)
    if acted is None:
        return
    if acted.outcome is None:
        await answer(update, context, views.pick_asking(acted.reader, acted.say))
        return
    await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("shift", on_shift, filters=SAID),
            on_taps(on_hour, Verb.SHIFT_HOUR),
            on_taps(on_delay, Verb.SHIFT_DELAY),
        ),
        asks={
            HOUR: (
                MessageHandler(SAID & TEXT & Reads(is_an_hour), on_hour_typed),
                MessageHandler(SAID & TEXT & Reads(looks_like_an_hour), on_hour_unread),
            ),
            DELAY: (MessageHandler(SAID & TEXT & Reads(looks_like_minutes), on_delay_typed),),
        },
        taps=(
            on_taps(on_rest, Verb.SHIFT_REST),
            on_taps(on_asking, Verb.SHIFT_ASKING),
            on_taps(on_shift, Verb.SHIFT_BACK),
        ),
    )
