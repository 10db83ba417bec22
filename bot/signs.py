"""Signs of life, in memory only: what Telegram last said, and when the heartbeat came round."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.error import TelegramError
from telegram.request import BaseRequest
from typing_extensions import override

UNAUTHORIZED = 401
SERVER_ERROR = 500


@dataclass(slots=True)
class Signs:
    """Moments are those of the clock's `monotonic()`; None until it happened."""

    answered_at: float | None = None
    beaten_at: float | None = None
    revoked: asyncio.Event = field(default_factory=asyncio.Event)

    def answered(self, status: int, now: float) -> None:
        """Telegram itself said something; a gateway in front of it does not count."""
        if status < SERVER_ERROR:
            self.answered_at = now
        if status == UNAUTHORIZED:
            self.revoked.set()


class Noted(BaseRequest):
    """Any way to Telegram, with a note of every answer, and none of what an answer holds."""

    def __init__(self, wire: BaseRequest, signs: Signs, monotonic: Callable[[], float]) -> None:
        self.wire = wire
        self.signs = signs
        self.monotonic = monotonic

    @property
    @override
    def read_timeout(self) -> float | None:
        return self.wire.read_timeout

    @override
    async def initialize(self) -> None:
        await self.wire.initialize()

    @override
    async def shutdown(self) -> None:
        await self.wire.shutdown()

    @override
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await self.wire.do_request(*args, **kwargs)
        self.signs.answered(status, self.monotonic())
        return status, body

    @staticmethod
    @override
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """PTB's own writes what it can't read into the log, and breaks on what is no object."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise TelegramError("Invalid server response")
        return found
