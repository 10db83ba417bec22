"""Bad days over HTTP: headers, pages, half answers, and sockets that really close."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot
from telegram.error import (
    InvalidToken,
    NetworkError,
)

from sandbox.telegram import Account, Telegram
from sandbox.telegram.faults import (
    BAD_GATEWAY,
    BROKEN_JSON,
    CUT,
    SILENCE,
    after,
    moved_to,
    slow_down,
)
from sandbox.telegram.http import serving
from sandbox.telegram.in_process import InProcess
from sandbox.telegram.messages import Kind
from sandbox.telegram.state import path_of

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

ENOUGH_SECONDS = 60
DEEP = 100_000


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session, asyncio.timeout(ENOUGH_SECONDS):
        yield session


@pytest.fixture
async def address(telegram: Telegram) -> AsyncIterator[str]:
    async with serving(telegram) as root:
        yield f"{root}/bot{telegram.token}"


def said(telegram: Telegram, who: Account) -> list[str]:
    return [one.text for one in telegram.history(who) if one.sender_id != who.id]


async def test_a_client_reads_how_long_to_wait_in_two_places(
    telegram: Telegram, address: str, session: aiohttp.ClientSession
) -> None:
    telegram.faults.meets("getMe", slow_down(7), moved_to(-100_123))

    async with session.get(f"{address}/getMe") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
        assert (await answer.json())["parameters"] == {"retry_after": 7}
    async with session.get(f"{address}/getMe") as answer:
        assert (await answer.json())["parameters"] == {"migrate_to_chat_id": -100_123}


async def test_a_proxys_page_and_half_an_answer_come_as_they_are(
    telegram: Telegram, address: str, session: aiohttp.ClientSession
) -> None:
    telegram.faults.meets("getMe", BAD_GATEWAY, BROKEN_JSON)

    async with session.get(f"{address}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await answer.text()
    async with session.get(f"{address}/getMe") as answer:
        assert answer.status == 200
        with pytest.raises(ValueError, match="Expecting"):
            await answer.json()


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
async def test_the_socket_really_closes(
    telegram: Telegram, maria: Account, address: str, session: aiohttp.ClientSession, late: bool
) -> None:
    telegram.faults.meets("sendMessage", after(CUT) if late else CUT)

    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await session.post(f"{address}/sendMessage", data={"chat_id": maria.id, "text": "one"})

    assert said(telegram, maria) == (["one"] if late else [])


async def test_in_silence_a_client_waits_until_it_has_enough(
    telegram: Telegram, maria: Account, address: str, session: aiohttp.ClientSession
) -> None:
    telegram.faults.meets("sendMessage", after(SILENCE))
    form = {"chat_id": maria.id, "text": "one"}
    impatient = aiohttp.ClientTimeout(sock_read=0.05)

    with pytest.raises(aiohttp.ServerTimeoutError):
        await session.post(f"{address}/sendMessage", data=form, timeout=impatient)

    assert said(telegram, maria) == ["one"]


async def test_in_an_outage_nothing_connects_until_it_ends(
    telegram: Telegram, address: str, bot: Bot, session: aiohttp.ClientSession
) -> None:
    poll = asyncio.ensure_future(session.get(f"{address}/getUpdates?timeout=50"))
    while not telegram.updates.poll:
        await asyncio.wait({poll}, timeout=0)

    async with telegram.faults.outage():
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await poll
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"{address}/getMe")
        with pytest.raises(NetworkError):
            await bot.get_me()

    async with session.get(f"{address}/getMe") as answer:
        assert answer.status == 200
    assert (await bot.get_me()).is_bot


async def test_files_are_handed_out_in_both_faces(
    telegram: Telegram, address: str, session: aiohttp.ClientSession
) -> None:
    path = path_of(telegram.keep_file(Kind.PHOTO, "card.jpg", b"\xff\xd8", (2, 1)))
    root = address.replace("/bot", "/file/bot")

    async with session.get(f"{root}/{path}") as answer:
        assert (answer.status, await answer.read()) == (200, b"\xff\xd8")
    async with session.get(f"{root}/photos/file_2.jpg") as answer:
        assert answer.status == 404
    async with session.get(f"{root}x/{path}") as answer:
        assert answer.status == 401
    wire, url = InProcess(telegram), f"https://api.example/file/bot{telegram.token}"
    assert await wire.retrieve(f"{url}/{path}") == b"\xff\xd8"
    with pytest.raises(InvalidToken, match="Not Found"):
        await wire.retrieve(f"{url}/photos/file_2.jpg")


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"reply_markup": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"chat_id": "\udcff',
    ],
    ids=["broken", "deep", "no text"],
)
async def test_what_nobody_can_parse_is_a_bad_request(
    address: str, session: aiohttp.ClientSession, body: str
) -> None:
    raw, kind = body.encode(errors="surrogateescape"), {"Content-Type": "application/json"}

    async with session.post(f"{address}/sendMessage", data=raw, headers=kind) as answer:
        assert (answer.status, (await answer.json())["ok"]) == (400, False)


async def test_a_number_that_fits_nowhere_names_no_chat(
    address: str, session: aiohttp.ClientSession
) -> None:
    form = {"chat_id": "9" * 5000, "text": "Hi"}

    async with session.post(f"{address}/sendMessage", data=form) as answer:
        assert (await answer.json())["description"] == "Bad Request: chat not found"


@pytest.mark.parametrize("url", ["http://[::1", "https://a]b/", "https://℀/"])
async def test_an_address_that_is_none_is_no_webhook(telegram: Telegram, url: str) -> None:
    reply = await telegram.call("setWebhook", {"url": url})

    assert (reply.status, telegram.webhook.target) == (400, None)
