"""The host's clock is put back or ahead: nothing stands still, and no appointment comes twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs
from typing_extensions import override

from sandbox.plays import set_up
from sandbox.travel_clock import TravelClock
from sandbox.world import OPENING, World
from schedules.put_back import LOOKS_EVERY_SECONDS, watch
from schedules.timetable import (
    APPOINTMENTS,
    HEARTBEAT,
    HEARTBEAT_SECONDS,
    Appointment,
    keep_appointments,
    next_firing,
)
from tests.engine.looking import column, rows

HOUR = timedelta(hours=1)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


class Host(TravelClock):
    """`wrong` is what somebody did to its clock; what is monotonic goes on."""

    wrong = timedelta()
    watching: asyncio.Future[None]

    @override
    def now(self) -> datetime:
        return self.moment + self.wrong


SWEEP = HEARTBEAT[0]


@pytest.fixture
async def heartbeat() -> Job:
    """Planned, and never run: its scheduler stands still."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    job: Job = scheduler.add_job(print, SWEEP.when, id=SWEEP.name, next_run_time=FAR)
    return job


async def looked(clock: Host, times: int = 1) -> None:
    for _ in range(times):
        while clock.next_waiter() is None:
            await asyncio.wait({clock.watching}, timeout=0)
        clock.set(clock.moment + timedelta(seconds=LOOKS_EVERY_SECONDS))
        await asyncio.wait({clock.watching}, timeout=0)


@pytest.fixture
async def clock(heartbeat: Job) -> AsyncIterator[Host]:
    host = Host(OPENING)
    host.watching = asyncio.ensure_future(watch(host, heartbeat._scheduler))
    await looked(host)
    yield host
    host.watching.cancel()


async def test_a_clock_put_back_an_hour_does_not_stop_the_heartbeat(
    clock: Host, heartbeat: Job
) -> None:
    clock.wrong = -HOUR
    with capture_logs() as lines:
        await looked(clock, 3)

    assert heartbeat.next_run_time == OPENING + 2 * timedelta(seconds=LOOKS_EVERY_SECONDS) - HOUR
    assert [(line["event"], line["seconds"]) for line in lines] == [
        ("the clock was put back", 3600)
    ]


@pytest.mark.parametrize("wrong", [timedelta(), HOUR, timedelta(seconds=-1)])
async def test_a_clock_that_is_right_or_ahead_or_drifts_needs_nothing(
    clock: Host, heartbeat: Job, wrong: timedelta
) -> None:
    clock.wrong = wrong
    await looked(clock, 3)

    assert heartbeat.next_run_time == FAR


async def test_an_appointment_is_kept_once_though_its_hour_comes_again(world: World) -> None:
    def kept() -> list[str]:
        return column(world, "SELECT done_until FROM appointment")

    await world.travel_to(datetime(2026, 11, 23, 19, 35, tzinfo=UTC))
    once = kept()
    for back in (HOUR, timedelta(minutes=6), timedelta(minutes=-5)):
        world.clock.moment = datetime(2026, 11, 23, 19, 35, tzinfo=UTC) - back
        await keep_appointments(world.angat)
        assert kept() == once

    await world.travel_to(datetime(2026, 11, 24, 19, 35, tzinfo=UTC))
    assert kept() != once


@pytest.mark.parametrize("entry", APPOINTMENTS, ids=lambda entry: entry.name)
def test_asked_for_a_year_an_appointment_fires_once_a_day_or_less_and_never_at_a_clock_change(
    entry: Appointment,
) -> None:
    firings, moment = [], datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        firings.append(moment)
        following = next_firing(entry, moment)
        assert following is not None
        moment = following

    assert all(later - one >= timedelta(days=1) for one, later in pairwise(firings[1:]))
    assert str(entry.when.timezone) == "UTC"


async def test_a_card_that_was_said_is_not_said_again_when_its_hour_comes_again(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await world.travel(hours=13, minutes=45)
    said = len(jessa.answers)

    world.clock.moment -= HOUR
    await world.settle()
    await world.travel(hours=2)
    assert len(jessa.answers) == said

    await world.travel(hours=23)
    assert len(jessa.answers) == said + 1
    states = rows(world, "SELECT state FROM outbox WHERE kind='shift_end'")
    assert states == [("sent",), ("sent",)]


async def test_a_clock_that_was_ahead_by_days_leaves_no_stack_of_cards(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    said = len(jessa.answers)

    world.clock.set(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))  # Friday morning, 7:30
    for _ in range(8):
        await world.settle()
        world.clock.set(world.clock.moment + timedelta(seconds=HEARTBEAT_SECONDS))

    assert len(jessa.answers) == said + 1
    assert "Thu night" in jessa.sees
