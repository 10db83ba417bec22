"""What the bot changes about messages that are there: text, buttons, a reaction."""

from collections.abc import Mapping
from typing import cast

from sandbox.telegram import formatting, keyboards, shapes
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import editable, message_meant
from sandbox.telegram.messages import Json, Kind, Message, unstyled
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.sending import with_people
from sandbox.telegram.state import State

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
VARIATION_SELECTOR = "\ufe0f"
SINGLE = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔"
    "🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)
JOINED = frozenset({"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"})


def edit_message_text(state: State, parameters: Parameters) -> Json:
    text = formatting.message_text(parameters)
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if message.kind is not Kind.TEXT:
        raise bad_request("there is no text in the message to edit")
    if formatting.utf16_length(text.text) > formatting.MOST_TEXT:
        raise bad_request("message is too long")
    entities = with_people(state, text.entities)
    is_same_text = (text.text, entities) == (message.text, message.entities)
    if is_same_text and unstyled(rows) == unstyled(message.rows):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.rows = text.text, entities, rows
    message.html = formatting.as_html(parameters, "text")
    return edited(state, message)


def edit_message_reply_markup(state: State, parameters: Parameters) -> Json:
    rows = keyboards.inline_markup(parameters)
    message = editable(state, parameters)
    if unstyled(rows) == unstyled(message.rows):
        raise bad_request(NOT_MODIFIED)
    message.rows = rows
    return edited(state, message)


def edited(state: State, message: Message) -> Json:
    message.edited_at = state.now()
    state.touch()
    return shapes.message(state, message)


def set_message_reaction(state: State, parameters: Parameters) -> bool:
    emojis = [emoji(one) for one in reactions(parameters)]
    message = message_meant(state, parameters, "to react")
    if any(one not in SINGLE | JOINED for one in emojis):
        raise bad_request("REACTION_INVALID")
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reaction = emojis[0] if emojis else ""
    state.touch()
    return True


def reactions(parameters: Parameters) -> list[object]:
    try:
        given = parameters.decoded("reaction")
    except ValueError:
        raise bad_request("Can't parse reaction types JSON object") from None
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of ReactionType")
    return given


def emoji(reaction: object) -> str:
    """ "" for a custom emoji: a bot may not react with one here."""
    if not isinstance(reaction, Mapping):
        raise bad_request("Can't parse ReactionType: expected an Object")
    given = cast(Mapping[str, object], reaction)
    match given.get("type"):
        case "emoji":
            return str(given.get("emoji", "")).replace(VARIATION_SELECTOR, "")
        case "custom_emoji":
            return ""
        case _:
            raise bad_request("Can't parse ReactionType: invalid reaction type specified")
