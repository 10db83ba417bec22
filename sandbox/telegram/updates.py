"""The queue of updates: numbering, confirmation, expiry and the long poll."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.telegram.answers import ApiError, conflict
from sandbox.telegram.messages import Json

DAY = timedelta(hours=24)
TAP_LIVES_FOR = timedelta(seconds=150)
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_UPDATES = 100
MOST_SECONDS = 50
MOST_BYTES = 1 << 22
ENVELOPE_BYTES = 50


@dataclass(frozen=True, slots=True)
class Pending:
    update_id: int
    update: Json
    expires_at: datetime


class Updates:
    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self.now = now
        self.next_id = first_id
        self.queue: list[Pending] = []
        self.allowed: frozenset[str] | None = None
        self.poll: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: Json, expires_at: datetime) -> None:
        """What the bot has not asked for is never queued."""
        if self.wants(kind):
            self.put({kind: payload}, expires_at)

    def feed(self, update: Json) -> None:
        self.put(update, self.now() + DAY)

    def put(self, update: Json, expires_at: datetime) -> None:
        given = update.get("update_id")
        update_id = given if isinstance(given, int) else self.next_id
        self.next_id = max(self.next_id, update_id + 1)
        self.queue.append(Pending(update_id, {"update_id": update_id} | update, expires_at))
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def wants(self, kind: str) -> bool:
        return kind not in OFF_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: object) -> None:
        """Stays until the bot says otherwise; an empty list means the default."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def alive(self) -> list[Pending]:
        self.queue = [pending for pending in self.queue if pending.expires_at > self.now()]
        return self.queue

    async def get(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109 - Telegram's word for it
        self.confirm(offset)
        found = self.batch(limit)
        if found or not timeout:
            return found
        self.end_poll(conflict())
        self.poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(self.poll, timeout)
        except TimeoutError:
            return []
        return self.batch(limit)

    def confirm(self, offset: int) -> None:
        """A negative offset keeps that many of the newest and forgets the rest."""
        if offset < 0:
            self.queue = self.alive()[offset:]
        elif offset > 0:
            self.queue = [pending for pending in self.alive() if pending.update_id >= offset]

    def batch(self, limit: int) -> list[Json]:
        found: list[Json] = []
        left = MOST_BYTES
        for pending in self.alive()[:limit]:
            left -= ENVELOPE_BYTES + len(json.dumps(pending.update, ensure_ascii=False).encode())
            if left <= 0:
                break
            found.append(pending.update)
        return found

    def end_poll(self, reason: ApiError) -> None:
        if self.poll is not None and not self.poll.done():
            self.poll.set_exception(reason)

    def forget(self) -> None:
        self.queue.clear()


def clamped_limit(asked: int) -> int:
    return max(1, min(asked, MOST_UPDATES))


def clamped_timeout(asked: int) -> int:
    return max(0, min(asked, MOST_SECONDS))
