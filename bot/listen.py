"""What others reach over HTTP: the webhook, and whether the process is alive and ready."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.arrivals import MOST_BYTES, Update, told_apart, update_in
from bot.clock import Clock
from bot.log import Episodes, where
from bot.receive import Receiver
from bot.settings import Settings
from storage import house
from storage.faults import DatabaseWaits

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_SECONDS = 30
DATABASE_SECONDS = 2
CLOSING_SECONDS = 1
AGAIN_AFTER = {"Retry-After": "10"}
ANSWERED_WITHIN = 150.0  # seconds: the longest poll twice, and a little
BEATEN_WITHIN = 300.0  # a heartbeat may wait for the database for that long
log = structlog.get_logger("listen")


class Door:
    """Open before there is a bot behind it, so that it can be asked how far the start is."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.secret = settings.webhook_secret.get_secret_value().encode()
        self.clock = clock
        self.episodes = Episodes(clock.monotonic)
        self.receiver: Receiver | None = None
        self.taking: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open_to(self, receiver: Receiver) -> AsyncIterator[None]:
        """For as long as the block lasts; what is being taken at its end is taken."""
        self.receiver = receiver
        try:
            yield
        finally:
            self.receiver = None
            await asyncio.gather(*self.taking, return_exceptions=True)

    async def on_update(self, request: web.Request) -> web.Response:
        """200 once the update is kept; what can never be read is not asked for again."""
        self.check(request)
        text = await body_of(request)
        if self.receiver is None:
            raise web.HTTPServiceUnavailable(headers=AGAIN_AFTER)
        updates = told_apart([update_in(text)])
        if not updates:
            return web.Response()
        taking = asyncio.ensure_future(self.take(self.receiver, updates))
        self.taking.add(taking)
        taking.add_done_callback(self.taking.discard)
        try:
            await asyncio.shield(taking)
        except DatabaseWaits:
            raise web.HTTPServiceUnavailable(headers=AGAIN_AFTER) from None
        except Exception as error:  # noqa: BLE001 - Telegram posts it again
            log.error("an update could not be taken", error=where(error))
            raise web.HTTPInternalServerError from None
        return web.Response()

    async def take(self, receiver: Receiver, updates: Sequence[Update]) -> None:
        hearing = receiver.angat.hearing
        try:
            await receiver.take(updates)
        except DatabaseWaits:
            hearing.is_shut = True
            hearing.lost(self.clock.now())
            raise
        hearing.is_shut = False
        hearing.heard(self.clock.now())

    def check(self, request: web.Request) -> None:
        """Who does not know the secret is told nothing else, and what they sent is not read."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self.secret):
            if self.episodes.begins("secret"):
                log.warning("somebody posted to the webhook without its secret")
            raise web.HTTPForbidden
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType

    async def on_health(self, _: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def on_ready(self, _: web.Request) -> web.Response:
        receiver = self.receiver
        if receiver is None:
            return web.json_response({"ready": False}, status=503)
        signs, now = receiver.angat.signs, self.clock.monotonic()
        answered, beaten = age(signs.answered_at, now), age(signs.beaten_at, now)
        found = {
            "database": await has_database(receiver),
            "telegram": answered is not None and answered < ANSWERED_WITHIN,
            "heartbeat": beaten is not None and beaten < BEATEN_WITHIN,
        }
        ages = {"heartbeat_seconds_ago": beaten}  # when Telegram answered tells when people wrote
        is_ready = all(found.values())
        return web.json_response(
            {"ready": is_ready, **found, **ages}, status=200 if is_ready else 503
        )


async def body_of(request: web.Request) -> str:
    """Raises 413 for more than a megabyte, and 408 for one that does not end."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return (await request.read()).decode("utf-8", "replace")
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def age(since: float | None, now: float) -> float | None:
    return None if since is None else round(now - since, 1)


async def has_database(receiver: Receiver) -> bool:
    """It answers, and takes what comes."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            await receiver.angat.db.read(house.answers)
    except (DatabaseWaits, TimeoutError):
        return False
    return not receiver.outage.is_on


@asynccontextmanager
async def listening(settings: Settings, clock: Clock, host: str, port: int) -> AsyncIterator[Door]:
    """Raises OSError where nobody can listen there."""
    door = Door(settings, clock)
    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_get("/healthz", door.on_health)
    app.router.add_get("/readyz", door.on_ready)
    if settings.webhook_url:
        app.router.add_post(urlsplit(settings.webhook_url).path or "/", door.on_update)
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=CLOSING_SECONDS,
        auto_decompress=False,  # Telegram posts plainly; what is packed may unpack without end
        lingering_time=0,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield door
    finally:
        await runner.cleanup()
