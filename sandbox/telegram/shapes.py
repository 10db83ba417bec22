"""The JSON of users, chats, messages and taps, as Telegram sends it."""

import mimetypes
from datetime import datetime

from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Button, Json, Kind, Message, Query, Rows
from sandbox.telegram.state import State


def unix(moment: datetime) -> int:
    return int(moment.timestamp())


def user(account: Account) -> Json:
    shape: Json = {
        "id": account.id,
        "is_bot": account.is_bot,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "username": account.username,
        "language_code": account.language_code,
    }
    return {name: value for name, value in shape.items() if value != ""}


def private_chat(person: Account) -> Json:
    shape: Json = {"id": person.id, "first_name": person.first_name, "type": "private"}
    return shape | ({"last_name": person.last_name} if person.last_name else {})


def message(state: State, found: Message) -> Json:
    """With the message it answers, one level deep."""
    shape = message_alone(state, found)
    replied = state.message_in(found.chat_id, found.reply_to)
    return shape | ({"reply_to_message": message_alone(state, replied)} if replied else {})


def message_alone(state: State, found: Message) -> Json:
    sender = state.bot if found.sender_id == state.bot.id else state.accounts[found.sender_id]
    shape: Json = {
        "message_id": found.id,
        "from": user(sender),
        "chat": private_chat(state.accounts[found.chat_id]),
        "date": unix(found.date),
    }
    if found.edited_at is not None:
        shape["edit_date"] = unix(found.edited_at)
    if found.rows:
        shape["reply_markup"] = inline_keyboard(found.rows)
    return shape | content(found)


def content(found: Message) -> Json:
    if found.kind is Kind.TEXT:
        return written("text", "entities", found)
    return {found.kind.value: attachment(found)} | written("caption", "caption_entities", found)


def written(text: str, entities: str, found: Message) -> Json:
    shape: Json = {text: found.text, entities: found.entities}
    return {name: value for name, value in shape.items() if value}


def attachment(found: Message) -> object:
    file: Json = {"file_id": file_id(found), "file_unique_id": f"unique{found.id}"}
    match found.kind:
        case Kind.STICKER:
            return file | {
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
                "emoji": "👍",
            }
        case Kind.VOICE:
            return file | {"duration": 3, "mime_type": "audio/ogg"}
        case Kind.PHOTO:
            return [file | {"width": 90, "height": 90}]
        case Kind.DOCUMENT | Kind.TEXT:
            return file | document(found)


def document(found: Message) -> Json:
    mime_type = mimetypes.guess_type(found.file_name)[0] or "application/octet-stream"
    return {
        "file_name": found.file_name,
        "mime_type": mime_type,
        "file_size": len(found.file_bytes),
    }


def file_id(found: Message) -> str:
    return f"sandbox-{found.kind.value}-{found.id}"


def inline_keyboard(rows: Rows) -> Json:
    return {"inline_keyboard": [[inline_button(button) for button in row] for row in rows]}


def inline_button(button: Button) -> Json:
    shape: Json = {
        "text": button.text,
        "callback_data": button.data,
        "url": button.url,
        "copy_text": None if button.copy is None else {"text": button.copy},
        "style": button.style,
    }
    return {name: value for name, value in shape.items() if value is not None}


def callback_query(state: State, query: Query, tapped: Message, data: str) -> Json:
    return {
        "id": query.id,
        "from": user(state.accounts[query.person_id]),
        "message": message(state, tapped),
        "chat_instance": f"-{tapped.chat_id}42",
        "data": data,
    }


def my_chat_member(state: State, person: Account, was: str, now: str) -> Json:
    return {
        "chat": private_chat(person),
        "from": user(person),
        "date": unix(state.now()),
        "old_chat_member": membership(state, was),
        "new_chat_member": membership(state, now),
    }


def membership(state: State, status: str) -> Json:
    shape: Json = {"user": user(state.bot), "status": status}
    return shape | ({"until_date": 0} if status == "kicked" else {})
