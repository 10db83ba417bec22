"""What fell due becomes letters, in batches; people write between two of them."""

import structlog

from actions.sweeping import sweep
from bot.context import Angat
from storage import reminders

log = structlog.get_logger("sweep")


async def run(angat: Angat) -> None:
    next_due = await angat.db.read(reminders.next_due)
    more, crowd = next_due is not None and next_due <= angat.clock.now(), 0
    while more:
        swept = await angat.db.write(sweep, angat.clock.now(), crowd)
        for place in swept.broken:
            log.error("a reminder broke and is set aside", error=place)
        more, crowd = swept.more, swept.crowd
    angat.signs.beaten_at = angat.clock.monotonic()
