"""Dead rows that the operator handed back while the bot runs."""

from bot.receive import Receiver
from storage import inbox


async def adopt(receiver: Receiver) -> None:
    """Those it does not know yet join the queue of their chat, behind what waits there."""
    for seq, arrived in await receiver.angat.db.read(inbox.handed_back):
        if receiver.handed.get(seq) != arrived.not_before:
            receiver.know(seq, arrived)
