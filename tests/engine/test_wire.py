"""What the wire makes of a bad line, over real sockets: not sent, ambiguous, or refused."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from telegram import Bot
from telegram.error import TelegramError

import bot.wire
from bot.clock import SystemClock
from bot.signs import Noted, Signs
from bot.wire import Wire, trouble_of
from domain.delivery import Verdict, verdict_on
from tests.engine.service import PATIENCE_SECONDS
from tests.sandbox.clock import turns

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
async def met_by(*answers: bytes | None) -> AsyncIterator[tuple[Bot, Wire, Server]]:
    """A bot whose calls meet these answers, then good ones."""
    server, wire = Server(list(answers)), Wire()
    listening = await asyncio.start_server(server.meet, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    await wire.initialize()
    try:
        yield caller(wire, f"http://127.0.0.1:{port}"), wire, server
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


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    for name in ("CONNECT_SECONDS", "PLACE_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(bot.wire, name, SOON)


def test_sends_are_waited_for_longer_than_telegram_waits_inside_one() -> None:
    patience = bot.wire.patience(35.0)

    assert (patience.sock_read or 0) >= 30
    assert (patience.total or 0) > (patience.sock_read or 0) + (patience.connect or 0)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (http(200, MESSAGE), Verdict.DELIVERED),
        (HANG_UP, Verdict.UNKNOWN),
        (SILENCE, Verdict.UNKNOWN),
        (http(200, MESSAGE[:20], missing=60), Verdict.UNKNOWN),
        (b"HTTP/1.1 200 Told\r\nContent-Le", Verdict.UNKNOWN),
        (b"no HTTP at all\r\n\r\n", Verdict.UNKNOWN),
        (http(200, b"<p>{no JSON}"), Verdict.UNKNOWN),
        (http(200, b"[" * 20_000 + b"}"), Verdict.UNKNOWN),
        (http(502, b"<html>Bad Gateway {}"), Verdict.UNKNOWN),
        (http(500, b"[{}, {}"), Verdict.UNKNOWN),
        (refused(500, "Internal Server Error: restart"), Verdict.UNKNOWN),
        (refused(429, "Too Many Requests", ',"parameters":{"retry_after":7}'), Verdict.WAIT),
        (refused(403, "Forbidden: bot was blocked by the user"), Verdict.UNREACHABLE),
        (refused(400, "Bad Request: message text is empty"), Verdict.FAILED),
        (refused(401, "Unauthorized"), Verdict.REVOKED),
    ],
    ids=[
        "delivered",
        "hung up without an answer",
        "silent",
        "half a body",
        "half a head",
        "no HTTP",
        "no JSON",
        "nested deep",
        "a gateway's page",
        "JSON that is no object",
        "a restart",
        "slow down",
        "blocked",
        "a bad request",
        "revoked",
    ],
)
async def test_what_was_written_is_written_once_and_its_end_told_apart(
    answer: bytes | None, verdict: Verdict
) -> None:
    async with met_by(answer) as (by, _, server):
        assert await sent(by) is verdict

        assert [b"31 calls" in request for request in server.asked] == [True]


@pytest.mark.parametrize("root", ["http://127.0.0.1:{}", "http://nowhere.invalid:{}"])
async def test_where_nobody_is_nothing_was_sent(root: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        wire = Wire()
        await wire.initialize()

        assert await sent(caller(wire, root.format(closed.getsockname()[1]))) is Verdict.RETRY
        assert await sent(caller(wire, "http://127.0.0.1:99999")) is Verdict.RETRY

        await wire.shutdown()
        assert await sent(caller(wire, root.format(1))) is Verdict.RETRY


async def test_without_a_handshake_nothing_was_sent() -> None:
    async with met_by() as (by, wire, server):
        secure = by.base_url.partition("/bot")[0].replace("http://", "https://")

        assert await sent(caller(wire, secure)) is Verdict.RETRY
        assert server.asked == []


async def test_a_server_that_takes_no_connection_was_sent_nothing() -> None:
    with socket.socket() as busy, socket.socket() as first, socket.socket() as second:
        busy.bind(("127.0.0.1", 0))
        busy.listen(0)
        for one in (first, second):
            one.setblocking(False)
            one.connect_ex(busy.getsockname())
        wire = Wire()
        await wire.initialize()

        assert (
            await sent(caller(wire, f"http://127.0.0.1:{busy.getsockname()[1]}")) is Verdict.RETRY
        )

        await wire.shutdown()


async def test_who_finds_no_free_line_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.wire, "MOST_CONNECTIONS", 1)
    monkeypatch.setattr(bot.wire, "READ_SECONDS", 5.0)
    async with met_by(SILENCE) as (by, _, server):
        first, second = (asyncio.ensure_future(sent(by)) for _ in range(2))
        assert await second is Verdict.RETRY
        server.over.set()

        assert await first is Verdict.UNKNOWN
        assert len(server.asked) == 1


async def test_a_line_that_was_closed_while_idle_is_not_used_again() -> None:
    async with met_by() as (by, _, server):
        assert await sent(by) is Verdict.DELIVERED
        await noticed(server)

        assert await sent(by) is Verdict.DELIVERED
        assert (len(server.asked), len(server.lines)) == (2, 2)


async def test_a_line_that_closes_between_its_choice_and_its_use_has_sent_nothing() -> None:
    async with met_by() as (by, wire, server):
        closing = aiohttp.TraceConfig()

        async def on_reuse(*_: object) -> None:
            await noticed(server)

        closing.on_connection_reuseconn.append(on_reuse)
        closing.freeze()
        assert wire.session is not None
        wire.session.trace_configs.append(closing)
        assert await sent(by) is Verdict.DELIVERED

        assert await sent(by) is Verdict.RETRY
        assert len(server.asked) == 1


async def noticed(server: Server) -> None:
    """The server hangs up, and the wire has heard of it."""
    server.lines[0].close()
    await server.lines[0].wait_closed()
    await turns()
