"""Killed before an answer was sent: after the next start the same is said as the first time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copy as copy_file
from typing import Any

import pytest
from telegram.request import RequestData
from typing_extensions import override

from bot.app import assemble
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.world import World, open_world, settings_for
from storage.seals import new_key
from texts.speak import Speaker

KEY = new_key()
Deed = Callable[[World, Player], Awaitable[object]]


class Heard(InProcess):
    """The way to Telegram, and what was said on it."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.texts: list[str] = []

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *rest: Any,
        **more: Any,
    ) -> tuple[int, bytes]:
        sent = request_data.json_parameters if request_data else {}
        self.texts += [sent["text"]] if sent.get("text") else []
        return await super().do_request(url, method, request_data, *rest, **more)


@asynccontextmanager
async def once_more(world: World, database: Path) -> AsyncIterator["Heard"]:
    """Another process on that database, with the same Telegram, at the same moment."""
    settings = settings_for(world.telegram, f"sqlite:///{database}", KEY)
    line = Heard(world.telegram)
    async with assemble(settings, world.clock, line, Speaker()) as app:
        again = World(world.telegram, world.clock, app)
        await app.receiver.recover()
        await again.settle()
        assert again.errors == []
        yield line


def as_it_is(file: Path, copy: Path) -> None:
    """The file and its log, as a kill leaves them."""
    for one in file.parent.glob(f"{file.name}*"):
        if not one.name.endswith("-shm"):
            copy_file(one, copy.with_name(one.name.replace(file.name, copy.name)))


async def after_a_kill(
    folder: Path, before: Deed, deed: Deed, method: str
) -> tuple[list[str], list[str]]:
    """What stands in the chat after the deed, and what the next process says of the same row."""
    file, copy = folder / "first.db", folder / "again.db"
    async with open_world(f"sqlite:///{file}", key=KEY) as world:
        jessa = world.person("Jessa")
        await before(world, jessa)
        held = world.telegram.hold(method, before=True)
        doing = asyncio.ensure_future(deed(world, jessa))
        await held.reached()
        as_it_is(file, copy)
        held.release()
        await doing
        first = [one.html for one in jessa.answers]
        async with once_more(world, copy) as line:
            return first, line.texts


async def begun(_world: World, jessa: Player) -> None:
    await jessa.says("/start")
    await jessa.taps("Start")


async def hour_is_open_no_more(world: World, jessa: Player) -> None:
    await begun(world, jessa)
    await jessa.taps("Skip")
    await jessa.says("/cancel")


async def ready(_world: World, jessa: Player) -> None:
    await set_up(jessa)


async def curious(_world: World, jessa: Player) -> None:
    await jessa.says("/start")
    await jessa.taps("Who sees what?")


async def leaving(world: World, jessa: Player) -> None:
    await ready(world, jessa)
    await jessa.says("/delete")
    await jessa.taps("Delete everything")


async def stopped(world: World, jessa: Player) -> None:
    await ready(world, jessa)
    await world.travel(hours=14)
    await jessa.says("/checkin")
    await jessa.taps("Yes, ask me")
    await jessa.taps("Low")
    await jessa.says("/checkin")
    await jessa.taps("Stop asking")


async def listing(world: World, jessa: Player) -> None:
    await ready(world, jessa)
    await jessa.says("31 calls, zero hold")
    await jessa.says("/wins")
    await jessa.taps("1")


async def choosing(world: World, jessa: Player) -> None:
    await listing(world, jessa)
    await jessa.taps("Kind")


async def rewording(world: World, jessa: Player) -> None:
    await listing(world, jessa)
    await jessa.taps("Edit")


@pytest.mark.parametrize(
    ("before", "deed", "method"),
    [
        (begun, lambda _, jessa: jessa.taps("Calmed a caller"), "editMessageText"),
        (hour_is_open_no_more, lambda _, jessa: jessa.says("7 AM"), "sendMessage"),
        (stopped, lambda _, jessa: jessa.taps("Delete my checks"), "editMessageText"),
        (ready, lambda _, jessa: jessa.says("31 calls, zero hold"), "sendMessage"),
        (curious, lambda _, jessa: jessa.taps("Not for me"), "editMessageText"),
        (leaving, lambda _, jessa: jessa.taps("Yes, delete it all"), "editMessageText"),
        (listing, lambda _, jessa: jessa.taps("Delete"), "editMessageText"),
        (choosing, lambda _, jessa: jessa.taps("Value added"), "editMessageText"),
        (rewording, lambda _, jessa: jessa.says("92 calls, zero hold"), "sendMessage"),
    ],
    ids=[
        *("first chip", "an hour", "checks deleted", "a win", "not for me", "all deleted"),
        *("deleted in the list", "a kind", "other words"),
    ],
)
async def test_it_says_the_same_again(
    tmp_path: Path, before: Deed, deed: Deed, method: str
) -> None:
    first, again = await after_a_kill(tmp_path, before, deed, method)

    assert first[-1] in again
    assert not any(one.startswith("Kept, ") for one in again if one not in first)


async def test_a_receipt_that_waited_for_another_line_is_not_forgotten(tmp_path: Path) -> None:
    _, again = await after_a_kill(
        tmp_path, ready, lambda _, jessa: jessa.says("31 calls, zero hold", "/shift"), "sendMessage"
    )

    assert any(one.startswith("Kept, Mon") for one in again)
    assert any(one.startswith("<b>Your hours</b>") for one in again)
