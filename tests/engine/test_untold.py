"""Nothing the process writes holds the token, the webhook's secret or the key, whatever happens."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.listen import SECRET_HEADER
from sandbox.telegram.faults import (
    BAD_GATEWAY,
    BROKEN_JSON,
    CUT,
    NOT_CONNECTED,
    POISON,
    RESTART,
    garbled,
    refused_as,
)
from sandbox.world import World
from tests.engine.before import settled
from tests.engine.service import Caller, Service
from tests.receiving.ways import free_port

SECRET = "open-Sesame_1234567890"
BAD_DAYS = (CUT, RESTART, BAD_GATEWAY, BROKEN_JSON, NOT_CONNECTED, garbled(b"[" * 9_000))


def found_in(service: Service, written: Iterator[tuple[str, bytes]]) -> list[str]:
    """Where anything of the secrets stands, whole or the part of the token that tells as much."""
    token, key = service.telegram.token, service.environment["ANGAT_SECRET_KEY"]
    secrets = [one.encode() for one in (token, token.partition(":")[2], SECRET, key)]
    return [where for where, content in written if any(secret in content for secret in secrets)]


def written_by(service: Service) -> Iterator[tuple[str, bytes]]:
    """Standard output and error, the database and all beside it, and the command line."""
    for file in sorted(service.folder.rglob("*")):
        if file.is_file():
            yield file.name, file.read_bytes()
    if service.process is not None and service.process.returncode is None:
        pid = service.process.pid
        yield "the command line", Path(f"/proc/{pid}/cmdline").read_bytes()


async def a_bad_day(service: Service, jessa: Caller) -> None:
    """Every call that can fail fails, and then all is well again."""
    faults = service.telegram.faults
    for method in ("sendMessage", "setMessageReaction", "editMessageText", "setMyCommands"):
        faults.meets(method, *BAD_DAYS, refused_as("blocked by the user"))
    for number in range(3):
        jessa.says(f"closed {number} cases", "/progress")
    service.telegram.updates.feed(POISON["no payload"])
    async with faults.outage():
        jessa.says("zero holds")
    faults.mends()
    await jessa.answered("/help")


def odd_line_of(jessa: Caller) -> dict[str, object]:
    """It can be read, and breaks whoever handles it."""
    chat = {"id": jessa.account.id, "type": "private"}
    sender = {"id": jessa.account.id, "is_bot": False, "first_name": "Jessa"}
    return {"message_id": 999, "date": 1, "chat": chat, "from": sender, "text": 5}


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_what_the_process_writes_holds_no_secret(service: Service, log_format: str) -> None:
    [jessa] = await settled(service, "Jessa")
    service.environment["ANGAT_LOG_FORMAT"] = log_format

    await polls_through_a_bad_day(service, jessa)
    await is_posted_to_through_a_bad_day(service, jessa)
    assert found_in(service, written_by(service)) == []

    await breaks(service, jessa)
    await loses_its_token(service)
    assert found_in(service, written_by(service)) == []
    assert "Traceback" not in service.said()


async def polls_through_a_bad_day(service: Service, jessa: Caller) -> None:
    await service.start()
    service.telegram.faults.meets("getUpdates", *BAD_DAYS)
    service.telegram.updates.feed({"message": odd_line_of(jessa)})
    await a_bad_day(service, jessa)
    await service.telegram.until(lambda: "a handler broke" in service.said())
    await service.telegram.call("setWebhook", {"url": "https://bot.example/hook"})
    await service.telegram.until(lambda: service.telegram.calls("deleteWebhook"))
    assert found_in(service, written_by(service)) == []
    await service.stopped()


async def is_posted_to_through_a_bad_day(service: Service, jessa: Caller) -> None:
    service.hooks(free_port(), SECRET)
    service.telegram.faults.meets("setWebhook", NOT_CONNECTED, RESTART)
    await service.start("setWebhook")
    await a_bad_day(service, jessa)
    address = service.environment["ANGAT_WEBHOOK_URL"]
    async with aiohttp.ClientSession() as session:
        for secret in (service.telegram.token, SECRET[:-1], ""):
            headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
            async with session.post(address, data=b"{}", headers=headers) as answer:
                assert answer.status == 403
    assert found_in(service, written_by(service)) == []


async def breaks(service: Service, jessa: Caller) -> None:
    """No table to keep anything in: a mistake nobody meets."""
    await service.stopped()
    del service.environment["ANGAT_WEBHOOK_URL"]
    await service.start()
    with closing(sqlite3.connect(service.file)) as connection:
        connection.execute("DROP TABLE inbox")
    jessa.says("31 calls, zero hold")
    assert await service.ended() == 1
    last = service.said().splitlines()[-1]
    assert "stopped by a mistake" in last
    assert "OperationalError at" in last


async def loses_its_token(service: Service) -> None:
    service.file.unlink()
    await service.start()
    was, service.telegram.token = service.telegram.token, "4200:" + "x" * 35
    assert await service.ended() == 2
    service.telegram.token = was


@pytest.mark.parametrize("where", ["alone", "as an option", "behind a command"])
async def test_a_token_on_the_command_line_is_refused_and_not_repeated(
    service: Service, where: str
) -> None:
    token = service.telegram.token
    command = {
        "alone": [token],
        "as an option": ["run", f"--bot-token={token}"],
        "behind a command": ["run", token],
    }

    ended = await service.run(*command[where])

    assert ended.code == 2
    assert ended.said.count("\n") == 1
    assert ended.said.startswith("angat: ANGAT_BOT_TOKEN may not stand in the command line")
    assert found_in(service, written_by(service)) == []


async def test_nothing_of_ours_prints_itself_with_a_secret(world: World) -> None:
    settings = world.angat.settings
    printed = f"{world.app!r}{world.angat!r}{settings!r}{settings}{world.app.receiver!r}"
    printed += f"{vars(world.app.receiver.polling)!r}"

    assert [secret for secret in settings.secrets if secret in printed] == []
    assert len(settings.secrets) == 3
