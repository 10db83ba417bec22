"""setWebhook, deleteWebhook and getWebhookInfo say and do what Telegram's do."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.posting import Answer
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on, turns
from tests.sandbox.hooked import BUSY, HOOK, TAKEN, Bot, hooked, info


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    return Telegram(clock.now, sleep=clock.sleep)


@pytest.fixture
def bot(telegram: Telegram, clock: TravelClock) -> Bot:
    bot = Bot(clock)
    telegram.webhook.post = bot.post
    return bot


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


async def test_what_went_wrong_can_be_asked_for(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    assert await info(telegram) == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    }
    bot.usually = BUSY
    await hooked(telegram, allowed_updates='["message"]', max_connections="500")
    telegram.says(maria, "one")
    await goes_on(clock, 5)

    assert await info(telegram) == {
        "url": HOOK,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 100,
        "last_error_date": int(NOON.timestamp()) + 2,
        "last_error_message": "Wrong response from the webhook: 503 Service Unavailable",
        "allowed_updates": ["message"],
    }


async def test_gone_for_23_hours_is_gone_for_good(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.usually = Answer(410, "Gone")
    await hooked(telegram)
    telegram.says(maria, "one")
    await goes_on(clock, 22 * 60 * 60)
    assert (await info(telegram))["url"] == HOOK

    await goes_on(clock, 70 * 60)

    assert (await info(telegram))["url"] == ""
    assert telegram.unconfirmed == 1


async def test_a_webhook_is_set_once_and_deleted_once(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.usually = BUSY
    await hooked(telegram)
    assert await hooked(telegram) == "Webhook is already set"
    telegram.says(maria, "one")
    await goes_on(clock, 1)
    assert await hooked(telegram, url="") == "Webhook was deleted"
    assert await hooked(telegram, url="") == "Webhook is already deleted"

    asked = len(bot.got)
    await goes_on(clock, 600)
    assert (len(bot.got), telegram.unconfirmed) == (asked, 1)

    assert await hooked(telegram, drop_pending_updates=True) == "Webhook was set"
    assert telegram.unconfirmed == 0


async def test_another_webhook_gets_what_the_first_did_not_take(
    telegram: Telegram, bot: Bot, maria: Account, clock: TravelClock
) -> None:
    bot.usually = BUSY
    await hooked(telegram)
    telegram.says(maria, "one")
    await goes_on(clock, 1)
    bot.usually, asked = TAKEN, len(bot.got)

    await hooked(telegram, url="https://elsewhere.example/")
    await turns()

    assert bot.texts[asked:] == ["one"]
    assert telegram.unconfirmed == 0


async def test_a_webhook_is_not_set_twice_a_second(telegram: Telegram, clock: TravelClock) -> None:
    telegram.updates.paced = True
    await hooked(telegram)
    reply = await telegram.call("setWebhook", {"url": "https://elsewhere.example/"})
    assert (reply.status, reply.headers) == (429, {"Retry-After": "1"})

    clock.set(NOON + timedelta(seconds=1))
    assert await hooked(telegram, url="https://elsewhere.example/") == "Webhook was set"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"url": "http://bot.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://127.0.0.1/"}, "bad webhook: IP address 127.0.0.1 is reserved"),
        ({"url": "https://10.0.0.7:8443/"}, "bad webhook: IP address 10.0.0.7 is reserved"),
        ({"url": "https://localhost/"}, "bad webhook: IP address 127.0.0.1 is reserved"),
        ({"url": "https://[2606:4700::1]/"}, "bad webhook: IPv6-only addresses are not allowed"),
        ({"url": "https://bot.example:99999/"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_has_to_be_a_public_address(
    telegram: Telegram, params: Mapping[str, object], said: str
) -> None:
    reply = await telegram.call("setWebhook", {"url": HOOK, **params})

    assert (reply.status, reply.body["description"]) == (400, f"Bad Request: {said}")
    assert telegram.webhook.target is None
