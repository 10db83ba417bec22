"""The four taps of set-up, each skippable: first win, first day, hour, rest days."""

from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.ext import MessageHandler

from actions import begin
from actions.keep_win import Line
from bot.acting import Acted, act
from bot.chat import answer, close_asked, reply
from bot.context import Context
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from bot.receipts import keep_or_ask
from domain.hours import (
    DAY,
    Out,
    is_an_hour,
    is_bare_number,
    looks_like_a_date,
    looks_like_an_hour,
    names_days,
    read_date,
    read_out,
    read_weekdays,
    rotates,
)
from domain.setup import Stage
from views import start as views
from views.screen import Button, Screen
from views.taps import Verb, written
from views.wins import with_way_back

WIN, STARTS, HOUR, REST = (f"setup.{stage}" for stage in list(Stage)[:4])
FURTHEST = timedelta(days=366)


async def ask_stage(update: Update, context: Context) -> object:
    """Shows what set-up asks next; the hour and the first day may be typed."""
    acted = await act(update, context, begin.ask)
    return await show_stage(update, context, acted.outcome, acted) if acted else END


async def show_stage(
    update: Update, context: Context, asked: tuple[begin.SetUp, int], acted: Acted[Any]
) -> object:
    standing, screen_id = asked
    if update.callback_query is None:
        await close_asked(context)
    screen = views.stage_screen(standing, acted.reader, acted.say)
    await answer(update, context, screen, screen_id)
    if standing.stage is Stage.DONE:
        return END
    return context.ask(f"setup.{standing.stage}", acted.reader.id, None, screen_id)


async def on_go(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.stand)
    return await ask_stage(update, context) if acted else None


async def on_chip(update: Update, context: Context) -> object:
    """The first win by a tap: kept, and the hour is asked in the same message."""
    chip = tap_of(update).choice
    known = await act(update, context, begin.stand)
    if known is None:
        return None
    if chip not in views.FIRST_CHIPS:
        return await ask_stage(update, context)
    line = Line(known.say(f"win-{chip}"), step=chip)
    acted = await act(update, context, begin.first_chip, line)
    if acted is None or acted.outcome is None:
        return await ask_stage(update, context) if acted else None
    kept, screen_id = acted.outcome
    undo = Button(
        acted.say("button-undo"), tap=written(Verb.WIN_UNDO, kept.win.id, kept.win.version)
    )
    screen = views.usual_hour(acted.reader, acted.say, "setup-hour-first", (undo,))
    await answer(update, context, screen, screen_id)
    return context.ask(HOUR, acted.reader.id, None, screen_id)


async def on_skip(update: Update, context: Context) -> object:
    choice = tap_of(update).choice
    if choice == "trainee":
        acted = await act(update, context, begin.not_started)
    elif choice in ("d0", "d1"):
        acted = await act(update, context, begin.starts_soon, choice == "d1")
    elif choice in tuple(Stage):
        acted = await act(update, context, begin.skip, Stage(choice))
    else:
        acted = await act(update, context, begin.stand)
    return await ask_stage(update, context) if acted else None


async def on_hour_tap(update: Update, context: Context) -> object:
    choice = tap_of(update).choice
    if choice == views.OTHER:
        acted = await act(update, context, begin.stand)
        if acted:
            await answer(update, context, Screen(acted.say("setup-hour-type")))
            return context.ask(HOUR, acted.reader.id)
        return None
    if choice == views.ROTATES:
        acted = await act(update, context, begin.rotates)
    elif choice.isdecimal() and int(choice) < DAY:
        acted = await act(update, context, begin.ends_at, Out(int(choice)))
    else:
        acted = await act(update, context, begin.stand)
    return await ask_stage(update, context) if acted else None


async def on_hour_typed(update: Update, context: Context) -> object:
    """The hour, or that there is none to say because it rotates."""
    out = read_out(words_of(update))
    acted = await (
        act(update, context, begin.ends_at, out) if out else act(update, context, begin.rotates)
    )
    return await ask_stage(update, context) if acted else None


async def on_loose_hour(update: Update, context: Context) -> object:
    """An hour while nothing is open: set-up's answer if it still asks, else a line like any."""
    out = read_out(words_of(update))
    acted = await act(update, context, begin.loose_hour, out) if out else None
    if acted is None:
        return None
    if acted.outcome is None:
        return await keep_or_ask(update, context, words_of(update))
    return await show_stage(update, context, acted.outcome, acted)


async def on_hour_unread(update: Update, context: Context) -> object:
    return await unread(update, context, "setup-hour-unread", HOUR)


async def unread(update: Update, context: Context, sentence: str, state: str) -> str | None:
    """What looks like a failed answer: one sentence, and the question stays."""
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    await reply(update, context, with_way_back(acted.say(sentence), acted.say))
    asked = context.question
    return context.ask(state, acted.reader.id, None, asked.screen_id if asked else None)


async def on_first_day_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    today = acted.reader.now.astimezone(acted.reader.zone).date()
    first = read_date(words_of(update), today)
    if first is not None and first > today + FURTHEST:
        first = None
    if first is None or first < today:
        sentence = "setup-starts-unread" if first is None else "setup-starts-past"
        return await unread(update, context, sentence, STARTS)
    done = await act(update, context, begin.starts_on, first)
    return await ask_stage(update, context) if done else None


async def on_rest(update: Update, context: Context) -> object:
    tap = tap_of(update)
    choice = tap.choice
    if choice == views.OTHER or choice.startswith("t"):
        acted = await act(update, context, begin.toggle_rest, tap.version, choice[1:])
        if acted:
            chosen = acted.outcome.rest_days or ""
            screen = views.pick_rest(acted.reader, chosen, Verb.SETUP_REST, acted.say)
            await answer(update, context, screen)
            still = acted.outcome.stage is Stage.REST
            return context.ask(REST, acted.reader.id) if still else None
        return None
    if choice == views.UNSURE:
        acted = await act(update, context, begin.rest_days, None)
    elif choice == "done":
        acted = await act(update, context, begin.rest_ticked)
    else:
        acted = await act(update, context, begin.rest_days, choice)
    return await ask_stage(update, context) if acted else None


async def on_rest_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.rest_days, read_weekdays(words_of(update)))
    return await ask_stage(update, context) if acted else None


async def on_rest_unread(update: Update, context: Context) -> object:
    return await unread(update, context, "setup-rest-unread", REST)


def story() -> Story:
    return Story(
        starts=(
            on_taps(on_go, Verb.START),
            on_taps(on_chip, Verb.SETUP_CHIP),
            on_taps(on_skip, Verb.SETUP_SKIP),
            on_taps(on_hour_tap, Verb.SETUP_HOUR),
            on_taps(on_rest, Verb.SETUP_REST),
            MessageHandler(SAID & TEXT & Reads(is_an_hour), on_loose_hour),
        ),
        asks={
            HOUR: (
                MessageHandler(SAID & TEXT & Reads(is_an_hour), on_hour_typed),
                MessageHandler(SAID & TEXT & Reads(rotates), on_hour_typed),
                MessageHandler(SAID & TEXT & Reads(looks_like_an_hour), on_hour_unread),
            ),
            WIN: (),
            REST: (
                MessageHandler(SAID & TEXT & Reads(names_days), on_rest_typed),
                MessageHandler(SAID & TEXT & Reads(is_bare_number), on_rest_unread),
            ),
            STARTS: (MessageHandler(SAID & TEXT & Reads(looks_like_a_date), on_first_day_typed),),
        },
    )
