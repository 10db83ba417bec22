"""A bot that is posted to, as the sandbox's webhook meets it."""

import json
from collections import Counter
from collections.abc import Mapping

from sandbox.telegram import Telegram
from sandbox.telegram.messages import Json
from sandbox.telegram.posting import Answer
from sandbox.travel_clock import TravelClock
from tests.sandbox.clock import NOON

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


async def hooked(telegram: Telegram, **params: object) -> str:
    reply = await telegram.call("setWebhook", {"url": HOOK, **params})
    return str(reply.body["description"])


async def info(telegram: Telegram) -> Json:
    result = (await telegram.call("getWebhookInfo", {})).body["result"]
    assert isinstance(result, dict)
    return result
