"""From process start to the first getUpdates, and what the process then weighs."""

import asyncio
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sandbox.telegram import Telegram
from sandbox.telegram.http import serving
from storage.migrate import migrate
from storage.seals import new_key

ANGAT = Path(sys.executable).with_name("angat")
LONGEST_SECONDS = 30.0
LINES = 5  # the pace of a chat is a message a second


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds to the first getUpdates; megabytes resident after a few answers."""

    seconds: float
    megabytes: float


async def start_once(folder: Path) -> Started:
    """The real process on a database that exists, against a Bot API on this machine."""
    telegram = Telegram(lambda: datetime.now(UTC))
    environment = settings_of(folder, telegram.token)
    migrate(environment["ANGAT_DATABASE_URL"])
    polled = telegram.hold("getUpdates", before=True)
    async with serving(telegram) as address:
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            ANGAT,
            "run",
            env=os.environ | environment | {"ANGAT_API_URL": address},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(polled.reached(), LONGEST_SECONDS)
            seconds = time.perf_counter() - begun
            polled.release()
            await asyncio.wait_for(a_short_talk(telegram), LONGEST_SECONDS)
            return Started(seconds, resident_megabytes(process.pid))
        finally:
            process.terminate()
            await process.wait()


def settings_of(folder: Path, token: str) -> dict[str, str]:
    return {
        "ANGAT_BOT_TOKEN": token,
        "ANGAT_SECRET_KEY": new_key(),
        "ANGAT_OPERATOR": "whoever measures",
        "ANGAT_DATABASE_URL": f"sqlite:///{folder / 'angat.db'}",
    }


async def a_short_talk(telegram: Telegram) -> None:
    """What is loaded lazily is loaded by now."""
    jessa = telegram.person("Jessa")
    for line in ("/start", "/help", *(f"closed {number} tickets" for number in range(LINES))):
        telegram.says(jessa, line)
        while telegram.history(jessa)[-1].sender_id == jessa.id:
            await telegram.changed(telegram.version)


def resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
