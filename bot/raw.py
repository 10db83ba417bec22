"""Calls of every message: plain JSON out, plain JSON back, no objects built in between."""

import json
from typing import Any

from telegram.ext import ExtBot

from views.screen import Button, Screen

NO_PREVIEW = '{"is_disabled":true}'


async def ask(
    bot: ExtBot[str], method: str, rate: str | None = None, /, **fields: str | int | None
) -> Any:
    """What Telegram answers; the way PTB's own methods go, so its errors and its pace are met."""
    given: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    bot._merge_api_rl_kwargs(given, rate)
    return await bot._do_post(method, given)  # `do_api_request` warns at known names


def markup(screen: Screen | None) -> str | None:
    """Its buttons as an InlineKeyboardMarkup."""
    if screen is None or not screen.rows:
        return None
    rows = [[pressed(button) for button in row] for row in screen.rows]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False, separators=(",", ":"))


def pressed(button: Button) -> dict[str, Any]:
    if button.tap:
        return {"text": button.label, "callback_data": button.tap}
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "copy_text": {"text": button.copy}}


def replying_to(message_id: int | None) -> str | None:
    """A reply that is sent also where the message is gone."""
    if message_id is None:
        return None
    return json.dumps({"message_id": message_id, "allow_sending_without_reply": True})


def reaction(emoji: str) -> str:
    return json.dumps([{"type": "emoji", "emoji": emoji}], ensure_ascii=False)
