"""The only sender of answers: acts, speaks, and meets what Telegram says to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from telegram.error import RetryAfter, TelegramError

from bot.context import Angat, Context, TelegramWaits
from bot.wire import trouble_of
from domain.delivery import Verdict, verdict_on
from domain.lateness import Kind
from storage import outbox, people, screens
from storage.outbox import Letter
from views.screen import Screen, packed, without_markup

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


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a call: the message's id if there is one, and how long the chat has to wait."""

    verdict: Verdict
    message_id: int | None = None
    wait: timedelta = timedelta()


async def attempt(what: str, call: Callable[[], Awaitable[int | None]]) -> Said:
    """Calls Telegram and says what came of it; never raises Telegram's errors."""
    try:
        return Said(Verdict.DELIVERED, await call())
    except TelegramError as error:
        trouble = trouble_of(error)
        verdict = verdict_on(trouble, error.message)
        if verdict in (Verdict.FAILED, Verdict.REVOKED):
            log.error("refused by Telegram", call=what, trouble=trouble, verdict=verdict)
        return Said(verdict, wait=told_to_wait(error))


def told_to_wait(error: TelegramError) -> timedelta:
    if not isinstance(error, RetryAfter):
        return timedelta()
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


async def send(angat: Angat, chat_id: int, screen: Screen, reply_to: int | None = None) -> Said:
    """A new message. Markup that is refused goes as text."""

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

    said = await attempt("sendMessage", lambda: call(screen.text, "HTML"))
    if said.verdict is Verdict.PLAIN:
        log.error("markup refused", text_length=len(screen.text))
        return await attempt("sendMessage", lambda: call(without_markup(screen.text), None))
    return said


async def say(
    context: Context, screen: Screen, screen_id: int | None = None, reply_to: int | None = None
) -> None:
    """A new message as the answer; what was certainly not sent becomes a letter."""
    said = await send(context.angat, context.turn.chat_key, screen, reply_to)
    if said.message_id and screen_id:
        context.turn.said.append((screen_id, said.message_id))
    await met(context, said, screen, screen_id)


async def reply(update: Update, context: Context, screen: Screen) -> None:
    """An answer to that very message: a tap on it can bring the text back."""
    message = update.effective_message
    await say(context, screen, reply_to=message.message_id if message else None)


async def met(context: Context, said: Said, screen: Screen, screen_id: int | None) -> None:
    """What an answer met: not sent, it becomes a letter, the same one when handled again."""
    turn, angat = context.turn, context.angat
    if said.verdict in (Verdict.UNREACHABLE, Verdict.GONE):
        await angat.db.write(angat.reachable, turn.chat_key, False, turn.received_at)
    if said.verdict in (Verdict.RETRY, Verdict.WAIT):
        turn.owed += 1
        letter = Owed(f"answer:{turn.seq}:{turn.owed}", turn.received_at, said.wait, screen_id)
        promised = await angat.db.write(promise_answer, turn.chat_key, letter, screen)
        if not promised and angat.clock.now() < turn.received_at + ANSWER_LIVES:
            raise TelegramWaits


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that is still to be said."""

    key: str
    since: datetime
    wait: timedelta
    screen_id: int | None


def promise_answer(session: Session, chat_id: int, owed: Owed, screen: Screen) -> bool:
    """A letter, for somebody known."""
    person = people.by_telegram(session, chat_id)
    if person is None:
        return False
    letter = Letter(
        person_id=person.id,
        key=owed.key,
        kind=Kind.ANSWER,
        sealed=b"",
        not_before=owed.since + owed.wait,
        expires_at=owed.since + ANSWER_LIVES,
        screen_id=owed.screen_id,
    )
    outbox.promise(session, letter, packed(screen))
    return True


async def edit(
    context: Context, message_id: int | None, screen: Screen, screen_id: int | None = None
) -> None:
    """Makes a message say this; where it can't be edited, or not now, a new one says it."""
    if message_id is None:
        await say(context, screen, screen_id)
        return
    said = await rewrite(context, message_id, screen)
    if said.verdict is Verdict.SEND_NEW:
        await say(context, screen, screen_id)
    else:
        await met(context, said, screen, screen_id)


async def rewrite(context: Context, message_id: int, screen: Screen) -> Said:
    """The bare edit: by itself enough for a message that only should be true when looked up."""

    async def call() -> None:
        await context.angat.bot.edit_message_text(
            screen.text,
            chat_id=context.turn.chat_key,
            message_id=message_id,
            parse_mode="HTML",
            reply_markup=markup(screen),
            link_preview_options=NO_PREVIEW,
        )

    return await attempt("editMessageText", call)


async def take_buttons_off(
    context: Context, message_id: int | None, left: Screen | None = None
) -> None:
    """Leaves the text as it is, without buttons or with those of `left`."""
    if message_id is None:
        return

    async def call() -> None:
        await context.angat.bot.edit_message_reply_markup(
            chat_id=context.turn.chat_key,
            message_id=message_id,
            reply_markup=markup(left) if left else None,
        )

    await attempt("editMessageReplyMarkup", call)


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

    await attempt("answerCallbackQuery", call)


async def react(context: Context, message_id: int | None, emoji: str) -> None:
    if message_id is None:
        return

    async def call() -> None:
        await context.angat.bot.set_message_reaction(context.turn.chat_key, message_id, emoji)

    await attempt("setMessageReaction", call)


async def send_file(context: Context, name: str, content: bytes, caption: str) -> Verdict:
    async def call() -> int:
        chat_id = context.turn.chat_key
        await context.angat.bot.send_chat_action(chat_id, "upload_document")
        message = await context.angat.bot.send_document(
            chat_id, InputFile(content, filename=name), caption=caption, parse_mode="HTML"
        )
        return message.message_id

    return (await attempt("sendDocument", call)).verdict
