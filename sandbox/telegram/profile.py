"""How the bot presents itself: its commands, its name and descriptions, the menu button."""

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias, cast

from sandbox.telegram import shapes
from sandbox.telegram.answers import bad_request
from sandbox.telegram.chats import chat_meant
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import State

Method: TypeAlias = Callable[[State, Parameters], object]

MOST_COMMANDS = 100
MOST_COMMAND_DESCRIPTION = 256
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
DEFAULT_SCOPE: Json = {"type": "default"}
SCOPES_WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})
SCOPES = SCOPES_WITH_CHAT | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}
LONGEST = {"name": 64, "description": 512, "short_description": 120}
TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "DESCRIPTION_TOO_LONG",
    "short_description": "ABOUT_TOO_LONG",
}
BUTTONS = frozenset({"default", "commands", "web_app"})


def get_me(state: State, _: Parameters) -> Json:
    abilities = ("can_join_groups", "supports_inline_queries")
    shape = shapes.user(state.bot) | dict.fromkeys(abilities, False)
    return shape | {"can_join_groups": True, "can_read_all_group_messages": not state.privacy}


def scope_and_language(state: State, parameters: Parameters) -> tuple[str, str]:
    """The key under which commands are kept; a scope with a chat needs one the bot knows."""
    scope = parameters.parsed("scope", "BotCommandScope") or DEFAULT_SCOPE
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: expected an Object")
    if scope.get("type") not in SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    if scope["type"] in SCOPES_WITH_CHAT:
        chat_meant(state, Parameters(cast(Json, scope)))
    return json.dumps(scope, sort_keys=True), language(parameters)


def language(parameters: Parameters) -> str:
    code = parameters.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def set_my_commands(state: State, parameters: Parameters) -> bool:
    given = parameters.parsed("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("Too many bot commands specified")
    commands = [command(item) for item in given]
    state.commands[scope_and_language(state, parameters)] = commands
    state.touch()
    return True


def command(item: object) -> Json:
    if not isinstance(item, Mapping):
        raise bad_request("Can't parse BotCommand: expected an Object")
    given = cast(Mapping[str, object], item)
    name, description = str(given.get("command", "")), str(given.get("description", ""))
    name = name.removeprefix("/")
    if not COMMAND_NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= MOST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(state: State, parameters: Parameters) -> list[Json]:
    return state.commands.get(scope_and_language(state, parameters), [])


def delete_my_commands(state: State, parameters: Parameters) -> bool:
    state.commands.pop(scope_and_language(state, parameters), None)
    state.touch()
    return True


def set_text(what: str, state: State, parameters: Parameters) -> bool:
    """Empty takes it away."""
    text = parameters.text(what)
    if len(text) > LONGEST[what]:
        raise bad_request(TOO_LONG[what])
    state.profile[what, language(parameters)] = text
    return True


def get_text(what: str, state: State, parameters: Parameters) -> Json:
    """What was set for no language in particular stands in."""
    found = state.profile.get((what, language(parameters))) or state.profile.get((what, ""))
    return {what: found or (state.bot.first_name if what == "name" else "")}


def set_chat_menu_button(state: State, parameters: Parameters) -> bool:
    given = parameters.parsed("menu_button", "menu button") or {"type": "default"}
    if not isinstance(given, dict) or given.get("type") not in BUTTONS:
        raise bad_request("Can't parse menu button: unsupported type specified")
    state.menu_buttons[menu_chat(state, parameters)] = cast(Json, given)
    return True


def get_chat_menu_button(state: State, parameters: Parameters) -> Json:
    default = state.menu_buttons.get(0, {"type": "commands"})
    found = state.menu_buttons.get(menu_chat(state, parameters), default)
    return default if found == {"type": "default"} else found


def menu_chat(state: State, parameters: Parameters) -> int:
    """0 for the button that everybody sees."""
    if not parameters.text("chat_id"):
        return 0
    chat = chat_meant(state, parameters)
    if not chat.is_private:
        raise bad_request("chat not found")
    return chat.id


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": partial(set_text, "name"),
    "getMyName": partial(get_text, "name"),
    "setMyDescription": partial(set_text, "description"),
    "getMyDescription": partial(get_text, "description"),
    "setMyShortDescription": partial(set_text, "short_description"),
    "getMyShortDescription": partial(get_text, "short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
