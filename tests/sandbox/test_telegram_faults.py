"""Bad days on demand: what a call meets, in process and over HTTP, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from sandbox.telegram import Account, Telegram
from sandbox.telegram.faults import (
    BAD_GATEWAY,
    BROKEN_JSON,
    CUT,
    NOT_CONNECTED,
    POISON,
    RESTART,
    SILENCE,
    Fault,
    after,
    delayed,
    moved_to,
    refusal,
    refused_as,
    slow_down,
)
from sandbox.telegram.http import serving
from sandbox.telegram.in_process import InProcess
from sandbox.telegram.words import PREFIXES, REFUSALS
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on, noon

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

ENOUGH_SECONDS = 60


@pytest.fixture
def clock() -> TravelClock:
    return noon()


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    return Telegram(clock.now, sleep=clock.sleep)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    """She wrote, so that the bot may answer."""
    maria = telegram.person("Maria")
    telegram.says(maria, "/start")
    return maria


@pytest.fixture
def bot(telegram: Telegram) -> Bot:
    wire = InProcess(telegram)
    return Bot(telegram.token, request=wire, get_updates_request=wire)


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


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (NOT_CONNECTED, NetworkError),
        (CUT, NetworkError),
        (SILENCE, TimedOut),
        (RESTART, NetworkError),
        (BAD_GATEWAY, NetworkError),
        (slow_down(7), RetryAfter),
        (moved_to(-100_123), ChatMigrated),
        (refused_as("bot was blocked by the user"), Forbidden),
        (refusal(400, "Bad Request: something new"), BadRequest),
    ],
    ids=["refused", "cut", "silent", "restart", "502", "429", "moved", "403", "400"],
)
async def test_a_fault_is_met_once_with_or_without_effect(
    telegram: Telegram, maria: Account, bot: Bot, fault: Fault, error: type[Exception]
) -> None:
    telegram.faults.meets("sendMessage", fault, after(fault))

    for text in ("one", "two"):
        with pytest.raises(error) as raised:
            await bot.send_message(maria.id, text)
        assert type(raised.value) is error
    await bot.send_message(maria.id, "three")

    assert said(telegram, maria) == ["two", "three"]


async def test_who_does_not_get_through_leaves_no_trace(
    telegram: Telegram, maria: Account, bot: Bot
) -> None:
    telegram.faults.meets("*", NOT_CONNECTED, CUT)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(maria.id, "one")

    assert [(call.method, call.status, call.seconds) for call in telegram.journal] == [
        ("sendMessage", 0, None)
    ]


async def test_a_wire_of_ones_own_says_not_connected_in_its_own_way(
    telegram: Telegram, maria: Account
) -> None:
    class Unheard(NetworkError):
        """Nothing was sent."""

    bot = Bot(telegram.token, request=InProcess(telegram, Unheard))
    telegram.faults.meets("sendMessage", NOT_CONNECTED)

    with pytest.raises(Unheard):
        await bot.send_message(maria.id, "one")


async def test_a_fault_is_for_a_chat_and_for_the_nth_call(
    telegram: Telegram, maria: Account, bot: Bot
) -> None:
    jun = telegram.person("Jun")
    telegram.says(jun, "/start")
    telegram.faults.meets("sendMessage", slow_down(3), chat=maria.id, nth=2)
    for text in ("one", "two", "three"):
        await bot.send_message(jun.id, text)
    await bot.send_message(maria.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(maria.id, "two")
    await bot.send_message(maria.id, "three")

    assert said(telegram, maria) == ["one", "three"]


async def test_what_is_planned_can_be_called_off(
    telegram: Telegram, maria: Account, bot: Bot
) -> None:
    telegram.faults.meets("sendMessage", *[CUT] * 9)
    telegram.faults.mends()

    await bot.send_message(maria.id, "one")

    assert said(telegram, maria) == ["one"]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
async def test_an_answer_is_delayed_before_or_after_its_effect(
    telegram: Telegram, maria: Account, bot: Bot, clock: TravelClock, late: bool
) -> None:
    fault = delayed(20)
    telegram.faults.meets("sendMessage", after(fault) if late else fault)
    sending = asyncio.ensure_future(bot.send_message(maria.id, "one"))

    await goes_on(clock, 19)
    assert said(telegram, maria) == (["one"] if late else [])
    assert not sending.done()
    await goes_on(clock, 1)

    await sending
    assert said(telegram, maria) == ["one"]
    assert (telegram.journal[-1].at, telegram.journal[-1].seconds) == (NOON, 20)


async def test_the_words_are_telegrams_own() -> None:
    every = [(status, text) for status, texts in REFUSALS.items() for text in texts]
    for status, text in every:
        reply = refused_as(text).reply
        assert reply is not None
        assert (reply.status, reply.body["description"]) == (status, PREFIXES[status] + text)
    with pytest.raises(LookupError, match="0 refusals"):
        refused_as("bot was blocked by mistake")
    with pytest.raises(LookupError, match="3 refusals"):
        refused_as("bot was kicked")


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


@pytest.mark.parametrize("update", POISON.values(), ids=POISON)
async def test_poison_reaches_a_client_as_it_is(
    telegram: Telegram, update: dict[str, object]
) -> None:
    telegram.feed(update)

    result = (await telegram.call("getUpdates", {})).body["result"]
    assert isinstance(result, list)
    assert {name: value for name, value in result[0].items() if name != "update_id"} == update


async def test_stock_python_telegram_bot_cannot_read_some_of_it(
    telegram: Telegram, bot: Bot
) -> None:
    """It is poison: one such update stops a poll of python-telegram-bot until it expires."""
    telegram.feed(dict(POISON["a message without its fields"]))

    with pytest.raises((KeyError, TypeError)):
        await bot.get_updates()


async def test_telegrams_clock_jumps_and_the_bots_does_not(
    telegram: Telegram, maria: Account, bot: Bot, clock: TravelClock
) -> None:
    telegram.faults.ahead = timedelta(hours=3)

    sent = await bot.send_message(maria.id, "one")

    assert sent.date - clock.now() == timedelta(hours=3)
    assert telegram.journal[-1].at == NOON + timedelta(hours=3)


async def test_files_are_handed_out_in_both_faces(
    telegram: Telegram, address: str, session: aiohttp.ClientSession
) -> None:
    telegram.file_served = {"photos/file_1.jpg": b"\xff\xd8"}.get
    root = address.replace("/bot", "/file/bot")

    async with session.get(f"{root}/photos/file_1.jpg") as answer:
        assert (answer.status, await answer.read()) == (200, b"\xff\xd8")
    async with session.get(f"{root}/photos/file_2.jpg") as answer:
        assert answer.status == 404
    async with session.get(f"{root}x/photos/file_1.jpg") as answer:
        assert answer.status == 401
    wire, url = InProcess(telegram), f"https://api.example/file/bot{telegram.token}"
    assert await wire.retrieve(f"{url}/photos/file_1.jpg") == b"\xff\xd8"
    with pytest.raises(InvalidToken, match="Not Found"):
        await wire.retrieve(f"{url}/photos/file_2.jpg")
