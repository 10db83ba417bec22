"""Waiting for something, but no longer than so many seconds of the clock."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Sleep: TypeAlias = Callable[[float], Awaitable[object]]


async def within(seconds: float, sleep: Sleep, awaited: "asyncio.Future[T]") -> T:
    """Its result, or TimeoutError; whoever is not waited for any more is cancelled."""
    napping = asyncio.ensure_future(sleep(seconds))
    try:
        either: set[asyncio.Future[Any]] = {awaited, napping}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not awaited.done():
            raise TimeoutError
        return awaited.result()
    finally:
        napping.cancel()
        awaited.cancel()
