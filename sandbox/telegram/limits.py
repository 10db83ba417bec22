"""How much the bot may say: held for a while inside the request, then 429. Off by default."""

import math
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.telegram.answers import too_many_requests
from sandbox.telegram.patience import Sleep

COUNTED = ("send", "edit", "copy", "forward", "createforumtopic", "stoppoll")
FREE = frozenset({"sendchataction", "sendmessagedraft"})
CROWDED_RETRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then one every so many seconds."""

    burst: int
    every: float


@dataclass(slots=True)
class Limits:
    """Telegram does not publish its figures: these are what bots see, and all can be changed."""

    now: Callable[[], datetime]
    sleep: Sleep
    enforced: bool = False
    private: Rate = Rate(burst=3, every=1.0)
    group: Rate = Rate(burst=20, every=3.0)
    overall: Rate = Rate(burst=30, every=1 / 30)
    patience: float = 8.0
    most_in_flight: int = 310
    crowded_seconds: float = 3.0
    same_size_bytes: int = 100_000
    same_size_every: float = 0.5
    same_size_most_behind: float = 5.0
    full_at: dict[str, datetime] = field(default_factory=dict)
    sizes: dict[int, datetime] = field(default_factory=dict)
    in_flight: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def passing(self, method: str, chat: str, sizes: Iterable[int]) -> AsyncIterator[None]:
        """Returns when the call may take effect; raises 429."""
        if not self.enforced or not counts(method):
            yield
            return
        self.in_flight[chat] += 1
        try:
            await self.wait(chat, sizes)
            yield
        finally:
            self.in_flight[chat] -= 1

    async def wait(self, chat: str, sizes: Iterable[int]) -> None:
        if self.in_flight[chat] > self.most_in_flight:
            await self.sleep(self.crowded_seconds)
            raise too_many_requests(CROWDED_RETRY_SECONDS)
        for size in sizes:
            await self.wait_for_size(size)
        own = self.group if chat.startswith("-") else self.private
        rates = {chat: own, "": self.overall}
        wait = max(self.behind(key, rate) for key, rate in rates.items())
        if wait > self.patience:
            await self.sleep(self.patience)
            raise too_many_requests(math.ceil(wait - self.patience))
        for key, rate in rates.items():
            self.full_at[key] = self.later(self.full_at, key) + timedelta(seconds=rate.every)
        if wait > 0:
            await self.sleep(wait)

    def behind(self, key: str, rate: Rate) -> float:
        """Seconds until there is room for one more."""
        owed = (self.later(self.full_at, key) - self.now()).total_seconds()
        return owed - rate.every * (rate.burst - 1)

    async def wait_for_size(self, size: int) -> None:
        """Files of exactly the same size look like one that is sent again and again."""
        if size <= self.same_size_bytes:
            return
        turn = self.sizes.get(size, self.now())
        wait = (turn - self.now()).total_seconds()
        if wait > self.same_size_most_behind:
            raise too_many_requests(CROWDED_RETRY_SECONDS)
        self.sizes[size] = max(turn, self.now()) + timedelta(seconds=self.same_size_every)
        if wait > 0:
            await self.sleep(wait)

    def later(self, moments: dict[str, datetime], key: str) -> datetime:
        return max(moments.get(key, self.now()), self.now())


def counts(method: str) -> bool:
    return method.lower().startswith(COUNTED) and method.lower() not in FREE
