"""What fell due becomes letters, in batches; people write between two of them."""

import structlog

from actions.sweeping import sweep
from bot.context import Angat

log = structlog.get_logger("sweep")


async def run(angat: Angat) -> None:
    more, crowd = True, 0
    while more:
        swept = await angat.db.write(sweep, angat.clock.now(), crowd)
        for place in swept.broken:
            log.error("a reminder broke and is set aside", error=place)
        more, crowd = swept.more, swept.crowd
    angat.signs.beaten_at = angat.clock.monotonic()
