"""A message as the page shows it, as JSON."""

from datetime import datetime

from sandbox.spots import Spot
from sandbox.telegram import Button, Kind, Message, Telegram
from sandbox.telegram.messages import Json, Poll

PREVIEW_CHARACTERS = 80
BOT_NAME = "Angat"
NAMES_OF_KINDS = {
    Kind.TEXT: "Message",
    Kind.STICKER: "Sticker",
    Kind.VOICE: "Voice message",
    Kind.PHOTO: "Photo",
    Kind.DOCUMENT: "Document",
    Kind.POLL: "Poll",
}
MOVES = {"new_chat_members": ("joined", "added"), "left_chat_member": ("left", "removed")}
SENTENCES = {
    "": "",
    "migrate_to_chat_id": "The group became a supergroup",
    "migrate_from_chat_id": "The group became a supergroup",
    "forum_topic_closed": "{by} closed the topic",
    "forum_topic_reopened": "{by} opened the topic again",
}


def bubble(telegram: Telegram, spot: Spot, message: Message) -> Json:
    """Like Telegram's apps it says "edited" under what people wrote, not under a bot's screens."""
    by_bot = message.sender_id == telegram.bot.id
    return {
        "id": message.id,
        "mine": is_mine(spot, message),
        "from": sender(telegram, spot, message),
        "at": milliseconds(message.date),
        "text": message.text,
        "entities": message.entities,
        "rows": [[button(one) for one in row] for row in message.rows],
        "edited": not by_bot and message.edited_at is not None,
        "reactions": reactions(telegram, spot, message),
        "reply": quote(telegram, spot, message.reply_to),
        "kind": message.kind.value,
        "file": file(spot, message) if message.file else None,
        "poll": poll(message.poll) if message.poll else None,
        "service": service_line(telegram, message),
    }


def is_mine(spot: Spot, message: Message) -> bool:
    return message.sender_id == spot.who.id and not message.is_anonymous


def name_of(telegram: Telegram, account_id: int) -> str:
    account = telegram.account(account_id)
    if account is None or account is telegram.bot:
        return BOT_NAME if account else "Somebody"
    return account.name


def sender(telegram: Telegram, spot: Spot, message: Message) -> str:
    return spot.chat.title if message.is_anonymous else name_of(telegram, message.sender_id)


def button(given: Button) -> Json:
    return {"text": given.text, "data": given.data, "url": given.url, "copy": given.copy}


def reactions(telegram: Telegram, spot: Spot, message: Message) -> list[Json]:
    """Each one with everybody who gave it."""
    by_emoji: dict[str, list[int]] = {}
    for account_id, emoji in message.reactions.items():
        by_emoji.setdefault(emoji, []).append(account_id)
    return [
        {
            "emoji": emoji,
            "mine": spot.who.id in givers,
            "who": [("you" if one == spot.who.id else name_of(telegram, one)) for one in givers],
        }
        for emoji, givers in by_emoji.items()
    ]


def quote(telegram: Telegram, spot: Spot, message_id: int | None) -> Json | None:
    if message_id is None:
        return None
    quoted = spot.chat.messages.get(message_id)
    if quoted is None:
        return {"id": message_id, "from": "", "text": ""}
    name = "You" if is_mine(spot, quoted) else sender(telegram, spot, quoted)
    return {"id": message_id, "from": name, "text": preview(quoted)}


def file(spot: Spot, message: Message) -> Json:
    width, height = message.file.size if message.file else (0, 0)
    return {
        "name": message.file_name,
        "size": len(message.file_bytes),
        "width": width,
        "height": height,
        "href": f"/api/file/{spot.who.id}/{message.chat_id}/{message.id}",
    }


def poll(asked: Poll) -> Json:
    votes = [place for places in asked.votes.values() for place in places]
    options = [
        {"text": text, "votes": votes.count(place)} for place, text in enumerate(asked.options)
    ]
    return {"question": asked.question, "options": options}


def preview(message: Message) -> str:
    if message.text:
        return message.text.split("\n", 1)[0][:PREVIEW_CHARACTERS]
    if message.poll:
        return message.poll.question
    return message.file_name or NAMES_OF_KINDS.get(message.kind, "")


def service_line(telegram: Telegram, message: Message) -> str:
    """What a chat says about itself, in a sentence."""
    by, said = name_of(telegram, message.sender_id), message.service or {"": ""}
    kind = next(iter(said))
    match kind, said[kind]:
        case "new_chat_members" | "left_chat_member", users:
            return who_moved(kind, by, name_in(telegram, users))
        case "pinned_message", _:
            return f"{by} pinned {pinned(telegram, message)}"
        case "forum_topic_created", {"name": name}:
            return f"{by} created the topic {name}"
        case _:
            return SENTENCES[kind].format(by=by)


def who_moved(kind: str, by: str, who: str) -> str:
    """By themselves, or by somebody else."""
    alone, together = MOVES[kind]
    return f"{by} {alone}" if who == by else f"{by} {together} {who}"


def name_in(telegram: Telegram, users: object) -> str:
    """Of one user, or of the one in a list."""
    user = users[0] if isinstance(users, list) else users
    return name_of(telegram, user["id"]) if isinstance(user, dict) else ""


def pinned(telegram: Telegram, message: Message) -> str:
    pinned_id = (message.service or {}).get("pinned_message")
    found = telegram.message_in(message.chat_id, pinned_id if isinstance(pinned_id, int) else None)
    return f"“{preview(found)}”" if found else "a deleted message"


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
