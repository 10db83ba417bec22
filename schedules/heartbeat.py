"""Every few seconds: what fell due is promised, what was promised is said, and menus follow."""

from bot.context import Angat
from schedules import deliver, menus, sweep


async def run(angat: Angat) -> None:
    await sweep.run(angat)
    await deliver.run(angat)
    await menus.run(angat)
    angat.signs.beaten_at = angat.clock.monotonic()
