"""What stands in a chat: messages, their buttons and files."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = dict[str, object]


class Kind(StrEnum):
    TEXT = "text"
    STICKER = "sticker"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of data, url and copy says what a tap does."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(slots=True, eq=False)
class Message:
    id: int
    chat_id: int
    sender_id: int
    date: datetime
    text: str
    html: str
    entities: list[Json] = field(default_factory=list)
    rows: Rows = ()
    edited_at: datetime | None = None
    reaction: str = ""
    reply_to: int | None = None
    kind: Kind = Kind.TEXT
    file_name: str = ""
    file_bytes: bytes = b""
    # Telegram lets nobody edit what was sent with a reply keyboard.
    fixed: bool = False


@dataclass(slots=True)
class Query:
    """A tap; `answer` is None until the bot has answered it."""

    id: str
    person_id: int
    tapped_at: datetime
    answer: str | None = None
    is_alert: bool = False


def unstyled(rows: Rows) -> Rows:
    """Telegram does not count a button's colour when it compares keyboards."""
    return tuple(tuple(replace(button, style=None) for button in row) for row in rows)
