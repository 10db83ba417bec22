"""Calls to Telegram, and what came of each: none of them raises."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from telegram import InputFile
from telegram.error import ChatMigrated, TelegramError

from bot.context import Angat
from bot.pace import BULK, told_to_wait
from bot.raw import NO_PREVIEW, ask, markup, replying_to
from bot.wire import trouble_of
from domain.delivery import Verdict, known_words, verdict_on
from storage import groups
from views.screen import Screen, without_markup

OURS_TO_MEND = (Verdict.FAILED, Verdict.REVOKED, Verdict.NO_FILE)
LENGTHS = 512
log = structlog.get_logger("chat")


@dataclass(frozen=True, slots=True)
class To:
    """Where a message goes: a chat, maybe a topic of it, maybe as the answer to a message.

    `about`: what kind of thing is said, for the log.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    about: str = "answer"


@dataclass(frozen=True, slots=True)
class Document:
    """A file under its name; `file_id` when Telegram has it already."""

    name: str
    content: bytes
    caption: str
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a call: the message's id if there is one, and how long the chat has to wait.

    `moved_to`: the group's new chat; `threadless`: its topic is gone.
    """

    verdict: Verdict
    message_id: int | None = None
    wait: timedelta = timedelta()
    moved_to: int | None = None
    threadless: bool = False
    file_id: str | None = None


async def attempt(
    angat: Angat,
    what: str,
    call: Callable[[], Awaitable[int | None]],
    about: str = "",
    length: int = 0,
) -> Said:
    """Calls Telegram and says what came of it. A token that is refused ends the process.

    Of an error's text only the words we know are logged: it may quote what was sent, of which
    `about` tells the kind, and `length` about how long it is.
    """
    try:
        return Said(Verdict.DELIVERED, await call())
    except TelegramError as error:
        trouble = trouble_of(error)
        verdict = verdict_on(trouble, error.message)
        if verdict in OURS_TO_MEND:
            words = known_words(trouble, error.message)
            told = {"call": what, "trouble": trouble, "verdict": verdict, "words": words}
            log.error("refused by Telegram", **told, about=about, length=rounded(length))
        if verdict is Verdict.REVOKED:
            angat.signs.revoked.set()
        moved_to = error.new_chat_id if isinstance(error, ChatMigrated) else None
        return Said(verdict, wait=told_to_wait(error), moved_to=moved_to)


def rounded(length: int) -> int:
    """Answers of a few words are told apart by their exact length."""
    return -(-length // LENGTHS) * LENGTHS


async def send(angat: Angat, chat_id: int, screen: Screen) -> Said:
    """A new message to a person."""
    return await send_to(angat, To(chat_id), screen)


async def send_to(angat: Angat, to: To, screen: Screen, *, bulk: bool = False) -> Said:
    """A new message, in a group's new chat if it moved: once more there."""
    said = await send_here(angat, to, screen, bulk=bulk)
    if said.moved_to is None:
        return said
    await angat.db.write(groups.move, to.chat_id, said.moved_to, angat.clock.now())
    there = To(said.moved_to, about=to.about)
    return await send_here(angat, there, screen, bulk=bulk)


async def send_here(angat: Angat, to: To, screen: Screen, *, bulk: bool) -> Said:
    """What is refused is left out, once: the markup, the topic, the message it answers."""
    said = await send_once(angat, to, screen, "HTML", bulk=bulk)
    if said.verdict is Verdict.NO_THREAD and to.thread_id is not None:
        again = await send_here(angat, replace(to, thread_id=None), screen, bulk=bulk)
        return replace(again, threadless=True)
    if said.verdict is Verdict.NO_REPLY and to.reply_to is not None:
        return await send_here(angat, replace(to, reply_to=None), screen, bulk=bulk)
    if said.verdict is Verdict.PLAIN:
        log.error("markup refused", text_length=rounded(len(screen.text)))
        plain = replace(screen, text=without_markup(screen.text))
        return await send_once(angat, to, plain, None, bulk=bulk)
    return said


async def send_once(
    angat: Angat, to: To, screen: Screen, parse_mode: str | None, *, bulk: bool
) -> Said:
    async def call() -> int:
        message = await ask(
            angat.bot,
            "sendMessage",
            BULK if bulk else None,
            chat_id=to.chat_id,
            text=screen.text,
            parse_mode=parse_mode,
            reply_markup=markup(screen),
            link_preview_options=NO_PREVIEW,
            message_thread_id=to.thread_id,
            reply_parameters=replying_to(to.reply_to),
        )
        return int(message["message_id"])

    return await attempt(angat, "sendMessage", call, to.about, len(screen.text))


async def rewrite(
    angat: Angat, chat_id: int, message_id: int, screen: Screen, *, bulk: bool = False
) -> Said:
    """Makes a message say this."""

    async def call(text: str, parse_mode: str | None) -> None:
        await ask(
            angat.bot,
            "editMessageText",
            BULK if bulk else None,
            text=text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=parse_mode,
            reply_markup=markup(screen),
            link_preview_options=NO_PREVIEW,
        )

    told = ("edit", len(screen.text))
    said = await attempt(angat, "editMessageText", lambda: call(screen.text, "HTML"), *told)
    if said.verdict is Verdict.PLAIN:
        log.error("markup refused", text_length=rounded(len(screen.text)))
        plain = without_markup(screen.text)
        return await attempt(angat, "editMessageText", lambda: call(plain, None), *told)
    return said


async def send_document(angat: Angat, chat_id: int, document: Document) -> Said:
    """By the id of the file where there is one; what Telegram can't use any more is uploaded."""
    found: list[str] = []

    async def call() -> int:
        upload = InputFile(document.content, filename=document.name)
        message = await angat.bot.send_document(
            chat_id, document.file_id or upload, caption=document.caption, parse_mode="HTML"
        )
        found.extend([message.document.file_id] if message.document else [])
        return message.message_id

    said = await attempt(angat, "sendDocument", call, "file", len(document.content))
    if said.verdict is Verdict.NO_FILE and document.file_id is not None:
        return await send_document(angat, chat_id, replace(document, file_id=None))
    return replace(said, file_id=found[0] if found else None)
