"""The real service in a crowd: what can be counted, and times at three times their goal."""

import statistics

from benchmarks.nobody_waits import answer_times
from benchmarks.pace import paced

MOST_MS = 3 * 600


async def test_never_more_than_thirty_a_second_and_nobody_is_told_to_wait() -> None:
    found = await paced(letters=90, lines=1)

    assert (found.most <= 30, found.refused) == (True, 0)
    assert found.a_second <= 30 * 1.1
    assert found.answer_ms > 0


async def test_nobody_waits_for_a_chat_that_hangs_or_one_that_is_told_to_wait() -> None:
    """A shorter crowd at the same pace as in the bench: fifty a second, Telegram 80 ms away."""
    times = await answer_times(people=200, within=4.0)

    assert statistics.quantiles(times, n=100)[98] < MOST_MS
