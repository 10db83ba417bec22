"""`angat run` says in one line what it found, or why it does not start."""

import asyncio
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from typing_extensions import override

from sandbox.telegram import Reply
from sandbox.telegram.http import serving
from sandbox.telegram.server import Files
from storage import cores
from storage.seals import new_key
from tests.engine.before import settled
from tests.engine.service import Ended, Service, Watched


def is_one_line_about(ended: Ended, setting: str) -> bool:
    """Beside the first line, which names the database once that is open."""
    lines = [line for line in ended.said.splitlines() if "holds=" not in line]
    return ended.code == 2 and len(lines) == 1 and lines[0].startswith(f"angat: {setting} ")


@pytest.mark.parametrize("setting", ["ANGAT_BOT_TOKEN", "ANGAT_SECRET_KEY", "ANGAT_OPERATOR"])
@pytest.mark.parametrize("given", [None, ""], ids=["not set", "empty"])
async def test_without_a_setting_it_refuses_in_one_line(
    service: Service, setting: str, given: str | None
) -> None:
    ended = await service.run("run", **{setting: given})

    assert is_one_line_about(ended, setting), ended
    assert service.telegram.token not in ended.said
    assert service.environment["ANGAT_SECRET_KEY"] not in ended.said
    assert not service.file.exists()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ANGAT_DATABASE_URL", "sqlite:///angat.db"),
        ("ANGAT_DATABASE_URL", "mysql://secret-word@host/x"),
        ("ANGAT_DATABASE_URL", "sqlite:////dev/null/secret-word/angat.db"),
        ("ANGAT_SECRET_KEY", "secret-word"),
        ("ANGAT_API_URL", "secret-word.example"),
        ("ANGAT_DEFAULT_ZONE", "Mars/secret-word"),
        ("ANGAT_CATALOG", "/nowhere/at/all"),
    ],
)
async def test_a_setting_that_does_not_fit_is_one_line(
    service: Service, setting: str, value: str
) -> None:
    ended = await service.run("run", **{setting: value})

    assert is_one_line_about(ended, setting), ended
    assert "secret-word" not in ended.said


async def test_the_key_of_another_database_does_not_open_this_one(service: Service) -> None:
    await settled(service, "Jessa")

    ended = await service.run("run", ANGAT_SECRET_KEY=new_key())

    assert is_one_line_about(ended, "ANGAT_SECRET_KEY"), ended


async def test_the_loop_shares_its_core_with_the_thread_that_writes(service: Service) -> None:
    await service.start()
    assert service.process is not None

    allowed = cores_of_threads(service.process.pid)
    loop = allowed.pop(service.process.pid)

    assert len(loop) == 1
    alone = len(cores.ALL) == 1
    assert list(allowed.values()).count(loop) == (len(allowed) if alone else 1)


def cores_of_threads(pid: int) -> dict[int, set[int]]:
    threads = [int(one.name) for one in Path(f"/proc/{pid}/task").iterdir()]
    return {thread: os.sched_getaffinity(thread) for thread in threads}


async def test_an_older_key_behind_a_new_one_opens_it(service: Service) -> None:
    await settled(service, "Jessa")
    older = service.environment["ANGAT_SECRET_KEY"]
    service.environment["ANGAT_SECRET_KEY"] = f"{new_key()},{older}"

    await service.start()

    assert await service.stopped() == 0


async def test_a_token_that_telegram_does_not_know_is_one_line(service: Service) -> None:
    wrong = "4200:" + "x" * 35

    ended = await service.run("run", ANGAT_BOT_TOKEN=wrong)

    assert is_one_line_about(ended, "ANGAT_BOT_TOKEN"), ended
    assert wrong not in ended.said


async def test_the_first_line_names_a_new_database_by_its_whole_path(service: Service) -> None:
    await service.start()
    await service.stopped()

    first = service.said().splitlines()[0]
    assert str(service.file) in first
    assert "holds=new" in first


async def test_the_first_line_says_how_many_people_and_the_last_entry(service: Service) -> None:
    [jessa, _] = await settled(service, "Jessa", "Marco")
    await service.start()
    await jessa.answered("31 calls, zero holds")
    await service.stopped()

    await service.start()
    await service.stopped()

    first = [line for line in service.said().splitlines() if "holds=" in line]
    assert "holds='2 people'" in first[0]
    assert re.search(r"holds='2 people, last entry 20\d\d-\d\d-\d\d'", first[1])


