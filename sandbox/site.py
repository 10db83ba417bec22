"""The chat page over HTTP: what it shows, and what a person does on it."""

import asyncio
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.acts import MOST_FILE_BYTES, Act, Acts, Refusal, json_in, message_of, spot_of
from sandbox.files import file_response
from sandbox.loopback import loopback_only
from sandbox.page_state import Asked, asked_spot, mark, page_state
from sandbox.reading import Reading
from sandbox.stage import Stage
from sandbox.telegram.signal import Signal

PAGE = Path(__file__).with_name("page")
NEWS_WAIT_SECONDS = 25
RESTLESS_SECONDS = 1  # what ends by itself, a play or the typing, rings no bell
MOST_BODY_BYTES = MOST_FILE_BYTES * 4 // 3 + (1 << 20)  # base64 takes a third more


def page_site(stage: Stage) -> web.Application:
    """To be served on loopback; strange hosts and origins are refused all the same."""
    site = Site(stage)
    app = web.Application(middlewares=[loopback_only, calm], client_max_size=MOST_BODY_BYTES)
    app.router.add_get("/", site.index)
    app.router.add_static("/page", PAGE)
    app.router.add_get("/api/state", site.state)
    app.router.add_get(
        "/api/file/{who:[0-9]{1,16}}/{chat:-?[0-9]{1,16}}/{message:[0-9]{1,16}}", site.file
    )
    for name, act in Acts(stage).by_name().items():
        app.router.add_post(f"/api/{name}", site.on(act))
    app.on_shutdown.append(site.close)
    return app


@web.middleware
async def calm(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return web.json_response({"error": refusal.sentence}, status=refusal.status)


class Site:
    """One stage, and a bell for everyone who waits for news of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.turn = 0
        self.bell = Signal()
        self.reading = Reading()
        self.closing = False

    async def index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def close(self, _: web.Application) -> None:
        self.closing = True
        self.ring()

    async def state(self, request: web.Request) -> web.Response:
        asked = asked_in(request)
        await self.news(request.query.get("since", ""), asked)
        self.reading.follow(self.stage)
        spot = asked_spot(self.stage, asked)
        if spot and request.query.get("seen") == "1" and self.reading.looked(spot):
            self.ring()  # so that other tabs count anew
        return web.json_response(page_state(self.stage, self.reading, asked, self.turn))

    async def news(self, since: str, asked: Asked) -> None:
        if self.closing or since != mark(self.stage, self.turn):
            return
        telegram = self.stage.telegram
        spot = asked_spot(self.stage, asked)
        restless = self.stage.busy or (spot and telegram.typing(spot.who, spot.chat))
        waits = [
            asyncio.ensure_future(telegram.changed(telegram.version)),
            asyncio.ensure_future(self.turned(self.turn)),
        ]
        try:
            await asyncio.wait(
                waits,
                timeout=RESTLESS_SECONDS if restless else NEWS_WAIT_SECONDS,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            for wait in waits:
                wait.cancel()

    async def turned(self, since: int) -> None:
        while self.turn == since:
            await self.bell.wait()

    def ring(self) -> None:
        self.turn += 1
        self.bell.ring()

    async def file(self, request: web.Request) -> web.Response:
        who, chat, message_id = (
            int(request.match_info[name]) for name in ("who", "chat", "message")
        )
        return file_response(message_of(spot_of(self.stage, who, chat), message_id))

    def on(self, act: Act) -> Handler:
        async def on_post(request: web.Request) -> web.Response:
            body = await json_in(request)
            if self.stage.busy:
                raise Refusal("A week is being played. One moment.", HTTPStatus.CONFLICT)
            epoch = self.stage.epoch
            try:
                done = await act(body)
                if self.stage.epoch != epoch:
                    self.reading.catch_up(self.stage)
                return web.json_response(done)
            except ValueError as reason:
                raise Refusal(f"That did not go: {reason}.") from reason
            finally:
                self.ring()

        return on_post


def asked_in(request: web.Request) -> Asked:
    """What is no number reads as 0."""
    names = ("who", "chat", "topic", "oldest", "older")
    given = [request.query.get(name, "")[:17] for name in names]
    return Asked(*(int(one) if one.removeprefix("-").isdecimal() else 0 for one in given))
