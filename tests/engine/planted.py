"""Words that nobody else would ever write, put where private things are said."""

from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary
from typing_extensions import override

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from storage.tables import METADATA
from tests.engine.looking import rows
from texts.speak import Speaker

VENT = "grabe nakakainis yung TL ko vent4471marker"
NOTE = "cried in the pantry note9920marker"
WIN = "saved the refund win5538marker"
ENERGY = ("vacant81one", "meagre81two", "middle81three", "decent81four", "brimful81five")
SEALED_WORDS = ("vent4471marker", "note9920marker", *ENERGY)
EVERY_WORD = (*SEALED_WORDS, "win5538marker")
ON_THE_WAY = ("outbox", "inbox", "dead", "screen", "conversation", "reminder")


class PlantedSpeaker(Speaker):
    """The five answers have names of their own."""

    @override
    def sentence(self, language: str, sentence: str, values: dict[str, object]) -> str:
        name, _, number = sentence.rpartition("-")
        if name == "button-energy":
            return ENERGY[int(number) - 1]
        return super().sentence(language, sentence, values)


async def morning_with_energy(world: World) -> Player:
    """She agreed to be asked, and the card with the five words is there."""
    jessa = world.person("Jessa")
    await set_up(jessa)
    for _ in range(2):
        await world.travel(days=1)
        await jessa.says("wala")
    await jessa.says("/checkin")
    await jessa.taps("Yes, ask me")
    await world.travel(days=1)
    return jessa


def found_in_file(world: World, words: tuple[str, ...]) -> list[str]:
    """Which of the words stand in the database file, its log or its index."""
    file = Path(str(world.angat.db.writing and world.angat.db.writing.url.database))
    held = b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))
    assert b"Jessa" in held
    return [word for word in words if word.encode() in held]


def found_on_the_way(world: World, words: tuple[str, ...]) -> list[str]:
    held = str([rows(world, f"SELECT * FROM {table}") for table in ON_THE_WAY])
    return [word for word in words if word in held]


def without_what_is_sealed(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; of what is sealed only how long it is."""
    dump: dict[str, list[tuple[Any, ...]]] = {}
    for table in METADATA.sorted_tables:
        shown = ", ".join(
            f"length({column.name})" if isinstance(column.type, LargeBinary) else column.name
            for column in table.columns
        )
        dump[table.name] = rows(world, f"SELECT {shown} FROM {table.name} ORDER BY rowid")
    return dump
