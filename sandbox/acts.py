"""What a person does on the page, read from JSON and handed to the stage."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias

from aiohttp import web

from sandbox.stage import Stage
from sandbox.telegram import Message
from sandbox.telegram.messages import Json

MOST_HOURS = 24 * 31
WORLDS = frozenset({"empty", "small"})
PLAYS = frozenset({"first-week"})

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
            "tap": self.tap,
            "edit": self.edit,
            "travel": self.travel,
            "shift-end": self.shift_end,
            "world": self.world,
            "play": self.play,
        }

    async def say(self, body: Json) -> Json:
        await self.stage.say(self.person(body), words(body, "text"))
        return {}

    async def tap(self, body: Json) -> Json:
        who, message_id = self.person(body), integer(body, "message")
        message_of(self.stage, who, message_id)
        return {"toast": await self.stage.tap(who, message_id, words(body, "data"))}

    async def edit(self, body: Json) -> Json:
        who, message_id = self.person(body), integer(body, "message")
        message_of(self.stage, who, message_id)
        await self.stage.edit(who, message_id, words(body, "text"))
        return {}

    async def travel(self, body: Json) -> Json:
        hours = body.get("hours")
        if not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
            raise Refusal(f"The clock goes forward only, by {MOST_HOURS} hours at most.")
        await self.stage.travel(hours)
        return {}

    async def shift_end(self, body: Json) -> Json:
        return {"notice": await self.stage.travel_to_shift_end(self.person(body))}

    async def world(self, body: Json) -> Json:
        await self.stage.new_world(one_of(WORLDS, words(body, "kind")))
        return {}

    async def play(self, body: Json) -> Json:
        await self.stage.play(one_of(PLAYS, words(body, "name")))
        return {}

    def person(self, body: Json) -> int:
        who = integer(body, "who")
        if all(seat.account.id != who for seat in self.stage.people()):
            raise Refusal("This person is not in the world any more.", HTTPStatus.NOT_FOUND)
        return who


def message_of(stage: Stage, who: int, message_id: int) -> Message:
    account = stage.telegram.accounts.get(who)
    history = stage.telegram.history(account) if account else []
    found = next((message for message in history if message.id == message_id), None)
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
