"""/progress, /privacy, /export, /delete: what is theirs, and the way out."""

from telegram import Update
from telegram.ext import CommandHandler

from actions import mine, progress
from bot.acting import act, look, patiently
from bot.calls import Document
from bot.chat import answer, say, send_file, toast
from bot.context import Context
from bot.conversations import Story
from bot.filters import SAID, on_taps, tap_of
from bot.menu import forget_menu
from bot.receipts import resume
from domain.delivery import Verdict
from domain.people import is_meant_still
from domain.setup import Stage
from texts.speak import language_of
from views import mine as views
from views.screen import Screen
from views.taps import Verb

FILE = "angat.json"


async def on_progress(update: Update, context: Context) -> str | None:
    acted = await look(update, context, progress.week)
    if acted is None:
        return None
    await say(context, views.progress(acted.outcome, acted.reader, acted.say))
    return None if acted.reader.stage == Stage.DONE else await resume(update, context)


async def on_privacy(update: Update, context: Context) -> None:
    """For anybody: a stranger reads who runs the server, and becomes nobody by it."""
    user = update.effective_user
    operator = context.angat.settings.operator
    known = await context.angat.db.read(mine.is_known, user.id if user else 0)
    if not known:
        say_it = context.angat.speak(language_of(user.language_code if user else None))
        await say(context, Screen(say_it("privacy-stranger", operator=operator)))
        return
    acted = await look(update, context, mine.agreed_on)
    if acted:
        screen = views.privacy(acted.reader, operator, acted.outcome, acted.say)
        await answer(update, context, screen)


async def on_language(update: Update, context: Context) -> None:
    acted = await act(update, context, mine.set_language, tap_of(update).choice)
    if acted:
        operator = context.angat.settings.operator
        await toast(update, context, acted.say("privacy-language"))
        screen = views.privacy(acted.reader, operator, acted.outcome, acted.say)
        await answer(update, context, screen)


async def on_export(update: Update, context: Context) -> None:
    acted = await look(update, context, mine.export)
    if acted is None:
        return
    await toast(update, context)
    document = Document(FILE, acted.outcome.file, acted.say("export-caption"))
    said = await send_file(context, acted.reader.id, document, acted.outcome.content)
    if said not in (Verdict.DELIVERED, Verdict.UNKNOWN):
        await say(context, Screen(acted.say("export-failed")))


async def on_delete(update: Update, context: Context) -> None:
    """Counted, with the file first; the second tap is asked once more."""
    acted = await look(update, context, mine.count)
    if acted is None:
        return
    sure = update.callback_query is not None and tap_of(update).choice == "sure"
    if sure:
        await answer(update, context, views.delete_sure(acted.reader, acted.say))
        return
    await answer(update, context, views.delete_ask(acted.outcome, acted.reader, acted.say))


async def on_delete_all(update: Update, context: Context) -> None:
    """One action; the last answer is said from memory, also when it is said again."""
    user = update.effective_user
    if user is None:
        return
    tap = tap_of(update)
    if not is_meant_still(tap.version, context.turn.received_at):
        await on_delete(update, context)
        return
    row = tap.row
    action = mine.delete_by_telegram
    done = await patiently(update, context, action, user.id, row, context.turn)
    if done is None:
        say_it = context.angat.speak(language_of(user.language_code))
        await toast(update, context, say_it("not-yours"))
        return
    language, gone = done
    context.turn.forget(gone)
    await forget_menu(context.angat.bot, user.id)
    say_it = context.angat.speak(language or language_of(user.language_code))
    await answer(update, context, Screen(say_it("delete-done")))


async def on_keep(update: Update, context: Context) -> None:
    acted = await look(update, context, mine.count)
    if acted:
        await answer(update, context, Screen(acted.say("delete-kept")))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("progress", on_progress, filters=SAID),
            CommandHandler("privacy", on_privacy, filters=SAID),
            CommandHandler("export", on_export, filters=SAID),
            CommandHandler("delete", on_delete, filters=SAID),
            on_taps(on_delete_all, Verb.DELETE_ALL),
        ),
        taps=(
            on_taps(on_language, Verb.PRIVACY_LANGUAGE),
            on_taps(on_export, Verb.EXPORT),
            on_taps(on_delete, Verb.DELETE_ASK),
            on_taps(on_keep, Verb.DELETE_KEEP),
        ),
    )
