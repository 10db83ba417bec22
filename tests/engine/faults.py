"""Bad days in a world: what Telegram does to a call, and handlers with a mistake."""

from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.app import STORIES
from bot.context import Context
from bot.conversations import Handler
from sandbox.telegram.faults import Fault
from sandbox.world import World


class Broken(Exception):
    """A mistake of ours, provoked; its message holds what somebody wrote."""


def break_on(
    world: World, text: str, and_do: Callable[[str], object] = str, group: int = STORIES
) -> Callable[[], None]:
    """The first handler of that text has a mistake, until the returned function mends it."""

    async def on_text(update: Update, _context: Context) -> None:
        and_do(text)
        raise Broken(f"cannot handle {update}")

    handler: Handler = MessageHandler(filters.Text([text]), on_text)
    handlers = world.app.receiver.application.handlers.setdefault(group, [])
    handlers.insert(0, handler)
    return lambda: handlers.remove(handler)


class Rough:
    """A world in which things go wrong on purpose."""

    def __init__(self, world: World) -> None:
        self.world = world

    def meets(self, method: str, *faults: Fault) -> None:
        """The next calls of a method meet what is planned for them."""
        self.world.telegram.faults.meets(method, *faults)

    def mends(self) -> None:
        self.world.telegram.faults.mends()

    def attempts(self, method: str) -> list[datetime]:
        return self.world.telegram.journal.attempts(method)
