"""`make bench`: every goal, five rounds each, judged by the median of what can be compared."""

import asyncio
import gc
import statistics
import tempfile
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from telegram.warnings import PTBUserWarning

from benchmarks import nobody_waits, pace
from benchmarks.calibration import FSYNC_MS, LOOP_MS, Calibration, calibrate
from benchmarks.fuzz import fuzz_all
from benchmarks.kills import kill_test
from benchmarks.own_time import own_times
from benchmarks.pages import page_times
from benchmarks.sandbox import message_ms, month_seconds
from benchmarks.second_start import both
from benchmarks.start import start_once
from benchmarks.sweep import PEOPLE, crowd_rounds, gathered
from benchmarks.throughput import throughput
from bot.clock import use_packaged_zones

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Goal:
    """At most this much."""

    name: str
    most: float
    unit: str


OWN_TIME = (Goal("a win, own time, p50", 4, "ms"), Goal("a win, own time, p99", 15, "ms"))
PAGES = (
    Goal("a page in 10,000 wins, p50", 3, "ms"),
    Goal("a page in 10,000 wins, p99", 10, "ms"),
)
SANDBOX = (
    Goal("a message, 1,000 people", 0.3, "ms"),
    Goal("a month of 100 people", 20, "s"),
)
SWEEP = (
    Goal("a sweep, none of 1 M due", 5, "ms"),
    Goal("a sweep, 10,000 of 1 M due", 1, "s"),
    Goal("its longest transaction", 50, "ms"),
    Goal("the loop blocked meanwhile", 20, "ms"),
    Goal("memory it grows by", 10, "MB"),
)
AGAIN = (Goal("second make sandbox", 3, "s"), Goal("second make test begins", 3, "s"))
NOBODY_WAITS = (
    Goal("500 write in 10 s, all others, p50", 600, "ms"),
    Goal("500 write in 10 s, all others, p99", 600, "ms"),
)
PACE = (
    Goal("3,000 letters, pace not used", 5, "%"),
    Goal("3,000 letters, most in a second", 30, ""),
    Goal("3,000 letters, told to wait", 0, "times"),
    Goal("an answer meanwhile, slowest", 500, "ms"),
)
START = (Goal("start to first getUpdates", 1.5, "s"), Goal("resident memory", 120, "MB"))


async def own_time_round() -> tuple[float, float]:
    """p50 and p99 of a hundred wins, one at a time."""
    gc.collect()
    times = await own_times()
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


async def page_round() -> tuple[float, float]:
    """p50 and p99 of two hundred pages between the newest and the oldest."""
    gc.collect()
    times = await page_times()
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


async def sandbox_round() -> tuple[float, float]:
    gc.collect()
    return await message_ms(), await month_seconds()


async def start_round() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        started = await start_once(Path(folder))
    return started.seconds, started.megabytes


async def measure(
    goals: tuple[Goal, ...],
    one_round: Callable[[], Awaitable[tuple[float, ...]]],
    how_often: int = ROUNDS,
) -> None:
    rounds: list[tuple[float, ...]] = []
    for number in range(1, how_often + 1):
        calibration = await calibrate()
        figures = await one_round()
        print(f"  round {number}  {told(goals, figures)}  {judged(calibration)}", flush=True)
        if calibration.comparable:
            rounds.append(figures)
    for place, goal in enumerate(goals):
        print(verdict(goal, [figures[place] for figures in rounds]))


def told(goals: tuple[Goal, ...], figures: tuple[float, ...]) -> str:
    pairs = zip(goals, figures, strict=True)
    return "  ".join(f"{figure:7.2f} {goal.unit}" for goal, figure in pairs)


def judged(calibration: Calibration) -> str:
    """The same minute's calibration, and whether the round counts."""
    measured = f"fsync {calibration.fsync_ms:.3f} ms, loop {calibration.loop_ms:.1f} ms"
    return f"({measured})" if calibration.comparable else f"({measured}: not comparable)"


def verdict(goal: Goal, figures: list[float]) -> str:
    if not figures:
        return f"{goal.name:28} goal {goal.most:g} {goal.unit}: not comparable"
    median = statistics.median(figures)
    word = "met" if median <= goal.most else "MISSED"
    return f"{goal.name:28} {median:.2f} {goal.unit}, goal {goal.most:g} {goal.unit}: {word}"


async def main() -> None:
    use_packaged_zones()
    warnings.filterwarnings("ignore", category=PTBUserWarning)
    print(f"calibration of the table: fsync {FSYNC_MS} ms, loop {LOOP_MS} ms; {ROUNDS} rounds")
    await measure(OWN_TIME, own_time_round)
    await measure(PAGES, page_round)
    await measure(SANDBOX, sandbox_round)
    async with gathered(PEOPLE, ROUNDS) as database:
        await measure(SWEEP, crowd_rounds(database))
    await measure(NOBODY_WAITS, nobody_waits.a_round)
    await measure(PACE, pace.a_round, how_often=1)  # it lasts for as long as 3,000 letters take
    await measure(START, start_round)
    await measure(AGAIN, both)
    await throughput()
    await kill_test()


asyncio.run(main())
fuzz_all()
