"""One bot in front of the quick Telegram: how much it answers, and what that costs it."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.peers.crew import PEOPLE
from benchmarks.peers.quick_telegram import Plan

PROJECT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 90.0
TICKS = os.sysconf("SC_CLK_TCK")
SATURATED = Plan(PEOPLE, 200, 0.0, 1.0, 3.0)
FAR_AWAY = Plan(PEOPLE, 100, 0.05, 1.0, 3.0)


class Fallen(Exception):
    """A bot that ended, or answered nobody."""


@dataclass(frozen=True, slots=True)
class Bot:
    """How it is started; {address} stands for the Bot API's."""

    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Updates a second, microseconds of processor time an update, milliseconds of waiting."""

    rate: float
    cpu: float
    p50: float
    p99: float


async def contest(bot: Bot, plan: Plan) -> Figures:
    async with telegram(plan) as (told, address), running(bot, address) as process:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await line(told, process)
            before = cpu_seconds(process.pid)
            figures = await line(told, process)
            spent = cpu_seconds(process.pid) - before
    if figures["again"]:
        raise Fallen("quicker than there are people: nobody may type twice within a receipt")
    updates = figures["updates"]
    return Figures(
        updates / figures["seconds"], spent / updates * 1e6, figures["p50"], figures["p99"]
    )


@asynccontextmanager
async def telegram(plan: Plan) -> AsyncIterator[tuple[asyncio.StreamReader, str]]:
    command = (sys.executable, "-m", "benchmarks.peers.quick_telegram", json.dumps(asdict(plan)))
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=PIPE)
    try:
        if process.stdout is None:
            raise Fallen("no Telegram")
        port = json.loads(await process.stdout.readline())["port"]
        yield process.stdout, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def running(bot: Bot, address: str) -> AsyncIterator[Process]:
    filled = {name: value.format(address=address) for name, value in bot.environment.items()}
    process = await asyncio.create_subprocess_exec(
        *(word.format(address=address) for word in bot.command),
        cwd=PROJECT,
        env=os.environ | filled,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def line(told: asyncio.StreamReader, bot: Process) -> dict[str, float]:
    """What the quick Telegram says next, unless the bot ends before."""
    said = asyncio.ensure_future(told.readline())
    ended = asyncio.ensure_future(bot.wait())
    await asyncio.wait({said, ended}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not said.done():
        said.cancel()
        raise Fallen(f"the bot ended with {bot.returncode}")
    figures: dict[str, float] = json.loads(said.result())
    return figures


def cpu_seconds(pid: int) -> float:
    """Processor time of all its threads; on Linux, in steps of a tick."""
    stat = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / TICKS
