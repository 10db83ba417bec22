"""The way from python-telegram-bot to the sandbox without a network."""

from typing import IO
from urllib.parse import parse_qsl, urlsplit

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from sandbox.telegram.answers import Reply, nothing_here, refused, wrong_token
from sandbox.telegram.faults import Line, LineCut
from sandbox.telegram.server import Telegram


class InProcess(BaseRequest):
    """Give one to `request` and one to `get_updates_request`, or the same one to both."""

    def __init__(
        self, telegram: Telegram, not_connected: type[NetworkError] = NetworkError
    ) -> None:
        """`not_connected` is what this bot's own wire raises when nobody listens."""
        self.telegram = telegram
        self.not_connected = not_connected

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
        try:
            reply = await self.reply(url, request_data or RequestData())
        except LineCut as cut:
            raise self.error_for(cut.line) from None
        return reply.status, reply.data

    def error_for(self, line: Line) -> NetworkError:
        """What the stock request of python-telegram-bot raises, by name and by words."""
        match line:
            case Line.REFUSED:
                return self.not_connected("httpx.ConnectError: All connection attempts failed")
            case Line.CLOSED:
                said = "Server disconnected without sending a response."
                return NetworkError(f"httpx.RemoteProtocolError: {said}")
            case Line.SILENT:
                return TimedOut()

    async def reply(self, url: str, data: RequestData) -> Reply:
        address = urlsplit(url)
        token, name = address.path.rsplit("/bot", 1)[1].split("/", 1)
        if token != self.telegram.token:
            return refused(wrong_token())
        if address.path.startswith("/file/"):
            content = self.telegram.file_at(name)
            return refused(nothing_here()) if content is None else Reply(200, raw=content)
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
