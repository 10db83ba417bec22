"""Log lines: one a line, never a token, never what people wrote."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from typing_extensions import override

TOKEN = re.compile(r"\d{4,}:[A-Za-z0-9_-]{20,}")
PRINTS_BODIES = "telegram.request.BaseRequest"  # what it can't read may hold what people wrote
TELLING = ("check_in", "checkins", "notes")
LIBRARIES = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp", "sqlalchemy", "alembic")


class Redact(logging.Filter):
    """Takes anything that looks like a bot token out of a record."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = TOKEN.sub("<token>", record.getMessage())
        record.args = None
        record.exc_info = None
        return True


def redacted(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = TOKEN.sub("<token>", value)
    return event


def set_up_logging(log_format: str) -> None:
    as_json = log_format == "json"
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redacted,
            structlog.processors.JSONRenderer()
            if as_json
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redact())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(PRINTS_BODIES).setLevel(logging.CRITICAL)


def where(error: BaseException) -> str:
    """Type and innermost frames of an error: its message may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at {' < '.join(place_of(frame) for frame in reversed(frames))}"


def place_of(frame: traceback.FrameSummary) -> str:
    """Function and line; of what is about energy the file alone: which function may tell a lot."""
    file = Path(frame.filename).stem
    return file if file in TELLING else f"{frame.name}:{frame.lineno}"
