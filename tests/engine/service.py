"""The real `angat run`, a process of its own, beside a small Telegram over HTTP."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine
from typing_extensions import override

from bot.clock import Clock, SystemClock
from sandbox.telegram import Account, Message, Reply, Telegram
from sandbox.telegram.holds import Held
from sandbox.telegram.server import Files
from sandbox.telegram.signal import Signal
from storage.seals import new_key
from tests.engine.nursery import Child, Nursery

ANGAT = Path(sys.executable).with_name("angat")
PATIENCE_SECONDS = 60  # no goal: who waits longer waits for nothing
NOT_OURS = ("ANGAT_", "XDG_STATE_HOME")


class Watched(Telegram):
    """Rings at every call, so that a test waits for what happens and never for time."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        super().__init__(lambda: self.clock.now())
        self.bell = Signal()

    @override
    async def call(
        self, method: str, params: Mapping[str, object], files: Files | None = None
    ) -> Reply:
        self.bell.ring()
        try:
            return await super().call(method, params, files)
        finally:
            self.bell.ring()

    def calls(self, method: str) -> int:
        return self.journal.times(method)

    async def until(self, is_so: Callable[[], object]) -> None:
        """Returns once it is so; asked again whenever the bot calls."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_so():
                await self.bell.wait()


@dataclass(slots=True)
class Ended:
    """How a process ended, and all it said."""

    code: int
    said: str


class Service:
    """One `angat` after another on the same database; what they say is kept in a file."""

    def __init__(
        self,
        folder: Path,
        telegram: Watched,
        address: str,
        database: str = "",
        nursery: Nursery | None = None,
    ) -> None:
        self.folder = folder
        self.nursery = nursery
        self.telegram = telegram
        self.file = folder / "angat.db"
        self.database = database or f"sqlite:///{self.file}"
        self.log = folder / "said.txt"
        self.process: Process | Child | None = None
        self.environment = {
            "ANGAT_BOT_TOKEN": telegram.token,
            "ANGAT_API_URL": address,
            "ANGAT_SECRET_KEY": new_key(),
            "ANGAT_OPERATOR": "the people of this test",
            "ANGAT_DATABASE_URL": self.database,
        }

    async def spawn(self, *command: str, **changed: str | None) -> Process | Child:
        """Starts `angat`; a setting changed to None is not set."""
        if self.nursery is not None:
            given = self.surroundings(**changed)
            self.process = self.nursery.start(command, self.folder, given, self.log)
            return self.process
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                ANGAT,
                *command,
                cwd=self.folder,
                env=self.surroundings(**changed),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self.process

    def surroundings(self, **changed: str | None) -> dict[str, str]:
        """The environment of a process."""
        given = self.environment | changed
        plain = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        return plain | {name: value for name, value in given.items() if value is not None}

    async def run(self, *command: str, **changed: str | None) -> Ended:
        """A command from its start to its end."""
        self.log.unlink(missing_ok=True)
        process = await self.spawn(*command, **changed)
        code = await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        return Ended(code, self.said())

    async def start(self, sign: str = "getUpdates") -> None:
        """Returns when the new process polls, or makes whatever call is the sign of it."""
        before = self.telegram.calls(sign)
        await self.spawn("run")
        await self.telegram.until(lambda: self.telegram.calls(sign) > before)

    async def ended(self) -> int:
        """Its exit code, when it ends by itself."""
        if self.process is None:
            raise RuntimeError("nothing runs")
        return await asyncio.wait_for(self.process.wait(), PATIENCE_SECONDS)

    def hooks(self, port: int, secret: str) -> None:
        """From the next start on updates are posted to it, on this machine."""
        self.telegram.webhook.is_strict = False
        self.environment |= {
            "ANGAT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "ANGAT_WEBHOOK_SECRET": secret,
            "ANGAT_LISTEN": f"127.0.0.1:{port}",
        }

    async def killed(self) -> bool:
        """SIGKILL: no goodbye. False when it had ended by itself, or never ran."""
        if self.process is None or self.process.returncode is not None:
            return False
        self.process.kill()
        return await self.process.wait() == -signal.SIGKILL

    async def stopped(self) -> int:
        """SIGTERM; its exit code."""
        if self.process is None:
            raise RuntimeError("nothing runs")
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 15)

    async def killed_at(self, held: Held) -> None:
        await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)
        await self.killed()

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Looks from beside, without touching a file, on a connection that is gone afterwards."""
        file = f"sqlite:///file:{self.file}?mode=ro&uri=true"
        engine = create_engine(
            file if self.database.startswith("sqlite") else self.database, poolclass=NullPool
        )
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(question)]

    def wins(self) -> list[str]:
        return [text for (text,) in self.rows("SELECT text FROM win ORDER BY text")]

    def open_rows(self, chat_id: int) -> int:
        question = f"SELECT 1 FROM inbox WHERE closed_at IS NULL AND chat_key = {chat_id:d}"
        return len(self.rows(question))


class Caller:
    """Somebody with a phone whose bot runs elsewhere: what they do is answered when it is."""

    def __init__(self, telegram: Watched, account: Account) -> None:
        self.telegram = telegram
        self.account = account

    def says(self, *lines: str) -> None:
        for line in lines:
            self.telegram.says(self.account, line)

    async def answered(self, *lines: str) -> str:
        """Says it and waits until the bot said or changed something."""
        before = self.shown()
        self.says(*lines)
        await self.telegram.until(lambda: self.shown() != before)
        return self.answers[-1].html

    def shown(self) -> list[tuple[int, str, object]]:
        return [(message.id, message.html, message.edited_at) for message in self.answers]

    def taps(self, label: str) -> str:
        """Taps the newest button that reads so; returns the query's id."""
        for shown in reversed(self.answers):
            for button in (button for row in shown.rows for button in row):
                if button.text == label and button.data:
                    return self.telegram.taps(self.account, shown.id, button.data)
        raise LookupError(f"there is no button {label!r}")

    @property
    def answers(self) -> list[Message]:
        said = self.telegram.history(self.account)
        return [message for message in said if message.sender_id != self.account.id]
