"""HTTP to Telegram: PTB's request over aiohttp, and its errors told apart."""

from typing import Any

import aiohttp
from telegram._utils.types import ODVInput
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from domain.delivery import Trouble

CONNECT_SECONDS = 10.0
READ_SECONDS = 35.0  # Telegram's own waiting inside a request takes up to 8 s
MOST_CONNECTIONS = 256


class NotSent(NetworkError):
    """The connection was never made: nothing reached Telegram."""


class Wire(BaseRequest):
    """One keep-alive pool; a time-out after sending is ambiguous and says so by its type."""

    def __init__(self) -> None:
        self.session: aiohttp.ClientSession | None = None

    @property
    @override
    def read_timeout(self) -> float:
        return READ_SECONDS

    @override
    async def initialize(self) -> None:
        if self.session is None:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
            self.session = aiohttp.ClientSession(connector=connector)

    @override
    async def shutdown(self) -> None:
        if self.session is not None:
            await self.session.close()
            self.session = None

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
        if self.session is None:
            raise NotSent("the wire is closed")
        reading = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=reading)
        try:
            async with self.session.request(
                method, url, data=form(request_data), timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def form(data: RequestData | None) -> Any:
    """What aiohttp sends: nothing, urlencoded fields, or multipart when there are files."""
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    body = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        body.add_field(name, content, filename=filename, content_type=mime)
    return body


TROUBLES: tuple[tuple[type[TelegramError], Trouble], ...] = (
    (NotSent, Trouble.NOT_SENT),
    (BadRequest, Trouble.BAD_REQUEST),
    (TimedOut, Trouble.AMBIGUOUS),
    (Forbidden, Trouble.FORBIDDEN),
    (RetryAfter, Trouble.RETRY_AFTER),
    (ChatMigrated, Trouble.MIGRATED),
    (InvalidToken, Trouble.INVALID_TOKEN),
    (Conflict, Trouble.CONFLICT),
    (NetworkError, Trouble.SERVER),
)


def trouble_of(error: TelegramError) -> Trouble:
    """Which row of the table in domain.delivery an error of PTB belongs to."""
    for kind, trouble in TROUBLES:
        if isinstance(error, kind):
            return trouble
    return Trouble.AMBIGUOUS
