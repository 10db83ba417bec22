"""Hands updates to a crowd's world, one at a time, and says what should not have come of it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from structlog.testing import capture_logs
from telegram import Update

from bot.outage import Outage
from sandbox.telegram.journal import Call
from sandbox.telegram.messages import Json
from sandbox.world import World
from storage.erase import owned
from storage.people import PERSON
from tests.engine.cases import Case
from tests.engine.crowd import SEALED, Crowd
from tests.engine.looking import rows
from tests.engine.published import SERVICE_IDS

Digests = dict[int, str]
SIGHT = {"getUpdates", "setMyCommands", "deleteMyCommands"}


class Watch:
    """`seen` is what everybody owned after the update before."""

    def __init__(self, world: World, crowd: Crowd) -> None:
        self.world = world
        self.crowd = crowd
        self.logged: list[Any] = []
        self.taps = 0
        self.seen = self.owned()

    async def meets(self, case: Case) -> list[str]:
        """Everything that is wrong after this update; empty when nothing is."""
        if case.after:
            await self.world.travel(seconds=case.after)
            self.seen = self.owned()
        before, dead = self.seen, len(self.dead())
        calls, lines = len(self.world.telegram.journal), len(self.logged)
        update = self.numbered(case.update)
        self.world.telegram.feed(update)
        await self.settle()
        said = self.world.telegram.journal[calls:]
        await Outage(self.world.angat).look_at([update | {"update_id": 1}])
        return [
            *self.broken(case, dead),
            *self.leaked(said),
            *([] if case.is_spoilt else self.unanswered(update, said)),
            *self.moved(update, before),
            *self.told(self.logged[lines:]),
        ]

    def numbered(self, update: Json) -> Json:
        """A tap has an id of its own, so that its answers can be counted."""
        query = update.get("callback_query")
        if not isinstance(query, dict) or not isinstance(query.get("id"), str):
            return update
        self.taps += 1
        return update | {"callback_query": query | {"id": f"tap{self.taps}"}}

    async def settle(self) -> None:
        """What broke is tried again, until it is dead."""
        await self.world.settle()
        tries = 0
        while self.world.app.receiver.chats and tries < 3:
            await self.world.travel(seconds=6)
            tries += 1

    def broken(self, case: Case, dead: int) -> Iterator[str]:
        """Only what cannot be read may die, and what no Telegram sends may break."""
        receiver = self.world.app.receiver
        if receiver.fatal or receiver.chats:
            yield f"the stream stands: {receiver.fatal!r}"
        if receiver.broken and not case.is_spoilt:
            yield f"a handler broke: {receiver.broken}"
        receiver.broken = []
        yield from [] if case.is_spoilt else self.world.telegram.violations
        self.world.telegram.violations = []
        died = self.dead()[dead:]
        if died and not case.is_spoilt and is_readable(case.update):
            yield f"what can be read is dead: {died}"

    def leaked(self, said: list[Call]) -> Iterator[str]:
        """A word of one person's in what was said to anybody else."""
        for call in said:
            to = str(call.params.get("chat_id", ""))
            words = json.dumps(call.params, default=str, ensure_ascii=False).lower()
            for person, mark in self.crowd.marks.items():
                if mark in words and to != str(person) and call.method not in SIGHT:
                    yield f"{call.method} to {to} has what is {mark}'s"

    def unanswered(self, update: Json, said: list[Call]) -> Iterator[str]:
        query = update.get("callback_query")
        if not isinstance(query, dict) or not is_readable(update):
            return
        answers = [call for call in said if call.method == "answerCallbackQuery"]
        if [call.params.get("callback_query_id") for call in answers] != [query["id"]]:
            yield f"a tap has {len(answers)} answers"

    def moved(self, update: Json, before: Digests) -> Iterator[str]:
        """Rows of others that changed, and people who were made of anybody else."""
        sender = sender_of(update)
        self.seen = after = self.owned()
        for person in before.keys() | after.keys():
            if person != sender and before.get(person) != after.get(person):
                yield f"{sender} changed what is {person}'s"
        if sender not in before and sender in after and not begins(update):
            yield "a stranger has rows"
        if after.keys() & set(SERVICE_IDS):
            yield "somebody was made of an account that many speak as"

    def owned(self) -> Digests:
        """Of everybody with a row, by their Telegram id, a digest of all that hangs on them."""
        known = dict(rows(self.world, "SELECT id, telegram_id FROM person"))
        found: dict[int, Any] = {person: hashlib.sha256() for person in known}
        with self.world.angat.db.reading.connect() as connection:
            for name, key in owners():
                for row in connection.exec_driver_sql(f"SELECT {key}, * FROM {name} ORDER BY 2"):
                    found[row[0]].update(repr((name, *row)).encode())
        return {known[person]: digest.hexdigest() for person, digest in found.items()}

    def dead(self) -> list[str]:
        return [row[0] for row in rows(self.world, "SELECT reason FROM dead ORDER BY id")]

    def told(self, lines: list[Any]) -> Iterator[str]:
        """What a log line must not hold: words of anybody's, or who they are."""
        for line in lines:
            text = str(line).lower()
            secrets = (SEALED, *self.crowd.marks.values(), *map(str, self.crowd.everybody))
            yield from (f"a log line has {secret}" for secret in secrets if secret in text)


@cache
def owners() -> tuple[tuple[str, str], ...]:
    """Every table with a path to a person, and the column that says to whom."""
    return (PERSON.name, "id"), *((table.name, "person_id") for table in owned())


@contextmanager
def watching(world: World, crowd: Crowd) -> Iterator[Watch]:
    watch = Watch(world, crowd)
    with capture_logs() as lines:
        watch.logged = lines
        yield watch


def is_readable(update: Json) -> bool:
    """Whether PTB makes anything of it."""
    try:
        Update.de_json(json.loads(json.dumps(update | {"update_id": 1})), None)
    except Exception:  # noqa: BLE001 - whatever it is, it can't be read
        return False
    return True


def sender_of(update: Json) -> int:
    """Who may change something of theirs by it: somebody in their own private chat."""
    return next((found for content in update.values() if (found := owner_of(content))), 0)


def owner_of(content: Any) -> int:
    who = content.get("from") if isinstance(content, dict) else None
    if not isinstance(who, dict) or not isinstance(who.get("id"), int):
        return 0
    holder = content.get("message", content) if "chat_instance" in content else content
    chat = holder.get("chat") if isinstance(holder, dict) else None
    return int(who["id"]) if not isinstance(chat, dict) or chat.get("id") == who["id"] else 0


def begins(update: Json) -> bool:
    """/start, or the tap that saves a stranger's line."""
    message, query = update.get("message"), update.get("callback_query")
    said = message.get("text") if isinstance(message, dict) else None
    data = query.get("data") if isinstance(query, dict) else None
    return str(said).lower().startswith("/start") or str(data).startswith("begin:")
