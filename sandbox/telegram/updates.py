"""getUpdates: numbering, confirmation, expiry, the long poll, and who else may poll."""

import asyncio
import json
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import NoReturn

from sandbox.telegram.answers import ApiError, other_poll, webhook_is_set
from sandbox.telegram.messages import Json
from sandbox.telegram.patience import Sleep, within
from sandbox.telegram.queue import Queue
from sandbox.telegram.webhook import Webhook

DAY = timedelta(hours=24)
NUMBERED_FOR = timedelta(days=7)
FAR_AHEAD = 10
TAP_LIVES_FOR = timedelta(seconds=150)
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_UPDATES = 100
MOST_SECONDS = 50
MOST_BYTES = 1 << 22
ENVELOPE_BYTES = 50
IN_A_HURRY = timedelta(seconds=3)
IN_A_GREAT_HURRY = timedelta(seconds=0.5)
CONFLICT_SECONDS = 3


class Updates:
    """`paced` slows hasty polls down as Telegram does; it takes a clock that goes on by itself."""

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self.now = now
        self.sleep: Sleep = asyncio.sleep
        self.next_id = first_id
        self.numbered_at: datetime | None = None
        self.queue = Queue()
        self.webhook = Webhook(now, self.queue)
        self.allowed: frozenset[str] | None = None
        self.poll: asyncio.Future[None] | None = None
        self.paced = False
        self.polled: tuple[int, datetime] | None = None
        self.conflict_at: datetime | None = None
        self.repeats = 0
        self.swaps = 0
        self.swapped: tuple[int, Json, datetime] | None = None

    def add(self, kind: str, payload: Json, expires_at: datetime) -> None:
        """What the bot has not asked for is never queued."""
        if self.wants(kind):
            self.put({kind: payload}, expires_at)

    def feed(self, update: Json) -> None:
        self.put(update, self.now() + DAY)

    def put(self, update: Json, expires_at: datetime) -> None:
        if self.numbered_at is not None and self.now() - self.numbered_at >= NUMBERED_FOR:
            self.jump()
        self.numbered_at = self.now()
        given = update.get("update_id")
        update_id = given if isinstance(given, int) else self.next_id
        self.next_id = max(self.next_id, update_id + 1)
        arrived = (update_id, {"update_id": update_id} | update, expires_at)
        if self.swaps and self.swapped is None:
            self.swaps -= 1
            self.swapped = arrived
            return
        self.arrive(*arrived)
        if self.swapped is not None:
            late, self.swapped = self.swapped, None
            self.arrive(*late)

    def jump(self) -> None:
        """What a week of silence does by itself: the next id looks random, often a lower one."""
        self.alive()
        self.next_id = random_looking(str(self.next_id))

    def arrive(self, update_id: int, update: Json, expires_at: datetime) -> None:
        times = 2 if self.repeats else 1
        self.repeats = max(0, self.repeats - 1)
        for _ in range(times):
            self.webhook.arrived(self.queue.add(update_id, update, expires_at))
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def repeat(self, times: int = 1) -> None:
        """A fault: each of the next updates comes twice, under the same id."""
        self.repeats += times

    def swap(self, times: int = 1) -> None:
        """A fault: the next update comes after the one that follows it."""
        self.swaps += times

    def wants(self, kind: str) -> bool:
        return kind not in OFF_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: object) -> None:
        """Stays until the bot says otherwise; an empty list means the default."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def alive(self) -> Queue:
        self.queue.expire(self.now())
        return self.queue

    async def get(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109 - Telegram's word for it
        if self.webhook.target is not None:
            await self.refuse(webhook_is_set())
        limit, timeout = self.slowed(offset, limit, timeout)
        self.confirm(offset)
        found = self.batch(limit)
        if found or not timeout:
            return found
        self.end_poll(other_poll())
        await self.wait(timeout)
        return self.batch(limit)

    def slowed(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """The same question again within 3 s has to wait, and within half a second gets one."""
        last, self.polled = self.polled, (offset, self.now())
        if not self.paced or last is None or last[0] != offset:
            return limit, seconds
        since = self.now() - last[1]
        if since < IN_A_HURRY:
            seconds = max(seconds, int(IN_A_HURRY.total_seconds()))
        return (1 if since < IN_A_GREAT_HURRY else limit), seconds

    async def wait(self, seconds: int) -> None:
        """Until something came or time is up; ends with 409 when somebody else polls."""
        self.poll = poll = asyncio.get_running_loop().create_future()
        try:
            await within(seconds, self.sleep, poll)
        except TimeoutError:
            return
        except ApiError as error:
            await self.refuse(error)
        finally:
            if self.poll is poll:
                self.poll = None

    async def refuse(self, error: ApiError) -> NoReturn:
        """A second conflict within 3 s is told 3 s later."""
        now, wait = self.now(), timedelta(seconds=CONFLICT_SECONDS)
        is_conflict = error.status == 409
        if is_conflict and self.paced and self.conflict_at and now < self.conflict_at + wait:
            await self.sleep(CONFLICT_SECONDS)
        elif is_conflict:
            self.conflict_at = now
        raise error

    def confirm(self, offset: int) -> None:
        """A negative offset keeps that many of the newest and forgets the rest.

        One far ahead of all ids is of an earlier numbering, and confirms nothing.
        """
        if offset < 0:
            self.alive().keep_newest(-offset)
        elif 0 < offset <= self.next_id + FAR_AHEAD:
            self.alive().confirm(offset)

    def batch(self, limit: int) -> list[Json]:
        found: list[Json] = []
        left = MOST_BYTES
        for pending in islice(self.alive(), limit):
            left -= ENVELOPE_BYTES + size_of(pending.update)
            if left <= 0:
                break
            found.append(pending.update)
        return found

    def end_poll(self, reason: ApiError) -> None:
        if self.poll is not None and not self.poll.done():
            self.poll.set_exception(reason)

    def forget(self) -> None:
        self.queue.clear()


def random_looking(seed: str) -> int:
    """So that nobody counts from 1, or on; the same in every run."""
    return 100_000_000 + zlib.crc32(seed.encode()) % 800_000_000


def clamped_limit(asked: int) -> int:
    return max(1, min(asked, MOST_UPDATES))


def clamped_timeout(asked: int) -> int:
    return max(0, min(asked, MOST_SECONDS))


def size_of(update: Json) -> int:
    """In bytes; also where it holds half of an emoji, which only a test feeds."""
    return len(json.dumps(update, ensure_ascii=False).encode("utf-8", "surrogatepass"))
