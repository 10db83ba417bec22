"""What Telegram hands over, seen from outside: whose turn it is, and whether it can be read."""

import json
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.log import where
from storage.inbox import Arrived

MOST_ID = (1 << 63) - 1
log = structlog.get_logger("receive")


def parsed(
    arrived: Arrived, application: Application[Any, Any, Any, Any, Any, Any]
) -> Update | None:
    try:
        return Update.de_json(json.loads(arrived.body), application.bot)
    except Exception as error:  # noqa: BLE001 - whatever Telegram sends, the stream goes on
        log.error("an update can't be read", error=where(error))
        return None


def is_id(value: object) -> bool:
    """One that a database can hold."""
    return isinstance(value, int) and abs(value) <= MOST_ID


def chat_key_of(update: dict[str, Any]) -> int:
    """The chat's id, a tap's too; the person's where there is no chat; 0 where there is neither."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        holder = content.get("message") if "data" in content else content
        for key, where_from in (("chat", holder), ("from", content)):
            found = where_from.get(key) if isinstance(where_from, dict) else None
            if isinstance(found, dict) and is_id(found.get("id")):
                return int(found["id"])
    return 0
