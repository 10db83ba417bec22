"""Bad days on demand: what a call meets, and what becomes of it."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from sandbox.telegram import Account, Telegram
from sandbox.telegram.faults import (
    BAD_GATEWAY,
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
from sandbox.telegram.in_process import InProcess
from sandbox.telegram.words import PREFIXES, REFUSALS
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

ENOUGH_SECONDS = 60


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


async def test_what_is_planned_waits_for_the_end_of_an_outage(
    telegram: Telegram, maria: Account, bot: Bot
) -> None:
    telegram.faults.meets("sendMessage", slow_down(3))
    async with telegram.faults.outage():
        with pytest.raises(NetworkError):
            await bot.send_message(maria.id, "one")

    with pytest.raises(RetryAfter):
        await bot.send_message(maria.id, "one")
    assert len(telegram.journal) == 1
