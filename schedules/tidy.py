"""Every minute: we live, and what was handled or deleted leaves SQLite's write-ahead log."""

from bot.context import Angat
from storage import house


async def run(angat: Angat) -> None:
    await angat.db.write(house.beat, angat.clock.now())
    await angat.db.checkpoint()
