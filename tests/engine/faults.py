"""Telegram's bad days, at the network's edge: refusals, silences and cut lines, as planned."""

import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram._utils.types import ODVInput
from telegram.error import TelegramError, TimedOut
from telegram.ext import MessageHandler, filters
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from bot.app import STORIES, assemble
from bot.clock import use_packaged_zones
from bot.context import Context
from bot.conversations import Handler
from bot.wire import NotSent
from sandbox.telegram import Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from sandbox.world import OPENING, World, settings_for
from schedules.timetable import keep_appointments
from storage.seals import new_key
from texts.speak import Speaker


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer in place of Telegram's; `after` it did what was asked."""

    status: int = 0
    body: bytes = b""
    error: type[TelegramError] | None = None
    after: bool = False


def refusal(status: int, description: str, **parameters: int) -> Fault:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Fault(status, json.dumps(body).encode())


BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
NOT_CONNECTED = Fault(error=NotSent)
CUT_AFTER_SENDING = Fault(error=TimedOut, after=True)


def slow_down(seconds: int) -> Fault:
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class BadLine(InProcess):
    """The way to the sandbox; the next calls of a method meet what was planned for them."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.planned: dict[str, deque[Fault]] = defaultdict(deque)
        self.tried: list[tuple[datetime, str]] = []

    def meets(self, method: str, *faults: Fault) -> None:
        self.planned[method].extend(faults)

    def attempts(self, method: str) -> list[datetime]:
        return [moment for moment, name in self.tried if name == method]

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1].partition("?")[0]
        self.tried.append((self.telegram.now(), name))
        fault = self.planned[name].popleft() if self.planned[name] else None
        if fault is None or fault.after:
            answer = await super().do_request(url, method, request_data)
            if fault is None:
                return answer
        if fault.error is not None:
            raise fault.error(*(["planned"] if fault.error is NotSent else []))
        return fault.status, fault.body


class Broken(Exception):
    """A mistake of ours, provoked; its message holds what somebody wrote."""


def break_on(
    world: World, text: str, and_do: Callable[[str], object] = str, group: int = STORIES
) -> Callable[[], None]:
    """The first handler of that text has a mistake, until the returned function mends it."""

    async def on_text(update: Update, _context: Context) -> None:
        and_do(text)
        raise Broken(f"cannot handle {update}")

    handler: Handler = MessageHandler(filters.Text([text]), on_text)
    handlers = world.app.receiver.application.handlers.setdefault(group, [])
    handlers.insert(0, handler)
    return lambda: handlers.remove(handler)


@dataclass(frozen=True, slots=True)
class Rough:
    """A world and the bad line between its bot and its Telegram."""

    world: World
    line: BadLine


@asynccontextmanager
async def rough_world(database: str) -> AsyncIterator[Rough]:
    """A world as every other, on a database that is migrated, with a line that can be bad."""
    use_packaged_zones()
    clock = TravelClock(OPENING)
    telegram = Telegram(clock.now)
    line = BadLine(telegram)
    settings = settings_for(telegram, database, new_key())
    async with assemble(settings, clock, line, Speaker()) as app:
        await app.receiver.recover()
        await keep_appointments(app.angat)
        yield Rough(World(telegram, clock, app), line)
