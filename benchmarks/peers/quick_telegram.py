"""A Bot API in a process of its own that does nothing but ask and count, as quickly as it can.

`python -m benchmarks.peers.quick_telegram` takes its plan as JSON and prints one JSON a line: the
port, then "begun" and the figures of the time it measured.
"""

import asyncio
import json
import re
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override

CHAT = re.compile(rb"chat_id[^0-9]{1,8}(\d+)")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
HEAD_END = b"\r\n\r\n"
FIRST_CHAT = 5_000_000_000
MOST_A_BATCH = 100
ME = {
    "id": 42,
    "is_bot": True,
    "first_name": "Angat",
    "username": "quick_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """`outstanding` people wait for an answer at any time; Telegram answers after `delay` s.

    A poll is answered with at least a quarter of them, as behind a backlog. The figures are of
    `seconds`, after `warm_up` seconds from the first answer.
    """

    people: int
    outstanding: int
    delay: float
    warm_up: float
    seconds: float


@dataclass(slots=True)
class Crowd:
    """Each person has one line that waits for an answer, and then it is the next one's turn."""

    plan: Plan
    free: deque[int] = field(default_factory=deque)
    asked_at: dict[int, float] = field(default_factory=dict)
    queue: deque[dict[str, Any]] = field(default_factory=deque)
    waits: list[float] = field(default_factory=list)
    numbers: int = 0
    first_at: float = 0.0
    begun_at: float = 0.0

    def fill(self) -> None:
        while len(self.asked_at) < self.plan.outstanding:
            chat_id = self.free.popleft()
            self.numbers += 1
            self.queue.append(said(self.numbers, chat_id))
            self.asked_at[chat_id] = time.perf_counter()

    def answered(self, chat_id: int) -> None:
        """The first message to somebody who waits is the answer."""
        asked_at = self.asked_at.pop(chat_id, None)
        if asked_at is None:
            return
        now = time.perf_counter()
        self.free.append(chat_id)
        self.fill()
        self.first_at = self.first_at or now
        if not self.begun_at and now - self.first_at >= self.plan.warm_up:
            self.begun_at = now
            told({"begun": True})
        if not self.begun_at:
            return
        self.waits.append(now - asked_at)
        if now - self.begun_at >= self.plan.seconds:
            self.tell(now)

    def tell(self, now: float) -> None:
        waits = sorted(self.waits)
        told(
            {
                "updates": len(waits),
                "seconds": now - self.begun_at,
                "p50": waits[len(waits) // 2] * 1000,
                "p99": waits[len(waits) * 99 // 100] * 1000,
                "again": self.numbers > self.plan.people,
            }
        )
        self.begun_at, self.first_at = 0.0, now + 3600  # measured once
        self.waits.clear()


def said(number: int, chat_id: int) -> dict[str, Any]:
    person = {"id": chat_id, "is_bot": False, "first_name": "Jessa", "language_code": "en"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "from": person,
            "chat": {"id": chat_id, "first_name": "Jessa", "type": "private"},
            "date": int(time.time()),
            "text": f"{20 + number % 30} calls, zero hold",
        },
    }


class Api(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as much of it as the peers speak."""

    def __init__(self, crowd: Crowd, waiting: set["Api"]) -> None:
        self.crowd = crowd
        self.waiting = waiting
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.waiting.discard(self)
        self.transport = None

    @override
    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(HEAD_END)) >= 0:
            head = self.buffer[:end]
            length = LENGTH.search(head)
            stop = end + len(HEAD_END) + (int(length[1]) if length else 0)
            if len(self.buffer) < stop:
                return
            request, self.buffer = self.buffer[:stop], self.buffer[stop:]
            self.asked(head.split(b" ", 2)[1], request)

    def asked(self, path: bytes, request: bytes) -> None:
        method = path.rsplit(b"/", 1)[-1].partition(b"?")[0]
        if method.lower() == b"getupdates":
            self.waiting.add(self)
            self.hand_over()
            return
        found = CHAT.search(request)
        chat_id = int(found[1]) if found else 0
        result = self.result_of(method.lower(), chat_id)
        if self.crowd.plan.delay:
            asyncio.get_running_loop().call_later(self.crowd.plan.delay, self.answer, result)
        else:
            self.answer(result)
        if method.lower() == b"sendmessage":
            self.crowd.answered(chat_id)
            for api in list(self.waiting):
                api.hand_over()

    def result_of(self, method: bytes, chat_id: int) -> object:
        if method == b"getme":
            return ME
        if method != b"sendmessage":
            return True
        chat = {"id": chat_id, "first_name": "Jessa", "type": "private"}
        sent = {"message_id": self.crowd.numbers + 1, "from": ME, "chat": chat}
        return sent | {"date": int(time.time()), "text": "Kept, Mon night."}

    def hand_over(self) -> None:
        queue = self.crowd.queue
        if len(queue) >= max(1, self.crowd.plan.outstanding // 4) and self in self.waiting:
            self.waiting.discard(self)
            self.answer([queue.popleft() for _ in range(min(MOST_A_BATCH, len(queue)))])

    def answer(self, result: object) -> None:
        if self.transport is None:
            return
        body = json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (len(body), body)
        )


def told(figures: dict[str, Any]) -> None:
    print(json.dumps(figures), flush=True)


async def main(plan: Plan) -> None:
    crowd = Crowd(plan, deque(range(FIRST_CHAT, FIRST_CHAT + plan.people)))
    crowd.fill()
    waiting: set[Api] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Api(crowd, waiting), "127.0.0.1", 0)
    told({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
