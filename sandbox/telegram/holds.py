"""Answers held back on purpose, before or after a call takes effect."""

import asyncio


class Held:
    """One call of one method, stopped until the test lets it go."""

    def __init__(self, method: str, *, before: bool) -> None:
        self.method = method.lower()
        self.before = before
        self.stopped = asyncio.Event()
        self.released = asyncio.Event()

    def release(self) -> None:
        self.released.set()

    async def reached(self) -> None:
        await self.stopped.wait()

    async def stop(self) -> None:
        self.stopped.set()
        await self.released.wait()


class Holds:
    def __init__(self) -> None:
        self.placed: list[Held] = []
        self.taken: list[Held] = []

    def place(self, method: str, *, before: bool) -> Held:
        held = Held(method, before=before)
        self.placed.append(held)
        return held

    def take(self, method: str) -> Held | None:
        """The first hold waiting for this method: it stops one call only."""
        held = next((held for held in self.placed if held.method == method.lower()), None)
        if held is not None:
            self.placed.remove(held)
            self.taken.append(held)
        return held

    def release_all(self) -> None:
        for held in self.taken:
            held.release()
