"""What the bot changes about messages that are there: text, caption, file, buttons."""

from sandbox.telegram import formatting, keyboards, shapes
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import editable
from sandbox.telegram.html_parser import Formatted
from sandbox.telegram.messages import Json, Kind, Message, Rows, unstyled
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.sending import with_people
from sandbox.telegram.state import State
from sandbox.telegram.uploads import file_given
from sandbox.telegram.words import SAME

MEDIA = {"photo": Kind.PHOTO, "document": Kind.DOCUMENT}


def edit_message_text(state: State, parameters: Parameters) -> Json:
    text = formatting.message_text(parameters)
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if message.kind is not Kind.TEXT:
        raise bad_request("there is no text in the message to edit")
    if formatting.utf16_length(text.text) > formatting.MOST_TEXT:
        raise bad_request("message is too long")
    check_modified(state, message, text, rows)
    return rewritten(state, message, (text, formatting.as_html(parameters, "text")), rows)


def edit_message_caption(state: State, parameters: Parameters) -> Json:
    text = formatting.caption(parameters)
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    if formatting.utf16_length(text.text) > formatting.MOST_CAPTION:
        raise bad_request("message caption is too long")
    check_modified(state, message, text, rows)
    return rewritten(state, message, (text, formatting.as_html(parameters, "caption")), rows)


def edit_message_media(state: State, parameters: Parameters) -> Json:
    """A photo card and a text are never edited into each other, a photo and a document are."""
    media = media_given(parameters)
    kind = MEDIA.get(media.text("type"))
    if kind is None:
        raise bad_request("the sandbox edits photos and documents only")
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if message.file is None:
        raise bad_request("message can't be edited")
    given = Parameters({kind.value: media.text("media")}, parameters.files)
    file = file_given(state, given, kind.value, kind)
    text = formatting.caption(media)
    if file is message.file:
        check_modified(state, message, text, rows)
    message.file, message.kind = file, kind
    return rewritten(state, message, (text, formatting.as_html(media, "caption")), rows)


def media_given(parameters: Parameters) -> Parameters:
    given = parameters.parsed("media", "media")
    if not isinstance(given, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    return Parameters(given)


def edit_message_reply_markup(state: State, parameters: Parameters) -> Json:
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if unstyled(rows) == unstyled(message.rows):
        raise bad_request(SAME)
    message.rows = rows
    return edited(state, message)


def check_modified(state: State, message: Message, text: Formatted, rows: Rows) -> None:
    entities = with_people(state, text.entities)
    is_same_text = (text.text, entities) == (message.text, message.entities)
    if is_same_text and unstyled(rows) == unstyled(message.rows):
        raise bad_request(SAME)


def rewritten(state: State, message: Message, text: tuple[Formatted, str], rows: Rows) -> Json:
    """The words parsed, and as they were sent."""
    (parsed, message.html), message.rows = text, rows
    message.text, message.entities = parsed.text, with_people(state, parsed.entities)
    return edited(state, message)


def edited(state: State, message: Message) -> Json:
    message.edited_at = state.now()
    state.touch()
    return shapes.message(state, message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