async def test_the_settings_of_the_folder_are_read_and_the_environment_wins(
    service: Service,
) -> None:
    lines = [f"{name}={value}" for name, value in service.environment.items()]
    elsewhere = service.folder / "elsewhere.db"
    (service.folder / ".env").write_text("\n".join(lines))
    service.environment = {"ANGAT_DATABASE_URL": f"sqlite:///{elsewhere}"}

    await service.start()
    await service.stopped()

    assert elsewhere.exists()
    assert not service.file.exists()


async def test_without_a_database_it_keeps_one_in_a_folder_of_its_own(service: Service) -> None:
    state = service.folder / "state"
    service.environment |= {"XDG_STATE_HOME": str(state)}
    del service.environment["ANGAT_DATABASE_URL"]

    await service.start()
    await service.stopped()

    assert (state / "angat" / "angat.db").exists()
    assert (state / "angat").stat().st_mode & 0o777 == 0o700


async def test_log_lines_can_be_json(service: Service) -> None:
    service.environment["ANGAT_LOG_FORMAT"] = "json"

    await service.start()
    await service.stopped()

    assert service.said().startswith("{")
    assert '"holds": "new"' in service.said()


async def test_keygen_prints_a_key_that_opens(service: Service) -> None:
    key = (await service.run("keygen", ANGAT_BOT_TOKEN=None, ANGAT_SECRET_KEY=None)).said.strip()
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"word")) == b"word"

    service.environment["ANGAT_SECRET_KEY"] = key
    await service.start()
    assert await service.stopped() == 0


async def test_version_prints_one(service: Service) -> None:
    ended = await service.run("version")

    assert ended.code == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", ended.said)


async def test_migrate_says_from_where_to_where(service: Service) -> None:
    first = await service.run("migrate")
    again = await service.run("migrate")

    assert (first.code, again.code) == (0, 0)
    to = first.said.removeprefix("new -> ").strip()
    assert again.said == f"{to} -> {to}\n"


async def test_another_process_with_the_token_is_one_log_line(
    service: Service, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Service(tmp_path / "other", service.telegram, service.environment["ANGAT_API_URL"])
    await service.start()
    await other.start()
    try:
        await service.telegram.until(lambda: "another process polls" in service.said())
        jessa = service.telegram.person("Jessa")
        service.telegram.says(jessa, "/help")
        await service.telegram.until(lambda: len(service.telegram.history(jessa)) > 1)
    finally:
        code = await other.stopped()

    assert (code, await service.stopped()) == (0, 0)
    for said in (service.said(), other.said()):
        assert said.count("another process polls") <= 1
        assert "Traceback" not in said
        assert service.telegram.token not in said


class Waking(Watched):
    """Not there yet when it is asked for the first time."""

    @override
    async def reply(self, method: str, params: Mapping[str, object], files: Files | None) -> Reply:
        if method == "getMe" and self.calls("getMe") == 1:
            return Reply(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})
        return await super().reply(method, params, files)


async def test_it_waits_for_a_telegram_that_is_not_there_yet(tmp_path: Path) -> None:
    telegram = Waking()
    async with serving(telegram) as address:
        service = Service(tmp_path, telegram, address)
        process = await service.spawn("run")
        ended = asyncio.ensure_future(process.wait())
        polled = asyncio.ensure_future(telegram.until(lambda: telegram.calls("getUpdates")))
        await asyncio.wait({ended, polled}, return_when=asyncio.FIRST_COMPLETED)

        assert not ended.done(), service.said()
        assert await service.stopped() == 0
        await asyncio.gather(ended, polled)

    assert telegram.token not in service.said()
    assert "Traceback" not in service.said()


async def test_the_command_itself_answers_and_ends_well(service: Service) -> None:
    """Other tests fork it from a process that has its imports."""
    [jessa] = await settled(service, "Jessa")
    service.nursery = None
    await service.start()

    assert (await jessa.answered("31 calls, zero hold")).startswith("Kept")

    assert await service.stopped() == 0
    assert service.telegram.token not in service.said()
