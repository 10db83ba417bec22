"""What goes over a line, and which lines are kept: plain HTTP, over real sockets."""

import asyncio
import json
import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import aiohttp
import pytest
from aiohttp.connector import TCPConnector
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL

from bot.clock import SystemClock
from bot.exchange import Post, exchange, target
from domain.delivery import Verdict
from tests.engine.service import PATIENCE_SECONDS
from tests.engine.wiring import MESSAGE, SILENCE, SOON, TOKEN, caller, http, met_by, sent
from tests.sandbox.clock import turns


async def test_calls_one_after_another_share_a_line() -> None:
    async with met_by() as (by, _, server):
        assert [await sent(by) for _ in range(3)] == [Verdict.DELIVERED] * 3

        assert (len(server.asked), len(server.lines)) == (3, 1)


async def test_a_line_that_ends_with_its_answer_is_not_used_again() -> None:
    last = http(200, MESSAGE).replace(b"Told\r\n", b"Told\r\nConnection: close\r\n", 1)
    async with met_by(last) as (by, _, server):
        assert [await sent(by) for _ in range(2)] == [Verdict.DELIVERED] * 2

        assert (len(server.asked), len(server.lines)) == (2, 2)


async def test_what_goes_out_is_plain_http() -> None:
    async with met_by() as (by, _, server):
        assert await sent(by) is Verdict.DELIVERED
        head, _, body = server.asked[0].partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")

    told = dict(field.split(": ", 1) for field in fields)
    assert first == f"POST /bot{TOKEN}/sendMessage HTTP/1.1"
    assert told["Host"] == by.base_url.removeprefix("http://").partition("/")[0]
    assert (told["Content-Type"], int(told["Content-Length"])) == ("application/json", len(body))
    assert json.loads(body) == {"chat_id": 5, "text": "31 calls, zero hold"}


@pytest.mark.parametrize(("known", "verdict"), [(True, Verdict.DELIVERED), (False, Verdict.RETRY)])
async def test_a_certificate_is_looked_at_before_anything_is_said(
    known: bool, verdict: Verdict, tmp_path: Path
) -> None:
    own = certified(tmp_path)
    async with met_by(tls=own) as (by, wire, server):
        assert wire.session is not None
        connector = TCPConnector(ssl=trusting(tmp_path) if known else True)
        await wire.session.connector.close() if wire.session.connector else None
        wire.session._connector = connector

        assert await sent(by) is verdict
        assert len(server.asked) == known


def certified(folder: Path) -> ssl.SSLContext:
    """A server's own certificate for this address, signed by nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = SystemClock().now()
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    traditional = serialization.PrivateFormat.TraditionalOpenSSL
    (folder / "known.pem").write_bytes(signed.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, traditional, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "known.pem", folder / "key.pem")
    return context


def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(folder / "known.pem"))


@pytest.mark.parametrize("path", ["/a%20b", "/a b", "/é", "/a%(x)s", "/100%"])
async def test_whatever_stands_in_the_address_it_is_asked_for(path: str) -> None:
    async with met_by() as (by, wire, server):
        root = by.base_url.partition("/bot")[0]

        assert await sent(caller(wire, root + path)) is Verdict.DELIVERED

        written = server.asked[0].split(b" ", 2)[1].decode("ascii")
        assert URL(written, encoded=True).path == URL(root + path).path + f"/bot{TOKEN}/sendMessage"


async def test_who_has_to_say_who_they_are_says_it_in_every_call() -> None:
    async with met_by() as (by, wire, server):
        root = by.base_url.partition("/bot")[0].replace("http://", "http://user:word@")
        anybody = caller(wire, root)

        assert await sent(anybody) is Verdict.DELIVERED
        await anybody.request.retrieve(f"{root}/file")

        own = b"Authorization: " + aiohttp.encode_basic_auth("user", "word").encode()
        assert [own in request for request in server.asked] == [True, True]


async def test_a_call_that_is_given_up_leaves_no_line_that_owes_an_answer() -> None:
    async with met_by(SILENCE) as (by, _, server):
        call = asyncio.ensure_future(sent(by))
        while not server.asked:
            await turns()
        call.cancel()
        await asyncio.wait({call})

        assert await sent(by) is Verdict.DELIVERED
        assert (len(server.asked), len(server.lines)) == (2, 2)


async def test_a_call_ends_however_long_each_piece_of_its_answer_may_take() -> None:
    waits = aiohttp.ClientTimeout(total=SOON, sock_read=PATIENCE_SECONDS)
    async with met_by(SILENCE) as (by, wire, server):
        assert wire.session is not None
        assert wire.session.connector is not None
        post = Post(f"{by.base_url}/getMe", b"{}")

        with pytest.raises(TimeoutError):
            await exchange(wire.session.connector, post, waits)

        assert (post.begun, len(server.asked)) == (True, 1)
        assert await sent(by) is Verdict.DELIVERED
        assert len(server.lines) == 2


async def test_an_answer_that_nobody_asked_for_answers_nothing() -> None:
    async with met_by() as (by, _, server):
        assert await sent(by) is Verdict.DELIVERED
        server.lines[0].write(http(200, MESSAGE))
        await server.lines[0].drain()
        await turns()

        assert await sent(by) is Verdict.RETRY
        assert await sent(by) is Verdict.DELIVERED
        assert (len(server.asked), len(server.lines)) == (2, 2)


async def test_a_switch_to_something_else_is_an_answer_to_nothing() -> None:
    async with met_by(b"HTTP/1.1 101 Told\r\n\r\n") as (by, _, _):
        assert await sent(by) is Verdict.UNKNOWN


async def test_what_goes_out_is_in_no_repr() -> None:
    post = Post(f"http://127.0.0.1/bot{TOKEN}/sendMessage", b"31 calls")

    assert TOKEN not in f"{post}{target(post.url)}"
    assert "31 calls" not in repr(post)
