"""The webhook: updates are posted to the bot, a chat in turn, chats side by side."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sandbox.telegram.messages import Json
from sandbox.telegram.patience import Sleep, within
from sandbox.telegram.posting import Answer, Post, Unreachable, post_on_this_machine
from sandbox.telegram.queue import Pending, Queue

Lane: TypeAlias = tuple[str, object]
Caller: TypeAlias = Callable[[str, Json], Coroutine[object, object, None]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_SECONDS = 60
MOST_RETRY_AFTER_SECONDS = 3600
LONGEST_WAIT_SECONDS = 60  # to twice as many, so that bots are not all asked at once
GONE = 410
GONE_FOR = timedelta(hours=23)
MESSAGES = frozenset({"message", "edited_message", "channel_post", "edited_channel_post"})
BY_PERSON = frozenset({"callback_query", "inline_query", "chosen_inline_result"})
POLLS = {"poll": "id", "poll_answer": "poll_id"}
NOT_BY_ANSWER = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40
    has_certificate: bool = False
    ip_address: str = ""


class Webhook:
    """One for the life of a token; without a target it sends nothing."""

    def __init__(self, now: Callable[[], datetime], queue: Queue) -> None:
        self.now = now
        self.queue = queue
        self.sleep: Sleep = asyncio.sleep
        self.post: Post = post_on_this_machine
        self.call: Caller | None = None
        self.is_strict = True
        self.is_shut = False
        self.target: Target | None = None
        self.set_at: datetime | None = None
        self.error: tuple[datetime, str] | None = None
        self.gone_since: datetime | None = None
        self.connections = asyncio.Semaphore(0)
        self.lanes: dict[Lane, deque[Pending]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def aim(self, target: Target | None) -> None:
        """From now on there; what waits goes there too. None ends it, and everything waits."""
        self.stop()
        self.target, self.error, self.gone_since = target, None, None
        self.go_on()

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.lanes.clear()

    def go_on(self) -> None:
        """After a stop: everything that waits is tried at once."""
        if self.target is not None and not self.lanes:
            self.connections = asyncio.Semaphore(self.target.max_connections)
            for pending in self.queue:
                self.arrived(pending)

    async def shut(self) -> None:
        """No line between Telegram and the bot: nothing is posted either."""
        self.is_shut = True
        self.stop()

    async def open(self) -> None:
        self.is_shut = False
        self.go_on()

    def arrived(self, pending: Pending) -> None:
        if self.target is None or self.is_shut:
            return
        lane = lane_of(pending.update)
        if lane in self.lanes:
            self.lanes[lane].append(pending)
            return
        self.lanes[lane] = waiting = deque([pending])
        self.start(self.serve(self.target, lane, waiting))

    def start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def serve(self, target: Target, lane: Lane, waiting: deque[Pending]) -> None:
        while waiting and self.lanes.get(lane) is waiting:
            await self.deliver(target, waiting.popleft())
        if self.lanes.get(lane) is waiting:
            del self.lanes[lane]

    async def deliver(self, target: Target, pending: Pending) -> None:
        """Until it is taken or too old; nothing else of its lane goes meanwhile."""
        fails, delay = 0, 1
        while self.target is target and self.is_alive(pending):
            answer = await self.attempt(target, pending)
            if answer.is_taken:
                self.queue.remove(pending)
                self.obey(answer)
                return
            self.note(answer)
            seconds = min(answer.retry_after, MOST_RETRY_AFTER_SECONDS)
            if not seconds and fails:
                seconds = delay = min(delay * 2, longest_wait(pending.update_id, fails))
            fails += 1
            if self.now() + timedelta(seconds=seconds) >= pending.expires_at:
                self.queue.remove(pending)
                return
            await self.pause(seconds)

    def is_alive(self, pending: Pending) -> bool:
        self.queue.expire(self.now())
        return pending in self.queue

    async def pause(self, seconds: float) -> None:
        """The second attempt follows at once."""
        if seconds:
            await self.sleep(seconds)

    async def attempt(self, target: Target, pending: Pending) -> Answer:
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        body = json.dumps(pending.update).encode()
        async with self.connections:
            posting = asyncio.ensure_future(self.post(target.url, headers, body))
            try:
                return await within(ANSWER_SECONDS, self.sleep, posting)
            except TimeoutError:
                return Answer(0, error="Read timeout expired")
            except Unreachable as error:
                return Answer(0, error=str(error))

    def note(self, answer: Answer) -> None:
        """Gone for 23 hours means gone for good."""
        self.error = (self.now(), answer.complaint)
        if answer.status != GONE:
            self.gone_since = None
        elif self.gone_since is None:
            self.gone_since = self.now()
        elif self.now() - self.gone_since > GONE_FOR:
            self.aim(None)

    def obey(self, answer: Answer) -> None:
        """A bot may answer with a call; what comes of it is told to nobody."""
        self.gone_since = None
        given = answer.call()
        method = str(given.pop("method", "")).lower()
        if self.call and method and method not in NOT_BY_ANSWER and not method.startswith("get"):
            self.start(self.call(method, given))


def lane_of(update: Json) -> Lane:
    """What has to stay in order: a chat's messages, a person's taps, a poll's answers."""
    kind = next((name for name in update if name != "update_id"), "")
    payload = update.get(kind)
    if not isinstance(payload, dict):
        return (kind, None)
    if kind in POLLS:
        return ("poll", payload.get(POLLS[kind]))
    owner = payload.get("from" if kind in BY_PERSON else "chat")
    lane = "message" if kind in MESSAGES else kind
    return (lane, owner.get("id") if isinstance(owner, dict) else None)


def longest_wait(update_id: int, fails: int) -> int:
    """Looks random and is the same in every run."""
    spread = zlib.crc32(f"{update_id}/{fails}".encode()) % (LONGEST_WAIT_SECONDS + 1)
    return LONGEST_WAIT_SECONDS + spread
