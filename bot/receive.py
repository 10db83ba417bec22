"""From Telegram into the inbox, and from there, each chat in turn, to the handlers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.arrivals import Update, arrived_as, parsed
from bot.closing import close_turns
from bot.context import Angat, TelegramWaits, Turn
from bot.errors import handled
from bot.log import where
from bot.outage import Outage
from bot.poll import Polling
from storage import inbox
from storage.faults import DatabaseWaits
from storage.inbox import Arrived

MOST_AT_ONCE = 256
MOST_BROKEN = 100
POLL_SECONDS = 50
EMPTY_SECONDS = 0.1  # an answer with nothing in it may come at once, again and again
AGAIN_AFTER_SECONDS = (1.0, 5.0)
LONGEST_WAIT_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 10.0
log = structlog.get_logger("receive")


@dataclass(slots=True)
class Chat:
    """The rows of one chat that wait, and whether it stands still on purpose."""

    rows: deque[tuple[int, Arrived]] = field(default_factory=deque)
    resting: bool = False
    task: asyncio.Task[None] | None = None


class Receiver:
    """One queue a chat; chats side by side, at most 256 at once."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        angat: Angat,
        wire: BaseRequest,
    ) -> None:
        self.application = application
        self.angat = angat
        self.polling = Polling(angat, wire)
        self.outage = Outage(angat)
        self.chats: dict[int, Chat] = {}
        self.slots = asyncio.Semaphore(MOST_AT_ONCE)
        self.moved = asyncio.Event()
        self.fatal: Exception | None = None
        self.broke = asyncio.Event()
        self.broken: list[str] = []
        self.recovered: set[int] = set()
        self.handed: dict[int, datetime | None] = {}
        self.in_hand: set[int] = set()
        self.doubts = 0
        self.doubted = 0

    async def recover(self) -> None:
        """After a start: what was received before and not handled comes first."""
        for seq, arrived in await self.angat.db.read(inbox.open_rows):
            self.know(seq, arrived)

    def know(self, seq: int, arrived: Arrived) -> None:
        """A row that was begun before, by another process or another try."""
        self.recovered.add(seq)
        self.handed[seq] = arrived.not_before
        self.enqueue(seq, arrived)

    async def run(self, bringing: Coroutine[Any, Any, None] | None = None) -> None:
        """Until cancelled, until a chat's turn broke, or until the token is revoked.

        `bringing` is what else brings updates while it runs; without it they are polled for.
        """
        coming = asyncio.ensure_future(bringing or self.poll())
        broke = asyncio.ensure_future(self.broke.wait())
        revoked = asyncio.ensure_future(self.angat.signs.revoked.wait())
        waiting = (coming, broke, revoked)
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if self.fatal:
                raise self.fatal
            if revoked.done():
                raise InvalidToken
            await coming
        finally:
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def poll(self) -> None:
        pause = 1.0
        while True:
            try:
                if not await self.poll_once(0 if self.angat.hearing.deaf_since else POLL_SECONDS):
                    await self.angat.clock.sleep(EMPTY_SECONDS)
                pause = 1.0
                continue
            except InvalidToken:
                raise
            except DatabaseWaits:
                pass
            except TelegramError as error:
                await self.polling.met(error)
            await self.angat.clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def poll_once(self, wait: int = 0) -> int:
        """Takes one batch; what was kept is confirmed by the next call. Returns how many came."""
        with self.angat.hearing.listening(self.angat.clock):
            updates = await self.polling.fetch(wait)
            if updates:
                await self.take(updates)
        self.polling.confirm(updates)
        return len(updates)

    async def take(self, updates: Sequence[Update]) -> None:
        """Keeps a batch and hands it on; when it can't be kept it is only looked at."""
        now = self.angat.clock.now()
        batch = [arrived_as(update, now) for update in updates]
        try:
            kept = await self.angat.db.write(inbox.keep, batch)
            await self.look_for_more()
        except DatabaseWaits:
            self.doubts += 1
            await self.outage.look_at(updates)
            raise
        self.outage.over()
        for seq, arrived in kept:
            self.enqueue(seq, arrived)

    async def look_for_more(self) -> None:
        """What seemed to fail may have been committed: its rows are there, and nobody's."""
        doubts = self.doubts
        if doubts != self.doubted:
            for seq, arrived in await self.angat.db.read(inbox.open_rows):
                self.know(seq, arrived)
            self.doubted = doubts

    def enqueue(self, seq: int, arrived: Arrived) -> None:
        """Once; one that comes a second time later on is looked at before it is handled."""
        if seq in self.in_hand:
            return
        self.in_hand.add(seq)
        chat = self.chats.setdefault(arrived.chat_key, Chat())
        chat.rows.append((seq, arrived))
        if chat.task is None:
            chat.task = asyncio.create_task(self.turns(arrived.chat_key, chat))

    async def turns(self, chat_key: int, chat: Chat) -> None:
        try:
            while chat.rows and self.fatal is None:
                seq, arrived = chat.rows[0]
                await self.until_closed(chat, seq, arrived)
                if chat.rows and chat.rows[0][0] == seq:
                    chat.rows.popleft()
                self.in_hand.discard(seq)
        except Exception as error:  # noqa: BLE001 - the process ends with it, in run()
            self.fatal = error
            self.broke.set()
            log.error("a chat's turn broke", error=where(error))
        finally:
            self.chats.pop(chat_key, None)
            self.moved.set()

    async def until_closed(self, chat: Chat, seq: int, arrived: Arrived) -> None:
        """Tries a row until it is handled, or dead; how often it broke outlives the process."""
        broken, waited = arrived.attempts, 1.0
        if arrived.not_before is not None:
            early = arrived.not_before - self.angat.clock.now()
            await self.rest(chat, max(0.0, min(early.total_seconds(), AGAIN_AFTER_SECONDS[-1])))
        while broken <= len(AGAIN_AFTER_SECONDS):
            failed = await self.try_once(chat, seq, arrived)
            if failed is None:
                return
            self.angat.conversations.put_back(arrived.chat_key)
            if isinstance(failed, DatabaseWaits | TelegramWaits):
                told = failed.wait.total_seconds() if isinstance(failed, TelegramWaits) else 0.0
                await self.rest(chat, max(waited, told))
                waited = min(waited * 2, LONGEST_WAIT_SECONDS)
                continue
            self.broken = [*self.broken[-MOST_BROKEN:], type(failed).__name__]
            await self.broke_again(chat, seq, broken)
            broken += 1
        await self.bury(chat, seq, arrived, self.broken[-1] if self.broken else "broken")

    async def broke_again(self, chat: Chat, seq: int, broken: int) -> None:
        """Notes it, and pauses before the next try, if there is one."""
        if broken == len(AGAIN_AFTER_SECONDS):
            return
        pause = AGAIN_AFTER_SECONDS[broken]
        await self.written(chat, tried, seq, timedelta(seconds=pause))
        await self.rest(chat, pause)

    async def try_once(self, chat: Chat, seq: int, arrived: Arrived) -> Exception | None:
        """One that was known before may have been closed since it was looked up."""
        try:
            if seq in self.recovered and not await self.angat.db.read(inbox.is_open, seq):
                return None
        except DatabaseWaits as waits:
            return waits
        return await self.attempt(chat, seq, arrived)

    async def attempt(self, chat: Chat, seq: int, arrived: Arrived) -> Exception | None:
        """One try at a row: handler, then state and closing in one transaction."""
        async with self.slots:
            update = parsed(arrived, self.application)
            if update is None:
                await self.bury(chat, seq, arrived, "unreadable")
                return None
            turn = Turn(
                seq=seq,
                chat_key=arrived.chat_key,
                received_at=arrived.received_at,
                recovered=seq in self.recovered,
                more=lambda: len(chat.rows) > 1,
                forget=lambda gone: self.forget(arrived.chat_key, chat, gone),
            )
            failed = await handled(self.application, update, turn)
            if failed is not None:
                return failed
            if self.angat.signs.revoked.is_set():
                return TelegramWaits()
        await self.close(chat, turn)
        return None

    def forget(self, chat_key: int, chat: Chat, gone: set[int]) -> None:
        """The person left: rows that were closed with them, and the receipt that was owed."""
        chat.rows = deque(row for row in chat.rows if row[0] not in gone)
        self.in_hand -= gone
        self.angat.owed.pop(chat_key, None)
        self.angat.private_until.pop(chat_key, None)

    async def close(self, chat: Chat, turn: Turn) -> None:
        """Writes until it is written: the row's state is in our hands as long as we live."""
        kept = self.angat.conversations
        moved = [kept.outcome(turn.chat_key)] if kept.moved(turn.chat_key) else []
        await self.until_written(
            chat, lambda now: self.angat.db.write_alike(close_turns, (turn, moved, now))
        )
        self.angat.conversations.settle(turn.chat_key)

    async def written(self, chat: Chat, action: Callable[..., None], *args: Any) -> None:
        """The moment of writing is the action's last argument."""
        await self.until_written(chat, lambda now: self.angat.db.write(action, *args, now))

    async def until_written(self, chat: Chat, write: Callable[[datetime], Awaitable[None]]) -> None:
        """Tries again for as long as the database waits."""
        waited = 1.0
        while True:
            try:
                await write(self.angat.clock.now())
            except DatabaseWaits:
                await self.rest(chat, waited)
                waited = min(waited * 2, LONGEST_WAIT_SECONDS)
            else:
                return

    async def rest(self, chat: Chat, seconds: float) -> None:
        chat.resting = True
        self.moved.set()
        await self.angat.clock.sleep(seconds)
        chat.resting = False

    async def bury(self, chat: Chat, seq: int, arrived: Arrived, reason: str) -> None:
        await self.written(chat, inbox.bury, seq, reason)
        log.error("an update is dead", seq=seq, reason=reason)
        if reason != "unreadable":
            await self.outage.apologise(arrived.chat_key)

    async def idle(self) -> None:
        """Returns when every chat is done, or rests until the clock moves."""
        while any(not chat.resting for chat in self.chats.values()):
            self.moved.clear()
            await self.moved.wait()
        if self.fatal:
            raise self.fatal

    async def stop(self) -> None:
        """Ends what is under way; open rows stay open for the next start."""
        tasks = [chat.task for chat in self.chats.values() if chat.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def tried(session: Session, seq: int, pause: timedelta, now: datetime) -> None:
    inbox.tried(session, seq, now + pause)
