"""The way from python-telegram-bot to the sandbox without a network."""

import json
from typing import IO
from urllib.parse import parse_qsl, urlsplit

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from sandbox.telegram.answers import Reply, refused, wrong_token
from sandbox.telegram.server import Telegram


class InProcess(BaseRequest):
    """Give one to `request` and one to `get_updates_request`, or the same one to both."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    @property
    @override
    def read_timeout(self) -> float | None:
        return None

    @override
    async def initialize(self) -> None:
        """Nothing is opened."""

    @override
    async def shutdown(self) -> None:
        """Nothing is closed."""

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
        reply = await self.reply(url, request_data or RequestData())
        return reply.status, json.dumps(reply.body).encode()

    async def reply(self, url: str, data: RequestData) -> Reply:
        address = urlsplit(url)
        token, name = address.path.rsplit("/bot", 1)[1].split("/", 1)
        if token != self.telegram.token:
            return refused(wrong_token())
        given = dict(parse_qsl(address.query)) | data.parameters
        return await self.telegram.call(name, given, uploads(data))


def uploads(data: RequestData) -> dict[str, tuple[str, bytes]]:
    return {
        name: (str(parts[0]), content_of(parts[1])) for name, parts in data.multipart_data.items()
    }


def content_of(content: bytes | str | IO[bytes]) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else content.read()
