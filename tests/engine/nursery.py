"""Starts of the real `angat run` that cost no imports: a process that has them all, and forks.

`python -m tests.engine.nursery LOG` answers every line `start` with a process id and every line
`kill` with how that process ended; what the processes say is in LOG.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.engine.service import PATIENCE_SECONDS, Service


class Nursery:
    """At most one child at a time."""

    def __init__(self, process: Process) -> None:
        self.process = process

    async def told(self, word: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE_SECONDS)
        return int(line)

    async def start(self) -> int:
        """The id of a process that begins as `angat run` does."""
        return await self.told("start")

    async def kill(self) -> bool:
        """SIGKILL; False when it had ended by itself."""
        return await self.told("kill") == signal.SIGKILL


@asynccontextmanager
async def nursery_for(service: Service) -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.engine.nursery", str(service.log)),
        cwd=Path(__file__).parents[2],
        env=service.surroundings(),
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def main(log: str) -> None:
    from bot import cli, service  # noqa: F401 - all that a start imports
    from texts.speak import Speaker

    Speaker()  # reads what Babel knows of both languages
    running = 0
    for word in sys.stdin:
        if word == "start\n":
            running = os.fork() or run(log)
            print(running, flush=True)  # noqa: T201 - the answer
        else:
            os.kill(running, signal.SIGKILL)
            status = os.waitpid(running, 0)[1]
            running = 0
            print(os.WTERMSIG(status), flush=True)  # noqa: T201 - the answer
    if running:
        os.kill(running, signal.SIGKILL)


def run(log: str) -> int:
    """In the child: never returns."""
    from bot.cli import app

    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, file in ((0, nothing), (1, said), (2, said)):
        os.dup2(file, place)
    code = 1
    try:
        app(["run"], standalone_mode=False)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
