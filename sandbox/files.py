"""Files of a chat over HTTP: what a browser shows safely is shown, the rest is downloaded."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.telegram import Message

# By their first bytes and never by their name: a page that calls itself a picture stays a download.
SHOWN = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"OggS", "audio/ogg"),
)
READABLE = {".json": "application/json", ".txt": "text/plain"}
ANYTHING = "application/octet-stream"


def file_response(message: Message) -> web.Response:
    kind = kind_of(message.file_name, message.file_bytes)
    is_text = kind in READABLE.values()
    place = "attachment" if kind == ANYTHING else "inline"
    return web.Response(
        body=message.file_bytes,
        content_type=kind,
        charset="utf-8" if is_text else None,
        headers={
            "Content-Disposition": f"{place}; filename*=UTF-8''{quote(message.file_name)}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


def kind_of(name: str, data: bytes) -> str:
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "audio/wav"
    shown = (kind for first, kind in SHOWN if data.startswith(first))
    return next(shown, READABLE.get(Path(name).suffix.lower(), ANYTHING))
