"""The one clock: handed over, never asked for elsewhere."""

import asyncio
import time
import zoneinfo
from datetime import UTC, datetime
from functools import cache
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """Real time, for `angat run`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def use_packaged_zones() -> None:
    """Zones come from PyPI's tzdata: a system's copy may be years old."""
    zoneinfo.reset_tzpath(to=())


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name, kept: zoneinfo itself remembers only eight."""
    return zoneinfo.ZoneInfo(name)
