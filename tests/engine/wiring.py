"""A server that answers byte for byte, and a bot on a real wire to it."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import SystemClock
from bot.signs import Noted, Signs
from bot.wire import Wire, trouble_of
from domain.delivery import Verdict, verdict_on
from tests.engine.service import PATIENCE_SECONDS

TOKEN = "4200:SECRETsecretSECRETsecretSECRETsecret0"
MESSAGE = b'{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":5,"type":"private"}}}'
HANG_UP, SILENCE = b"", None
SOON = 0.2


def http(status: int, body: bytes, missing: int = 0) -> bytes:
    head = f"HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body) + missing}\r\n\r\n".encode() + body


def refused(status: int, words: str, more: str = "") -> bytes:
    told = f'{{"ok":false,"error_code":{status},"description":"{words}"{more}}}'
    return http(status, told.encode())


def in_pieces(body: bytes) -> bytes:
    pieces = [b"%x\r\n%b\r\n" % (len(one), one) for one in (body[:9], body[9:])]
    return (
        b"HTTP/1.1 200 Told\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(pieces) + b"0\r\n\r\n"
    )


def moved(to: str) -> bytes:
    return http(302, b"{}").replace(b"Told\r\n", f"Told\r\nLocation: {to}\r\n".encode(), 1)


@dataclass(slots=True)
class Server:
    """Reads whole requests and answers byte for byte; None is silence, half an answer the end."""

    answers: list[bytes | None]
    asked: list[bytes] = field(default_factory=list)
    lines: list[asyncio.StreamWriter] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def meet(self, reader: asyncio.StreamReader, line: asyncio.StreamWriter) -> None:
        self.lines.append(line)
        try:
            while True:
                self.asked.append(await request_from(reader))
                answer = self.answers.pop(0) if self.answers else http(200, MESSAGE)
                if answer is SILENCE:
                    await self.over.wait()
                    return
                line.write(answer)
                if not answer.endswith(b"}"):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            line.close()


async def request_from(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    return head + await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)


@asynccontextmanager
async def met_by(
    *answers: bytes | None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Bot, Wire, Server]]:
    """A bot whose calls meet these answers, then good ones."""
    server, wire = Server(list(answers)), Wire()
    listening = await asyncio.start_server(server.meet, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    await wire.initialize()
    try:
        yield caller(wire, f"http{'s' if tls else ''}://127.0.0.1:{port}"), wire, server
    finally:
        server.over.set()
        await wire.shutdown()
        listening.close()
        for line in server.lines:
            line.close()


def caller(wire: Wire, root: str) -> Bot:
    noted = Noted(wire, Signs(), SystemClock().monotonic)
    return Bot(TOKEN, base_url=f"{root}/bot", request=noted, get_updates_request=noted)


async def sent(by: Bot) -> Verdict:
    """What follows from sending a message."""
    met: list[TelegramError] = []
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await by.send_message(5, "31 calls, zero hold")
    except TelegramError as error:
        met.append(error)
    held = [f"{one!r}{one.__cause__!r}{one.__context__!r}" for one in met]
    assert [text for text in held if TOKEN in text] == []
    return verdict_on(trouble_of(met[0]), met[0].message) if met else Verdict.DELIVERED
