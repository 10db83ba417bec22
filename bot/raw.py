"""Calls of every message: plain JSON out, plain JSON back, no objects built in between."""

from functools import lru_cache
from json import JSONEncoder
from typing import Any

from telegram.ext import ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from views.screen import Button, Screen

NO_PREVIEW = '{"is_disabled":true}'
written = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


async def ask(
    bot: ExtBot[str], method: str, rate: str | None = None, /, **fields: str | int | None
) -> Any:
    """What Telegram answers; PTB's errors and its pace are met, as by its own methods."""
    given = {name: value for name, value in fields.items() if value is not None}
    pace = bot.rate_limiter
    if pace is None:
        return await post(bot, method, given)
    return await pace.process_request(post, (bot, method, given), {}, method, given, rate)


async def post(bot: ExtBot[str], method: str, given: dict[str, str | int]) -> Any:
    """Everything in them is JSON already, so nothing is looked through for files and objects."""
    data = RequestData([RequestParameter(name, value, None) for name, value in given.items()])
    return await bot.request.post(f"{bot.base_url}/{method}", data)


def markup(screen: Screen | None) -> str | None:
    """Its buttons as an InlineKeyboardMarkup."""
    if screen is None or not screen.rows:
        return None
    rows = [[pressed(button) for button in row] for row in screen.rows]
    return written({"inline_keyboard": rows})


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
    return written({"message_id": message_id, "allow_sending_without_reply": True})


@lru_cache(maxsize=16)
def reaction(emoji: str) -> str:
    return written([{"type": "emoji", "emoji": emoji}])
