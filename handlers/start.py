"""/start and the four taps after it, each skippable."""

import re
from datetime import timedelta

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler

from actions import begin, mine
from actions.begin import Newcomer
from actions.keep_win import Line, keep_win
from bot.acting import act, forged, look
from bot.chat import answer, close_asked, react, reply, say, toast
from bot.context import Context, step_of
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from bot.receipts import KEPT, keep
from domain.hours import (
    is_an_hour,
    looks_like_a_date,
    looks_like_an_hour,
    names_days,
    read_date,
    read_hour,
    read_weekdays,
    rotates,
)
from domain.setup import Stage
from texts.speak import language_of, plain_name
from views import start as views
from views.mine import delete_ask
from views.screen import Button, Screen
from views.taps import Verb, written
from views.wins import with_way_back

WIN, STARTS, HOUR, REST = (f"setup.{stage}" for stage in list(Stage)[:4])
FURTHEST = timedelta(days=366)
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def newcomer_behind(update: Update, context: Context) -> Newcomer:
    user = update.effective_user
    if user is None:
        raise RuntimeError("an update without a person")
    payload = context.args[0] if context.args and PAYLOAD.fullmatch(context.args[0]) else None
    return Newcomer(
        telegram_id=user.id,
        name=plain_name(user.first_name),
        language=language_of(user.language_code),
        zone=context.angat.settings.default_zone,
        payload=payload,
    )


async def on_start(update: Update, context: Context) -> object:
    step = step_of(update, context.turn)
    begun = await context.angat.db.write(begin.begin, newcomer_behind(update, context), step)
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    stage = Stage(begun.person.setup)
    if stage is Stage.DONE:
        await say(context, views.again(acted.reader, acted.say))
        return None
    if begun.new or stage is Stage.WIN:
        await say(context, views.first_card(acted.reader, acted.say))
        return None
    return await ask_stage(update, context)


async def on_begin(update: Update, context: Context) -> object:
    """Save and begin: the tap brings the stranger's line along."""
    if await forged(update, context):
        return None
    line = line_replied_to(update)
    if line is None:
        say_it = context.angat.speak(newcomer_behind(update, context).language)
        await toast(update, context)
        await say(context, Screen(say_it("start-gone-message")))
        return None
    newcomer, step = newcomer_behind(update, context), step_of(update, context.turn)
    await context.angat.db.write(begin.begin_with, newcomer, step, line)
    acted = await act(update, context, begin.go_on, Stage.WIN)
    if acted is None:
        return None
    await react(context, line.message_id, KEPT)
    await answer(update, context, views.first_card(acted.reader, acted.say))
    return None


def line_replied_to(update: Update) -> Line | None:
    """The message that the tapped one answers, with its own date."""
    tapped = update.callback_query.message if update.callback_query else None
    source = tapped.reply_to_message if isinstance(tapped, Message) else None
    if source is None or not source.text:
        return None
    return Line(source.text, source.message_id, source.date)


async def ask_stage(update: Update, context: Context) -> object:
    """Shows what set-up asks next; the hour and the first day may be typed."""
    acted = await act(update, context, begin.ask)
    if acted is None:
        return END
    standing, screen_id = acted.outcome
    if update.callback_query is None:
        await close_asked(context)
    screen = views.stage_screen(standing, acted.reader, acted.say)
    await answer(update, context, screen, screen_id)
    if standing.stage is Stage.DONE:
        return END
    return context.ask(f"setup.{standing.stage}", acted.reader.id, None, screen_id)


async def on_who_sees(update: Update, context: Context) -> None:
    acted = await act(update, context, begin.stand)
    if acted:
        operator = context.angat.settings.operator
        await answer(update, context, views.who_sees(acted.reader, operator, acted.say))


async def on_language(update: Update, context: Context) -> None:
    acted = await act(update, context, begin.set_language, tap_of(update).choice)
    if acted:
        await answer(update, context, views.first_card(acted.reader, acted.say))


