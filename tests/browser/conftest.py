"""A headless Chromium, a site on a loopback port, and a page that looks at it.

A browser takes a second to start, so a module shares one, and with it one event loop:
`pytestmark = pytest.mark.asyncio(loop_scope="module")`.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright, expect

from sandbox.site import page_site
from sandbox.theatre import Theatre
from tests.browser.stages import SmallStage

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE_MS = 30_000  # no goal: a shared machine is slow now and then
expect.set_options(timeout=PATIENCE_MS)

Serve = Callable[[web.Application], Awaitable[str]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out where there is no browser; what is missing is said once, by tests/conftest.py."""
    if shutil.which("chromium") is None:
        looking = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=looking)
        items[:] = [item for item in items if item not in looking]


@pytest_asyncio.fixture(loop_scope="module")
async def serve() -> AsyncIterator[Serve]:
    """Gives the address of what it serves."""
    async with AsyncExitStack() as running:

        async def start(app: web.Application) -> str:
            return await running.enter_async_context(served(app))

        yield start


@pytest_asyncio.fixture(loop_scope="module")
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    """The whole of it: the real bot behind the page."""
    opened = Theatre(tmp_path)
    await opened.open()
    yield opened
    assert opened.here().errors == []
    await opened.close()


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = shutil.which("chromium")
        chromium = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Phone-sized; a script error on the page fails the test."""
    errors: list[str] = []
    page = await browser.new_page(viewport={"width": 360, "height": 740}, locale="en-US")
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await page.close()
    assert errors == []


@pytest.fixture
def stage() -> SmallStage:
    return SmallStage()


@pytest_asyncio.fixture(loop_scope="module")
async def address(stage: SmallStage, serve: Serve) -> str:
    return await serve(page_site(stage))


@pytest_asyncio.fixture(loop_scope="module")
async def phone(page: Page, address: str) -> Page:
    """Jessa's, with nothing said in her chat with the bot."""
    await page.goto(address)
    await expect(page.get_by_text("This is Jessa's phone.")).to_be_visible()
    return page
