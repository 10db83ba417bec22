"""What a person does on the page, read from JSON and done in the world."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias

from aiohttp import web

from sandbox import samples
from sandbox.bubbles import milliseconds
from sandbox.spots import Spot, chats_of, spot
from sandbox.stage import Stage
from sandbox.telegram import Kind, Message
from sandbox.telegram.messages import Json

MOST_HOURS = 24 * 31
MOST_FILE_BYTES = 20 << 20  # what a bot can download; more would be sent for nothing
WORLDS = frozenset({"empty", "small"})
PLAYS = frozenset({"first-week"})
SENT = frozenset({"photo", "document", "sticker", "voice"})

Act: TypeAlias = Callable[[Json], Awaitable[Json]]


class Refusal(Exception):
    """A sentence for the person on the page."""

    def __init__(self, sentence: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Acts:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def by_name(self) -> dict[str, Act]:
        return {
            "say": self.say,
            "send": self.send,
            "tap": self.tap,
            "edit": self.edit,
            "react": self.react,
            "travel": self.travel,
            "first": self.first,
            "shift-end": self.shift_end,
            "world": self.world,
            "play": self.play,
        }

    async def say(self, body: Json) -> Json:
        here = self.spot(body)
        reply_to = integer(body, "reply") if "reply" in body else None
        self.stage.telegram.says(here.who, words(body, "text"), to=here.where, reply_to=reply_to)
        await self.stage.answered()
        return {}

    async def send(self, body: Json) -> Json:
        """A file from the page, or a sticker and a voice of the sandbox's own."""
        here, kind = self.spot(body), one_of(SENT, words(body, "kind"))
        file = file_in(body) if "data" in body else None
        if kind == Kind.VOICE:
            file = file or samples.voice()
        caption = words(body, "caption") if "caption" in body else ""
        self.stage.telegram.sends(here.who, kind, caption, to=here.where, file=file)
        await self.stage.answered()
        return {}

    async def tap(self, body: Json) -> Json:
        """With the toast, whether it is to be confirmed, and the link the bot answered with."""
        here, telegram = self.spot(body), self.stage.telegram
        message = message_of(here, integer(body, "message"))
        query_id = telegram.taps(here.who, message.id, words(body, "data"), chat=here.chat)
        await self.stage.answered(query_id)
        query = telegram.queries[query_id]
        return {"toast": query.answer or "", "alert": query.is_alert, "url": query.url}

    async def edit(self, body: Json) -> Json:
        here = self.spot(body)
        message = message_of(here, integer(body, "message"))
        self.stage.telegram.edits(here.who, message.id, words(body, "text"), chat=here.chat)
        await self.stage.answered()
        return {}

    async def react(self, body: Json) -> Json:
        """Without an emoji what they gave is taken back."""
        here = self.spot(body)
        message = message_of(here, integer(body, "message"))
        self.stage.telegram.reacts(here.who, message.id, words(body, "emoji"), chat=here.chat)
        await self.stage.answered()
        return {}

    async def travel(self, body: Json) -> Json:
        hours = body.get("hours")
        if not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
            raise Refusal(f"The clock goes forward only, by {MOST_HOURS} hours at most.")
        self.must_travel()
        await self.stage.travel(hours)
        return self.moment()

    async def first(self, _: Json) -> Json:
        self.must_travel()
        await self.stage.travel_to_first()
        return self.moment()

    async def shift_end(self, body: Json) -> Json:
        self.must_travel()
        notice = await self.stage.travel_to_shift_end(self.spot(body).who.id)
        return {"notice": notice} if notice else self.moment()

    async def world(self, body: Json) -> Json:
        kind = one_of(WORLDS, words(body, "kind"))
        self.must_begin_again(body)
        await self.stage.new_world(kind)
        return {}

    async def play(self, body: Json) -> Json:
        name = one_of(PLAYS, words(body, "name"))
        self.must_begin_again(body)
        await self.stage.play(name)
        return {}

    def moment(self) -> Json:
        return {"now": milliseconds(self.stage.now())}

    def must_travel(self) -> None:
        if self.stage.bound_to:
            raise Refusal(self.stage.bound_to, HTTPStatus.CONFLICT)

    def must_begin_again(self, body: Json) -> None:
        """What a folder keeps is wiped only for somebody who was asked."""
        self.must_travel()
        if self.stage.kept_in and body.get("wipes") != self.stage.kept_in:
            lost = f"That would wipe what is kept in {self.stage.kept_in}."
            raise Refusal(lost, HTTPStatus.CONFLICT)

    def spot(self, body: Json) -> Spot:
        return spot_of(
            self.stage,
            integer(body, "who"),
            integer(body, "chat") if "chat" in body else 0,
            integer(body, "topic") if "topic" in body else 0,
        )


def spot_of(stage: Stage, who: int, chat: int, topic: int = 0) -> Spot:
    """Without a chat the private one."""
    account = next((seat.account for seat in stage.people() if seat.account.id == who), None)
    if account is None:
        raise Refusal("This person is not in the world any more.", HTTPStatus.NOT_FOUND)
    there = {one.id for one in chats_of(stage.telegram, account)} | {0}
    found = spot(stage.telegram, account, chat, topic)
    if chat not in there or topic not in {0, found.topic_id}:
        raise Refusal("This chat is not there any more.", HTTPStatus.NOT_FOUND)
    return found


def message_of(here: Spot, message_id: int) -> Message:
    found = here.chat.messages.get(message_id)
    if found is None:
        raise Refusal("This message is gone.", HTTPStatus.NOT_FOUND)
    return found


async def json_in(request: web.Request) -> Json:
    """Forms of other sites cannot send this content type, so they cannot act here."""
    if request.content_type != "application/json":
        raise Refusal("The sandbox reads JSON only.", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal("The sandbox expected a JSON object.")
    return body


def file_in(body: Json) -> tuple[str, bytes]:
    try:
        data = base64.b64decode(words(body, "data"), validate=True)
    except binascii.Error:
        raise Refusal("The sandbox expected a file in base64.") from None
    if len(data) > MOST_FILE_BYTES:
        raise Refusal("A bot can read files of 20 MB at most.")
    return words(body, "name"), data


def integer(body: Json, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refusal(f"The sandbox expected a number as {name}.")
    return value


def words(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refusal(f"The sandbox expected a text as {name}.")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Refusal("Half an emoji is no text.")
    return value


def one_of(known: frozenset[str], name: str) -> str:
    if name not in known:
        raise Refusal(f"There is no {name!r} here; there is {', '.join(sorted(known))}.")
    return name
