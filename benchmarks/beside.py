"""The real `angat run`, a process of its own, beside a Telegram that this one plays."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec

from sqlmodel import Session
from typing_extensions import override

from sandbox.telegram import Account, Reply, Telegram
from sandbox.telegram.http import serving
from sandbox.telegram.server import Files
from sandbox.telegram.signal import Signal
from storage.database import open_database
from storage.migrate import migrate
from storage.seals import Seals, new_key

P = ParamSpec("P")
ANGAT = Path(sys.executable).with_name("angat")
LONGEST_SECONDS = 180.0
SAYING = ("sendMessage", "editMessageText")


class Distant(Telegram):
    """Its answers take so many seconds to arrive; what they answer happened before."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(lambda: datetime.now(UTC))
        self.seconds = seconds
        self.said: list[tuple[int, datetime]] = []  # new words that arrived: where, and when
        self.bell = Signal()

    @override
    async def call(
        self, method: str, params: Mapping[str, object], files: Files | None = None
    ) -> Reply:
        if method in SAYING:
            self.said.append((int(str(params["chat_id"])), self.now()))
            self.bell.ring()
        reply = await super().call(method, params, files)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return reply

    def crowd(self, many: int) -> list[Account]:
        """People who wrote to the bot before."""
        people = [self.person(f"Agent {number}") for number in range(many)]
        for one in people:
            one.wrote = True
        return people

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Asked again whenever the bot says something."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while not is_so():
                await self.bell.wait()


class Beside:
    """A database in a folder, and the process on it."""

    def __init__(self, folder: Path, telegram: Telegram) -> None:
        self.url = f"sqlite:///{folder / 'angat.db'}"
        self.key = new_key()
        self.telegram = telegram
        migrate(self.url)

    async def write(
        self, action: Callable[Concatenate[Session, P], None], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        async with open_database(self.url, Seals(self.key)) as db:
            await db.write(action, *args, **kwargs)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """From its first getUpdates on."""
        polled = self.telegram.hold("getUpdates", before=True)
        async with serving(self.telegram) as address:
            given = {
                "ANGAT_BOT_TOKEN": self.telegram.token,
                "ANGAT_SECRET_KEY": self.key,
                "ANGAT_OPERATOR": "whoever measures",
                "ANGAT_DATABASE_URL": self.url,
                "ANGAT_API_URL": address,
            }
            process = await asyncio.create_subprocess_exec(
                ANGAT,
                "run",
                env=os.environ | given,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                await asyncio.wait_for(polled.reached(), LONGEST_SECONDS)
                polled.release()
                yield
            finally:
                process.terminate()
                await process.wait()
