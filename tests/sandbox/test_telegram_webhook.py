"""Updates are posted to the bot as Telegram posts them: in order, in parallel, again and again."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

import pytest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.messages import Json
from sandbox.telegram.posting import Answer, Unreachable, post_on_this_machine
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON, goes_on, noon, turns

HOOK = "https://bot.example/hook"
TAKEN = Answer(200, "OK")
BUSY = Answer(503, "Service Unavailable")


class Bot:
    """Who is posted to: answers as told, else takes everything; may be slow."""

    def __init__(self, clock: TravelClock) -> None:
        self.clock = clock
        self.answers: list[Answer] = []
        self.usually = TAKEN
        self.busy_for: Counter[str] = Counter()
        self.got: list[tuple[float, str]] = []
        self.headers: Mapping[str, str] = {}
        self.seconds = 0.0
        self.at_once = self.most_at_once = 0

    async def post(self, _url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self.headers = headers
        said = said_in(json.loads(body))
        self.got.append(((self.clock.now() - NOON).total_seconds(), said))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.seconds:
                await self.clock.sleep(self.seconds)
        finally:
            self.at_once -= 1
        if self.busy_for[said]:
            self.busy_for[said] -= 1
            return BUSY
        return self.answers.pop(0) if self.answers else self.usually

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.got]

    @property
    def moments(self) -> list[float]:
        return [moment for moment, _ in self.got]


def said_in(update: Json) -> str:
    payload = update.get("message") or update.get("callback_query")
    assert isinstance(payload, dict)
    return str(payload.get("text") or payload.get("data"))


@pytest.fixture
def clock() -> TravelClock:
    return noon()


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


async def hooked(telegram: Telegram, **params: object) -> str:
    reply = await telegram.call("setWebhook", {"url": HOOK, **params})
    return str(reply.body["description"])


async def info(telegram: Telegram) -> Json:
    result = (await telegram.call("getWebhookInfo", {})).body["result"]
    assert isinstance(result, dict)
    return result


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
        ({"allowed_updates": "["}, "can't parse allowed updates JSON object"),
    ],
)
async def test_a_webhook_has_to_be_a_public_address(
    telegram: Telegram, params: Mapping[str, object], said: str
) -> None:
    reply = await telegram.call("setWebhook", {"url": HOOK, **params})

    assert (reply.status, reply.body["description"]) == (400, f"Bad Request: {said}")
    assert telegram.webhook.target is None


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


@pytest.mark.parametrize("url", [HOOK, "http://192.0.2.1/", "http://localhost.example/"])
async def test_the_sandbox_reaches_its_own_machine_only(url: str) -> None:
    async with asyncio.timeout(60):
        with pytest.raises(Unreachable, match="own machine only"):
            await post_on_this_machine(url, {}, b"")
