"""What the sandbox itself costs: a message in a large world, and a month of a hundred people."""

import tempfile
import time

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import Telegram
from sandbox.world import OPENING, World, open_world
from storage.migrate import migrate

PEOPLE = 1_000
MESSAGES = 50_000
CREW = 100
DAYS = 30
WORKED = 21  # of them, at least
HOURS = ("6 AM", "7 AM", "8 AM")
BATCH = 100


async def message_ms() -> float:
    """Half is said by people and fetched, half is answered; all of it stays in the world."""
    telegram = Telegram(lambda: OPENING)
    people = [telegram.person(f"Agent {number}") for number in range(PEOPLE)]
    offset = 0
    began = time.perf_counter()
    for number in range(0, MESSAGES // 2, BATCH):
        for one in range(number, number + BATCH):
            telegram.says(people[one % PEOPLE], f"{one} calls, zero holds")
        reply = await telegram.call("getUpdates", {"offset": offset, "limit": BATCH})
        updates = reply.body["result"]
        if not isinstance(updates, list) or len(updates) != BATCH:
            raise RuntimeError("an update is missing")
        offset = updates[-1]["update_id"] + 1
        for update in updates:
            message = update["message"]
            said = {"chat_id": message["chat"]["id"], "text": "<b>Kept</b>", "parse_mode": "HTML"}
            await telegram.call("sendMessage", said)
    return (time.perf_counter() - began) / MESSAGES * 1000


async def month_seconds() -> float:
    """Everybody works nights and says one line a day, so that no card is held back."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/angat.db"
        migrate(database)
        async with open_world(database) as world:
            crew = [await hired(world, number) for number in range(CREW)]
            seconds = 0.0
            for day in range(DAYS):
                began = time.perf_counter()
                await world.travel(days=1)
                seconds += time.perf_counter() - began
                for player in crew:
                    world.telegram.says(player.account, f"{day + 20} calls, zero holds")
                await world.settle()
            if min(len(player.answers) for player in crew) < 2 * WORKED:
                raise RuntimeError("somebody got no card, or no receipt")
        return seconds


async def hired(world: World, number: int) -> Player:
    player = world.person(f"Agent {number}")
    await set_up(player, HOURS[number % len(HOURS)])
    return player
