"""The only sender of answers: speaks in a turn, and meets what Telegram says to it."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session
from telegram import Update

from bot import calls
from bot.calls import Document, Said, To, attempt, send_document, send_to
from bot.context import Context, TelegramWaits
from bot.owed import Owed, comes_behind, lives_until, owe
from bot.raw import ask, markup, reaction
from domain.delivery import Verdict
from storage import files, groups, people, screens
from views.screen import Screen

NOT_SENT = (Verdict.RETRY, Verdict.WAIT)


async def say(
    context: Context, screen: Screen, screen_id: int | None = None, reply_to: int | None = None
) -> None:
    """A new message as the answer; what was certainly not sent becomes a letter."""
    owed = Owed(screen, screen_id, reply_to=reply_to)
    if await comes_behind(context, owed):
        return
    said = await send_to(context.angat, To(context.turn.chat_key, reply_to=reply_to), screen)
    if said.message_id and screen_id:
        context.turn.said.append((screen_id, said.message_id))
    await met(context, said, owed)


async def reply(update: Update, context: Context, screen: Screen) -> None:
    """An answer to that very message: a tap on it can bring the text back."""
    message = update.effective_message
    await say(context, screen, reply_to=message.message_id if message else None)


async def met(context: Context, said: Said, owed: Owed) -> None:
    """What an answer met: not sent, it becomes a letter; an edit does so in doubt, too."""
    turn, angat = context.turn, context.angat
    match said.verdict:
        case Verdict.UNREACHABLE | Verdict.GONE:
            await angat.db.write(angat.reachable, turn.chat_key, False, turn.received_at)
        case Verdict.LEFT:
            await angat.db.write(groups.stand, turn.chat_key, "gone", turn.received_at)
        case Verdict.MUTED:
            await angat.db.write(groups.stand, turn.chat_key, "muted", turn.received_at)
        case Verdict.RETRY | Verdict.WAIT:
            await owe(context, owed, said.wait)
        case Verdict.UNKNOWN if owed.edits is not None:
            await owe(context, owed, said.wait)
        case _:
            pass


async def edit(
    context: Context, message_id: int | None, screen: Screen, screen_id: int | None = None
) -> None:
    """Makes a message say this; where it can't be edited a new one says it."""
    if message_id is None:
        await say(context, screen, screen_id)
        return
    owed = Owed(screen, screen_id, edits=message_id)
    if await comes_behind(context, owed):
        return
    said = await rewrite(context, message_id, screen)
    if said.verdict in (Verdict.SEND_NEW, Verdict.MIGRATE):
        await say(context, screen, screen_id)
    else:
        await met(context, said, owed)


async def rewrite(context: Context, message_id: int, screen: Screen) -> Said:
    """The bare edit: by itself enough for a message that only should be true when looked up."""
    return await calls.rewrite(context.angat, context.turn.chat_key, message_id, screen)


async def take_buttons_off(
    context: Context, message_id: int | None, left: Screen | None = None
) -> None:
    """Leaves the text as it is, without buttons or with those of `left`."""
    if message_id is None:
        return

    fields = {"message_id": message_id, "reply_markup": markup(left)}
    await called(context, "editMessageReplyMarkup", **fields)


async def close_asked(context: Context) -> screens.Screen | None:
    """Takes the buttons off the screen whose question was answered by typing; that screen."""
    question = context.question
    if question is None or question.screen_id is None:
        return None
    screen = await context.angat.db.read(screens.by_id, question.screen_id)
    if screen is not None:
        await take_buttons_off(context, screen.message_id)
    return screen


async def answer(
    update: Update, context: Context, screen: Screen, screen_id: int | None = None
) -> None:
    """A tap edits the message it sits on; anything typed gets a new message."""
    tap = update.callback_query
    if tap and tap.message:
        await toast(update, context)
        await edit(context, tap.message.message_id, screen, screen_id)
        if screen_id:
            context.turn.said.append((screen_id, tap.message.message_id))
    else:
        await say(context, screen, screen_id)


async def toast(update: Update, context: Context, text: str = "") -> None:
    """Answers the tap, once."""
    tap = update.callback_query
    if tap is None or context.turn.tap_answered:
        return
    context.turn.tap_answered = True

    async def call() -> None:
        await tap.answer(text or None)

    await attempt(context.angat, "answerCallbackQuery", call)


async def react(context: Context, message_id: int | None, emoji: str) -> None:
    if message_id is None:
        return

    await called(context, "setMessageReaction", message_id=message_id, reaction=reaction(emoji))


async def called(context: Context, method: str, **fields: str | int | None) -> None:
    """What is done to a message of this chat; whatever comes of it, the turn goes on."""

    async def call() -> None:
        await ask(context.angat.bot, method, chat_id=context.turn.chat_key, **fields)

    await attempt(context.angat, method, call)


async def send_file(context: Context, person_id: int, document: Document, content: str) -> Verdict:
    """By its id where the same content, told by its fingerprint, was sent before.

    Not sent, the row stays open: the file is made again when Telegram can be reached.
    """
    angat, turn = context.angat, context.turn
    file_id = await angat.db.read(files.known, person_id, content)
    said = await send_document(angat, turn.chat_key, replace(document, file_id=file_id))
    if said.verdict in NOT_SENT and angat.clock.now() < lives_until(turn.received_at):
        raise TelegramWaits(said.wait)
    if said.verdict in (Verdict.UNREACHABLE, Verdict.GONE):
        await angat.db.write(angat.reachable, turn.chat_key, False, turn.received_at)
    if said.file_id is not None and said.file_id != file_id:
        await angat.db.write(sent_file, turn.chat_key, content, said.file_id, angat.clock.now())
    return said.verdict


def sent_file(
    session: Session, telegram_id: int, content: str, file_id: str, now: datetime
) -> None:
    """Kept for whoever is still there."""
    person = people.by_telegram(session, telegram_id)
    if person is not None:
        files.keep(session, person.id, content, file_id, now)
