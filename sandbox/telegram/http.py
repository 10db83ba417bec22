"""The Bot API over HTTP: the same state for a bot that runs as a process of its own."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.telegram.answers import (
    ApiError,
    Reply,
    bad_request,
    nothing_here,
    refused,
    wrong_token,
)
from sandbox.telegram.faults import Line, LineCut
from sandbox.telegram.messages import Json
from sandbox.telegram.server import Telegram
from sandbox.telegram.uploads import MOST_FILE_BYTES

HOST = "127.0.0.1"
TELEGRAM = web.AppKey("telegram", Telegram)
Upload: TypeAlias = tuple[str, bytes]

# Forms carry a little more than the file itself; a larger file gets its refusal, not a cut.
MOST_BODY_BYTES = MOST_FILE_BYTES + (1 << 20)


def bot_api(telegram: Telegram) -> web.Application:
    async def on_startup(_: web.Application) -> None:
        telegram.webhook.go_on()

    async def on_shutdown(_: web.Application) -> None:
        telegram.restart()

    app = web.Application(client_max_size=MOST_BODY_BYTES, middlewares=[right_token])
    app[TELEGRAM] = telegram
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", on_file)
    for verb in ("GET", "POST"):
        app.router.add_route(verb, "/bot{token:[^/]+}/{method:[^/]+}", on_call)
    app.router.add_route("*", "/{anything:.*}", on_nothing)
    app.on_startup.append(on_startup)
    app.on_shutdown.append(on_shutdown)
    return app


@web.middleware
async def right_token(request: web.Request, handler: Handler) -> web.StreamResponse:
    right = request.app[TELEGRAM].token
    if request.match_info.get("token", right) != right:
        return response(refused(wrong_token()))
    return await handler(request)


async def on_call(request: web.Request) -> web.Response:
    telegram = request.app[TELEGRAM]
    try:
        params, files = await readable(request)
        return response(await telegram.call(request.match_info["method"], params, files))
    except ApiError as error:
        return response(refused(error))
    except LineCut as cut:
        return await hung_up(telegram, request, cut)


async def readable(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """What no parser makes sense of is a bad request, as with the official server."""
    try:
        return await sent_with(request)
    except (ValueError, LookupError, RecursionError):
        raise bad_request("Can't parse request") from None


async def on_file(request: web.Request) -> web.Response:
    content = request.app[TELEGRAM].file_at(request.match_info["path"])
    if content is None:
        return response(refused(nothing_here()))
    return web.Response(body=content, content_type="application/octet-stream")


async def on_nothing(_: web.Request) -> web.Response:
    return response(refused(nothing_here()))


def response(reply: Reply) -> web.Response:
    return web.Response(
        body=reply.data,
        status=reply.status,
        content_type=reply.content_type,
        charset="utf-8",
        headers=reply.headers,
    )


async def hung_up(telegram: Telegram, request: web.Request, cut: LineCut) -> web.Response:
    """The socket really closes; in silence it stays open until the server goes down."""
    if cut.line is Line.SILENT:
        await telegram.closing.wait()
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


class Entrance:
    """The port the server listens on; in an outage nobody does, and every line is cut."""

    def __init__(self, runner: web.AppRunner, port: int) -> None:
        self.runner = runner
        self.port = port

    async def open(self) -> None:
        await web.TCPSite(self.runner, HOST, self.port, reuse_address=True).start()
        self.port = self.runner.addresses[0][1]

    async def shut(self) -> None:
        for site in list(self.runner.sites):
            await site.stop()
        if self.runner.server is not None:
            for line in list(self.runner.server.connections):
                line.force_close()
                if line.transport is not None:
                    line.transport.abort()


@asynccontextmanager
async def serving(telegram: Telegram, port: int = 0) -> AsyncIterator[str]:
    """The root of a Bot API server on a port of this machine; 0 takes a free one."""
    runner = web.AppRunner(bot_api(telegram), access_log=None, shutdown_timeout=1)
    await runner.setup()
    entrance = Entrance(runner, port)
    try:
        await entrance.open()
        telegram.faults.doors.append(entrance)
        yield f"http://{HOST}:{entrance.port}"
    finally:
        telegram.faults.doors.remove(entrance)
        await runner.cleanup()


async def sent_with(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters of the query and of the body together; the body wins."""
    params: Json = dict(request.query)
    match request.content_type:
        case "application/json":
            return params | json_body(await request.text()), {}
        case "multipart/form-data":
            fields, files = await multipart(request)
            return params | fields, files
        case _:
            return params | dict(await request.post()), {}


def json_body(text: str) -> Json:
    try:
        body = json.loads(text or "{}")
    except ValueError:
        raise bad_request("Can't parse request: JSON is broken") from None
    if not isinstance(body, dict):
        raise bad_request("Can't parse request: expected an Object")
    return body


async def multipart(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    fields: Json = {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode()
    return fields, files
