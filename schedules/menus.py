"""Each chat's / menu: told to Telegram when it changed, outside of any turn."""

from actions import menus
from bot.calls import attempt
from bot.context import Angat
from bot.menu import forget_menu, set_chat_menu
from domain.delivery import Verdict


async def run(angat: Angat) -> None:
    """One that is not taken ends the round: cards and answers do not wait for menus."""
    for one in await angat.db.read(menus.due, angat.clock.now()):
        if not await tell(angat, one):
            return


async def tell(angat: Angat, one: menus.Due) -> bool:
    """What is refused now is tried again later; whoever left meanwhile has the menu of all."""

    async def call() -> None:
        await set_chat_menu(angat.bot, angat.speaker, one.chat_id, one.menu)

    said = await attempt(angat, "setMyCommands", call)
    taken = said.verdict is Verdict.DELIVERED
    if not await angat.db.write(menus.told, one, taken, angat.clock.now()):
        await forget_menu(angat.bot, one.chat_id)
    return taken
