"""The pace of what is said: an answer waits for its own chat alone, bulk for everybody."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter
from typing_extensions import override

from bot.clock import Clock
from domain.pace import Bulk, Call, ChatId, Chats

BULK = "bulk"  # as rate_limit_args: a letter nobody waits for
LONGEST_NAP_SECONDS = 2.0
NEVER_EARLIER_SECONDS = 1.0
COUNTED = ("send", "edit", "copy", "forward", "createForumTopic", "stopPoll")
FREE = frozenset({"sendChatAction", "sendMessageDraft"})
T = TypeVar("T")
Keep = Callable[[int, datetime], Awaitable[None]]


class Stopped(RetryAfter):
    """This chat has to wait, by Telegram's word or by its own pace; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        self.wait = timedelta(seconds=math.ceil(seconds))
        super().__init__(self.wait)

    @property
    @override
    def retry_after(self) -> timedelta:
        return self.wait


def told_to_wait(error: TelegramError) -> timedelta:
    if not isinstance(error, RetryAfter):
        return timedelta()
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


async def forgotten(_chat: int, _until: datetime) -> None:
    """Nowhere to keep it yet."""


class Pace(BaseRateLimiter[str]):
    """Asked before every call of the bot. `sleep` and `keep` are given by whoever builds it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.sleep: Callable[[float], Awaitable[None]] = clock.sleep
        self.keep: Keep = forgotten
        self.chats = Chats()
        self.bulk = Bulk()
        self.queue = asyncio.Lock()
        self.moved = asyncio.Event()
        self.line: set[asyncio.Task[Any] | None] = set()
        self.napping: asyncio.Task[Any] | None = None

    @override
    async def initialize(self) -> None:
        """Nothing is opened."""

    @override
    async def shutdown(self) -> None:
        """Nothing is closed."""

    @override
    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, T]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> T:
        """Raises Stopped, without asking Telegram, where the chat has to wait for long."""
        chat = chat_in(data)
        if chat is None:
            return await callback(*args, **kwargs)
        call = await self.turn(chat, counts(endpoint), rate_limit_args == BULK)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            raise await self.stop(chat, told_to_wait(error)) from None
        finally:
            if call is not None:
                self.bulk.end(call, self.clock.monotonic())
                self.moved.set()

    async def turn(self, chat: ChatId, counted: bool, is_bulk: bool) -> Call | None:
        if not counted:
            await self.allowed(chat)
            return None
        if not is_bulk:
            return await self.answer_turn(chat)
        task = asyncio.current_task()
        self.line.add(task)
        try:
            return await self.bulk_turn(chat)
        finally:
            self.line.discard(task)

    async def allowed(self, chat: ChatId) -> None:
        """Returns when the chat is not stopped."""
        while wait := self.chats.stopped_for(chat, self.clock.monotonic()):
            await self.nap(wait)

    async def answer_turn(self, chat: ChatId) -> Call:
        """In the order of asking, at the pace of that chat and of nobody else."""
        now = self.clock.monotonic()
        wait = self.chats.wait(chat, now)
        if wait <= LONGEST_NAP_SECONDS:
            self.chats.take(chat, now, wait)
        if wait:
            await self.nap(wait)
        await self.allowed(chat)
        return self.bulk.begin(self.clock.monotonic())

    async def bulk_turn(self, chat: ChatId) -> Call:
        """In turn; whose own chat has to wait lets others go before."""
        while True:
            if stopped := self.chats.stopped_for(chat, self.clock.monotonic()):
                raise Stopped(stopped)
            async with self.queue:
                await self.room()
                now = self.clock.monotonic()
                wait = self.chats.wait(chat, now)
                if not wait:
                    self.chats.take(chat, now)
                    return self.bulk.begin_bulk(now)
            await self.nap(wait)

    async def room(self) -> None:
        """Returns when answers leave a place; looked at again whenever a call has ended."""
        while wait := self.bulk.wait(self.clock.monotonic()):
            self.moved.clear()
            self.napping = napping = asyncio.ensure_future(self.sleeping(up(wait)))
            moved = asyncio.ensure_future(self.moved.wait())
            try:
                await asyncio.wait({napping, moved}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                napping.cancel()
                moved.cancel()
                self.napping = None

    async def sleeping(self, seconds: float) -> None:
        await self.sleep(seconds)

    async def nap(self, seconds: float) -> None:
        if seconds > LONGEST_NAP_SECONDS:
            raise Stopped(seconds)
        await self.sleep(up(seconds))

    async def stop(self, chat: ChatId, wait: timedelta) -> Stopped:
        """That chat and no other, never shorter than told, also after a restart."""
        seconds = wait.total_seconds() + NEVER_EARLIER_SECONDS
        now = self.clock.monotonic()
        self.chats.stop(chat, now + seconds, now)
        self.bulk.told_to_wait(chat, now)
        if isinstance(chat, int):
            await self.keep(chat, self.clock.now() + timedelta(seconds=seconds))
        return Stopped(seconds)

    def load(self, stopped: Mapping[int, datetime]) -> None:
        """What Telegram said before the start still holds."""
        now, monotonic = self.clock.now(), self.clock.monotonic()
        for chat, until in stopped.items():
            self.chats.stop(chat, monotonic + (until - now).total_seconds(), monotonic)


def counts(endpoint: str) -> bool:
    """Messages and edits share one limit; taps are answered, and reactions given, without any."""
    return endpoint.startswith(COUNTED) and endpoint not in FREE


def chat_in(data: Mapping[str, Any]) -> ChatId | None:
    chat = data.get("chat_id")
    return chat if isinstance(chat, int | str) else None


def up(seconds: float) -> float:
    """Whole milliseconds: nobody wakes a moment too early, to wait for no time at all."""
    return math.ceil(seconds * 1000) / 1000
