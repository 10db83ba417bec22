"""`angat doctor` in one screen: what is well, what is not, and nothing of anybody."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import WebhookInfo

from bot.checkup import clean, receiving, trouble
from bot.clock import SystemClock
from bot.settings import Settings
from sandbox.telegram.http import serving
from storage.seals import new_key
from tests.engine.before import settled
from tests.engine.service import Ended, Service, Watched

ONE_SCREEN = 24


def wrong(ended: Ended) -> list[str]:
    return [line for line in ended.said.splitlines() if not line.startswith("ok ")]


def beside(service: Service, folder: Path) -> Service:
    """The same settings, for a command while the service runs."""
    other = Service(folder, service.telegram, service.environment["ANGAT_API_URL"])
    other.environment = service.environment
    return other


async def test_a_bot_that_runs_is_well_in_one_screen(service: Service, tmp_path: Path) -> None:
    [jessa] = await settled(service, "Jessa")
    await service.start()
    await jessa.answered("calmed an irate caller")
    (tmp_path / "beside").mkdir()

    ended = await beside(service, tmp_path / "beside").run("doctor")

    assert (ended.code, wrong(ended)) == (0, [])
    assert len(ended.said.splitlines()) <= ONE_SCREEN
    for line in (
        "ANGAT_BOT_TOKEN is set",
        f"database {service.file}, tables 0",
        "disk: ",
        "quick_check: whole",
        "ANGAT_SECRET_KEY opens the sealed word",
        "Telegram: @sandbox_bot",
        "receiving: polling, as configured",
        "waiting at Telegram: 0 updates",
        "inbox: nothing waits",
        "dead: none",
        "time zones: tzdata 20",
    ):
        assert f"ok    {line}" in ended.said
    assert re.search(r"ok    heartbeat: \d+ s ago", ended.said)
    for secret in (
        service.telegram.token,
        service.environment["ANGAT_SECRET_KEY"],
        service.environment["ANGAT_OPERATOR"],
        str(jessa.account.id),
        "Jessa",
        "irate",
    ):
        assert secret not in ended.said


async def test_without_network_it_says_so_and_looks_at_the_rest(service: Service) -> None:
    await settled(service, "Jessa")

    ended = await service.run("doctor", ANGAT_API_URL="http://127.0.0.1:9")

    assert ended.code == 1
    assert wrong(ended) == [
        "look  heartbeat: never; is `angat run` running?",
        "look  Telegram: not reached (NotSent)",
    ]


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("ANGAT_BOT_TOKEN", "4200:" + "x" * 35, "Telegram: ANGAT_BOT_TOKEN is not one that it "),
        ("ANGAT_BOT_TOKEN", None, "ANGAT_BOT_TOKEN is not set"),
        ("ANGAT_OPERATOR", None, "ANGAT_OPERATOR is not set"),
        ("ANGAT_SECRET_KEY", new_key(), "ANGAT_SECRET_KEY does not open this database"),
        ("ANGAT_SECRET_KEY", "secret-word", "ANGAT_SECRET_KEY is not a key"),
    ],
    ids=["another token", "no token", "no operator", "another key", "no key"],
)
async def test_what_keeps_it_from_starting_is_a_line_and_ends_with_2(
    service: Service, setting: str, value: str | None, says: str
) -> None:
    await settled(service, "Jessa")

    ended = await service.run("doctor", **{setting: value})

    assert ended.code == 2
    assert any(line.startswith(f"look  {says}") for line in wrong(ended)), ended.said
    assert value is None or value not in ended.said
    assert "Traceback" not in ended.said


async def test_before_the_first_start_there_is_nothing_wrong_and_nothing_is_made(
    service: Service,
) -> None:
    ended = await service.run("doctor")

    assert (ended.code, wrong(ended)) == (0, [])
    assert "none yet, `angat run` makes it" in ended.said
    assert not service.file.exists()


async def test_a_file_that_is_no_database_is_a_line(service: Service) -> None:
    service.file.write_text("not a database, but a text of some length\n" * 100)

    ended = await service.run("doctor")

    assert ended.code == 2
    assert wrong(ended) == [f"look  database {service.file}: DatabaseError"]


async def test_a_webhook_nobody_configured_is_told_without_its_address(tmp_path: Path) -> None:
    telegram = Watched()
    async with serving(telegram) as address:
        service = Service(tmp_path, telegram, address)
        telegram.webhook.is_strict = False
        hook = {"url": "https://127.0.0.1:8443/secret-word"}
        assert (await telegram.call("setWebhook", hook)).status == 200
        telegram.says(telegram.person("Jessa"), "/start")
        ended = await service.run("doctor")

    assert "look  receiving: a webhook is set, and polling is configured" in wrong(ended)
    assert "secret-word" not in ended.said
    assert ended.code == 1


def test_the_last_error_of_a_webhook_is_its_date_and_clean_words() -> None:
    now = SystemClock().now().replace(microsecond=0)
    words = f"Failed at https://x.example/4200:{'y' * 35}?a=b\n203.0.113.7 refused " + "z" * 200
    at = now - timedelta(hours=1)
    info = WebhookInfo("https://x.example", False, 3, last_error_date=at, last_error_message=words)

    (fresh,) = trouble(info, now)
    (old,) = trouble(info, now + timedelta(days=2))

    assert (fresh.code, old.code) == (1, 0)
    assert fresh.says.startswith(
        f"webhook: last error {at:%Y-%m-%d %H:%M} UTC: Failed at <address>"
    )
    assert "203.0" not in fresh.says
    assert "y" * 35 not in fresh.says
    assert len(clean(words)) == 100
    assert receiving(Settings(_env_file=None), info).code == 1
    assert list(trouble(WebhookInfo("", False, 0), now)) == []
