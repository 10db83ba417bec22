"""One POST to a bot's webhook, on this machine and nowhere else."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from sandbox.telegram.messages import Json

MOST_ANSWER_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said to an update; header names in lower case."""

    status: int
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status <= 299

    @property
    def complaint(self) -> str:
        return self.error or f"Wrong response from the webhook: {self.status} {self.reason}"

    @property
    def retry_after(self) -> int:
        asked = self.headers.get("retry-after", "")
        return int(asked) if asked.isdecimal() and len(asked) < 7 else 0

    def call(self) -> Json:
        """The method with its parameters, as JSON or as a form; empty when there is none."""
        text = self.body.decode(errors="replace")
        if not self.headers.get("content-type", "").startswith("application/json"):
            return dict(parse_qsl(text))
        try:
            given = json.loads(text or "{}")
        except (ValueError, RecursionError):
            return {}
        return given if isinstance(given, dict) else {}


Post: TypeAlias = Callable[[str, Mapping[str, str], bytes], Awaitable[Answer]]


class Unreachable(Exception):
    """Nobody answers there; the message is what getWebhookInfo tells."""


async def post_on_this_machine(url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    if not is_this_machine(urlsplit(url).hostname or ""):
        raise Unreachable("The sandbox reaches its own machine only")
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, headers=headers, data=body, allow_redirects=False) as answer,
        ):
            said = {name.lower(): value for name, value in answer.headers.items()}
            body = await at_most(answer.content, MOST_ANSWER_BYTES)
            return Answer(answer.status, answer.reason or "", said, body)
    except aiohttp.ClientConnectorError:
        raise Unreachable("Connection refused") from None
    except (aiohttp.ClientError, ValueError):
        raise Unreachable("Webhook connection closed") from None


async def at_most(content: aiohttp.StreamReader, most: int) -> bytes:
    """What is longer is cut: nobody means it to be read."""
    found = bytearray()
    async for piece in content.iter_any():
        found += piece
        if len(found) >= most:
            break
    return bytes(found[:most])


def is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
