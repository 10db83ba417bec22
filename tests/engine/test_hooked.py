"""The real service behind a webhook: who sets it, who takes it away, and what a kill leaves."""

import asyncio
import json
import socket
from collections.abc import Mapping
from dataclasses import replace

import aiohttp
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.hook import LOOK_SECONDS, keep_hook
from bot.log import WELL_SECONDS
from bot.poll import ALLOWED
from sandbox.telegram import Telegram
from sandbox.telegram.faults import NOT_CONNECTED, RESTART
from sandbox.telegram.posting import Answer, Unreachable, post_on_this_machine
from sandbox.telegram.webhook import ANSWER_SECONDS
from sandbox.world import World
from tests.engine.before import settled
from tests.engine.service import PATIENCE_SECONDS, Service
from tests.engine.test_run import is_one_line_about
from tests.receiving.ways import free_port
from tests.sandbox.clock import goes_on

SECRET = "open-Sesame_1234567890"
HOOK = "https://bot.example/hook"


@pytest.fixture
def hooked(service: Service) -> Service:
    service.hooks(free_port(), SECRET)
    return service


async def answered_at(service: Service, path: str) -> tuple[int, str]:
    root = f"http://{service.environment['ANGAT_LISTEN']}"
    async with aiohttp.ClientSession() as session, session.get(root + path) as answer:
        return answer.status, await answer.text()


def last_call(telegram: Telegram, method: str) -> Mapping[str, object]:
    return next(call.params for call in reversed(telegram.journal) if call.method == method)


async def test_updates_are_posted_and_nothing_is_polled(service: Service) -> None:
    [jessa] = await settled(service, "Jessa")
    polls = service.telegram.calls("getUpdates")
    service.hooks(free_port(), SECRET)
    await service.start("setWebhook")

    said = await jessa.answered("31 calls, zero hold")

    assert said.startswith("Kept")
    assert service.telegram.calls("getUpdates") == polls
    asked = last_call(service.telegram, "setWebhook")
    assert asked["url"] == service.environment["ANGAT_WEBHOOK_URL"]
    assert asked["secret_token"] == SECRET
    assert asked["max_connections"] == 40
    assert json.loads(str(asked["allowed_updates"])) == list(ALLOWED)
    await all_posted(service.telegram)
    assert (await answered_at(service, "/healthz"))[0] == 200
    assert await service.stopped() == 0
    assert "by=webhook" in service.said()
    assert SECRET not in service.said()


async def all_posted(telegram: Telegram) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while telegram.webhook.tasks:
            await asyncio.wait(set(telegram.webhook.tasks))
    assert telegram.unconfirmed == 0


