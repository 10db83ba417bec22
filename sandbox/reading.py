"""Who has read what: the unread counts of the page, the same in every tab."""

from collections import Counter
from itertools import islice

from sandbox.spots import Spot, chats_of, topic_of
from sandbox.stage import Stage
from sandbox.telegram import Account, Chat, Kind, Message

MOST_LOOKED_AT = 200  # more unread than that reads as "99+" anyway


class Reading:
    """`seen` holds the newest message of a chat when a person last looked at that topic."""

    def __init__(self) -> None:
        self.epoch = 0
        self.seen: dict[tuple[int, int, int], int] = {}

    def looked(self, spot: Spot) -> bool:
        """True when there was something new to see."""
        key = (spot.who.id, spot.chat.id, spot.topic_id)
        newest = newest_in(spot.chat)
        had_news = self.unread(spot.who, spot.chat)[spot.topic_id] > 0
        self.seen[key] = newest
        return had_news

    def follow(self, stage: Stage) -> None:
        """In a world that is new, or that a play is living in, nothing waits to be read."""
        if stage.busy or stage.epoch != self.epoch:
            self.catch_up(stage)

    def catch_up(self, stage: Stage) -> None:
        self.epoch = stage.epoch
        self.seen = {
            (seat.account.id, chat.id, topic_id): newest_in(chat)
            for seat in stage.people()
            for chat in chats_of(stage.telegram, seat.account)
            for topic_id in topic_ids(chat)
        }

    def unread(self, who: Account, chat: Chat) -> Counter[int]:
        """By topic; what the chat says about itself does not count."""
        seen = {topic: self.seen.get((who.id, chat.id, topic), 0) for topic in topic_ids(chat)}
        lowest = min(seen.values())
        found: Counter[int] = Counter()
        for message in islice(reversed(chat.messages.values()), MOST_LOOKED_AT):
            if message.id <= lowest:
                break
            topic = topic_of(chat, message)
            if message.id > seen.get(topic, 0) and is_news(message, who):
                found[topic] += 1
        return found


def is_news(message: Message, who: Account) -> bool:
    return message.sender_id != who.id and message.kind is not Kind.SERVICE


def newest_in(chat: Chat) -> int:
    return next(reversed(chat.messages), 0)


def topic_ids(chat: Chat) -> list[int]:
    return list(chat.topics) if chat.is_forum else [0]
