"""Updates are posted to the bot as Telegram posts them: in order, in parallel, again and again."""

import asyncio
import json
from itertools import pairwise

import pytest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.posting import Answer, Unreachable, post_on_this_machine
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import goes_on, turns
from tests.sandbox.hooked import BUSY, HOOK, TAKEN, Bot, hooked, info


@pytest.fixture
def bot(telegram: Telegram, clock: TravelClock) -> Bot:
    bot = Bot(clock)
    telegram.webhook.post = bot.post
    return bot


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


async def test_what_waits_and_what_comes_is_posted_and_forgotten(
    telegram: Telegram, bot: Bot, maria: Account
) -> None:
    telegram.says(maria, "one")
    assert await hooked(telegram, secret_token="open-Sesame_1") == "Webhook was set"
    await turns()
    telegram.says(maria, "two")
    await turns()

    assert bot.texts == ["one", "two"]
    assert telegram.unconfirmed == 0
    assert bot.headers["X-Telegram-Bot-Api-Secret-Token"] == "open-Sesame_1"
    assert bot.headers["Content-Type"] == "application/json"


async def test_a_chat_goes_in_turn_and_chats_and_taps_go_side_by_side(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    jun = telegram.person("Jun")
    bot.seconds = 10
    await hooked(telegram)
    message = telegram.says(maria, "one")
    telegram.says(maria, "two")
    telegram.says(jun, "three")
    telegram.taps(maria, message.id, "tap")
    await turns()
    assert bot.texts == ["one", "three", "tap"]

    await goes_on(clock, 10)

    assert bot.texts == ["one", "three", "tap", "two"]
    assert bot.moments == [0, 0, 0, 10]


async def test_no_more_at_once_than_the_bot_asked_for(
    telegram: Telegram, bot: Bot, clock: TravelClock
) -> None:
    bot.seconds = 1
    await hooked(telegram, max_connections=2)
    for name in ("Ana", "Bea", "Carla", "Dina", "Ela"):
        telegram.says(telegram.person(name), name)

    await goes_on(clock, 3)

    assert (len(bot.got), bot.most_at_once) == (5, 2)


async def test_a_bot_that_fails_is_asked_at_once_and_then_ever_later(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    jun = telegram.person("Jun")
    bot.busy_for["one"] = 9
    await hooked(telegram)
    telegram.says(maria, "one")
    await turns()
    telegram.says(maria, "two")
    telegram.says(jun, "three")
    await goes_on(clock, 600)

    tries = [moment for moment, text in bot.got if text == "one"]
    assert tries[:7] == [0, 0, 2, 6, 14, 30, 62]
    assert len(tries) == 10
    assert all(60 <= after - before <= 120 for before, after in pairwise(tries[6:]))
    assert bot.texts[-1] == "two"
    assert bot.texts.index("three") < bot.texts.index("two")
    assert telegram.unconfirmed == 0


async def test_retry_after_is_kept_up_to_an_hour(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.answers = [
        Answer(429, "Too Many Requests", {"retry-after": "90"}),
        Answer(429, "Too Many Requests", {"retry-after": "90000"}),
    ]
    await hooked(telegram)
    telegram.says(maria, "one")
    await goes_on(clock, 90 + 3600)

    assert bot.moments == [0, 90, 90 + 3600]


async def test_an_update_is_dropped_when_it_is_too_old_and_not_before(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.usually = BUSY
    await hooked(telegram)
    message = telegram.says(maria, "one")
    telegram.taps(maria, message.id, "tap")
    await goes_on(clock, 151)
    assert telegram.unconfirmed == 1

    await goes_on(clock, 24 * 60 * 60)

    assert telegram.unconfirmed == 0
    assert max(moment for moment, text in bot.got if text == "tap") < 150
    bot.usually = TAKEN
    telegram.says(maria, "two")
    await turns()
    assert bot.texts[-1] == "two"


async def test_a_bot_has_sixty_seconds(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.seconds = 61
    await hooked(telegram)
    telegram.says(maria, "one")
    await goes_on(clock, 59)
    assert len(bot.got) == 1
    await goes_on(clock, 1)

    assert len(bot.got) == 2
    assert (await info(telegram))["last_error_message"] == "Read timeout expired"


async def test_a_bot_may_answer_with_a_call(telegram: Telegram, bot: Bot, maria: Account) -> None:
    asked = {"method": "sendMessage", "chat_id": maria.id, "text": "Kumusta?"}
    kind = {"content-type": "application/json"}
    bot.answers = [
        Answer(200, "OK", kind, json.dumps(asked).encode()),
        Answer(200, "OK", kind, b'{"method":"deleteWebhook"}'),
        Answer(200, "OK", kind, b'{"method":"getMe"}'),
        Answer(200, "OK", {}, f"method=sendMessage&chat_id={maria.id}&text=Form".encode()),
        Answer(200, "OK", kind, b"{"),
    ]
    await hooked(telegram)
    for text in ("one", "two", "three", "four", "five"):
        telegram.says(maria, text)
    await turns()

    said = [one.text for one in telegram.history(maria) if one.sender_id != maria.id]
    assert said == ["Kumusta?", "Form"]
    assert [call.method for call in telegram.journal] == [
        "setWebhook",
        "sendMessage",
        "sendMessage",
    ]


async def test_an_update_that_comes_twice_or_late_is_posted_so(
    telegram: Telegram, bot: Bot, maria: Account
) -> None:
    await hooked(telegram)
    telegram.updates.repeat()
    telegram.says(maria, "one")
    telegram.updates.swap()
    telegram.says(maria, "two")
    telegram.says(maria, "three")
    await turns()

    assert bot.texts == ["one", "one", "three", "two"]
    assert telegram.unconfirmed == 0


async def test_in_an_outage_nothing_is_posted_and_afterwards_everything(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.busy_for["one"] = 2
    await hooked(telegram)
    telegram.says(maria, "one")
    await turns()
    async with telegram.faults.outage():
        telegram.says(maria, "two")
        await goes_on(clock, 600)
        assert bot.texts == ["one", "one"]
    await turns()

    assert bot.texts == ["one", "one", "one", "two"]
    assert telegram.unconfirmed == 0


@pytest.mark.parametrize("url", [HOOK, "http://192.0.2.1/", "http://localhost.example/"])
async def test_the_sandbox_reaches_its_own_machine_only(url: str) -> None:
    async with asyncio.timeout(60):
        with pytest.raises(Unreachable, match="own machine only"):
            await post_on_this_machine(url, {}, b"")
