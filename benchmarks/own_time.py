"""A win, one at a time: the bot's own time from the raw update to the answer on the wire."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World, open_world

WINS = 100
APART = timedelta(minutes=2)  # each win has a receipt of its own


async def own_times() -> list[float]:
    """Milliseconds of each win, stored on SQLite with synchronous=FULL."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_world(f"sqlite:///{Path(folder) / 'angat.db'}") as world:
            jessa = world.person("Jessa")
            await set_up(jessa)
            await world.travel(days=3)
            return [await own_time(world, jessa, number) for number in range(WINS)]


async def own_time(world: World, jessa: Player, number: int) -> float:
    """The rest, Telegram's time among it, happens after the watch has stopped."""
    await world.travel_to(world.clock.now() + APART)
    receiver = world.app.receiver
    world.telegram.says(jessa.account, f"closed {number} tickets")
    updates = await receiver.polling.fetch(0)
    answer = world.telegram.hold("sendMessage", before=True)
    start = time.perf_counter()
    await receiver.take(updates)
    await answer.reached()
    elapsed = time.perf_counter() - start
    receiver.polling.confirm(updates)
    answer.release()
    await receiver.idle()
    return elapsed * 1000
