"""Where people talk: a private chat, a group, a supergroup with or without topics."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Message


class Place(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


LEADS = frozenset({Status.CREATOR, Status.ADMINISTRATOR})
OUTSIDE = frozenset({Status.LEFT, Status.KICKED})
GENERAL = 1  # the topic every forum has; its id is never sent along


@dataclass(slots=True, eq=False)
class Member:
    """`muted` names what somebody restricted may not send: "messages", "photos", "documents"..."""

    account: Account
    status: Status = Status.MEMBER
    is_anonymous: bool = False
    muted: frozenset[str] = frozenset()

    @property
    def leads(self) -> bool:
        return self.status in LEADS

    @property
    def is_inside(self) -> bool:
        return self.status not in OUTSIDE


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat carries the id of its person; of a group only its members are in `members`."""

    id: int
    place: Place
    title: str = ""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, "Topic"] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_message_id: int = 0
    migrated_to: int | None = None
    is_deleted: bool = False

    @property
    def is_private(self) -> bool:
        return self.place is Place.PRIVATE

    def member(self, account: Account) -> Member:
        """Whoever was never inside counts as having left."""
        return self.members.get(account.id) or Member(account, Status.LEFT)

    def inside(self) -> list[Member]:
        return [member for member in self.members.values() if member.is_inside]


@dataclass(slots=True, eq=False)
class Topic:
    """Its id is that of the message that made it."""

    chat: Chat
    id: int
    name: str
    is_closed: bool = False


Where: TypeAlias = Chat | Topic
