"""What of the post lives in this process alone: letters under way, and chats that are owed."""

import asyncio
from dataclasses import dataclass, field

LAST_SECONDS = 2.0


@dataclass(slots=True)
class Post:
    """`letters`: ids of those under way; `owing`: chats with an open answer, and how often so.

    `tasks`: what carries which letter; `busy` while letters are claimed, `again` when somebody
    wants more meanwhile; `closed`: no letter sets off any more.
    """

    tasks: dict[asyncio.Future[None], int] = field(default_factory=dict)
    letters: set[int] = field(default_factory=set)
    owing: dict[int, int] = field(default_factory=dict)
    busy: bool = False
    again: bool = False
    closed: bool = False
    broken: list[BaseException] = field(default_factory=list)

    def owes(self, chat_id: int) -> None:
        """What is said there from now on comes behind the answer that is still to be said."""
        self.owing[chat_id] = self.owing.get(chat_id, 0) + 1

    def settle(self, before: dict[int, int], owed: set[int]) -> None:
        """Forgets the chats that were owed `before` and are not any more, unless owed anew."""
        for chat_id, times in before.items():
            if chat_id not in owed and self.owing.get(chat_id) == times:
                del self.owing[chat_id]

    async def close(self) -> None:
        """Nothing sets off any more; what is under way has a moment to come back."""
        self.closed = True
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=LAST_SECONDS)

    async def stop(self) -> None:
        """Ends what is under way; the next start finds it."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
