"""Where somebody stands on the page: their private chat, a group they are in, a topic of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.telegram import Account, Chat, Message, Telegram
from sandbox.telegram.places import GENERAL, Where


@dataclass(frozen=True, slots=True)
class Spot:
    who: Account
    chat: Chat
    topic_id: int = 0

    @property
    def where(self) -> Where:
        return self.chat.topics[self.topic_id] if self.topic_id else self.chat

    def newest_first(self) -> Iterator[Message]:
        messages = reversed(self.chat.messages.values())
        if not self.topic_id:
            return messages
        return (one for one in messages if topic_of(self.chat, one) == self.topic_id)


def spot(telegram: Telegram, who: Account, chat_id: int, topic_id: int) -> Spot:
    """Their private chat unless they are in the one that is meant, and General in a forum."""
    home = telegram.home(who)
    chat = next((one for one in chats_of(telegram, who) if one.id == chat_id), home)
    if not chat.is_forum:
        return Spot(who, chat)
    return Spot(who, chat, topic_id if topic_id in chat.topics else GENERAL)


def chats_of(telegram: Telegram, who: Account) -> list[Chat]:
    """The private chat, then the groups they are in."""
    groups = [
        chat
        for chat in telegram.chats.values()
        if not chat.is_private and chat.member(who).is_inside and is_there(chat)
    ]
    return [telegram.home(who), *groups]


def is_there(chat: Chat) -> bool:
    return not chat.is_deleted and chat.migrated_to is None


def topic_of(chat: Chat, message: Message) -> int:
    """0 where a chat has none."""
    return (message.thread_id or GENERAL) if chat.is_forum else 0
