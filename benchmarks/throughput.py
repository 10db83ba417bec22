"""Angat beside its peers, each as a process of its own, one after another in the same minute."""

import asyncio
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calibration import calibrate
from benchmarks.peers.contest import FAR_AWAY, SATURATED, Bot, Fallen, Figures, contest
from benchmarks.peers.crew import hire
from storage.seals import new_key
from tests.storage.postgres import SAFE, Server, is_installed, serving

ROUNDS = 5
ANGAT = str(Path(sys.executable).with_name("angat"))
ANGAT_SQLITE, ANGAT_POSTGRES = "Angat, a win, SQLite", "Angat, a win, PostgreSQL"
PTB = "PTB echo, defaults"
AIOGRAM = "aiogram echo"
STORES_SQLITE = "aiogram, AsyncSession, SQLite"
STORES_POSTGRES = "aiogram, AsyncSession, asyncpg"
FAR = " at 50 ms"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours is to be at least so many times as quick as theirs."""

    ours: str
    theirs: str
    least: float


RATIOS = (
    Ratio(ANGAT_SQLITE, PTB, 1.5),
    Ratio(ANGAT_SQLITE, STORES_SQLITE, 3),
    Ratio(ANGAT_POSTGRES, STORES_POSTGRES, 2),
    Ratio(ANGAT_SQLITE + FAR, AIOGRAM + FAR, 1),
    Ratio(ANGAT_SQLITE + FAR, PTB + FAR, 30),
)


CONTESTANTS = (
    PTB,
    ANGAT_SQLITE,
    AIOGRAM,
    STORES_SQLITE,
    ANGAT_POSTGRES,
    STORES_POSTGRES,
    PTB + FAR,
    ANGAT_SQLITE + FAR,
    AIOGRAM + FAR,
)


class Grounds:
    """Databases for one round each; Angat's are copies of one with a company in it."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self.folder = folder
        self.server = server
        self.key = new_key()
        self.hired = folder / "hired.db"
        self.template = server.create() if server else ""

    async def prepare(self) -> None:
        await hire(f"sqlite:///{self.hired}", self.key)
        if self.server:
            await hire(self.server.url(self.template), self.key)

    @contextmanager
    def database(self, sqlite: bool, hired: bool) -> Iterator[str]:
        if not sqlite:
            with self.postgres(hired) as url:
                yield url
            return
        file = self.folder / "round.db"
        if hired:
            shutil.copy(self.hired, file)
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self.folder.glob("round.db*"):
                left.unlink()

    @contextmanager
    def postgres(self, hired: bool) -> Iterator[str]:
        if self.server is None:
            raise Fallen("PostgreSQL is not installed")
        name = self.server.create(self.template if hired else "template0")
        try:
            yield self.server.url(name)
        finally:
            self.server.drop(name)


def python(module: str, *words: str) -> Bot:
    return Bot((sys.executable, "-m", f"benchmarks.peers.{module}", *words), {})


def angat(url: str, key: str) -> Bot:
    settings: Mapping[str, str] = {
        "ANGAT_API_URL": "{address}",
        "ANGAT_BOT_TOKEN": "42:quick",
        "ANGAT_SECRET_KEY": key,
        "ANGAT_OPERATOR": "whoever measures",
        "ANGAT_DATABASE_URL": url,
    }
    return Bot((ANGAT, "run"), settings)


async def one(name: str, grounds: Grounds) -> Figures:
    bare = name.removesuffix(FAR)
    plan = SATURATED if bare == name else FAR_AWAY
    if bare == PTB:
        return await contest(python("ptb_echo", "{address}"), plan)
    if bare == AIOGRAM:
        return await contest(python("aiogram_bot", "{address}"), plan)
    ours = bare in (ANGAT_SQLITE, ANGAT_POSTGRES)
    with grounds.database(bare in (ANGAT_SQLITE, STORES_SQLITE), ours) as url:
        if ours:
            return await contest(angat(url, grounds.key), plan)
        url = url.replace("sqlite:", "sqlite+aiosqlite:").replace("+psycopg", "+asyncpg")
        return await contest(python("aiogram_bot", "{address}", url), plan)


async def in_turn(contestants: Iterable[str], grounds: Grounds) -> dict[str, Figures]:
    """All in the same minute."""
    found = {}
    for name in contestants:
        try:
            found[name] = await one(name, grounds)
        except (Fallen, TimeoutError) as error:
            print(f"    {name:36} fell: {str(error) or 'nobody was answered'}", flush=True)
            continue
        print(f"    {name:36} {told(found[name])}", flush=True)
    return found


def told(figures: Figures) -> str:
    waits = f"p50 {figures.p50:7.1f} ms  p99 {figures.p99:7.1f} ms"
    return f"{figures.rate:7.0f} updates/s  {figures.cpu:6.0f} us each  {waits}"


async def throughput(contestants: Iterable[str] = CONTESTANTS, rounds: int = ROUNDS) -> None:
    """Interleaved rounds; a goal is judged by the median of the ratios within the rounds."""
    found = []
    with tempfile.TemporaryDirectory() as folder, maybe_serving() as server:
        grounds = Grounds(Path(folder), server)
        await grounds.prepare()
        for number in range(1, rounds + 1):
            calibration = await calibrate()
            print(f"  round {number}  (fsync {calibration.fsync_ms:.3f} ms,", end=" ")
            print(f"loop {calibration.loop_ms:.1f} ms)", flush=True)
            found.append((calibration.comparable, await in_turn(contestants, grounds)))
    for ratio in RATIOS:
        print(verdict(ratio, found))


def verdict(ratio: Ratio, rounds: Iterable[tuple[bool, Mapping[str, Figures]]]) -> str:
    """Of all rounds, as both sides met the same minute; whether it was a quiet one is told."""
    both = [(quiet, at) for quiet, at in rounds if {ratio.ours, ratio.theirs} <= set(at)]
    name = f"{ratio.ours} : {ratio.theirs}"
    if not both:
        return f"{name:70} goal {ratio.least:g}: not measured"
    times = statistics.median(at[ratio.ours].rate / at[ratio.theirs].rate for _, at in both)
    word = "met" if times >= ratio.least else "MISSED"
    busy = sum(not quiet for quiet, _ in both)
    noted = f" ({busy} of {len(both)} rounds in a busy minute)" if busy else ""
    return f"{name:70} {times:.2f}, goal {ratio.least:g}: {word}{noted}"


@contextmanager
def maybe_serving() -> Iterator[Server | None]:
    if not is_installed():
        yield None
        return
    with serving(SAFE) as server:
        yield server


if __name__ == "__main__":  # some contestants by a word in their names, and how many rounds
    words = sys.argv[1:-1]
    chosen = [name for name in CONTESTANTS if not words or any(word in name for word in words)]
    asyncio.run(throughput(chosen, int(sys.argv[-1]) if sys.argv[1:] else ROUNDS))
