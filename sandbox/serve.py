"""`angat sandbox`: the page, on this machine only, until it is told to stop."""

import tempfile
from pathlib import Path

import structlog
from aiohttp import web

from bot.log import set_up_logging
from sandbox.site import page_site
from sandbox.theatre import Theatre

HOST = "127.0.0.1"
log = structlog.get_logger("sandbox")


async def serve_sandbox(port: int, keep: Path | None) -> None:
    """Database and key live in a temporary folder and go with it, or stay in `keep`."""
    set_up_logging("text")
    with tempfile.TemporaryDirectory(prefix="angat-sandbox-") as folder:
        theatre = Theatre(Path(folder), keep)
        await theatre.open()
        runner = web.AppRunner(page_site(theatre), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            log.info("the sandbox is open", page=f"http://{HOST}:{port}")
            await theatre.run_on()
        finally:
            await runner.cleanup()
            await theatre.close()
