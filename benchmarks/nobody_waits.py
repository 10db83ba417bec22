"""Five hundred people write within ten seconds, Telegram is 80 ms away, two chats are bad."""

import asyncio
import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.beside import Beside, Distant
from benchmarks.many_people import begin_all
from sandbox.telegram import Account
from sandbox.telegram.faults import ANY_METHOD, delayed, slow_down

PEOPLE, WITHIN_SECONDS = 500, 10.0
AWAY_SECONDS = 0.08
WARM_UP = 10
HANGS_SECONDS, TOLD_SECONDS = 30, 30


async def answer_times(people: int = PEOPLE, within: float = WITHIN_SECONDS) -> list[float]:
    """Milliseconds from Telegram having a line to the answer reaching it, of all other chats."""
    with tempfile.TemporaryDirectory() as folder:
        telegram = Distant(AWAY_SECONDS)
        beside = Beside(Path(folder), telegram)
        crowd, early = telegram.crowd(people), telegram.crowd(WARM_UP)
        await beside.write(begin_all, [one.id for one in crowd + early], datetime.now(UTC))
        refused, hanging, *others = crowd
        telegram.faults.meets(ANY_METHOD, *[slow_down(TOLD_SECONDS)] * 3, chat=refused.id)
        telegram.faults.meets(ANY_METHOD, *[delayed(HANGS_SECONDS)] * 3, chat=hanging.id)
        async with beside.running():
            await answered(telegram, early, await written(telegram, early, within=1.0))
            said = await written(telegram, crowd, within)
            return await answered(telegram, others, said)


async def written(telegram: Distant, crowd: list[Account], within: float) -> dict[int, datetime]:
    """One after another, evenly; the two bad chats first. When each was said."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    said: dict[int, datetime] = {}
    for number, one in enumerate(crowd):
        await asyncio.sleep(began + number * within / len(crowd) - loop.time())
        said[one.id] = telegram.now()
        telegram.says(one, f"closed {number} tickets")
    return said


async def answered(
    telegram: Distant, others: list[Account], said: dict[int, datetime]
) -> list[float]:
    """The two bad chats may be answered or not."""
    waited_for = {one.id for one in others}
    await telegram.until(lambda: waited_for <= {chat for chat, _ in telegram.said})
    first: dict[int, datetime] = {}
    for chat, at in telegram.said:
        first.setdefault(chat, at)
    return [(first[chat] - said[chat]) / timedelta(milliseconds=1) for chat in waited_for]


async def a_round() -> tuple[float, float]:
    """p50 and p99."""
    times = await answer_times()
    return statistics.median(times), statistics.quantiles(times, n=100)[98]
