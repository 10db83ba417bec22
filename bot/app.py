"""The one composition root: the same for service, sandbox and tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import structlog
from sqlmodel import Session
from telegram.error import NetworkError
from telegram.ext import Application, ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

import catalog
from actions import begin, letters
from bot.clock import Clock
from bot.context import TURN, Angat, Catalog, Context
from bot.conversations import Conversations, Question, joined
from bot.errors import on_error
from bot.hearing import Hearing
from bot.help_card import heard
from bot.pace import Pace
from bot.receive import LONGEST_PAUSE_SECONDS, Receiver
from bot.settings import Settings
from bot.signs import Noted, Signs
from bot.wire import Wire
from catalog.crisis import read_lines
from catalog.words import read_words
from handlers import stories
from storage import conversations, halts, house, inbox
from storage.database import Database, open_database
from storage.faults import DatabaseWaits
from storage.seals import Seals
from texts.speak import Speaker

EDITS, STORIES, LAST = -1, 0, 99
log = structlog.get_logger("app")


@dataclass(frozen=True, slots=True)
class App:
    """A bot that is ready: what schedules reach for, and who receives."""

    angat: Angat
    receiver: Receiver
    pace: Pace


def unspoken(sentence: str) -> None:
    log.error("a sentence could not be formatted", id=sentence)


@asynccontextmanager
async def assemble(
    settings: Settings,
    clock: Clock,
    request: BaseRequest | None = None,
    speaker: Speaker | None = None,
) -> AsyncIterator[App]:
    """Opens the database, builds the application and what receives; closes all of it."""
    signs = Signs()
    wire = Noted(request or Wire(), signs, clock.monotonic)
    kept, pace = Conversations(), Pace(clock)
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(wire)
        .get_updates_request(wire)
        .rate_limiter(pace)
        .updater(None)
        .job_queue(None)
        .persistence(kept)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    add_handlers(application, kept, clock)
    seals = Seals(settings.secret_key.get_secret_value())
    async with open_database(settings.database, seals) as db:
        await db.write(house.check_word)
        kept.load(await db.read(open_questions, clock.now()))
        pace.load(await db.read(halts.all_on, clock.now()))
        pace.keep = partial(keep_halt, db, clock)
        async with awake(application, clock, wire, settings.api_url):
            angat = Angat(
                settings=settings,
                clock=clock,
                db=db,
                bot=application.bot,
                conversations=kept,
                catalog=read_catalog(settings),
                speaker=speaker or Speaker(unspoken),
                reachable=begin.reachable,
                signs=signs,
                hearing=Hearing(deaf_since=await db.read(house.last_heard)),
            )
            application.bot_data["angat"] = angat
            await letters.recover(angat)
            receiver = Receiver(application, angat, wire)
            try:
                yield App(angat, receiver, pace)
            finally:
                await receiver.stop()
                await angat.post.stop()


@asynccontextmanager
async def awake(
    application: Application[Any, Any, Any, Any, Any, Any],
    clock: Clock,
    wire: BaseRequest,
    at: str,
) -> AsyncIterator[None]:
    """Tries again while Telegram cannot be reached; a token it does not know raises at once."""
    pause = 1.0
    try:
        while True:
            try:
                await application.initialize()
                break
            except NetworkError as error:
                log.warning("Telegram does not answer", at=at, error=type(error).__name__)
                await clock.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        yield
    finally:
        await application.shutdown()
        await wire.shutdown()


def add_handlers(
    application: Application[Any, Any, Any, Any, Any, Any], kept: Conversations, clock: Clock
) -> None:
    """Edits first; taps, the open question and the starts, then the rest; what ends a turn."""

    def now() -> datetime:
        turn = TURN.get(None)
        return turn.received_at if turn else clock.now()

    told = stories()
    for answer in [one for story in told for asked in story.asks.values() for one in asked]:
        heard(answer)
    application.add_handlers([one for story in told for one in story.edits], EDITS)
    application.add_handlers([one for story in told for one in story.taps], STORIES)
    application.add_handler(joined(told, kept, now), STORIES)
    application.add_handlers([one for story in told for one in story.otherwise], STORIES)
    application.add_handlers([one for story in told for one in story.last], LAST)
    application.add_error_handler(on_error)


def read_catalog(settings: Settings) -> Catalog:
    """Raises OSError, KeyError or ValueError where the folder is not a catalogue."""
    return catalog_in(settings.catalog or Path(catalog.__file__).parent)


@cache
def catalog_in(folder: Path) -> Catalog:
    """Read once a process: what an operator changes is there after the next start."""
    return Catalog(words=read_words(folder / "words"), crisis=read_lines(folder))


async def keep_halt(db: Database, clock: Clock, chat_id: int, until: datetime) -> None:
    """While the database waits it is kept in memory alone."""
    with suppress(DatabaseWaits):
        await db.write(halts.keep, chat_id, until, clock.now())


def open_questions(session: Session, now: datetime) -> dict[int, Question]:
    """Also what ended meanwhile, when a row still waits that came in before that."""
    since = min(now, inbox.waiting_since(session) or now)
    return {
        row.chat_id: Question(row.state, row.person_id, row.about, row.screen_id, row.expires_at)
        for row in conversations.all_open(session, since)
    }
