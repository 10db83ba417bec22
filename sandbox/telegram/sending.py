"""What the bot puts into a chat: texts, photos, documents, copies, the sign that it is typing."""

from sandbox.telegram import formatting, keyboards, shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import check_right, message_meant, reachable, replied, thread_meant
from sandbox.telegram.html_parser import Formatted
from sandbox.telegram.messages import Json, Kind, Message
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State
from sandbox.telegram.uploads import file_given

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
MOST_DRAFT = 4096


def send_message(state: State, parameters: Parameters) -> Json:
    text = formatting.message_text(parameters)
    message = prepared(state, parameters, Kind.TEXT, text)
    message.html = formatting.as_html(parameters, "text")
    if formatting.utf16_length(message.text) > formatting.MOST_TEXT:
        raise bad_request("message is too long")
    return posted(state, message)


def send_photo(state: State, parameters: Parameters) -> Json:
    return send_file(state, parameters, Kind.PHOTO)


def send_document(state: State, parameters: Parameters) -> Json:
    return send_file(state, parameters, Kind.DOCUMENT)


def send_voice(state: State, parameters: Parameters) -> Json:
    return send_file(state, parameters, Kind.VOICE)


def send_file(state: State, parameters: Parameters, kind: Kind) -> Json:
    file = file_given(state, parameters, kind.value, kind)
    message = captioned(state, parameters, kind)
    message.file = file
    return posted(state, message)


def captioned(state: State, parameters: Parameters, kind: Kind) -> Message:
    message = prepared(state, parameters, kind, formatting.caption(parameters))
    message.html = formatting.as_html(parameters, "caption")
    if formatting.utf16_length(message.text) > formatting.MOST_CAPTION:
        raise bad_request("message caption is too long")
    return message


def send_media_group(_state: State, _parameters: Parameters) -> Json:
    """Half of a group may be delivered and the rest refused, so nobody should build on it."""
    raise bad_request("the sandbox sends no media groups: send one after the other")


def copy_message(state: State, parameters: Parameters) -> Json:
    origin = Parameters({**parameters.given, "chat_id": parameters.text("from_chat_id")})
    source = message_meant(state, origin, "to copy")
    if source.kind in {Kind.SERVICE, Kind.POLL}:
        raise bad_request("message can't be copied")
    text = Formatted(source.text, source.entities)
    copy = prepared(state, parameters, source.kind, text)
    copy.html, copy.file = source.html, source.file
    if source.file is not None and "caption" in parameters.given:
        given = captioned(state, parameters, source.kind)
        copy.text, copy.entities, copy.html = given.text, given.entities, given.html
    posted(state, copy)
    return {"message_id": copy.id}


def send_chat_action(state: State, parameters: Parameters) -> bool:
    if parameters.text("action").lower() not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = reachable(state, parameters)
    state.typing_since[chat.id] = state.now()
    state.touch()
    return True


def send_message_draft(state: State, parameters: Parameters) -> bool:
    """A preview that shows while it is being written, in private only; it is no message."""
    chat = reachable(state, parameters)
    if not chat.is_private:
        raise bad_request("message drafts can be sent to private chats only")
    if not parameters.integer("draft_id"):
        raise bad_request("draft identifier must be non-zero")
    text = formatting.formatted(parameters, "text", "entities").text
    if formatting.utf16_length(text) > MOST_DRAFT:
        raise bad_request("message is too long")
    state.drafts[chat.id] = text
    state.touch()
    return True


def prepared(state: State, parameters: Parameters, kind: Kind, text: Formatted) -> Message:
    """Checked, but neither numbered nor seen by anybody yet."""
    keyboard = keyboards.markup(parameters)
    chat = reachable(state, parameters)
    check_right(state, chat, kind)
    return Message(
        id=0,
        chat_id=chat.id,
        sender_id=state.bot.id,
        date=state.now(),
        text=text.text,
        html="",
        entities=with_people(state, text.entities),
        rows=keyboard.rows,
        reply_to=replied(parameters, chat),
        thread_id=thread_meant(state, parameters, chat),
        kind=kind,
        fixed=keyboard.is_reply,
    )


def posted(state: State, message: Message) -> Json:
    chat = state.chats[message.chat_id]
    message.id = state.next_message_id(chat)
    # A message ends the typing sign and the draft, as it does in every client.
    state.typing_since.pop(message.chat_id, None)
    state.drafts.pop(message.chat_id, None)
    state.post(chat, message)
    return shapes.message(state, message)


def service_message(state: State, chat_id: int, sender_id: int, service: Json) -> Message:
    """Numbered and posted: what a chat says about itself."""
    chat = state.chats[chat_id]
    message = Message(
        id=state.next_message_id(chat),
        chat_id=chat_id,
        sender_id=sender_id,
        date=state.now(),
        text="",
        html="",
        kind=Kind.SERVICE,
        service=service,
    )
    return state.post(chat, message)


def with_people(state: State, entities: list[Json]) -> list[Json]:
    """A mention of somebody the bot never met is dropped."""
    met = [(entity, mentioned(state, entity)) for entity in entities]
    return [
        entity | ({"user": shapes.user(person)} if person else {})
        for entity, person in met
        if person or entity["type"] != "text_mention"
    ]


def mentioned(state: State, entity: Json) -> Account | None:
    user = entity.get("user")
    person_id = user.get("id") if isinstance(user, dict) else None
    return state.account(person_id) if isinstance(person_id, int) else None


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
    "sendMessageDraft": send_message_draft,
}
