"""The real `angat sandbox`: a page on this machine, and nothing left of it afterwards."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import aiohttp

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
