"""What the wire makes of a bad line, over real sockets: not sent, ambiguous, or refused."""

import asyncio
import socket
from typing import Any

import pytest
from aiohttp.connector import Connection
from structlog.testing import capture_logs

import bot.wire
from bot.exchange import Post
from bot.wire import NotSent, Wire
from domain.delivery import Verdict
from tests.engine.wiring import (
    HANG_UP,
    MESSAGE,
    SILENCE,
    SOON,
    TOKEN,
    Server,
    caller,
    http,
    in_pieces,
    met_by,
    moved,
    refused,
    sent,
)
from tests.sandbox.clock import turns


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
        (b"HTTP/1.1 100 Continue\r\n\r\n" + http(200, MESSAGE), Verdict.DELIVERED),
        (in_pieces(MESSAGE), Verdict.DELIVERED),
        (b"HTTP/1.0 200 Told\r\n\r\n" + MESSAGE + b"\n", Verdict.DELIVERED),
        (moved("/elsewhere"), Verdict.UNKNOWN),
        (in_pieces(MESSAGE)[:-9], Verdict.UNKNOWN),
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
        "go on first",
        "in pieces",
        "until it hangs up",
        "elsewhere",
        "not all pieces",
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


@pytest.mark.parametrize(("begun", "verdict"), [(False, Verdict.RETRY), (True, Verdict.UNKNOWN)])
async def test_a_mistake_of_ours_is_told_apart_too_and_is_one_line(
    begun: bool, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_connector: object, post: Post, _waits: object) -> tuple[int, bytes]:
        post.begun = begun
        raise TypeError(post.url)

    monkeypatch.setattr(bot.wire, "exchange", breaks)
    async with met_by() as (by, _, _):
        with capture_logs() as lines:
            assert await sent(by) is verdict

    assert [line["event"] for line in lines] == ["a call broke"]
    assert TOKEN not in str(lines)


async def test_a_file_for_nobody_was_not_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        wire = Wire()
        await wire.initialize()
        nobody = caller(wire, f"http://127.0.0.1:{closed.getsockname()[1]}")

        with pytest.raises(NotSent):
            await nobody.send_document(5, b"a year of wins")

        await wire.shutdown()


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


async def test_a_line_that_closes_between_its_choice_and_its_use_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with met_by() as (by, wire, server):
        assert await sent(by) is Verdict.DELIVERED
        assert wire.session is not None
        assert wire.session.connector is not None
        connect = wire.session.connector.connect

        async def late(*asked: Any) -> Connection:
            line = await connect(*asked)
            await noticed(server)
            return line

        monkeypatch.setattr(wire.session.connector, "connect", late)

        assert await sent(by) is Verdict.RETRY
        assert len(server.asked) == 1


async def noticed(server: Server) -> None:
    """The server hangs up, and the wire has heard of it."""
    server.lines[0].close()
    await server.lines[0].wait_closed()
    await turns()
