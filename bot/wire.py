"""HTTP to Telegram: PTB's request over aiohttp, and its errors told apart."""

import json

import aiohttp
import structlog
from aiohttp.http_exceptions import HttpProcessingError
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

from bot.exchange import Post, exchange
from bot.log import where
from domain.delivery import Trouble

CONNECT_SECONDS = 10.0
PLACE_SECONDS = 20.0  # for a connection, with waiting until one of the pool is free
READ_SECONDS = 35.0  # Telegram's own waiting inside a request takes up to 8 s
WRITE_SECONDS = 60.0  # a file on a slow line
IDLE_SECONDS = 15.0  # Telegram closes what is idle much later, so hardly ever under our hands
MOST_CONNECTIONS = 256
log = structlog.get_logger("wire")


class NotSent(NetworkError):
    """No connection, or nothing was written to it: nothing reached Telegram."""


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
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS, keepalive_timeout=IDLE_SECONDS)
            jar = aiohttp.DummyCookieJar()  # asked at each request, and Telegram sets none
            self.session = aiohttp.ClientSession(connector=connector, cookie_jar=jar)

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
        if self.session is None or self.session.connector is None:
            raise NotSent("the wire is closed")
        waits, post = patience(read_timeout), post_of(url, request_data)
        try:
            if post is not None:
                return await exchange(self.session.connector, post, waits)
            async with self.session.request(
                method, url, data=form(request_data), timeout=waits, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except Exception as error:  # noqa: BLE001 - told apart by what was begun, and by its type
            if not isinstance(error, BAD_LINE):
                log.error("a call broke", error=where(error))
            trouble = told_apart(error, post)
        raise trouble  # out here, without a context: aiohttp's errors hold the address


def patience(read_timeout: ODVInput[float]) -> aiohttp.ClientTimeout:
    reading = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
    return aiohttp.ClientTimeout(
        total=PLACE_SECONDS + WRITE_SECONDS + reading,
        connect=PLACE_SECONDS,
        sock_connect=CONNECT_SECONDS,
        sock_read=reading,
    )


def post_of(url: str, data: RequestData | None) -> Post | None:
    """What goes out as JSON in one piece; None where there are files, or nothing to say."""
    if data is None or data.contains_files:
        return None
    told = {name: in_json(value) for name, value in data.parameters.items()}
    return Post(url, json.dumps(told).encode()) if told else None


def in_json(value: object) -> object:
    """Objects and lists are JSON within it, as Telegram reads them from any form."""
    return value if isinstance(value, str | int) else json.dumps(value)


def form(data: RequestData | None) -> aiohttp.FormData | None:
    """Multipart, when there are files."""
    if data is None or not data.contains_files:
        return None
    body = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        body.add_field(name, content, filename=filename, content_type=mime)
    return body


# No connection: no name, nobody there, no handshake, no place in the pool in time, no such address.
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
# What a line may do to a call, or a session that is closed; whatever else is a mistake of ours.
BAD_LINE = (aiohttp.ClientError, HttpProcessingError, TimeoutError, OSError, RuntimeError)


def told_apart(error: Exception, post: Post | None) -> NetworkError:
    """Not sent, or ambiguous; by the type alone, as a message of aiohttp's names the address."""
    if isinstance(error, NEVER_SENT) or (post is not None and not post.begun):
        return NotSent(type(error).__name__)
    if isinstance(error, TimeoutError):
        return TimedOut()
    return NetworkError(type(error).__name__)


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
