"""Starts of the real `angat` that cost no imports: a process that has them all, and forks.

`python -m tests.engine.nursery` reads a JSON object a line. `{"command": ..., "folder": ...,
"environment": ..., "log": ...}` is answered with the id of a process that begins as `angat` does;
`{"ended": ID}` with its exit code.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
CAN_WAIT = hasattr(os, "pidfd_open")  # for a process that somebody else began: Linux alone


class Nursery:
    """The process that forks, as whoever runs the tests talks to it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def told(self, **asked: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def start(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
    ) -> "Child":
        where = {"folder": str(folder), "log": str(log)}
        return Child(self, self.told(command=command, environment=dict(environment), **where))


class Child:
    """A process that a nursery began, with as much of asyncio's as tests use."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery = nursery
        self.pid = pid
        self.returncode: int | None = None

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        if self.returncode is None:
            await has_ended(self.pid)
        if self.returncode is None:
            self.returncode = self.nursery.told(ended=self.pid)
        return self.returncode


async def has_ended(pid: int) -> None:
    loop, over, handle = asyncio.get_running_loop(), asyncio.Event(), os.pidfd_open(pid)
    loop.add_reader(handle, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)


@contextmanager
def nursery() -> Iterator[Nursery | None]:
    """None where nobody can wait for what it begins."""
    if not CAN_WAIT:
        yield None
        return
    command = (sys.executable, "-m", "tests.engine.nursery")
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True) as process:
        yield Nursery(process)


def main() -> None:
    import psycopg  # noqa: F401

    from bot import checkup, cli, dead, doctor, listen, service  # noqa: F401 - all there is to import
    from texts.speak import Speaker

    Speaker()  # reads what Babel knows of both languages
    for line in sys.stdin:
        asked = json.loads(line)
        if "ended" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["ended"], 0)[1])
        else:
            answer = os.fork() or begin(**asked)
        print(answer, flush=True)  # noqa: T201 - the answer


def begin(command: list[str], folder: str, environment: dict[str, str], log: str) -> int:
    """In the child: never returns."""
    from bot import cli

    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, file in ((0, nothing), (1, said), (2, said)):
        os.dup2(file, place)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["angat", *command]
    code: object = 1
    try:
        cli.main()
        code = 0
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - as Python itself ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