class Lost:
    """The line between Telegram and the bot, cut once the next update was kept."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.cut = asyncio.Event()
        self.posts = 0

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = await post_on_this_machine(url, headers, body)
        self.posts += answer.is_taken
        if not self.cut.is_set() and answer.is_taken:
            await self.service.killed()
            self.cut.set()
            raise Unreachable("Webhook connection closed")
        return answer


async def hurried(seconds: float) -> None:
    """Telegram posts again at once, and waits for an answer as long as ever."""
    await SystemClock().sleep(seconds if seconds == ANSWER_SECONDS else min(seconds, 0.1))


async def test_killed_after_the_commit_and_before_the_answer_nothing_counts_twice(
    service: Service,
) -> None:
    [jessa] = await settled(service, "Jessa")
    service.hooks(free_port(), SECRET)
    lost = Lost(service)
    service.telegram.webhook.post = lost.post
    service.telegram.webhook.sleep = hurried
    held = service.telegram.hold("setMessageReaction", before=True)
    await service.start("setWebhook")

    jessa.says("31 calls, zero hold")
    await asyncio.wait_for(lost.cut.wait(), PATIENCE_SECONDS)
    held.release()
    assert service.open_rows(jessa.account.id) == 1
    await service.telegram.webhook.shut()
    await service.start("setWebhook")
    jessa.says("zero holds")
    await service.telegram.webhook.open()
    await all_posted(service.telegram)
    async with asyncio.timeout(PATIENCE_SECONDS):  # who is posted to calls nobody when it is done
        while service.open_rows(jessa.account.id):
            await answered_at(service, "/healthz")

    assert service.wins() == ["31 calls, zero hold", "zero holds"]
    assert lost.posts >= 3
    assert service.rows("SELECT 1 FROM dead") == []


async def test_without_its_address_a_webhook_is_deleted_and_told_of_once(service: Service) -> None:
    await service.telegram.call("setWebhook", {"url": HOOK})
    jessa = service.telegram.person("Jessa")
    service.telegram.says(jessa, "/help")

    await service.start("deleteWebhook")
    await service.telegram.until(lambda: len(service.telegram.history(jessa)) > 1)

    assert await service.stopped() == 0
    assert service.telegram.webhook.target is None
    assert service.said().count("a webhook was set for this token") == 1
    assert service.said().count("warning") == 1


async def test_health_is_served_beside_the_poll(service: Service) -> None:
    service.environment["ANGAT_LISTEN"] = f"127.0.0.1:{free_port()}"
    [jessa] = await settled(service, "Jessa")
    await service.start()
    await jessa.answered("31 calls, zero hold")

    assert await answered_at(service, "/healthz") == (200, "alive\n")
    assert (await answered_at(service, "/hook"))[0] == 404
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (ready := await answered_at(service, "/readyz"))[0] != 200:
            continue
    assert json.loads(ready[1])["database"] is True
    assert await service.stopped() == 0


async def test_a_place_that_is_taken_is_one_line(service: Service) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = await service.run("run", ANGAT_LISTEN=place)

    assert is_one_line_about(ended, "ANGAT_LISTEN"), ended


async def test_an_address_that_telegram_refuses_is_one_line(hooked: Service) -> None:
    hooked.telegram.webhook.is_strict = True

    ended = await hooked.run("run")

    assert is_one_line_about(ended, "ANGAT_WEBHOOK_URL"), ended
    assert "an https url must be provided" in ended.said.lower()


async def test_a_webhook_without_a_secret_is_one_line(hooked: Service) -> None:
    ended = await hooked.run("run", ANGAT_WEBHOOK_SECRET=None)

    assert is_one_line_about(ended, "ANGAT_WEBHOOK_SECRET"), ended
    assert hooked.telegram.calls("getMe") == 0


async def test_a_revoked_token_ends_the_process_in_one_line(service: Service) -> None:
    [jessa] = await settled(service, "Jessa")
    await service.start()
    service.telegram.token = "4200:" + "x" * 35
    service.telegram.says(jessa.account, "31 calls, zero hold")

    assert await service.ended() == 2
    assert service.said().splitlines()[-1].startswith("angat: ANGAT_BOT_TOKEN ")
    assert "Traceback" not in service.said()


async def test_revoked_while_updates_are_posted_the_line_waits_for_the_next_token(
    service: Service,
) -> None:
    [jessa] = await settled(service, "Jessa")
    service.hooks(free_port(), SECRET)
    await service.start("setWebhook")
    mine, service.telegram.token = service.telegram.token, "4200:" + "x" * 35
    service.telegram.says(jessa.account, "31 calls, zero hold")

    assert await service.ended() == 2
    assert service.said().splitlines()[-1].startswith("angat: ANGAT_BOT_TOKEN ")
    assert service.open_rows(jessa.account.id) == 1

    service.telegram.token = mine
    await service.start("setWebhook")
    await service.telegram.until(lambda: "ept" in jessa.answers[-1].html)
    assert service.wins() == ["31 calls, zero hold"]


async def test_a_webhook_that_was_taken_away_is_set_again_and_told_of_once(world: World) -> None:
    settings = world.angat.settings.model_copy(
        update={"webhook_url": HOOK, "webhook_secret": SecretStr(SECRET)}
    )
    keeping = asyncio.ensure_future(keep_hook(replace(world.angat, settings=settings)))
    with capture_logs() as lines:
        for _ in range(3):
            await world.telegram.call("deleteWebhook", {})
            await goes_on(world.clock, LOOK_SECONDS)
        assert world.telegram.webhook.target is not None
        assert world.telegram.webhook.target.secret == SECRET
    assert [line["event"] for line in lines] == [
        "another process took the webhook of this token away; it is set again"
    ]

    with capture_logs() as lines:
        for fault in (NOT_CONNECTED, RESTART, NOT_CONNECTED):
            world.telegram.faults.meets("getWebhookInfo", fault)
            await goes_on(world.clock, LOOK_SECONDS)
        for _ in range(int(WELL_SECONDS / LOOK_SECONDS) + 1):
            await goes_on(world.clock, LOOK_SECONDS)
        world.telegram.faults.meets("getWebhookInfo", NOT_CONNECTED)
        await goes_on(world.clock, LOOK_SECONDS)
    assert [line["event"] for line in lines] == ["Telegram does not answer"] * 2
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await world.telegram.call("deleteWebhook", {})
