"""People who own something that nobody else may see, in a world where much is open."""

from dataclasses import dataclass

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import shapes
from sandbox.telegram.messages import Json
from sandbox.world import World

SEALED = "zqsealed"  # stands in every answer and note that has no way out


@dataclass(frozen=True, slots=True)
class Shown:
    """A button that stands somewhere: whose it is, the message it is on, and its data."""

    owner: int
    message: Json
    data: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """Telegram ids, with the word that stands in all that each of them owns."""

    marks: dict[int, str]
    strangers: tuple[int, ...]
    group: int
    shown: tuple[Shown, ...]

    @property
    def everybody(self) -> tuple[int, ...]:
        return (*self.marks, *self.strangers)


async def gather(world: World) -> Crowd:
    """Somebody for every state a person can be in; ids are counted, so always the same."""
    names = ("Zqjessa", "Zqmarco", "Zqana", "Zqlia", "Zqbea", "Zqnoel")
    jessa, marco, ana, lia, bea, noel = (world.person(name) for name in names)
    rico = world.person("Rico")
    for player in (jessa, marco, lia, noel):
        await set_up(player)
    await begun(ana)
    await world.travel(hours=14)
    for player in (jessa, marco, lia):
        await lived(player)
    await bea.says("/start")
    await left(noel)
    await rico.says("closed 40 tickets")
    await jessa.taps("+ Number")
    await marco.says("/settings")
    world.telegram.blocks(lia.account)
    group = world.telegram.group("Malaya", marco.account, jessa.account)
    world.telegram.adds(marco.account, world.telegram.bot, group)
    await world.settle()
    known = (jessa, marco, ana, lia, bea)
    return Crowd(
        marks={one.account.id: one.account.first_name.lower() for one in known},
        strangers=(noel.account.id, rico.account.id),
        group=group.id,
        shown=tuple(button for one in world.players for button in buttons(world, one)),
    )


def mark_of(player: Player) -> str:
    return player.account.first_name.lower()


async def begun(player: Player) -> None:
    """In the middle of set-up, with a win."""
    await player.says("/start")
    await player.taps("Start")
    await player.says(f"{mark_of(player)} closed 12 tickets")


async def lived(player: Player) -> None:
    """A win with a number, an energy answer with its note, a vent that was kept, a panel."""
    mark = mark_of(player)
    await player.says("/checkin")
    await player.taps("Yes, ask me")
    await player.taps("Low")
    await player.taps("Add a note")
    await player.says(f"{SEALED} {mark} is tired")
    await player.taps("Done")
    await player.says(f"I am so fed up, this job drains me {SEALED} {mark}")
    await player.taps("Keep, just for me")
    await player.says(f"{mark} AHT 480 to 410")
    await player.says("/wins")
    await player.says("/delete")
    await player.says("/shift")
    await player.says(f"{mark} closed 31 calls")


async def left(player: Player) -> None:
    await player.says("/delete")
    await player.taps("Delete everything")
    await player.taps(player.labels[0][0])


def buttons(world: World, player: Player) -> list[Shown]:
    owner = player.account.id
    return [
        Shown(owner, shapes.message(world.telegram, message), button.data)
        for message in player.chat
        for row in message.rows
        for button in row
        if button.data
    ]
