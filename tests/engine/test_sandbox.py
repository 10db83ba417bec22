"""The real `angat sandbox`: a page on this machine, and nothing left of it afterwards."""

import asyncio
import os
import signal
import socket
from asyncio.subprocess import Process
from pathlib import Path

import aiohttp

from storage.seals import new_key
from tests.engine.service import ANGAT, PATIENCE_SECONDS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_the_sandbox_serves_its_page_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        ANGAT,
        *("sandbox", "--port", str(port)),
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    line = await asyncio.wait_for(process.stderr.readline(), PATIENCE_SECONDS)
    assert f"http://127.0.0.1:{port}" in line.decode()
    assert [made.startswith("angat-sandbox-") for made in names_in(tmp_path)] == [True]

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/") as answer,
    ):
        assert answer.status == 200
        assert "Angat" in await answer.text()

    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    assert (process.returncode, said) == (0, b"")
    assert names_in(tmp_path) == []


async def test_angat_run_is_the_bot_of_the_page_when_it_is_told_where_that_is(
    tmp_path: Path,
) -> None:
    page, api = free_port(), free_port()
    sandbox = await started(tmp_path, "sandbox", "--port", str(page), "--api", str(api))
    assert sandbox.stdout is not None
    told = [await asyncio.wait_for(sandbox.stdout.readline(), PATIENCE_SECONDS) for _ in "12"]
    settings = dict(line.decode().strip().split("=", 1) for line in told)
    own = {"ANGAT_SECRET_KEY": new_key(), "ANGAT_OPERATOR": "us", "ANGAT_DATA": str(tmp_path)}
    bot = await started(tmp_path, "run", **settings, **own)

    async with aiohttp.ClientSession(f"http://127.0.0.1:{page}") as session:
        async with session.get("/api/state") as answer:
            state = await answer.json()
        assert "system's clock" in state["bound"]
        said = {"who": state["who"], "text": "/start"}
        async with session.post("/api/say", json=said) as answer:
            assert answer.status == 200
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not any("I'm Angat" in one["text"] for one in state["messages"]):
                async with session.get("/api/state", params={"since": state["mark"]}) as answer:
                    state = await answer.json()
        tap = {"who": state["who"], "message": state["messages"][-1]["id"], "data": "x:1:1"}
        async with session.post("/api/tap", json=tap) as answer:
            assert (await answer.json())["toast"] != ""
        foreign = {"Origin": "https://angat.example"}
        async with session.post(
            f"http://127.0.0.1:{api}/bot{settings['ANGAT_BOT_TOKEN']}/getMe", headers=foreign
        ) as answer:
            assert answer.status == 403

    for process in (bot, sandbox):
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
        assert process.returncode == 0


async def test_what_the_bot_keeps_itself_is_not_kept_by_the_sandbox(tmp_path: Path) -> None:
    process = await started(tmp_path, "sandbox", "--api", "9", "--keep", str(tmp_path))

    _, said = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)

    assert process.returncode == 2
    assert said.startswith(b"angat: with --api ")


async def started(folder: Path, *command: str, **settings: str) -> Process:
    return await asyncio.create_subprocess_exec(
        ANGAT,
        *command,
        cwd=folder,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
