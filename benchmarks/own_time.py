"""A win, one at a time: the bot's own time from the raw update to the answer on the wire."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from telegram.request import RequestData
from typing_extensions import override

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.answers import Reply
from sandbox.telegram.in_process import InProcess
from sandbox.world import World, open_world

WINS = 100
APART = timedelta(minutes=2)  # each win has a receipt of its own


class Watched(InProcess):
    """Notes when each message was handed to it: what follows is Telegram's time."""

    handed_at: list[float]

    @override
    async def reply(self, url: str, data: RequestData) -> Reply:
        if url.endswith("/sendMessage"):
            self.handed_at.append(time.perf_counter())
        return await super().reply(url, data)


async def own_times() -> list[float]:
    """Milliseconds of each win, stored on SQLite with synchronous=FULL."""
    Watched.handed_at = []
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'angat.db'}"
        async with open_world(database, wire=Watched) as world:
            jessa = world.person("Jessa")
            await set_up(jessa)
            await world.travel(days=3)
            return [await own_time(world, jessa, number) for number in range(WINS)]


async def own_time(world: World, jessa: Player, number: int) -> float:
    await world.travel_to(world.clock.now() + APART)
    receiver = world.app.receiver
    world.telegram.says(jessa.account, f"closed {number} tickets")
    updates = await receiver.polling.fetch(0)
    Watched.handed_at.clear()
    start = time.perf_counter()
    await receiver.take(updates)
    receiver.polling.confirm(updates)
    await receiver.idle()
    (handed_at,) = Watched.handed_at
    return (handed_at - start) * 1000
