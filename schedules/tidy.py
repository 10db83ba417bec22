"""Every minute: what was handled or deleted leaves SQLite's write-ahead log."""

from bot.context import Angat


async def run(angat: Angat) -> None:
    await angat.db.checkpoint()
