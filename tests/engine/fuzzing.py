"""A crowd's world that meets one update after another; a new one after an update that did harm."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, given, settings

from sandbox.world import open_world
from storage.seals import new_key
from tests.engine.cases import Case, cases
from tests.engine.crowd import Crowd, gather
from tests.engine.watching import Watch, watching

MOST_IN_A_WORLD = 500
FEWEST_KNOWN = 4


class Fuzzing:
    """What was met before stands in the world, so that the next updates meet more of it."""

    def __init__(self, template: Path, folder: Path, runner: asyncio.Runner) -> None:
        self.template = template
        self.folder = folder
        self.runner = runner
        self.stack = AsyncExitStack()
        self.watch: Watch | None = None
        self.worlds = 0
        self.met = 0

    @property
    def crowd(self) -> Crowd:
        """Ids are counted and the story is always the same: so is the crowd of every world."""
        return self.here().crowd

    def here(self) -> Watch:
        if self.watch is None:
            self.watch = self.runner.run(self.opened())
        return self.watch

    async def opened(self) -> Watch:
        self.worlds += 1
        file = self.folder / f"{self.worlds}.db"
        shutil.copy(self.template, file)
        world = await self.stack.enter_async_context(open_world(f"sqlite:///{file}", key=new_key()))
        crowd = await gather(world)
        if world.errors:
            raise RuntimeError(f"the crowd did not gather: {world.errors}")
        return self.stack.enter_context(watching(world, crowd))

    def close(self) -> None:
        self.watch = None
        self.runner.run(self.stack.aclose())

    def meets(self, case: Case) -> None:
        """Raises AssertionError with the update as JSON, and leaves the world it happened in."""
        self.met += 1
        try:
            wrong = self.runner.run(self.here().meets(case))
            assert not wrong, told(case, wrong)
        except BaseException:
            self.close()
            raise
        if not self.met % MOST_IN_A_WORLD or len(self.here().owned()) < FEWEST_KNOWN:
            self.close()


def told(case: Case, wrong: list[str]) -> str:
    update = json.dumps(case.update, indent=1, sort_keys=True)
    return "\n".join((*wrong, f"{case.after} s later came", update))


@contextmanager
def fuzzing(template: Path, folder: Path) -> Iterator[Fuzzing]:
    with asyncio.Runner() as runner:
        one = Fuzzing(template, folder, runner)
        try:
            yield one
        finally:
            one.close()


def fuzz(one: Fuzzing, profile: settings, seed: int | None = None) -> None:
    """Hypothesis looks for an update that does harm, and for the smallest one like it."""

    @settings(profile, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases(one.crowd))
    def meets(case: Case) -> None:
        one.meets(case)

    test = meets if seed is None else hypothesis.seed(seed)(meets)
    test()
