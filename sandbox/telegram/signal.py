"""A bell that wakes everyone who waits, again and again."""

import asyncio


class Signal:
    def __init__(self) -> None:
        self.event = asyncio.Event()

    def ring(self) -> None:
        self.event.set()
        self.event = asyncio.Event()

    async def wait(self) -> None:
        await self.event.wait()
