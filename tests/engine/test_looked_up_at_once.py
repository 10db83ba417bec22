"""Rows that several look up at the same time are handled once; what is claimed goes back."""

import asyncio

import pytest

from benchmarks.many_people import promise_all
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.world import World
from schedules import deliver
from storage.faults import DatabaseWaits
from tests.engine.looking import column, open_rows, wins
from tests.engine.outages import lose_the_answer_to_a_commit
from tests.engine.test_pace import crowd
from tests.storage.samples import on_both

CREW = 60


async def agent(world: World, name: str) -> Player:
    player = world.person(name)
    await set_up(player)
    return player


@on_both
async def test_two_posts_after_an_outage_hand_on_each_row_once(world: World) -> None:
    """One line was kept although it seemed to fail, and two more come side by side."""
    jessa, marco = await agent(world, "Jessa"), await agent(world, "Marco")
    receiver = world.app.receiver
    world.telegram.says(jessa.account, "/progress")
    first = await receiver.polling.fetch(0)
    lose_the_answer_to_a_commit(world)
    with pytest.raises(DatabaseWaits):
        await receiver.take(first)
    world.telegram.says(jessa.account, "31 calls")
    world.telegram.says(marco.account, "/progress")
    posts = (await receiver.polling.fetch(0))[-2:]
    before = len(jessa.answers), len(marco.answers)

    await asyncio.gather(*(receiver.take([post]) for post in [*posts, *first]))
    await receiver.idle()
    await world.settle()

    assert wins(world) == ["31 calls"]
    told = [one.html.partition("\n")[0] for one in jessa.answers[before[0] :]]
    assert len(told) == len(set(told)) == 2
    assert len(marco.answers) == before[1] + 1
    assert (open_rows(world), receiver.in_hand) == (0, set())


async def test_who_waits_in_line_at_a_stop_goes_back_and_loses_nothing(world: World) -> None:
    crew = await crowd(world, CREW)
    await world.angat.db.write(promise_all, crew, world.clock.now())
    await world.go_on()
    assert 0 < len(world.app.pace.line) <= deliver.MOST_IN_LINE

    await deliver.close(world.angat)

    assert set(column(world, "SELECT state FROM outbox")) == {"sent", "waiting"}
    assert set(column(world, "SELECT attempts FROM outbox WHERE state = 'waiting'")) == {0}