async def on_not_for_me(update: Update, context: Context) -> None:
    first = await look(update, context, mine.count)
    if first is None:
        return
    if first.reader.stage != Stage.WIN or first.outcome.wins:
        await answer(update, context, delete_ask(first.outcome, first.reader, first.say))
        return
    acted = await act(update, context, mine.delete)
    if acted:
        context.turn.forget(acted.outcome)
        await answer(update, context, Screen(acted.say("start-wiped")))


async def on_go(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.stand)
    return await ask_stage(update, context) if acted else None


async def on_chip(update: Update, context: Context) -> object:
    """The first win by a tap: kept, and the hour is asked in the same message."""
    chip = tap_of(update).choice
    if chip not in views.FIRST_CHIPS:
        return await on_go(update, context)
    known = await act(update, context, begin.stand)
    if known is None:
        return None
    if known.outcome.stage is not Stage.WIN:
        return await ask_stage(update, context)
    kept = await act(update, context, keep_win, Line(known.say(f"win-{chip}"), step=chip))
    acted = await act(update, context, begin.go_on, Stage.WIN)
    if kept is None or acted is None:
        return None
    win = kept.outcome.win
    undo = Button(acted.say("button-undo"), tap=written(Verb.WIN_UNDO, win.id, win.version))
    await answer(
        update, context, views.usual_hour(acted.reader, acted.say, "setup-hour-first", (undo,))
    )
    return context.ask(HOUR, acted.reader.id)


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
    else:
        minutes = int(choice) if choice.isdecimal() and int(choice) < 24 * 60 else 0
        acted = await act(update, context, begin.ends_at, minutes)
    return await ask_stage(update, context) if acted else None


async def on_hour_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.ends_at, read_hour(words_of(update)) or 0)
    return await ask_stage(update, context) if acted else None


async def on_loose_hour(update: Update, context: Context) -> object:
    """An hour while nothing is open: set-up's answer if it still asks, else a line like any."""
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    if acted.outcome.stage is Stage.HOUR:
        return await on_hour_typed(update, context)
    return await keep(update, context, words_of(update))


async def on_hour_unread(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    await reply(update, context, with_way_back(acted.say("setup-hour-unread"), acted.say))
    asked = context.question
    return context.ask(HOUR, acted.reader.id, None, asked.screen_id if asked else None)


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
        await reply(update, context, with_way_back(acted.say(sentence), acted.say))
        asked = context.question
        return context.ask(STARTS, acted.reader.id, None, asked.screen_id if asked else None)
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
        return None
    if choice == views.UNSURE:
        acted = await act(update, context, begin.rest_days, None)
    elif choice == "done":
        acted = await act(update, context, begin.rest_ticked)
    else:
        acted = await act(update, context, begin.rest_days, choice)
    return await ask_stage(update, context) if acted else None


async def on_rotates_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.rotates)
    return await ask_stage(update, context) if acted else None


async def on_rest_typed(update: Update, context: Context) -> object:
    acted = await act(update, context, begin.rest_days, read_weekdays(words_of(update)))
    return await ask_stage(update, context) if acted else None


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("start", on_start, filters=SAID),
            on_taps(on_begin, Verb.BEGIN),
            on_taps(on_go, Verb.START),
            on_taps(on_chip, Verb.SETUP_CHIP),
            on_taps(on_skip, Verb.SETUP_SKIP),
            on_taps(on_hour_tap, Verb.SETUP_HOUR),
            on_taps(on_rest, Verb.SETUP_REST),
            on_taps(on_not_for_me, Verb.NOT_FOR_ME),
            MessageHandler(SAID & TEXT & Reads(is_an_hour), on_loose_hour),
        ),
        asks={
            HOUR: (
                MessageHandler(SAID & TEXT & Reads(is_an_hour), on_hour_typed),
                MessageHandler(SAID & TEXT & Reads(rotates), on_rotates_typed),
                MessageHandler(SAID & TEXT & Reads(looks_like_an_hour), on_hour_unread),
            ),
            WIN: (),
            REST: (MessageHandler(SAID & TEXT & Reads(names_days), on_rest_typed),),
            STARTS: (MessageHandler(SAID & TEXT & Reads(looks_like_a_date), on_first_day_typed),),
        },
        taps=(
            on_taps(on_who_sees, Verb.WHO_SEES),
            on_taps(on_language, Verb.LANGUAGE),
        ),
    )
