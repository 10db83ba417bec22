"""How long a second `make sandbox` and `make test` take until they are there."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LONGEST_SECONDS = 60.0
BETWEEN_LOOKS_SECONDS = 0.02
BEGUN = b"test session starts"


async def sandbox_again() -> float:
    """Seconds until the page's port answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    async with made("sandbox", f"PORT={port}"):
        async with asyncio.timeout(LONGEST_SECONDS):
            while not await answers(port):  # noqa: ASYNC110 - another process says nothing
                await asyncio.sleep(BETWEEN_LOOKS_SECONDS)
        return time.perf_counter() - begun


async def answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def tests_again() -> float:
    """Seconds until pytest says that it begins."""
    begun = time.perf_counter()
    async with made("test") as process:
        if process.stdout is None:
            raise RuntimeError("make says nothing")
        async with asyncio.timeout(LONGEST_SECONDS):
            while BEGUN not in await process.stdout.readline():
                pass
        return time.perf_counter() - begun


@asynccontextmanager
async def made(*target: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command with all that it starts, ended together."""
    process = await asyncio.create_subprocess_exec(
        "make",
        *target,
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        await process.wait()


async def both() -> tuple[float, float]:
    return await sandbox_again(), await tests_again()
