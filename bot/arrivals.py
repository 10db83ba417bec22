"""What Telegram hands over, seen from outside: whose turn it is, and whether it can be read."""

import json
import re
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.log import where
from storage.inbox import Arrived

ODD = re.compile(r"\\u0000|\\ud[89a-f]", re.IGNORECASE)
MOST_ID = (1 << 63) - 1
log = structlog.get_logger("receive")


def parsed(
    arrived: Arrived, application: Application[Any, Any, Any, Any, Any, Any]
) -> Update | None:
    try:
        content = json.loads(arrived.body)
        if ODD.search(arrived.body):
            content = storable(content)
        return Update.de_json(content, application.bot)
    except Exception as error:  # noqa: BLE001 - whatever Telegram sends, the stream goes on
        log.error("an update can't be read", error=where(error))
        return None


def storable(value: Any) -> Any:
    """Without what a database cannot hold: the zero character and halves of an emoji."""
    if isinstance(value, str):
        return "".join(sign for sign in value if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    return value


def readable(found: object) -> list[dict[str, Any]]:
    """The updates of an answer that can be told apart; what has no id of its own is left."""
    updates = found if isinstance(found, list) else []
    kept = [one for one in updates if isinstance(one, dict) and is_id(one.get("update_id"))]
    if len(kept) < len(updates):
        log.error("updates without an id are left", count=len(updates) - len(kept))
    return kept


def is_id(value: object) -> bool:
    """One that a database can hold."""
    return type(value) is int and abs(value) <= MOST_ID


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
