"""What the page shows, as JSON: the clock, the people, and one person's chat."""

import json

from sandbox.stage import Seat, Stage
from sandbox.telegram import Account, Button, Kind, Message, Telegram
from sandbox.telegram.messages import Json

ZONE = "Asia/Manila"
PREVIEW_CHARACTERS = 80
NOBODY: Json = {"who": 0, "typing": False, "commands": [], "messages": []}


def page_state(stage: Stage, asked_for: int, turn: int) -> Json:
    seats = stage.people()
    state: Json = {
        "mark": mark(stage, turn),
        "epoch": stage.epoch,
        "now": milliseconds(stage.now().timestamp()),
        "zone": ZONE,
        "busy": stage.busy,
        "people": [person(stage.telegram, seat) for seat in seats],
    }
    chosen = [seat.account for seat in seats if seat.account.id == asked_for]
    who = next(iter([*chosen, *(seat.account for seat in seats)]), None)
    return state | (NOBODY if who is None else chat(stage.telegram, who))


def mark(stage: Stage, turn: int) -> str:
    """Differs whenever the page has something new to show."""
    return f"{stage.epoch}.{stage.telegram.version}.{turn}.{stage.busy}"


def person(telegram: Telegram, seat: Seat) -> Json:
    history = telegram.history(seat.account)
    return {
        "id": seat.account.id,
        "name": seat.account.name,
        "label": seat.label,
        "last": preview(history[-1]) if history else "",
        "received": sum(message.sender_id == telegram.bot.id for message in history),
    }


def chat(telegram: Telegram, who: Account) -> Json:
    history = telegram.history(who)
    by_id = {message.id: message for message in history}
    return {
        "who": who.id,
        "typing": telegram.typing(who),
        "commands": commands_for(telegram, who),
        "messages": [bubble(message, by_id) for message in history],
    }


def commands_for(telegram: Telegram, who: Account) -> list[Json]:
    """The narrowest scope that has a menu wins, and in it the person's language."""
    scopes: list[Json] = [
        {"type": "chat", "chat_id": who.id},
        {"type": "all_private_chats"},
        {"type": "default"},
    ]
    for scope in scopes:
        for language in (who.language_code, ""):
            key = (json.dumps(scope, sort_keys=True), language)
            if found := telegram.commands.get(key):
                return found
    return []


def bubble(message: Message, by_id: dict[int, Message]) -> Json:
    """Like Telegram's apps it says "edited" under what people wrote, not under a bot's screens."""
    return {
        "id": message.id,
        "mine": is_mine(message),
        "at": milliseconds(message.date.timestamp()),
        "text": message.text,
        "entities": message.entities,
        "rows": [[button(one) for one in row] for row in message.rows],
        "edited": is_mine(message) and message.edited_at is not None,
        "reaction": message.reaction,
        "reply": None if message.reply_to is None else quote(message.reply_to, by_id),
        "kind": message.kind.value,
        "file": file(message) if message.file_name else None,
    }


def is_mine(message: Message) -> bool:
    """A private chat carries the id of its person."""
    return message.sender_id == message.chat_id


def button(given: Button) -> Json:
    return {"text": given.text, "data": given.data, "url": given.url, "copy": given.copy}


def quote(message_id: int, by_id: dict[int, Message]) -> Json:
    quoted = by_id.get(message_id)
    if quoted is None:
        return {"id": message_id, "mine": False, "text": ""}
    return {"id": message_id, "mine": is_mine(quoted), "text": preview(quoted)}


def file(message: Message) -> Json:
    return {
        "name": message.file_name,
        "size": len(message.file_bytes),
        "href": f"/api/file/{message.chat_id}/{message.id}",
    }


def preview(message: Message) -> str:
    if message.text:
        return message.text.split("\n", 1)[0][:PREVIEW_CHARACTERS]
    return message.file_name or NAMES_OF_KINDS[message.kind]


NAMES_OF_KINDS = {
    Kind.TEXT: "Message",
    Kind.STICKER: "Sticker",
    Kind.VOICE: "Voice message",
    Kind.PHOTO: "Photo",
    Kind.DOCUMENT: "Document",
}


def milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
