"""A story in which every button there is gets tapped, and each tap comes again under new ids."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from bot.app import App, assemble
from sandbox.people import Player
from sandbox.telegram import Message, Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from sandbox.world import OPENING, World, settings_for
from schedules.timetable import keep_appointments
from storage.erase import owned
from storage.people import PERSON
from storage.seals import new_key
from texts.speak import Speaker
from views.taps import Verb, read

Tap: TypeAlias = tuple[Verb, str]
Said: TypeAlias = str
Hours: TypeAlias = int
Story: TypeAlias = tuple[Said | Tap | Hours, ...]
Dump: TypeAlias = dict[str, list[str]]
# When and by which row something was said or changed, and which message shows it: a repeat may
# touch these. A screen that only shows what is, or asks, may be opened once more, and what is
# planned may be planned once more for the same moment.
BOOKKEEPING = frozenset(
    {"id", "seq", "moved_by", "said_at", "message_id", "expires_at", "screen_id", "sealed"}
)
PLANNED = frozenset({"about", "key"})
COUNTED_SCREENS = ("card", "receipt")
FILED = ("file",)  # which uploads Telegram knows: an export holds the second tap while it waits


class Again(StrEnum):
    """When the tap comes for the second time."""

    AT_ONCE = "at once"
    TOGETHER = "together"
    LATER = "an hour later, after a restart"


@dataclass(slots=True)
class Outcome:
    """What stands after the first tap and after the second, and how many messages came of each."""

    verb: Verb
    first: Dump
    second: Dump
    said: int
    said_again: int


BREATH_SECONDS = 10  # nobody is held back by the pace of their chat


@dataclass(slots=True)
class Stage:
    """A world that can be started anew, in the midst of everything."""

    file: Path
    telegram: Telegram
    clock: TravelClock
    key: str = field(default_factory=new_key)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    world: World | None = None

    def here(self) -> World:
        if self.world is None:
            raise RuntimeError("nothing runs")
        return self.world

    async def start(self) -> World:
        await self.stack.aclose()
        settings = settings_for(self.telegram, f"sqlite:///{self.file}", self.key)
        line = InProcess(self.telegram)
        app: App = await self.stack.enter_async_context(
            assemble(settings, self.clock, line, Speaker())
        )
        await app.receiver.recover()
        await keep_appointments(app.angat)
        self.world = World(self.telegram, self.clock, app)
        self.stack.push_async_callback(self.world.beats.stop)
        return self.world


async def tapped_through(file: Path, again: Again, stories: tuple[Story, ...]) -> list[Outcome]:
    """Everybody lives their story, one after another, in one world."""
    clock = TravelClock(OPENING)
    stage = Stage(file, Telegram(clock.now, sleep=clock.sleep), clock)
    await stage.start()
    outcomes: list[Outcome] = []
    try:
        for number, story in enumerate(stories):
            player = Player(stage.here(), stage.telegram.person(f"Agent {number}"))
            for step in story:
                outcomes += await lived(stage, player, step, again)
        assert stage.here().errors == []
    finally:
        await stage.stack.aclose()
    return outcomes


async def lived(
    stage: Stage, player: Player, step: Said | Tap | Hours, again: Again
) -> list[Outcome]:
    await player.world.travel(seconds=BREATH_SECONDS)
    if isinstance(step, str):
        await player.says(step)
    elif isinstance(step, int):
        await player.world.travel(hours=step)
    else:
        return [await tapped(stage, player, step, again)]
    return []


async def tapped(stage: Stage, player: Player, tap: Tap, again: Again) -> Outcome:
    message, data = found(player, tap)
    said = len(player.answers)
    player.world.telegram.taps(player.account, message.id, data)
    if again is Again.TOGETHER:
        player.world.telegram.taps(player.account, message.id, data)
    await player.world.settle()
    said, first = len(player.answers) - said, dump(player.world)
    if again is Again.TOGETHER:
        return Outcome(tap[0], first, first, said, said)
    if again is Again.LATER:
        player.world = await stage.start()
        await player.world.travel(hours=1)
        first = dump(player.world)
    before = len(player.answers)
    await player.taps_data(message.id, data)
    second = dump(player.world)
    if again is Again.LATER:  # a question that was open is over by itself
        del first["conversation"], second["conversation"]
    return Outcome(tap[0], first, second, said, len(player.answers) - before)


def found(player: Player, tap: Tap) -> tuple[Message, str]:
    """The newest button of that verb, whose choice begins so."""
    for message in reversed(player.chat):
        for button in (one for row in message.rows for one in row):
            known = read(button.data)
            if known and known.verb is tap[0] and known.choice.startswith(tap[1]):
                return message, str(button.data)
    raise LookupError(f"no button {tap} below {player.sees!r}: {player.labels}")


def dump(world: World) -> Dump:
    """All that belongs to anybody, without the bookkeeping."""
    with world.angat.db.reading.connect() as connection:
        return {
            table.name: sorted(kept(connection.execute(table.select()).mappings()))
            for table in (PERSON, *owned())
            if table.name not in FILED
        }


def kept(listed: Any) -> Iterator[str]:
    for row in listed:
        if "facts" in row and row["kind"] not in COUNTED_SCREENS:
            continue
        left_out = BOOKKEEPING | PLANNED if "due_at" in row else BOOKKEEPING
        stays = {name: row[name] for name in row if name not in left_out}
        yield repr(stays | {"closed_at": row.get("closed_at") is not None})
