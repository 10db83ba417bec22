"""`angat sandbox`: the page, on this machine only, until it is told to stop."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import structlog
from aiohttp import web

from bot.clock import SystemClock
from bot.log import set_up_logging
from sandbox.beside import Beside
from sandbox.loopback import loopback_only
from sandbox.site import page_site
from sandbox.telegram.http import bot_api
from sandbox.theatre import Theatre

HOST = "127.0.0.1"
log = structlog.get_logger("sandbox")


async def serve_sandbox(port: int, keep: Path | None) -> None:
    """Database and key live in a temporary folder and go with it, or stay in `keep`."""
    set_up_logging("text")
    with tempfile.TemporaryDirectory(prefix="angat-sandbox-") as folder:
        theatre = Theatre(Path(folder), keep)
        await theatre.open()
        try:
            async with served(page_site(theatre), port):
                log.info("the sandbox is open", page=f"http://{HOST}:{port}")
                await theatre.run_on()
        finally:
            await theatre.close()


async def serve_beside(port: int, api: int) -> None:
    """Without a bot of its own: `angat run` is one, once it is told these two settings."""
    set_up_logging("text")
    stage = Beside(SystemClock())
    server = bot_api(stage.telegram)
    server.middlewares.append(loopback_only)
    async with AsyncExitStack() as running:
        await running.enter_async_context(served(page_site(stage), port))
        await running.enter_async_context(served(server, api))
        log.info("the sandbox is open", page=f"http://{HOST}:{port}")
        settings = f"ANGAT_API_URL=http://{HOST}:{api}\nANGAT_BOT_TOKEN={stage.telegram.token}\n"
        sys.stdout.write(settings)
        sys.stdout.flush()
        await asyncio.Event().wait()


@asynccontextmanager
async def served(app: web.Application, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield
    finally:
        await runner.cleanup()
