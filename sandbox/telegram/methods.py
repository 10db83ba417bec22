"""The methods the sandbox has, by the names the Bot API gives them."""

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from sandbox.telegram import shapes
from sandbox.telegram.answers import bad_request
from sandbox.telegram.editing import (
    edit_message_reply_markup,
    edit_message_text,
    set_message_reaction,
)
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.sending import send_chat_action, send_document, send_message
from sandbox.telegram.state import State
from sandbox.telegram.updates import (
    MOST_UPDATES,
    TAP_LIVES_FOR,
    clamped_limit,
    clamped_timeout,
)

Method: TypeAlias = Callable[[State, Parameters], object]

MOST_TOAST = 200
MOST_COMMANDS = 100
MOST_DESCRIPTION = 256
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}$")
DEFAULT_SCOPE: Json = {"type": "default"}


def get_me(state: State, _: Parameters) -> Json:
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return shapes.user(state.bot) | dict.fromkeys(abilities, False)


async def get_updates(state: State, parameters: Parameters) -> list[Json]:
    """The one method that may wait."""
    try:
        state.updates.allow(parameters.decoded("allowed_updates"))
    except ValueError:
        raise bad_request("Can't parse allowed updates JSON object") from None
    return await state.updates.get(
        parameters.integer("offset"),
        clamped_limit(parameters.integer("limit", MOST_UPDATES)),
        clamped_timeout(parameters.integer("timeout")),
    )


def delete_webhook(state: State, parameters: Parameters) -> bool:
    if parameters.boolean("drop_pending_updates"):
        state.updates.forget()
    return True


def answer_callback_query(state: State, parameters: Parameters) -> bool:
    query = state.queries.get(parameters.text("callback_query_id"))
    if query is None or state.now() - query.tapped_at >= TAP_LIVES_FOR:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = parameters.text("text")
    if len(text) > MOST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if query.answer is None:
        query.answer, query.is_alert = text, parameters.boolean("show_alert")
        state.touch()
    return True


def set_my_commands(state: State, parameters: Parameters) -> bool:
    try:
        given = parameters.decoded("commands")
        scope = parameters.decoded("scope") or DEFAULT_SCOPE
    except ValueError:
        raise bad_request("Can't parse commands JSON object") from None
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("Too many bot commands specified")
    key = (json.dumps(scope, sort_keys=True), parameters.text("language_code"))
    state.commands[key] = [command(item) for item in given]
    state.touch()
    return True


def command(item: object) -> Json:
    if not isinstance(item, Mapping):
        raise bad_request("Can't parse BotCommand: expected an Object")
    given = cast(Mapping[str, object], item)
    name, description = str(given.get("command", "")), str(given.get("description", ""))
    name = name.removeprefix("/")
    if not COMMAND_NAME.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


GET_UPDATES = "getUpdates"
METHODS: dict[str, Method] = {
    "getMe": get_me,
    "deleteWebhook": delete_webhook,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "setMessageReaction": set_message_reaction,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
}
