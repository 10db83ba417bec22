"""What this machine can do in this minute, so that a slow machine is not taken for slow code."""

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PAGE = bytes(4096)
SYNCS = 40
LOOP_TURNS = 10_000
FSYNC_MS = 0.07  # both: medians of a quiet minute on two shared cores, Python 3.11
LOOP_MS = 17.0
TOO_SLOW = 1.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """Median of a 4 kB write with fsync, and 10,000 empty turns of the loop; milliseconds."""

    fsync_ms: float
    loop_ms: float

    @property
    def comparable(self) -> bool:
        return self.fsync_ms <= TOO_SLOW * FSYNC_MS and self.loop_ms <= TOO_SLOW * LOOP_MS


async def calibrate() -> Calibration:
    return Calibration(fsync_ms=fsync_ms(), loop_ms=await loop_ms())


def fsync_ms() -> float:
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "page").open("wb") as file:
        return statistics.median(one_sync(file.fileno()) for _ in range(SYNCS))


def one_sync(file: int) -> float:
    start = time.perf_counter()
    os.pwrite(file, PAGE, 0)
    os.fsync(file)
    return (time.perf_counter() - start) * 1000


async def loop_ms() -> float:
    start = time.perf_counter()
    for _ in range(LOOP_TURNS):
        await asyncio.sleep(0)
    return (time.perf_counter() - start) * 1000
