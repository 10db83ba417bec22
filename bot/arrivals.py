"""What Telegram hands over, seen from outside: whose turn it is, and whether it can be read."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import structlog
import telegram
from telegram.ext import Application

from bot.log import where
from storage.inbox import Arrived

ODD = re.compile(r"\\u0000|\\ud[89a-f]", re.IGNORECASE)
MOST_ID = (1 << 63) - 1
MOST_BYTES = 1 << 20  # of one update; Telegram's own are a few thousand
LINE = {"update_id", "message"}
IN_A_LINE = {"message_id", "from", "chat", "date", "text"}
OPENING = re.compile(r'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[')
BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
ID = re.compile(r'"update_id"\s*:\s*(-?\d{1,19})(?![\d.eE])')
log = structlog.get_logger("receive")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update of which nothing but its id could be read."""

    update_id: int


class Words(telegram.Message):
    """PTB's own asks at each of its hundred fields whether it may still be set."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]


Update: TypeAlias = dict[str, Any] | Unreadable


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wrote in private, as far as that can be told from outside."""

    update_id: int
    chat_id: int
    language: str
    text: str


def parsed(
    arrived: Arrived, application: Application[Any, Any, Any, Any, Any, Any]
) -> telegram.Update | None:
    try:
        content = json.loads(arrived.body)
        if ODD.search(arrived.body):
            content = storable(content)
        bot = application.bot
        update = plain_line(content, bot) or telegram.Update.de_json(content, bot)
        return update if has_ids(update) else None
    except Exception as error:  # noqa: BLE001 - whatever Telegram sends, the stream goes on
        log.error("an update can't be read", error=where(error))
        return None


def plain_line(content: dict[str, Any], bot: telegram.Bot) -> telegram.Update | None:
    """What PTB makes of words and nothing else, which is most of what comes; None else.

    It looks for a hundred fields that a message may have and these have not.
    """
    message = content.get("message")
    if content.keys() != LINE or not isinstance(message, dict) or message.keys() != IN_A_LINE:
        return None
    if not isinstance(message["chat"], dict) or not isinstance(message["from"], dict):
        return None
    said = Words(
        message_id=message["message_id"],
        date=datetime.fromtimestamp(message["date"], UTC),
        chat=telegram.Chat.de_json(message["chat"], bot),
        from_user=telegram.User.de_json(message["from"], bot),
        text=message["text"],
    )
    said.set_bot(bot)
    update = telegram.Update(content["update_id"], message=said)
    update.set_bot(bot)
    return update


def has_ids(update: telegram.Update) -> bool:
    """Whether chat and person, where there are any, can be told from others."""
    whose = [one for one in (update.effective_chat, update.effective_user) if one is not None]
    return all(is_id(one.id) for one in whose)


def storable(value: Any) -> Any:
    """Without what a database cannot hold: the zero character and halves of an emoji."""
    if isinstance(value, str):
        return "".join(sign for sign in value if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    return value


def updates_in(raw: bytes) -> list[Update]:
    """The updates of a getUpdates answer; raises ValueError where it is none, or not all of it.

    One that nobody can parse does not take the others of its batch with it.
    """
    text = raw.decode("utf-8", "replace")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return told_apart([update_in(piece) for piece in pieces_of(text)])
    match answer:
        case {"ok": True, "result": [*found]}:
            return told_apart([readable(one) for one in found])
        case _:
            raise ValueError("no list of updates")


def pieces_of(text: str) -> list[str]:
    """The text of each object in the list of an answer, however deep it goes."""
    opening = OPENING.match(text)
    if opening is None:
        raise ValueError("no list of updates")
    pieces: list[str] = []
    depth = begin = 0
    for found in BRACKET.finditer(text, opening.end()):
        sign = found.group()[0]
        if sign in "[{":
            begin = begin if depth else found.start()
            depth += 1
        elif sign in "]}":
            if not depth:
                return pieces
            depth -= 1
            pieces += [] if depth else [text[begin : found.end()]]
    raise ValueError("the list of updates does not end")


def update_in(text: str) -> Update | None:
    """An update as it was posted; None where not even its id can be read."""
    try:
        return readable(json.loads(text))
    except (ValueError, RecursionError):
        found = ID.search(text)
        return Unreadable(int(found[1])) if found and is_id(int(found[1])) else None


def readable(found: object) -> Update | None:
    return found if isinstance(found, dict) and is_id(found.get("update_id")) else None


def told_apart(found: list[Update | None]) -> list[Update]:
    """What has no id of its own is left."""
    kept = [one for one in found if one is not None]
    if len(kept) < len(found):
        log.error("updates without an id are left", count=len(found) - len(kept))
    return kept


def line_in(update: Update) -> Line | None:
    """None where it is no message in private."""
    if isinstance(update, Unreadable):
        return None
    message = part_of(update, "message")
    chat = part_of(message, "chat")
    if chat.get("type") != "private" or not is_id(chat.get("id")):
        return None
    language = part_of(message, "from").get("language_code")
    text = message.get("text", message.get("caption"))
    return Line(
        update_id=id_of(update),
        chat_id=int(chat["id"]),
        language=language if isinstance(language, str) else "",
        text=text if isinstance(text, str) else "",
    )


def part_of(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def id_of(update: Update) -> int:
    return update.update_id if isinstance(update, Unreadable) else int(update["update_id"])


def arrived_as(update: Update, now: datetime) -> Arrived:
    """As it is kept; without a body where nobody could read it."""
    if isinstance(update, Unreadable):
        return Arrived(update.update_id, 0, "", now)
    return Arrived(id_of(update), chat_key_of(update), body_of(update), now)


def body_of(update: dict[str, Any]) -> str:
    try:
        body = json.dumps(update)
    except RecursionError:
        return ""
    return body if len(body) <= MOST_BYTES else ""


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
