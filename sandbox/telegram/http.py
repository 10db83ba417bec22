"""The Bot API over HTTP: the same state for a bot that runs as a process of its own."""

import json
from typing import TypeAlias

from aiohttp import web

from sandbox.telegram.answers import (
    ApiError,
    Reply,
    bad_request,
    nothing_here,
    refused,
    wrong_token,
)
from sandbox.telegram.messages import Json
from sandbox.telegram.server import Telegram
from sandbox.telegram.uploads import MOST_FILE_BYTES

Upload: TypeAlias = tuple[str, bytes]

# Forms carry a little more than the file itself; a larger file gets its refusal, not a cut.
MOST_BODY_BYTES = MOST_FILE_BYTES + (1 << 20)


def bot_api(telegram: Telegram) -> web.Application:
    async def on_call(request: web.Request) -> web.Response:
        if request.match_info["token"] != telegram.token:
            return response(refused(wrong_token()))
        try:
            params, files = await sent_with(request)
        except ApiError as error:
            return response(refused(error))
        return response(await telegram.call(request.match_info["method"], params, files))

    async def on_shutdown(_: web.Application) -> None:
        telegram.restart()

    app = web.Application(client_max_size=MOST_BODY_BYTES)
    for verb in ("GET", "POST"):
        app.router.add_route(verb, "/bot{token:[^/]+}/{method:[^/]+}", on_call)
    app.router.add_route("*", "/{anything:.*}", on_nothing)
    app.on_shutdown.append(on_shutdown)
    return app


async def on_nothing(_: web.Request) -> web.Response:
    return response(refused(nothing_here()))


def response(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)


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
