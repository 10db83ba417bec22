"""Telegram's bad days, on demand: a call meets a refusal, a delay, a cut line, or nobody at all.

`telegram.faults.meets("sendMessage", slow_down(3), chat=maria.id, nth=2)` is all a test says.
"""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Protocol

from sandbox.telegram.answers import ApiError, Reply, migrated, refused, restarting
from sandbox.telegram.answers import too_many_requests as too_many
from sandbox.telegram.patience import Sleep
from sandbox.telegram.words import official

ANY_METHOD = "*"


class Line(Enum):
    """What became of the connection, in place of an answer."""

    REFUSED = "nobody listens"
    CLOSED = "closed without an answer"
    SILENT = "no answer ever comes"


class LineCut(Exception):
    """For the faces: over HTTP the socket closes, in process the client's own errors are raised."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.value)
        self.line = line


@dataclass(frozen=True, slots=True)
class Fault:
    """What one call meets; `after` it took effect all the same."""

    reply: Reply | None = None
    line: Line | None = None
    seconds: float = 0.0
    after: bool = False

    async def met_by(self, effect: Callable[[], Awaitable[Reply]], sleep: Sleep) -> Reply:
        is_delay = self.reply is None and self.line is None
        reply = await effect() if self.after else None
        if self.seconds:
            await sleep(self.seconds)
        if self.line is not None:
            raise LineCut(self.line)
        if is_delay and reply is None:
            return await effect()
        return self.reply or reply or Reply(200)


def after(fault: Fault) -> Fault:
    """The same, once the call took effect."""
    return replace(fault, after=True)


def delayed(seconds: float) -> Fault:
    return Fault(seconds=seconds)


def refusal(status: int, description: str, **parameters: int) -> Fault:
    return Fault(refused(ApiError(status, description, **parameters)))


def refused_as(words: str) -> Fault:
    """By any words of one of Telegram's own refusals: `refused_as("blocked by the user")`."""
    return Fault(refused(ApiError(*official(words))))


def slow_down(seconds: int) -> Fault:
    return Fault(refused(too_many(seconds)))


def moved_to(chat_id: int) -> Fault:
    return Fault(refused(migrated(chat_id)))


def garbled(raw: bytes, status: int = 200, content_type: str = "application/json") -> Fault:
    """An answer byte for byte, whatever it is."""
    return Fault(Reply(status, raw=raw, content_type=content_type))


NOT_CONNECTED = Fault(line=Line.REFUSED)
CUT = Fault(line=Line.CLOSED)
SILENCE = Fault(line=Line.SILENT)
RESTART = Fault(refused(restarting()))
BAD_GATEWAY = garbled(b"<html><h1>502 Bad Gateway</h1></html>", 502, "text/html")
BROKEN_JSON = garbled(b'{"ok":true,"result":[{"update_id":1,"message"')

# Updates to feed that a client may stumble over.
POISON: Mapping[str, dict[str, object]] = {
    "a kind of next year": {"a_kind_of_next_year": {"id": 1}},
    "no payload": {"message": None},
    "a payload that is no object": {"callback_query": [1, 2]},
    "a message without its fields": {"message": {"text": "/start"}},
    "a text that is no text": {
        "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": {}}
    },
}


@dataclass(slots=True)
class Plan:
    """Faults for the calls of a method, in a chat or in any, once so many have passed."""

    method: str
    chat: int | None
    passing: int
    faults: deque[Fault]

    def is_about(self, method: str, chat: str) -> bool:
        is_method = self.method in {ANY_METHOD, method.lower()}
        return is_method and (self.chat is None or chat == str(self.chat))


class Door(Protocol):
    """A way in that can be shut."""

    async def shut(self) -> None: ...

    async def open(self) -> None: ...


class Faults:
    """What is planned, and how far Telegram's clock is ahead of everybody's."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.ahead = timedelta(0)
        self.is_out = False
        self.doors: list[Door] = []

    def meets(self, method: str, *faults: Fault, chat: int | None = None, nth: int = 1) -> None:
        """From the nth matching call on, one fault a call."""
        self.plans.append(Plan(method.lower(), chat, nth - 1, deque(faults)))

    def mends(self) -> None:
        """Nothing is planned any more."""
        self.plans.clear()

    def meet(self, method: str, chat: str) -> Fault | None:
        """What this call meets; who does not get through leaves no trace in the journal."""
        if self.is_out:
            raise LineCut(Line.REFUSED)
        fault = self.take(method, chat)
        if fault is not None and fault.line is Line.REFUSED and not fault.after:
            raise LineCut(Line.REFUSED)
        return fault

    def take(self, method: str, chat: str) -> Fault | None:
        """Plans are asked in order; whoever lets the call pass has counted it."""
        for plan in [plan for plan in self.plans if plan.is_about(method, chat)]:
            if plan.passing:
                plan.passing -= 1
                continue
            fault = plan.faults.popleft() if plan.faults else None
            if not plan.faults:
                self.plans.remove(plan)
            return fault
        return None

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Nothing connects until the end of it, and what is connected is cut."""
        self.is_out = True
        for door in self.doors:
            await door.shut()
        try:
            yield
        finally:
            self.is_out = False
            for door in self.doors:
                await door.open()
