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
    POLL = "poll"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of data, url and copy says what a tap does."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """Its bytes as they were sent; `size` in pixels where it is a picture."""

    id: str
    kind: Kind
    name: str
    data: bytes
    size: tuple[int, int] = (0, 0)

    @property
    def unique_id(self) -> str:
        return f"unique-{self.id}"


@dataclass(slots=True)
class Poll:
    """`votes` holds the options a person chose, by place."""

    id: str
    question: str
    options: list[str]
    is_anonymous: bool = True
    many: bool = False
    is_closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Message:
    """`service` is what a message says by itself: who came, what was pinned, where a chat went."""

    id: int
    chat_id: int
    sender_id: int
    date: datetime
    text: str
    html: str
    entities: list[Json] = field(default_factory=list)
    rows: Rows = ()
    edited_at: datetime | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    reply_to: int | None = None
    thread_id: int | None = None
    kind: Kind = Kind.TEXT
    file: File | None = None
    poll: Poll | None = None
    service: Json | None = None
    is_anonymous: bool = False
    # Telegram lets nobody edit what was sent with a reply keyboard.
    fixed: bool = False

    @property
    def file_name(self) -> str:
        return self.file.name if self.file else ""

    @property
    def file_bytes(self) -> bytes:
        return self.file.data if self.file else b""

    @property
    def reaction(self) -> str:
        """The first one that stands under it."""
        return next(iter(self.reactions.values()), "")


@dataclass(slots=True)
class Query:
    """A tap; `answer` is None until the bot has answered it."""

    id: str
    person_id: int
    tapped_at: datetime
    chat_id: int = 0
    message_id: int = 0
    data: str = ""
    answer: str | None = None
    is_alert: bool = False
    url: str = ""


def unstyled(rows: Rows) -> Rows:
    """Telegram does not count a button's colour when it compares keyboards."""
    return tuple(tuple(replace(button, style=None) for button in row) for row in rows)
