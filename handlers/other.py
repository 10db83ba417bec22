"""Everything else gets one fitting line: old buttons, stickers, unknown commands."""

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from actions import begin
from bot.acting import act
from bot.chat import say, toast
from bot.context import Context
from bot.conversations import Story
from bot.filters import SAID, Membership, is_forged, is_own
from bot.help_card import heard
from bot.receipts import resume
from domain.setup import Stage
from texts.speak import language_of
from views.screen import Screen

VOICE = filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE
STICKER = filters.Sticker.ALL | filters.ANIMATION | filters.Dice.ALL
BLOCKED = ("kicked", "left")


async def on_cancel(update: Update, context: Context) -> None:
    """Drops the open question, if there is one."""
    acted = await act(update, context, begin.stand)
    if acted:
        asked = context.question is not None
        await say(context, Screen(acted.say("cancel-done" if asked else "cancel-nothing")))


async def on_unknown_command(update: Update, context: Context) -> str | None:
    return await one_line(update, context, "plain-unknown-command")


async def on_sticker(update: Update, context: Context) -> None:
    await one_line(update, context, "plain-sticker")


async def on_voice(update: Update, context: Context) -> None:
    await one_line(update, context, "plain-voice")


async def on_anything(update: Update, context: Context) -> None:
    await one_line(update, context, "plain-file")


async def one_line(update: Update, context: Context, sentence: str) -> str | None:
    acted = await act(update, context, begin.stand)
    if acted is None:
        return None
    await say(context, Screen(acted.say(sentence)))
    return None if acted.outcome.stage is Stage.DONE else await resume(update, context)


async def on_old_tap(update: Update, context: Context) -> None:
    """A button that means nothing any more, or never did: a toast, and nothing is done."""
    query = update.callback_query
    if query is None:
        return
    speak = context.angat.speak(language_of(query.from_user.language_code))
    if is_forged(query):
        await toast(update, context, speak("not-yours"))
        return
    known = await act(update, context, begin.stand)
    await toast(update, context, (known.say if known else speak)("old-button"))


async def on_membership(update: Update, context: Context) -> None:
    """Blocked: left in peace. Unblocked: goes on where it stood."""
    change = update.my_chat_member
    if change is None or not is_own(change.from_user, change.chat.id):
        return
    left = change.new_chat_member.status in BLOCKED
    await context.angat.db.write(
        begin.reachable, change.from_user.id, not left, context.turn.received_at
    )


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("cancel", on_cancel, filters=SAID),
            MessageHandler(SAID & filters.COMMAND, on_unknown_command),
        ),
        otherwise=(
            heard(MessageHandler(SAID & STICKER, on_sticker)),
            heard(MessageHandler(SAID & VOICE, on_voice)),
            heard(MessageHandler(SAID & ~filters.TEXT, on_anything)),
            Membership(on_membership, "private"),
            CallbackQueryHandler(on_old_tap),
        ),
    )
