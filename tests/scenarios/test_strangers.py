"""Whoever never said /start, or deleted everything: nothing is stored, everything is answered."""

from sqlmodel import Session

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from storage.tables import METADATA
from views.taps import Verb

COMMANDS = (
    *("win", "wins", "checkin", "progress", "shift", "privacy", "export", "delete"),
    *("help", "tulong", "sos", "cancel", "nothing"),
)
NOBODYS = {"appointment", "sealed_word", "inbox", "sqlite_sequence"}


async def stored(world: World) -> dict[str, int]:
    """Rows of every table that could be somebody's."""

    def counted(session: Session) -> dict[str, int]:
        return {
            table.name: len(session.connection().execute(table.select()).all())
            for table in METADATA.sorted_tables
            if table.name not in NOBODYS
        }

    return await world.angat.db.read(counted)


async def tries_everything(jessa: Player) -> None:
    for command in COMMANDS:
        before = len(jessa.answers)
        await jessa.says(f"/{command}")
        assert len(jessa.answers) > before, command
    await jessa.says("/help")
    for verb in set(Verb) - {Verb.BEGIN}:
        for choice in ("", "1", "yes", "done"):
            data = f"{verb}:1:1:{choice}" if choice else f"{verb}:1:1"
            await jessa.taps_data(jessa.answers[-1].id, data)


async def test_a_stranger_may_send_and_tap_anything_and_leaves_no_row(world: World) -> None:
    jessa = world.person("Jessa")

    await tries_everything(jessa)

    assert set((await stored(world)).values()) == {0}


async def test_after_deleting_old_buttons_and_commands_find_nobody(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("31 calls")
    receipt = jessa.answers[-1]
    await jessa.says("/delete")
    await jessa.taps("Delete everything")
    await jessa.taps("Yes, delete it all")

    toast = await jessa.taps("Undo", receipt)
    await jessa.says("/wins")

    assert toast == "That button is not for you or no longer there."
    assert set((await stored(world)).values()) == {0}
