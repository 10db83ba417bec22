"""What is handed over: to handlers as context, to schedules as Angat."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlmodel import Session
from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.clock import Clock
from bot.conversations import OPEN_FOR, Conversations, Question
from bot.hearing import Hearing
from bot.post import Post
from bot.settings import Settings
from bot.signs import Signs
from catalog.crisis import CrisisLine
from domain.messages import Words
from domain.steps import Step
from storage.database import Database
from texts.speak import Say, Speaker


@dataclass(frozen=True, slots=True)
class Catalog:
    """What an operator may replace, as it was read at start."""

    words: Words
    crisis: tuple[CrisisLine, ...]


@dataclass(frozen=True, slots=True)
class Angat:
    """Everything a handler or a schedule may reach for.

    `reachable` is the action for a Telegram id that can, or can't, be written to any more.
    """

    settings: Settings = field(repr=False)
    clock: Clock
    db: Database
    bot: ExtBot[str] = field(repr=False)
    conversations: Conversations
    catalog: Catalog
    speaker: Speaker
    reachable: Callable[[Session, int, bool, datetime], None]
    post: Post = field(default_factory=Post)
    owed: dict[int, Any] = field(default_factory=dict)
    private_until: dict[int, datetime] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)
    hearing: Hearing = field(default_factory=Hearing)

    def speak(self, language: str) -> Say:
        return self.speaker.speak(language)


@dataclass(slots=True)
class Turn:
    """One inbox row while it is handled, and what came of it.

    `recovered`: it was open when the process started, so answers before it may be owed.
    """

    seq: int
    chat_key: int
    received_at: datetime
    recovered: bool
    more: Callable[[], bool]
    forget: Callable[[set[int]], None]
    failed: Exception | None = None
    tap_answered: bool = False
    stranger_told: bool = False
    owed: int = 0
    said: list[tuple[int, int]] = field(default_factory=list)


class TelegramWaits(Exception):
    """What was certainly not sent and makes no letter: its row stays open, and is tried again.

    That is an answer to nobody we know, and a file; Telegram may have said how long to wait.
    """

    def __init__(self, wait: timedelta = timedelta()) -> None:
        super().__init__()
        self.wait = wait


TURN: ContextVar[Turn] = ContextVar("turn")


class Context(CallbackContext[ExtBot[str], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    @property
    def angat(self) -> Angat:
        return cast(Angat, self.application.bot_data["angat"])

    @property
    def turn(self) -> Turn:
        return TURN.get()

    @property
    def question(self) -> Question | None:
        """What was asked in this chat and is still open."""
        return self.angat.conversations.question(self.turn.chat_key, self.turn.received_at)

    def ask(
        self,
        state: str,
        person_id: int,
        about: int | None = None,
        screen_id: int | None = None,
        open_for: timedelta = OPEN_FOR,
    ) -> str:
        """The state to return from a handler that asks something."""
        expires_at = self.turn.received_at + open_for
        question = Question(state, person_id, about, screen_id, expires_at)
        return self.angat.conversations.ask(self.turn.chat_key, question)


def step_of(update: Update, turn: Turn) -> Step:
    """Who said it is the row's; when, Telegram's date for messages and receipt for taps."""
    tap = update.callback_query
    message = None if tap else update.effective_message
    said_at = (message.edit_date or message.date) if message else turn.received_at
    replied = message.reply_to_message if message else None
    return Step(
        seq=turn.seq,
        at=min(said_at, turn.received_at),
        now=turn.received_at,
        chat_id=turn.chat_key,
        message_id=message.message_id if message else None,
        reply_to=replied.message_id if replied else None,
    )
