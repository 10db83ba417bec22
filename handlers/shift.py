"""/shift: the hours, and changing them."""

from datetime import timedelta

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
    is_bare_number,
    looks_like_a_date,
    looks_like_an_hour,
    looks_like_minutes,
    names_days,
    read_date,
    read_minutes,
    read_out,
    read_start,
    read_weekdays,
    rotates,
)
from views import roster as views
from views import start
from views.screen import Screen
from views.taps import Verb
from views.wins import with_way_back

HOUR, START, REST = "shift.hour", "shift.start", "shift.rest"
DELAY, FIRST = "shift.delay", "shift.first"
FURTHEST = timedelta(days=366)


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
            return context.ask(HOUR, acted.reader.id)
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
    return await unread(update, context, "setup-hour-unread", HOUR)


async def unread(update: Update, context: Context, sentence: str, state: str) -> object:
    """What looks like a failed answer: one sentence, the question stays."""
    acted = await act(update, context, roster.show)
    if acted is None:
        return END
    await reply(update, context, with_way_back(acted.say(sentence), acted.say))
    return context.ask(state, acted.reader.id)


async def on_rotates(update: Update, context: Context) -> object:
    await panel(update, context, await act(update, context, roster.set_hour, None))
    return END


async def on_start(update: Update, context: Context) -> object:
    choice = tap_of(update).choice
    if choice.isdecimal() and int(choice) < DAY:
        return await set_start(update, context, int(choice))
    acted = await act(update, context, roster.show)
    if acted is None:
        return END
    await answer(update, context, views.pick_start(acted.outcome, acted.reader, acted.say))
    return context.ask(START, acted.reader.id)


async def set_start(update: Update, context: Context, minutes: int) -> object:
    acted = await act(update, context, roster.set_start, minutes)
    if acted is None:
        return END
    if acted.outcome is None:
        await toast(update, context)
        return await unread(update, context, "shift-start-unread", START)
    await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))
    return END


async def on_start_typed(update: Update, context: Context) -> object:
    """The start alone, or both ends."""
    out = read_start(words_of(update))
    if out is None or out.length_minutes is not None:
        await panel(update, context, await act(update, context, roster.set_hour, out))
        return END
    return await set_start(update, context, out.ends_at)


async def on_start_unread(update: Update, context: Context) -> object:
    return await unread(update, context, "setup-hour-unread", START)


async def on_first(update: Update, context: Context) -> object:
    acted = await act(update, context, roster.show)
    if acted is None:
        return END
    await answer(update, context, views.pick_first_day(acted.reader, acted.say))
    return context.ask(FIRST, acted.reader.id)


async def on_first_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, roster.show)
    if acted is None:
        return END
    today = acted.reader.now.astimezone(acted.reader.zone).date()
    first = read_date(words_of(update), today)
    if first is None or first > today + FURTHEST:
        return await unread(update, context, "setup-starts-unread", FIRST)
    if first < today:
        return await unread(update, context, "setup-starts-past", FIRST)
    await panel(update, context, await act(update, context, roster.set_first_day, first))
    return END


async def on_rest(update: Update, context: Context) -> object:
    tap = tap_of(update)
    choice = tap.choice
    if choice == "done":
        await panel(update, context, await act(update, context, roster.rest_known))
        return END
    acted = await act(update, context, roster.toggle_rest, tap.version, choice[1:])
    if acted is None:
        return END
    chosen = acted.outcome.rest_days or ""
    screen = start.pick_rest(acted.reader, chosen, Verb.SHIFT_REST, acted.say)
    await answer(update, context, screen)
    return context.ask(REST, acted.reader.id)


async def on_rest_typed(update: Update, context: Context) -> object:
    digits = read_weekdays(words_of(update)) or ""
    await panel(update, context, await act(update, context, roster.set_rest, digits))
    return END


async def on_rest_unread(update: Update, context: Context) -> object:
    return await unread(update, context, "setup-rest-unread", REST)


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
            on_taps(on_start, Verb.SHIFT_START),
            on_taps(on_rest, Verb.SHIFT_REST),
            on_taps(on_first, Verb.SHIFT_FIRST),
            on_taps(on_delay, Verb.SHIFT_DELAY),
            on_taps(on_shift, Verb.SHIFT_BACK),
        ),
        asks={
            HOUR: (
                MessageHandler(SAID & TEXT & Reads(is_an_hour), on_hour_typed),
                MessageHandler(SAID & TEXT & Reads(rotates), on_rotates),
                MessageHandler(SAID & TEXT & Reads(looks_like_an_hour), on_hour_unread),
            ),
            START: (
                MessageHandler(SAID & TEXT & Reads(is_an_hour), on_start_typed),
                MessageHandler(SAID & TEXT & Reads(rotates), on_rotates),
                MessageHandler(SAID & TEXT & Reads(looks_like_an_hour), on_start_unread),
            ),
            REST: (
                MessageHandler(SAID & TEXT & Reads(names_days), on_rest_typed),
                MessageHandler(SAID & TEXT & Reads(is_bare_number), on_rest_unread),
            ),
            FIRST: (MessageHandler(SAID & TEXT & Reads(looks_like_a_date), on_first_typed),),
            DELAY: (MessageHandler(SAID & TEXT & Reads(looks_like_minutes), on_delay_typed),),
        },
        taps=(on_taps(on_asking, Verb.SHIFT_ASKING),),
    )
