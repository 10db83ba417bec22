"""Both ways an update comes: asked for with a long poll, or posted to the door."""

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.listen import SECRET_HEADER, Door, listening
from sandbox.people import Player
from sandbox.telegram.faults import garbled
from sandbox.world import World
from storage.faults import DatabaseWaits

SECRET = "open-Sesame_1234567890"
JSON = {"Content-Type": "application/json"}


@dataclass(slots=True)
class Posted:
    """What the door said."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(slots=True)
class Ways:
    """A world whose updates a test takes into its own hands."""

    world: World
    door: Door
    root: str
    session: aiohttp.ClientSession

    async def asked(self, path: str, method: str = "GET") -> Posted:
        async with self.session.request(method, self.root + path) as answer:
            return Posted(answer.status, answer.headers, await answer.text())

    async def post(self, body: Any, headers: Mapping[str, str] | None = None) -> Posted:
        """As Telegram posts, but for the headers that are given instead."""
        given = headers if headers is not None else JSON | {SECRET_HEADER: SECRET}
        async with self.session.post(f"{self.root}/hook", data=body, headers=given) as answer:
            return Posted(answer.status, answer.headers, await answer.text())

    async def posted(self, *updates: object) -> list[int]:
        """One after the other, until each is handled; the statuses."""
        found = [await self.post(json.dumps(update).encode()) for update in updates]
        await self.idle()
        return [one.status for one in found]

    async def polled(self, *updates: object) -> None:
        """In one answer of getUpdates, which comes in whatever shape it has."""
        await self.polled_raw(json.dumps({"ok": True, "result": updates}).encode())

    async def polled_raw(self, answer: bytes) -> None:
        self.world.telegram.faults.meets("getUpdates", garbled(answer))
        await self.world.app.receiver.poll_once()
        await self.idle()

    async def idle(self) -> None:
        """What rests is waited for by the clock."""
        receiver, clock = self.world.app.receiver, self.world.clock
        await receiver.idle()
        while receiver.chats and (due := clock.next_waiter()) is not None:
            clock.set(due)
            await clock.woken()
            await receiver.idle()

    def said(self, who: Player, text: str) -> dict[str, Any]:
        """The update that a line of theirs is; Telegram keeps it to itself."""
        self.world.telegram.says(who.account, text)
        update: Any = self.world.telegram.updates.queue.newest.update
        self.world.telegram.updates.forget()
        return dict(update)

    def rows(self, question: str) -> list[Any]:
        with self.world.angat.db.reading.connect() as connection:
            return [row[0] for row in connection.exec_driver_sql(question)]

    @property
    def wins(self) -> list[str]:
        return self.rows("SELECT text FROM win ORDER BY id")

    @property
    def dead(self) -> list[str]:
        return self.rows("SELECT reason FROM dead ORDER BY id")

    def database_waits(self) -> None:
        async def waits(*_: object, **__: object) -> Any:
            raise DatabaseWaits("OperationalError")

        self.world.angat.db.write = waits  # type: ignore[method-assign]

    def database_works(self) -> None:
        del self.world.angat.db.write


@asynccontextmanager
async def both_ways(world: World) -> AsyncIterator[Ways]:
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    hooked = {"webhook_url": f"{root}/hook", "webhook_secret": SecretStr(SECRET)}
    settings = world.angat.settings.model_copy(update=hooked)
    async with (
        listening(settings, world.clock, "127.0.0.1", port) as door,
        door.open_to(world.app.receiver),
        aiohttp.ClientSession() as session,
    ):
        yield Ways(world, door, root, session)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
