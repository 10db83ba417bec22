"""`angat dead --retry`: a row that died is handled after all, and what it did already stands."""

import pytest

from bot.clock import SystemClock
from sandbox.plays import set_up
from sandbox.world import World
from storage import dead
from storage.dead import Handed
from tests.engine.before import world_before
from tests.engine.faults import Rough, break_on
from tests.engine.looking import column, dead_rows, open_rows, wins
from tests.engine.service import Service

AFTER_ALL = 199
LINE = "calmed an irate caller"


async def hand_back_all(world: World) -> list[Handed]:
    """What the command does to the database, from beside."""
    ids = [row.id for row in await world.angat.db.read(dead.listed)]
    now = world.clock.now()
    came = [await world.angat.db.write(dead.hand_back, one, now) for one in ids]
    await world.travel(seconds=1)
    return came


async def test_the_running_bot_takes_it_and_the_win_is_of_the_night_it_was_said(
    rough: Rough,
) -> None:
    world = rough.world
    jessa = world.person("Jessa")
    await set_up(jessa)
    await world.travel(hours=14)
    mend = break_on(world, LINE)
    await jessa.says(LINE)
    await world.travel(hours=30)
    assert (wins(world), dead_rows(world)) == ([], 1)
    mend()

    assert await hand_back_all(world) == [Handed.BACK]

    assert wins(world) == [LINE]
    assert (dead_rows(world), open_rows(world)) == (0, 0)
    assert column(world, "SELECT work_date FROM win") == ["2026-11-23"]
    assert jessa.sees.startswith("Kept, Mon night.")


async def test_what_broke_after_its_work_does_not_win_twice(rough: Rough) -> None:
    world = rough.world
    jessa = world.person("Jessa")
    await set_up(jessa)
    mend = break_on(world, LINE, group=AFTER_ALL)
    await jessa.says(LINE)
    await world.travel(minutes=1)
    assert (wins(world), dead_rows(world)) == ([LINE], 1)
    mend()

    await hand_back_all(world)

    assert wins(world) == [LINE]
    assert (dead_rows(world), open_rows(world)) == (0, 0)


async def test_one_that_is_still_broken_dies_again_and_can_go_back_again(rough: Rough) -> None:
    world = rough.world
    jessa = world.person("Jessa")
    await set_up(jessa)
    mend = break_on(world, LINE)
    await jessa.says(LINE)
    await world.travel(minutes=1)

    await hand_back_all(world)
    await jessa.says("zero holds")
    await world.travel(minutes=1)
    assert (wins(world), dead_rows(world), open_rows(world)) == (["zero holds"], 1, 0)
    mend()
    await hand_back_all(world)

    assert wins(world) == [LINE, "zero holds"]
    assert (dead_rows(world), open_rows(world)) == (0, 0)


async def test_two_of_a_chat_go_back_in_the_order_they_came(rough: Rough) -> None:
    world = rough.world
    jessa = world.person("Jessa")
    await set_up(jessa)
    mends = [break_on(world, line) for line in ("31 calls", "32 calls")]
    await jessa.says("31 calls", "32 calls")
    await world.travel(minutes=1)
    for mend in mends:
        mend()

    assert await hand_back_all(world) == [Handed.BACK, Handed.BACK]

    assert column(world, "SELECT text FROM win ORDER BY id") == ["31 calls", "32 calls"]


async def planted(service: Service) -> None:
    """A line that died before the service starts."""
    async with world_before(service, SystemClock().now()) as world:
        jessa = world.person("Jessa")
        await set_up(jessa)
        break_on(world, LINE)
        await jessa.says(LINE)
        await world.travel(seconds=10)


async def test_the_command_lists_and_hands_back_for_the_next_start(service: Service) -> None:
    await planted(service)
    listed = await service.run("dead")
    assert listed.code == 0
    assert listed.said.startswith("1: received 20")
    assert listed.said.endswith("Broken, 3 attempts\n")
    assert LINE not in listed.said

    assert (await service.run("dead", "--retry", "2")).said == "2: is not there\n"
    back = await service.run("dead", "--retry", "all")
    assert (back.code, back.said) == (0, "1: handed back\n")
    again = await service.run("dead", "--retry", "1")
    assert (again.code, again.said) == (1, "1: is not there\n")
    assert (await service.run("dead")).said == "nothing is dead\n"
    assert (await service.run("dead", "--retry", "all")).said == "nothing is dead\n"

    await service.start()
    await service.telegram.until(lambda: service.wins() == [LINE])
    assert await service.stopped() == 0


@pytest.mark.parametrize("retry", ["one", "-1", "1.5"])
async def test_the_number_has_to_be_one(service: Service, retry: str) -> None:
    ended = await service.run("dead", f"--retry={retry}")

    assert (ended.code, ended.said) == (2, "angat: --retry takes the number of a row, or all\n")


async def test_without_a_database_it_makes_none(service: Service) -> None:
    ended = await service.run("dead")

    assert ended.code == 2
    assert ended.said.startswith("angat: ANGAT_DATABASE_URL or ANGAT_DATA: no database at ")
    assert not service.file.exists()
