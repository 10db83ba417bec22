"""Who may use the page: this machine, from the page itself, and nobody else."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

NAMES = frozenset({"127.0.0.1", "localhost"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    reason = stranger(request)
    if reason:
        return web.json_response({"error": reason}, status=403, headers=HEADERS)
    response = await handler(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def stranger(request: web.Request) -> str:
    """A name that only resolves to this machine is refused too: another site may own it."""
    if not ip_address(request.remote or "0.0.0.0").is_loopback:
        return "The sandbox talks to its own machine only."
    if name_in(request.host) not in NAMES:
        return "The sandbox answers to 127.0.0.1 and localhost only."
    origin = request.headers.get("Origin")
    if request.method != "GET" and origin not in {None, f"http://{request.host}"}:
        return "Only the page of the sandbox itself may do this."
    return ""


def name_in(host: str) -> str | None:
    try:
        return None if "@" in host else urlsplit(f"//{host}").hostname
    except ValueError:
        return None
