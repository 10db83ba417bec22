"""The chat page over HTTP: what it shows, and what a person does on it."""

import asyncio
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.acts import Act, Acts, Refusal, json_in, message_of
from sandbox.loopback import loopback_only
from sandbox.page_state import mark, page_state
from sandbox.stage import Stage
from sandbox.telegram.signal import Signal

PAGE = Path(__file__).with_name("page")
NEWS_WAIT_SECONDS = 25
RESTLESS_SECONDS = 1  # what ends by itself, a play or the typing, rings no bell
# Shown in the browser, because people want to see what is theirs; the rest is downloaded.
READABLE = {".json": "application/json", ".txt": "text/plain"}


def page_site(stage: Stage) -> web.Application:
    """To be served on loopback; strange hosts and origins are refused all the same."""
    site = Site(stage)
    app = web.Application(middlewares=[loopback_only, calm])
    app.router.add_get("/", site.index)
    app.router.add_static("/page", PAGE)
    app.router.add_get("/api/state", site.state)
    app.router.add_get("/api/file/{who:[0-9]{1,16}}/{message:[0-9]{1,16}}", site.file)
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
        self.closing = False

    async def index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def close(self, _: web.Application) -> None:
        self.closing = True
        self.ring()

    async def state(self, request: web.Request) -> web.Response:
        asked_for = request.query.get("who", "")[:16]
        who = int(asked_for) if asked_for.isdecimal() else 0
        await self.news(request.query.get("since", ""), who)
        return web.json_response(page_state(self.stage, who, self.turn))

    async def news(self, since: str, who: int) -> None:
        if self.closing or since != mark(self.stage, self.turn):
            return
        telegram = self.stage.telegram
        account = telegram.accounts.get(who)
        restless = self.stage.busy or (account is not None and telegram.typing(account))
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
        who, message_id = (int(request.match_info[name]) for name in ("who", "message"))
        message = message_of(self.stage, who, message_id)
        kind = READABLE.get(Path(message.file_name).suffix)
        place = "inline" if kind else "attachment"
        return web.Response(
            body=message.file_bytes,
            content_type=kind or "application/octet-stream",
            charset="utf-8" if kind else None,
            headers={
                "Content-Disposition": f"{place}; filename*=UTF-8''{quote(message.file_name)}",
                "Content-Security-Policy": "sandbox",
                "Cache-Control": "no-store",
            },
        )

    def on(self, act: Act) -> Handler:
        async def on_post(request: web.Request) -> web.Response:
            body = await json_in(request)
            if self.stage.busy:
                raise Refusal("A week is being played. One moment.", HTTPStatus.CONFLICT)
            try:
                return web.json_response(await act(body))
            except ValueError as reason:
                raise Refusal(f"That did not go: {reason}.") from reason
            finally:
                self.ring()

        return on_post
