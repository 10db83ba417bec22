"""What the page shows, as JSON: the clock, the people, one person's chats, and one of those."""

import json
from dataclasses import dataclass

from sandbox.bubbles import BOT_NAME, bubble, milliseconds, name_of
from sandbox.reading import Reading
from sandbox.spots import Spot, chats_of, spot
from sandbox.stage import Seat, Stage
from sandbox.telegram import Account, Chat, Message, Telegram
from sandbox.telegram.messages import Json

ZONE = "Asia/Manila"
A_PAGE = 60
MOST_OLDER = 200
NOBODY: Json = {"who": 0, "chat": 0, "topic": 0, "chats": [], "typing": False, "commands": []}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose chat, and how much of it: the newest page, or from `oldest` on and `older` before."""

    who: int = 0
    chat: int = 0
    topic: int = 0
    oldest: int = 0
    older: int = 0


def asked_spot(stage: Stage, asked: Asked) -> Spot | None:
    """Of whoever is in the world, the first one where nobody is meant."""
    accounts = [seat.account for seat in stage.people()]
    chosen = [account for account in accounts if account.id == asked.who]
    who = next(iter([*chosen, *accounts]), None)
    return None if who is None else spot(stage.telegram, who, asked.chat, asked.topic)


def page_state(stage: Stage, reading: Reading, asked: Asked, turn: int) -> Json:
    state: Json = {
        "mark": mark(stage, turn),
        "epoch": stage.epoch,
        "now": milliseconds(stage.now()),
        "zone": ZONE,
        "busy": stage.busy,
        "kept": stage.kept_in,
        "bound": stage.bound_to,
        "bot": stage.telegram.bot.username,
        "people": [person(stage.telegram, reading, seat) for seat in stage.people()],
    }
    there = asked_spot(stage, asked)
    if there is None:
        return state | NOBODY | {"messages": [], "older": False}
    return state | looking(stage.telegram, reading, there) | shown(stage.telegram, there, asked)


def mark(stage: Stage, turn: int) -> str:
    """Differs whenever the page has something new to show."""
    return f"{stage.epoch}.{stage.telegram.version}.{turn}.{stage.busy}"


def person(telegram: Telegram, reading: Reading, seat: Seat) -> Json:
    who = seat.account
    unread = sum(reading.unread(who, chat).total() for chat in chats_of(telegram, who))
    return {"id": who.id, "name": who.name, "label": seat.label, "unread": unread}


def looking(telegram: Telegram, reading: Reading, there: Spot) -> Json:
    return {
        "who": there.who.id,
        "chat": there.chat.id,
        "topic": there.topic_id,
        "chats": [
            entry(telegram, reading, there.who, one) for one in chats_of(telegram, there.who)
        ],
        "typing": telegram.typing(there.who, there.chat),
        "commands": commands_for(telegram, there),
    }


def entry(telegram: Telegram, reading: Reading, who: Account, chat: Chat) -> Json:
    """A chat in the list of chats."""
    unread = reading.unread(who, chat)
    topics = sorted(chat.topics.values(), key=lambda topic: topic.id)
    return {
        "id": chat.id,
        "title": BOT_NAME if chat.is_private else chat.title,
        "isGroup": not chat.is_private,
        "members": [name_of(telegram, member.account.id) for member in chat.inside()],
        "unread": unread.total(),
        "topics": [
            {
                "id": topic.id,
                "title": topic.name,
                "isClosed": topic.is_closed,
                "unread": unread[topic.id],
            }
            for topic in topics
        ],
    }


def shown(telegram: Telegram, there: Spot, asked: Asked) -> Json:
    messages, has_older = window(there, asked.oldest, min(asked.older, MOST_OLDER))
    return {"messages": [bubble(telegram, there, one) for one in messages], "older": has_older}


def window(there: Spot, oldest: int, older: int) -> tuple[list[Message], bool]:
    """Oldest first, and whether something older was left out."""
    found: list[Message] = []
    for message in there.newest_first():
        if len(found) >= A_PAGE and not 0 < oldest <= message.id:
            if older == 0:
                return found[::-1], True
            older -= 1
        found.append(message)
    return found[::-1], False


def commands_for(telegram: Telegram, there: Spot) -> list[Json]:
    """The narrowest scope that has a menu wins, and in it the person's language."""
    every = "all_private_chats" if there.chat.is_private else "all_group_chats"
    scopes: list[Json] = [
        {"type": "chat", "chat_id": there.chat.id},
        {"type": every},
        {"type": "default"},
    ]
    for scope in scopes:
        for language in (there.who.language_code, ""):
            key = (json.dumps(scope, sort_keys=True), language)
            if found := telegram.commands.get(key):
                return found
    return []
