"""Log lines: one a line, never a token, never what people wrote."""

import logging
import re
import sys
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import structlog
from typing_extensions import override

TOKEN = re.compile(r"\d{4,}:[A-Za-z0-9_-]{20,}")
PRINTS_BODIES = "telegram.request.BaseRequest"  # what it can't read may hold what people wrote
TELLING = ("check_in", "checkins", "notes")
WELL_SECONDS = 120.0
LIBRARIES = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp", "sqlalchemy", "alembic")


class Redact(logging.Filter):
    """Takes secrets, and anything that looks like a bot token, out of every record."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self.secrets = tuple(secret for secret in secrets if secret)

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self.cleaned(record.getMessage())
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return True

    def event(
        self, _logger: Any, _name: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """The same for structlog; what is no plain value is told as it prints itself."""
        for key, value in event.items():
            if value is not None and not isinstance(value, bool | int | float):
                event[key] = self.cleaned(str(value))
        return event

    def cleaned(self, text: str) -> str:
        text = TOKEN.sub("<token>", text)
        for secret in self.secrets:
            text = text.replace(secret, "<secret>")
        return text


def set_up_logging(log_format: str, secrets: Sequence[str] = ()) -> None:
    """`secrets` never stand in a line, whoever writes it."""
    as_json = log_format == "json"
    redact = Redact(secrets)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redact.event,
            structlog.processors.JSONRenderer()
            if as_json
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(redact)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(PRINTS_BODIES).setLevel(logging.CRITICAL)


def where(error: BaseException, frames_told: int = 3) -> str:
    """Type and innermost frames of an error: its message may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-frames_told:]
    return f"{type(error).__name__} at {' < '.join(place_of(frame) for frame in reversed(frames))}"


def place_of(frame: traceback.FrameSummary) -> str:
    """Function and line; of what is about energy the file alone: which function may tell a lot."""
    file = Path(frame.filename).stem
    return file if file in TELLING else f"{frame.name}:{frame.lineno}"


class Episodes:
    """What lasts is said once, and again only after it was well for two minutes."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic
        self.last: dict[str, float] = {}

    def begins(self, what: str) -> bool:
        """To be asked each time it happens."""
        now = self.monotonic()
        before = self.last.get(what)
        self.last[what] = now
        return before is None or now - before > WELL_SECONDS
