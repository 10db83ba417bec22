"""Two hundred SIGKILLs while fifty people talk and 500 prompts fall due, on both databases.

`python -m benchmarks.kills` runs it alone; its tests are those of tests/engine/test_kills.py.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sandbox.telegram.http import serving
from storage.migrate import migrate
from tests.engine.aftermath import LETTERS, mistakes
from tests.engine.kills import Plan, killed_again_and_again
from tests.engine.nursery import Nursery, nursery
from tests.engine.service import Service, Watched
from tests.storage.postgres import is_installed
from tests.storage.postgres import serving as serving_postgres

WHOLE = Plan(kills=200, talking=50, prompts=500, seconds=200)
MOST_SHOWN = 5


async def killed(
    database: str, forks: Nursery | None, plan: Plan = WHOLE
) -> tuple[list[str], Counter[str]]:
    """What is not as it should be, and how many letters ended in which state."""
    with tempfile.TemporaryDirectory() as folder:
        telegram = Watched()
        async with serving(telegram) as address:
            service = Service(Path(folder), telegram, address, database, forks)
            rounds = await killed_again_and_again(service, plan)
            states = Counter(state for _, state in service.rows(LETTERS))
            return mistakes(service, rounds), states


@contextmanager
def sqlite() -> Iterator[str]:
    yield ""


@contextmanager
def postgresql() -> Iterator[str]:
    with serving_postgres() as server:
        url = server.url(server.create())
        migrate(url)
        yield url


async def kill_test() -> None:
    kinds: list[tuple[str, Callable[[], AbstractContextManager[str]]]] = [("SQLite", sqlite)]
    if is_installed():
        kinds.append(("PostgreSQL", postgresql))
    for name, kind in kinds:
        with kind() as database, nursery() as forks:
            wrong, states = await killed(database, forks)
        letters = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        word = "met" if not wrong else "MISSED"
        print(f"{WHOLE.kills} kills on {name}: {len(wrong)} mistakes ({letters}), goal 0: {word}")
        for line in wrong[:MOST_SHOWN]:
            print(f"  {line}")


if __name__ == "__main__":
    asyncio.run(kill_test())
