"""What happened before a service starts: people who are set up, on its database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.app import assemble
from bot.clock import SystemClock, use_packaged_zones
from sandbox.people import Player
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from sandbox.world import World, settings_for
from storage.migrate import migrate
from tests.engine.service import Caller, Service
from texts.speak import Speaker


@asynccontextmanager
async def world_before(service: Service, opening: datetime) -> AsyncIterator[World]:
    """The service's own database, key and Telegram, in a world with a clock that travels."""
    use_packaged_zones()
    database = service.environment["ANGAT_DATABASE_URL"]
    migrate(database)
    clock = TravelClock(opening)
    telegram = service.telegram
    telegram.clock, slept = clock, telegram.sleep
    settings = settings_for(telegram, database, service.environment["ANGAT_SECRET_KEY"])
    try:
        async with assemble(settings, clock, InProcess(telegram), Speaker()) as app:
            await app.receiver.recover()
            yield World(telegram, clock, app)
    finally:
        telegram.clock = SystemClock()
        telegram.sleeps_by(slept)


async def set_up_without_rest(player: Player, hour: str) -> None:
    """/start, no first win, that hour, and every day a working day."""
    await player.says("/start")
    await player.taps("Start")
    await player.taps("Skip")
    await player.says(hour)
    for label in ("Other", "Mon", "✓ Mon", "Done"):
        await player.taps(label)
    if not player.sees.startswith("Set: "):
        raise RuntimeError(f"set-up is not done: {player.sees}")


async def settled(service: Service, *names: str) -> list[Caller]:
    """People who are done with set-up and have no card to come for hours."""
    now = SystemClock().now()
    async with world_before(service, now) as world:
        players = [world.person(name) for name in names]
        for player in players:
            await player.says("/start")
            await player.taps("Start")
            await player.taps("Skip")
            await player.taps("It rotates")
    return [Caller(service.telegram, player.account) for player in players]
