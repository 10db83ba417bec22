"""The JSON of users, chats, messages and taps, as Telegram sends it."""

from datetime import datetime

from sandbox.telegram.accounts import ANONYMOUS_ID, Account
from sandbox.telegram.attachments import attachment
from sandbox.telegram.messages import Button, Json, Kind, Message, Query, Rows
from sandbox.telegram.places import Chat, Place
from sandbox.telegram.state import State

ANONYMOUS: Json = {
    "id": ANONYMOUS_ID,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


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


def chat(state: State, found: Chat) -> Json:
    shape: Json = {"id": found.id, "type": found.place.value}
    if found.is_private:
        person = state.accounts[found.id]
        shape |= {"first_name": person.first_name}
        return shape | ({"last_name": person.last_name} if person.last_name else {})
    return shape | {"title": found.title} | ({"is_forum": True} if found.is_forum else {})


def message(state: State, found: Message) -> Json:
    """With the message it answers, one level deep."""
    shape = message_alone(state, found)
    replied = state.message_in(found.chat_id, found.reply_to)
    if replied is None or replied is found:
        return shape
    return shape | {"reply_to_message": message_alone(state, replied)}


def message_alone(state: State, found: Message) -> Json:
    place = state.chats[found.chat_id]
    shape: Json = {
        "message_id": found.id,
        **sender(state, place, found),
        "chat": chat(state, place),
        "date": unix(found.date),
    }
    if found.thread_id is not None:
        shape |= {"message_thread_id": found.thread_id}
        shape |= {"is_topic_message": True} if place.is_forum else {}
    if found.edited_at is not None:
        shape["edit_date"] = unix(found.edited_at)
    if found.rows:
        shape["reply_markup"] = inline_keyboard(found.rows)
    return shape | content(state, found)


def sender(state: State, place: Chat, found: Message) -> Json:
    """Who speaks for the whole group is nobody but the group."""
    if found.is_anonymous:
        return {"from": ANONYMOUS, "sender_chat": chat(state, place)}
    account = state.account(found.sender_id)
    return {} if account is None else {"from": user(account)}


def content(state: State, found: Message) -> Json:
    match found.kind:
        case Kind.TEXT:
            return written("text", "entities", found)
        case Kind.SERVICE:
            return service(state, found)
        case Kind.POLL:
            return {} if found.poll is None else {"poll": poll(found)}
        case _:
            caption = written("caption", "caption_entities", found)
            return ({found.kind.value: attachment(found.file)} if found.file else {}) | caption


def service(state: State, found: Message) -> Json:
    """What is pinned is shown as it stands now, or as gone."""
    said = dict(found.service or {})
    pinned = said.get("pinned_message")
    if isinstance(pinned, int):
        there = state.message_in(found.chat_id, pinned)
        gone = {"chat": chat(state, state.chats[found.chat_id]), "message_id": pinned, "date": 0}
        said["pinned_message"] = message_alone(state, there) if there else gone
    return said


def poll(found: Message) -> Json:
    asked = found.poll
    if asked is None:
        return {}
    chosen = [place for places in asked.votes.values() for place in places]
    return {
        "id": asked.id,
        "question": asked.question,
        "options": [
            {"persistent_id": str(place), "text": text, "voter_count": chosen.count(place)}
            for place, text in enumerate(asked.options)
        ],
        "total_voter_count": len(asked.votes),
        "is_closed": asked.is_closed,
        "is_anonymous": asked.is_anonymous,
        "type": "regular",
        "allows_multiple_answers": asked.many,
        "allows_revoting": True,
        "members_only": False,
    }


def written(text: str, entities: str, found: Message) -> Json:
    shape: Json = {text: found.text, entities: found.entities}
    return {name: value for name, value in shape.items() if value}


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


def reaction_types(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def is_supergroup(found: Chat) -> bool:
    return found.place is Place.SUPERGROUP
