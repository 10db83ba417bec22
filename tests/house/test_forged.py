"""Anybody can send any callback data: nothing breaks, and nothing of somebody else's moves."""

from collections.abc import Iterator

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from tests.engine.cases import user
from tests.engine.looking import rows
from views.taps import MOST_BYTES, Verb

OF_A_WIN = ("win.undo", "win.more", "win.edit", "win.num", "win.del", "win.shift")
LEAVING = (Verb.NOT_FOR_ME, Verb.DELETE_ALL, Verb.DELETE_ASK)
CHOICES = ("", "x", "1", "٣", "99999999999999", "zzzzzzzzzzzzzzzzzzzz", "-1", "done", "56")
LARGEST = "1y2p0ij32e8e7"


REFUSALS = (
    "That button is not for you or no longer there.",
    "That question is closed; I'm still open.",
)


def forged(verb: Verb) -> Iterator[str]:
    """Odd choices on a row of one's own, and a row there cannot be."""
    yield from (f"{verb}:{LARGEST}:1", f"{verb}:{LARGEST}:1:1")
    for choice in CHOICES:
        data = f"{verb}:1:1:{choice}" if choice else f"{verb}:1:1"
        if len(data.encode()) <= MOST_BYTES:
            yield data


async def somebody(world: World) -> Player:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("31 calls, zero holds")
    await jessa.says("/checkin")
    await jessa.taps("Yes, ask me")
    return jessa


async def test_no_forged_tap_breaks_anything(world: World) -> None:
    jessa = await somebody(world)
    here = jessa.answers[-1].id
    for verb in Verb:
        if verb not in LEAVING:
            for data in forged(verb):
                await jessa.taps_data(here, data)
                assert world.errors == [], data


async def test_a_forged_way_out_takes_only_ones_own(world: World) -> None:
    jessa, marco = await somebody(world), world.person("Marco")
    await set_up(marco)
    for verb in LEAVING:
        for data in forged(verb):
            await marco.taps_data(marco.answers[-1].id, data)

    await jessa.says("/wins")

    assert "31 calls, zero holds" in jessa.sees


async def test_another_persons_win_is_not_there(world: World) -> None:
    jessa, marco = await somebody(world), world.person("Marco")
    await set_up(marco)
    _, undo = jessa.button("Undo")
    mine = marco.answers[-1]

    for verb in (*OF_A_WIN, "win.back", "win.kind", "win.tag", "win.move"):
        row = undo.split(":")[1]
        for version in ("1", "2", "3", "1::0", f"1::{row}", "1:crucial:0"):
            toast = await marco.taps_data(mine.id, f"{verb}:{row}:{version}")
            assert toast in REFUSALS
    await marco.taps_data(mine.id, f"list.page:{undo.split(':')[1]}:0")

    await jessa.says("/wins")
    assert "31 calls, zero holds" in jessa.sees
    assert "31 calls" not in "".join(answer.html for answer in marco.answers)


async def test_a_tap_of_somebody_else_does_not_end_what_expired(world: World) -> None:
    """Found by the fuzz: the row of her question went when his tap came in her chat."""
    jessa, marco = world.person("Jessa"), world.person("Marco")
    await set_up(jessa)
    await jessa.says("31 calls, zero holds")
    await jessa.taps("+ Number")
    shown, data = jessa.button("Undo")
    await world.travel(hours=30)
    before = rows(world, "SELECT * FROM conversation")

    where = {"message_id": shown.id, "date": 1, "chat": {"id": jessa.account.id, "type": "private"}}
    tap = {"id": "1", "chat_instance": "4", "data": data, "message": where}
    world.telegram.feed({"callback_query": tap | {"from": user(marco.account.id)}})
    await world.settle()

    assert len(before) == 1
    assert rows(world, "SELECT * FROM conversation") == before
    await jessa.says("closed 4 cases")
    assert rows(world, "SELECT * FROM conversation") == []
