"""Waiting: a database that takes nothing for a while costs nothing but time, on both of them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from storage import engines
from tests.engine import outages
from tests.engine.looking import column, dead_rows, letters, open_rows, wins
from tests.engine.outages import OnPostgres, lose_the_answer_to_a_commit
from tests.engine.service import PATIENCE_SECONDS
from tests.storage.postgres import Server
from tests.storage.samples import on_both, on_postgresql

Outage = Callable[[World], AbstractContextManager[None]]
CANNOT_SAVE = "I can't save right now. I'll take it as soon as I can."
HELP = "Not okay right now?"
TO_THE_CARD = 13 * 60 + 40
EVERY_KIND = pytest.mark.parametrize(
    ("dialect", "kind"),
    [
        *(("sqlite", kind) for kind in ("read_only", "full", "locked")),
        *(("postgresql", kind) for kind in ("read_only", "full", "locked", "away")),
    ],
    indirect=["dialect"],
)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody here waits seconds for a lock."""
    monkeypatch.setitem(engines.WAITS, "lock_timeout", "20ms")


@pytest.fixture
def on_server(dialect: str, database: str, request: pytest.FixtureRequest) -> OnPostgres | None:
    if dialect == "sqlite":
        return None
    server: Server = request.getfixturevalue("postgres")
    return OnPostgres(server, database)


@pytest.fixture
def outage(kind: str, on_server: OnPostgres | None) -> Outage:
    found: Outage = getattr(outages if on_server is None or kind == "locked" else on_server, kind)
    return found


async def agents(world: World) -> tuple[Player, Player]:
    jessa, marco = world.person("Jessa"), world.person("Marco")
    await set_up(jessa)
    await set_up(marco)
    return jessa, marco


async def wait_out(world: World, minutes: int) -> None:
    """Minute by minute: what can't be done would make a traveller look every second."""
    for _ in range(minutes):
        world.clock.set(world.clock.now() + timedelta(minutes=1))
        await world.happen()


def said_by(world: World, player: Player) -> list[str]:
    """Their wins, in the order in which they were kept."""
    of = f"JOIN person ON person.id = win.person_id WHERE telegram_id = {player.account.id:d}"
    return column(world, f"SELECT text FROM win {of} ORDER BY win.id")


def times(player: Player, beginning: str) -> int:
    return sum(one.html.startswith(beginning) for one in player.answers)


@EVERY_KIND
async def test_an_hour_without_a_database_loses_nothing_and_buries_nothing(
    world: World, outage: Outage
) -> None:
    """People talk all along, the card of the night falls due, and somebody needs help."""
    jessa, marco = await agents(world)
    await world.travel(minutes=TO_THE_CARD - 30)
    with outage(world):
        for number in range(6):
            await jessa.says(f"closed {number} tickets")
            await marco.says(f"calmed {number} callers", f"helped {number} hires")
            await wait_out(world, 10)
        assert times(jessa, HELP) == 0
        await jessa.says("/sos")
        assert times(jessa, HELP) == 1
        assert [times(one, CANNOT_SAVE) for one in (jessa, marco)] == [1, 1]
        assert world.telegram.unconfirmed == 6 * 3 + 1
    await world.travel(minutes=2)

    assert said_by(world, jessa) == [f"closed {number} tickets" for number in range(6)]
    told = [(f"calmed {number} callers", f"helped {number} hires") for number in range(6)]
    assert said_by(world, marco) == [line for both in told for line in both]
    assert (dead_rows(world), open_rows(world), world.telegram.unconfirmed) == (0, 0, 0)
    assert all(times(one, "That was Mon") + times(one, "Mon night") <= 1 for one in (jessa, marco))
    assert set(letters(world)) <= {"sent", "expired"}


@EVERY_KIND
async def test_a_card_that_fell_due_meanwhile_comes_once(
    world: World, outage: Outage, kind: str
) -> None:
    """A letter is small: on a full disk it may find room in a page that is there."""
    jessa, _ = await agents(world)
    await world.travel(minutes=TO_THE_CARD - 30)
    before = len(jessa.answers)
    with outage(world):
        await wait_out(world, 60)
        assert len(jessa.answers) == before or kind == "full"
    await world.travel(minutes=60)

    assert len(jessa.answers) == before + 1
    assert "Mon night" in jessa.sees
    assert letters(world) == ["sent", "sent"]


@on_both
async def test_a_commit_whose_answer_was_lost_is_not_forgotten(world: World) -> None:
    jessa, _ = await agents(world)

    lose_the_answer_to_a_commit(world)
    await jessa.says("closed 31 tickets")
    assert (open_rows(world), wins(world)) == (1, [])
    await world.settle()
    await jessa.says("zero holds")

    assert said_by(world, jessa) == ["closed 31 tickets", "zero holds"]
    assert (dead_rows(world), open_rows(world)) == (0, 0)


@on_both
async def test_a_closing_whose_answer_was_lost_is_written_once_more(world: World) -> None:
    jessa, _ = await agents(world)
    world.telegram.says(jessa.account, "closed 31 tickets")
    held = world.telegram.hold("sendMessage", before=True)
    settling = asyncio.ensure_future(world.settle())
    await asyncio.wait_for(held.reached(), PATIENCE_SECONDS)
    lose_the_answer_to_a_commit(world)
    held.release()
    await settling
    await world.travel(minutes=1)

    assert wins(world) == ["closed 31 tickets"]
    assert times(jessa, "Kept, ") == 1
    assert (dead_rows(world), open_rows(world)) == (0, 0)


@on_postgresql
async def test_a_failover_in_the_middle_of_everything_costs_nobody_anything(
    world: World, on_server: OnPostgres
) -> None:
    people = [world.person(f"Agent {number}") for number in range(6)]
    for player in people:
        await set_up(player)
    for number in range(4):
        for player in people:
            world.telegram.says(player.account, f"closed {number} cases")
        settling = asyncio.ensure_future(world.settle())
        await asyncio.to_thread(on_server.cut)
        await settling
    await world.travel(minutes=2)

    for player in people:
        assert said_by(world, player) == [f"closed {number} cases" for number in range(4)]
    assert (dead_rows(world), open_rows(world), world.telegram.unconfirmed) == (0, 0, 0)
