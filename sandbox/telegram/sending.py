"""What the bot puts into a chat: texts, documents, the sign that it is typing."""

from sandbox.telegram import formatting, keyboards, shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.answers import ApiError, bad_request
from sandbox.telegram.chats import reachable, replied
from sandbox.telegram.html_parser import Formatted
from sandbox.telegram.messages import Json, Kind, Message
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State

MOST_FILE_BYTES = 50 << 20
ATTACHED = "attach://"
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


def send_message(state: State, parameters: Parameters) -> Json:
    text = formatting.message_text(parameters)
    message = prepared(state, parameters, text)
    message.html = formatting.as_html(parameters, "text")
    if formatting.utf16_length(message.text) > formatting.MOST_TEXT:
        raise bad_request("message is too long")
    return posted(state, message)


def send_document(state: State, parameters: Parameters) -> Json:
    file_name, file_bytes = document(state, parameters)
    text = formatting.caption(parameters)
    message = prepared(state, parameters, text)
    message.html = formatting.as_html(parameters, "caption")
    if formatting.utf16_length(message.text) > formatting.MOST_CAPTION:
        raise bad_request("message caption is too long")
    message.kind = Kind.DOCUMENT
    message.file_name, message.file_bytes = file_name, file_bytes
    return posted(state, message)


def send_chat_action(state: State, parameters: Parameters) -> bool:
    if parameters.text("action").lower() not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    person = reachable(state, parameters)
    state.typing_since[person.id] = state.now()
    state.touch()
    return True


def prepared(state: State, parameters: Parameters, text: Formatted) -> Message:
    """Checked, but neither numbered nor seen by anybody yet."""
    keyboard = keyboards.markup(parameters)
    person = reachable(state, parameters)
    return Message(
        id=0,
        chat_id=person.id,
        sender_id=state.bot.id,
        date=state.now(),
        text=text.text,
        html="",
        entities=with_people(state, text.entities),
        rows=keyboard.rows,
        reply_to=replied(state, parameters, person),
        fixed=keyboard.is_reply,
    )


def posted(state: State, message: Message) -> Json:
    message.id = state.next_message_id()
    # A message ends the typing sign, as it does in every client.
    state.typing_since.pop(message.chat_id, None)
    state.post(message)
    if message.kind is Kind.DOCUMENT:
        state.files[shapes.file_id(message)] = (message.file_name, message.file_bytes)
    return shapes.message(state, message)


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


def document(state: State, parameters: Parameters) -> tuple[str, bytes]:
    given = parameters.text("document")
    upload = given.removeprefix(ATTACHED) if given.startswith(ATTACHED) else "document"
    if upload in parameters.files:
        return checked(*parameters.files[upload])
    if not given:
        raise bad_request("there is no document in the request")
    if given not in state.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return state.files[given]


def checked(file_name: str, file_bytes: bytes) -> tuple[str, bytes]:
    if not file_bytes:
        raise bad_request("file must be non-empty")
    if len(file_bytes) > MOST_FILE_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    return file_name, file_bytes
