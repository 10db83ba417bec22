"""/start, a stranger's first line, and the first card."""

import re

from telegram import Update
from telegram.ext import CommandHandler

from actions import begin, mine
from actions.begin import Newcomer
from actions.keep_win import Line
from bot.acting import act, look, patiently
from bot.chat import answer, react, say, toast
from bot.context import Context, step_of
from bot.conversations import Story
from bot.filters import SAID, on_taps, replied_to, tap_of
from bot.menu import forget_menu
from bot.receipts import KEPT, resume
from domain.setup import Stage
from texts.speak import language_of, plain_name
from views import start as views
from views.mine import delete_ask
from views.screen import Screen
from views.taps import Verb

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
        await introduce(update, context)
        return None
    return await resume(update, context)


async def introduce(update: Update, context: Context) -> None:
    acted = await act(update, context, begin.introduce)
    if acted:
        screen = views.first_card(acted.reader, acted.say)
        await answer(update, context, screen, acted.outcome)


async def on_begin(update: Update, context: Context) -> object:
    """Save and begin: the tap brings the stranger's line along."""
    line = line_replied_to(update)
    if line is None:
        say_it = context.angat.speak(newcomer_behind(update, context).language)
        await toast(update, context)
        await say(context, Screen(say_it("start-gone-message")))
        return None
    newcomer, step = newcomer_behind(update, context), step_of(update, context.turn)
    await patiently(update, context, begin.begin_with, newcomer, step, line)
    acted = await act(update, context, begin.go_on, Stage.WIN)
    if acted is None:
        return None
    await react(context, line.message_id, KEPT)
    await introduce(update, context)
    return None


def line_replied_to(update: Update) -> Line | None:
    """The message that the tapped one answers, with its own date."""
    source = replied_to(update)
    if source is None or not source.text:
        return None
    return Line(source.text, source.message_id, source.date)


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
    """Whoever has nothing to lose is wiped at once; said from memory when it is handled again."""
    user = update.effective_user
    if not await context.angat.db.read(mine.is_known, user.id if user else 0):
        say_it = context.angat.speak(newcomer_behind(update, context).language)
        await answer(update, context, Screen(say_it("start-wiped")))
        return
    first = await look(update, context, mine.count)
    if first is None:
        return
    if first.reader.stage != Stage.WIN or not first.outcome.nothing:
        await answer(update, context, delete_ask(first.outcome, first.reader, first.say))
        return
    acted = await act(update, context, mine.delete)
    if acted:
        context.turn.forget(acted.outcome)
        await forget_menu(context.angat.bot, context.turn.chat_key)
        await answer(update, context, Screen(acted.say("start-wiped")))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("start", on_start, filters=SAID),
            on_taps(on_begin, Verb.BEGIN),
            on_taps(on_not_for_me, Verb.NOT_FOR_ME),
        ),
        taps=(
            on_taps(on_who_sees, Verb.WHO_SEES),
            on_taps(on_language, Verb.LANGUAGE),
        ),
    )
