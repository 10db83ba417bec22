"""One thing a person did, as actions see it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """`seq` is its inbox row. `at`: when it was said, never later than `now`, when it came in."""

    seq: int
    at: datetime
    now: datetime
    chat_id: int
    message_id: int | None = None
    reply_to: int | None = None
