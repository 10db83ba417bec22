"""A Telegram that looks at everything it says itself, and the ways to ask it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from typing_extensions import override

from sandbox.telegram import Reply, Spec, Telegram

ENOUGH_SECONDS = 60  # no goal
EVERYTHING = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "poll_answer",
)


class Watched(Telegram):
    """Every result is held against what the specification says the method gives."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.misshapen: list[str] = []

    @override
    async def call(
        self,
        method: str,
        params: Mapping[str, object],
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Reply:
        reply = await super().call(method, params, files)
        if reply.status == 200:
            kinds = Spec.modelled().returns[method]
            wrong = Spec.modelled().complaint(reply.body["result"], kinds, method)
            self.misshapen += [wrong] if wrong else []
        return reply


async def done(
    telegram: Telegram,
    method: str,
    files: Mapping[str, tuple[str, bytes]] | None = None,
    /,
    **params: object,
) -> Any:
    reply = await telegram.call(method, params, files)
    assert reply.status == 200, reply.body
    return reply.body["result"]


async def refused(
    telegram: Telegram,
    method: str,
    files: Mapping[str, tuple[str, bytes]] | None = None,
    /,
    **params: object,
) -> str:
    """Its description, after the status and the kind were found to agree."""
    reply = await telegram.call(method, params, files)
    assert not reply.body["ok"], reply.body
    assert reply.body["error_code"] == reply.status
    return str(reply.body["description"])


async def arrived(telegram: Telegram) -> list[dict[str, Any]]:
    """What waits for the bot, taken."""
    found = await done(telegram, "getUpdates", allowed_updates=list(EVERYTHING))
    telegram.updates.forget()
    return [
        {"what": kind} | body
        for update in found
        for kind, body in update.items()
        if kind != "update_id"
    ]


async def until(telegram: Telegram, is_so: Callable[[], object]) -> None:
    """Waits for what somebody else brings about; whoever waits longer waits for nothing."""
    async with asyncio.timeout(ENOUGH_SECONDS):
        while not is_so():
            await telegram.changed(telegram.version)
