"""JSON posted on a kept line of aiohttp's pool, and its answer: nothing of what a session is for.

Connecting, TLS, keeping lines and reading HTTP are aiohttp's. What a session does for every kind of
request (cookies, redirects, middlewares, traces, streams) was half of the time of a call.
"""

import asyncio
from dataclasses import dataclass, field
from functools import lru_cache

import aiohttp
from aiohttp import ClientRequest, ClientTimeout
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from yarl import URL

MOST_URLS = 256
SWITCHING = 101
INFORMATIONAL = {*range(100, 200)} - {SWITCHING}


@dataclass(slots=True)
class Post:
    """`begun`: something of it may have been on its way."""

    url: str = field(repr=False)
    content: bytes = field(repr=False)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What stays the same of every request to an address: whom to connect to, and how it begins."""

    request: ClientRequest = field(repr=False)
    head: bytes = field(repr=False)


@lru_cache(maxsize=MOST_URLS)
def target(url: str) -> Target:
    """Raises aiohttp.InvalidURL where it is no address."""
    try:
        address = URL(url)
        request = ClientRequest("POST", address, loop=asyncio.get_running_loop())
    except ValueError as error:
        raise aiohttp.InvalidURL(url) from error
    signed = f"Authorization: {key}\r\n" if (key := request.headers.get("Authorization")) else ""
    head = (
        f"POST {address.raw_path_qs} HTTP/1.1\r\nHost: {address.host_port_subcomponent}\r\n"
        f"{signed}Content-Type: application/json\r\nContent-Length: "
    )
    return Target(request, head.encode("ascii"))


async def exchange(
    connector: aiohttp.BaseConnector, post: Post, waits: ClientTimeout
) -> tuple[int, bytes]:
    """Status and body; a line on which anything went wrong is not kept."""
    to = target(post.url)
    async with asyncio.timeout(waits.total):
        line = await connector.connect(to.request, [], waits)
        try:
            answer = await answered(line, to.head, post, waits.sock_read)
        except BaseException:
            line.close()
            raise
    line.release()
    return answer


async def answered(
    line: Connection, head: bytes, post: Post, reading: float | None
) -> tuple[int, bytes]:
    """Telegram may have closed a line that was kept, between its choice and its use."""
    protocol, transport = line.protocol, line.transport
    if protocol is None or transport is None or transport.is_closing() or protocol.should_close:
        raise aiohttp.ServerDisconnectedError  # or it said something that nobody asked for
    protocol.set_response_params(read_until_eof=True, read_timeout=reading)
    request = b"%b%d\r\n\r\n%b" % (head, len(post.content), post.content)
    post.begun = True
    transport.write(request)
    protocol.start_timeout()
    return await final(protocol)


async def final(protocol: ResponseHandler) -> tuple[int, bytes]:
    """What comes behind any "100 Continue"."""
    while True:
        message, body = await protocol.read()
        if message.code not in INFORMATIONAL:
            return int(message.code), await body.read()
        protocol.start_timeout()
