"""Keyboards under a message, checked as strictly as Telegram checks them."""

import re
from dataclasses import dataclass
from typing import cast

from sandbox.telegram.answers import bad_request
from sandbox.telegram.messages import Button, Json, Rows
from sandbox.telegram.parameters import Parameters

MOST_BUTTONS_A_ROW = 8
MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
MOST_COPIED = 256
STYLES = (None, "", "primary", "success", "danger")
KNOWN_TYPES = frozenset({"callback_data", "url", "copy_text"})
OTHER_TYPES = frozenset(
    {
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "callback_game",
        "pay",
    }
)
URL = re.compile(r"(?:(?:https?|tg|ton)://\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?)")
REFUSED = "Can't parse inline keyboard button: "


@dataclass(frozen=True, slots=True)
class Markup:
    """`is_reply` marks a keyboard that does not belong to the message itself."""

    rows: Rows = ()
    is_reply: bool = False


def markup(parameters: Parameters) -> Markup:
    given = parameters.parsed("reply_markup", "reply keyboard markup")
    if given is None:
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    if given.get("keyboard") or given.get("remove_keyboard") or given.get("force_reply"):
        return Markup(is_reply=True)
    return Markup(inline_rows(given.get("inline_keyboard")))


def inline_markup(parameters: Parameters) -> Rows:
    """An edited message takes buttons of its own only."""
    found = markup(parameters)
    if found.is_reply:
        raise bad_request("Inline keyboard expected")
    return found.rows


def inline_rows(given: object) -> Rows:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    rows = tuple(tuple(button(item) for item in row) for row in given if row)
    too_wide = any(len(row) > MOST_BUTTONS_A_ROW for row in rows)
    if too_wide or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def button(item: object) -> Button:
    if not isinstance(item, dict):
        raise bad_request(f"{REFUSED}InlineKeyboardButton must be an Object")
    given = cast(Json, item)
    text = given.get("text")
    if text is None:
        raise bad_request(f'{REFUSED}Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad_request(f'{REFUSED}Field "text" must be of type String')
    if given.get("style") not in STYLES:
        raise bad_request(f"{REFUSED}invalid button style specified")
    kind = the_one_type(given)
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    style = given.get("style")
    return typed(kind, given[kind], text, str(style) if style else None)


def the_one_type(given: Json) -> str:
    types = [name for name in given if name in KNOWN_TYPES | OTHER_TYPES and given[name] != ""]
    if not types:
        raise bad_request(f"{REFUSED}Text buttons are unallowed in the inline keyboard")
    if len(types) > 1:
        # The official server takes the first it knows; the specification says exactly one.
        raise bad_request(f"{REFUSED}exactly one type is allowed, found {', '.join(types)}")
    if types[0] in OTHER_TYPES:
        raise bad_request(f"{REFUSED}the sandbox does not have {types[0]} buttons")
    return types[0]


def typed(kind: str, value: object, text: str, style: str | None) -> Button:
    if kind == "copy_text":
        return Button(text, copy=copied(value), style=style)
    if not isinstance(value, str):
        raise bad_request(f'{REFUSED}Field "{kind}" must be of type String')
    if kind == "url":
        return Button(text, url=checked_url(value), style=style)
    if len(value.encode()) > MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(text, data=value, style=style)


def copied(value: object) -> str:
    if not isinstance(value, dict):
        raise bad_request(f'{REFUSED}Field "copy_text" must be of type Object')
    text = value.get("text")
    if not isinstance(text, str) or not 0 < len(text) <= MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def checked_url(url: str) -> str:
    if not URL.fullmatch(url):
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url if "://" in url else f"http://{url}"
