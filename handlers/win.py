"""A win: any message, kept at once, and changed by editing that message."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, TypeHandler, filters

from actions import begin, change_win, notes
from actions.keep_win import Line, keep_win
from bot.acting import act
from bot.chat import answer, edit, react, reply, say, toast
from bot.context import Context
from bot.conversations import Story
from bot.filters import PRIVATE, SAID, Reads, on_taps, replied_to, words_of
from bot.help_card import met_crisis
from bot.receipts import KEPT, keep, settle, what_else
from domain.messages import is_blank
from domain.wins import Changed, NotThere, Stale
from views import wins
from views.screen import Screen
from views.taps import Verb

EDITED = filters.UpdateType.EDITED_MESSAGE & PRIVATE & filters.TEXT


async def on_win(update: Update, context: Context) -> str | None:
    """/win and the line behind it."""
    text = "".join(words_of(update).split(maxsplit=1)[1:])
    if text and await met_crisis(update, context, text):
        return None
    if text:
        return await keep(update, context, text)
    acted = await act(update, context, begin.stand)
    if acted:
        await say(context, Screen(acted.say("win-nothing-to-say")))
    return None


async def on_it_is_a_win(update: Update, context: Context) -> str | None:
    """The tap brings the text back from the message it answers."""
    source = replied_to(update)
    if source is None or not source.text:
        known = await act(update, context, begin.stand)
        if known:
            await toast(update, context, known.say("start-gone-message"))
        return None
    line = Line(source.text, source.message_id, source.date)
    acted = await act(update, context, keep_win, line)
    if acted is None:
        return None
    await react(context, source.message_id, KEPT)
    screen = wins.receipt(acted.outcome, acted.reader, acted.say)
    await answer(update, context, screen, acted.outcome.receipt.screen_id)
    return await what_else(update, context, acted)


def line_in(text: str) -> str:
    """What is to be kept of a message: a command has nothing but the line behind /win."""
    if not text.startswith("/"):
        return text
    command, *line = text.split(maxsplit=1)
    return "".join(line).strip() if command.lower().partition("@")[0] == "/win" else ""


async def on_edited(update: Update, context: Context) -> None:
    """The person edited their own message: the win follows, and its receipt says so."""
    text = line_in(words_of(update))
    if await met_crisis(update, context, text):
        return
    acted = await act(update, context, change_win.rewrite_by_message, text)
    if acted is None:
        return
    match acted.outcome:
        case Changed(win=win, receipt=receipt):
            screen = wins.edited(win, acted.reader, acted.say)
            await edit(context, receipt.message_id if receipt else None, screen)
        case Stale():
            await say(context, Screen(acted.say("win-gone-edit")))
        case NotThere():
            await on_edited_other(update, context, text)


async def on_edited_other(update: Update, context: Context, text: str) -> None:
    """It made no win: a sealed note follows, anything else may become a win now."""
    noted = await act(update, context, notes.rewrite, text)
    if noted:
        view = wins.note_edited if noted.outcome else wins.edit_of_other
        await reply(update, context, view(noted.say))


def says_nothing(text: str) -> bool:
    return is_blank(line_in(text))


async def on_emptied(update: Update, context: Context) -> None:
    """Nothing is left of the line: a win stays, and is taken out by its own button."""
    acted = await act(update, context, change_win.look_by_message)
    if acted and isinstance(acted.outcome, Changed):
        await reply(update, context, Screen(acted.say("win-emptied")))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("win", on_win, filters=SAID),
            on_taps(on_it_is_a_win, Verb.WIN_IT_IS),
        ),
        edits=(
            MessageHandler(EDITED & Reads(says_nothing), on_emptied),
            MessageHandler(EDITED, on_edited),
        ),
        last=(TypeHandler(Update, settle),),
    )
