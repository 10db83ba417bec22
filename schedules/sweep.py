"""What fell due becomes letters, in batches; people write between two of them."""

from actions.cards import MOST_AT_ONCE, sweep
from bot.context import Angat


async def run(angat: Angat) -> None:
    while await angat.db.write(sweep, angat.clock.now()) == MOST_AT_ONCE:
        pass
