"""The only sender of answers: acts, speaks, and meets what Telegram says to it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlmodel import Session
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.error import TelegramError

from bot.context import Angat, Context
from bot.wire import trouble_of
from domain.delivery import Verdict, verdict_on
from domain.lateness import Kind
from storage import outbox, people, screens
from storage.outbox import Letter
from views.screen import Screen, packed, without_markup

T = TypeVar("T")
ANSWER_LIVES = timedelta(minutes=10)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
log = structlog.get_logger("chat")


def markup(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.label,
                    callback_data=button.tap or None,
                    url=button.url or None,
                    copy_text=CopyTextButton(button.copy) if button.copy else None,
                )
                for button in row
            ]
            for row in screen.rows
        ]
    )


async def attempt(what: str, call: Callable[[], Awaitable[T]]) -> tuple[Verdict, T | None]:
    """Calls Telegram and says what came of it; never raises Telegram's errors."""
    try:
        return Verdict.DELIVERED, await call()
    except TelegramError as error:
        trouble = trouble_of(error)
        verdict = verdict_on(trouble, error.message)
        if verdict in (Verdict.FAILED, Verdict.REVOKED):
            log.error("refused by Telegram", call=what, trouble=trouble, verdict=verdict)
        return verdict, None


async def send(
    angat: Angat, chat_id: int, screen: Screen, reply_to: int | None = None
) -> tuple[Verdict, int | None]:
    """A new message; returns what came of it and its id. Markup that is refused goes as text."""

    async def call(text: str, parse_mode: str | None) -> int:
        message = await angat.bot.send_message(
            chat_id,
            text,
            parse_mode=parse_mode,
            reply_markup=markup(screen),
            link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True)
            if reply_to
            else None,
        )
        return message.message_id

    verdict, message_id = await attempt("sendMessage", lambda: call(screen.text, "HTML"))
    if verdict is Verdict.PLAIN:
        log.error("markup refused", text_length=len(screen.text))
        return await attempt("sendMessage", lambda: call(without_markup(screen.text), None))
    return verdict, message_id


async def say(
    context: Context, screen: Screen, screen_id: int | None = None, reply_to: int | None = None
) -> None:
    """A new message as the answer; what was certainly not sent becomes a letter."""
    chat_id = context.turn.chat_key
    verdict, message_id = await send(context.angat, chat_id, screen, reply_to)
    if message_id and screen_id:
        context.turn.said.append((screen_id, message_id))
    await owe(context, verdict, screen, screen_id)


async def owe(context: Context, verdict: Verdict, screen: Screen, screen_id: int | None) -> None:
    """An answer that was certainly not sent becomes a letter, the same one when handled again."""
    if verdict not in (Verdict.RETRY, Verdict.WAIT):
        return
    turn = context.turn
    turn.owed += 1
    key = f"answer:{turn.seq}:{turn.owed}"
    await context.angat.db.write(
        promise_answer, key, turn.chat_key, screen, screen_id, turn.received_at
    )


def promise_answer(  # noqa: PLR0913, PLR0917 - one letter, all of it
    session: Session, key: str, chat_id: int, screen: Screen, screen_id: int | None, now: datetime
) -> None:
    person = people.by_telegram(session, chat_id)
    if person is None:
        return
    letter = Letter(
        person_id=person.id,
        key=key,
        kind=Kind.ANSWER,
        sealed=b"",
        not_before=now,
        expires_at=now + ANSWER_LIVES,
        screen_id=screen_id,
    )
    outbox.promise(session, letter, packed(screen))


async def edit(
    context: Context, message_id: int | None, screen: Screen, screen_id: int | None = None
) -> None:
    """Makes a message say this; where it can't be edited, or not now, a new one says it."""
    if message_id is None:
        await say(context, screen, screen_id)
        return

    async def call() -> object:
        return await context.angat.bot.edit_message_text(
            screen.text,
            chat_id=context.turn.chat_key,
            message_id=message_id,
            parse_mode="HTML",
            reply_markup=markup(screen),
            link_preview_options=NO_PREVIEW,
        )

    verdict, _ = await attempt("editMessageText", call)
    if verdict is Verdict.SEND_NEW:
        await say(context, screen, screen_id)
    else:
        await owe(context, verdict, screen, screen_id)


async def take_buttons_off(
    context: Context, message_id: int | None, left: Screen | None = None
) -> None:
    """Leaves the text as it is, without buttons or with those of `left`."""
    if message_id is None:
        return

    async def call() -> object:
        return await context.angat.bot.edit_message_reply_markup(
            chat_id=context.turn.chat_key,
            message_id=message_id,
            reply_markup=markup(left) if left else None,
        )

    await attempt("editMessageReplyMarkup", call)


async def close_asked(context: Context) -> None:
    """Takes the buttons off the screen whose question was answered by typing."""
    question = context.question
    if question is None or question.screen_id is None:
        return
    screen = await context.angat.db.read(screens.by_id, question.screen_id)
    if screen is not None:
        await take_buttons_off(context, screen.message_id)


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
    await attempt("answerCallbackQuery", lambda: tap.answer(text or None))


async def react(context: Context, message_id: int | None, emoji: str) -> None:
    if message_id is None:
        return

    async def call() -> object:
        return await context.angat.bot.set_message_reaction(
            context.turn.chat_key, message_id, emoji
        )

    await attempt("setMessageReaction", call)


async def send_file(context: Context, name: str, content: bytes, caption: str) -> Verdict:
    async def call() -> object:
        chat_id = context.turn.chat_key
        await context.angat.bot.send_chat_action(chat_id, "upload_document")
        return await context.angat.bot.send_document(
            chat_id, InputFile(content, filename=name), caption=caption, parse_mode="HTML"
        )

    verdict, _ = await attempt("sendDocument", call)
    return verdict
