"""A host's clock that is put back: the heartbeat goes on now, not when that hour comes again."""

from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.base import BaseScheduler

from bot.clock import Clock

LOOKS_EVERY_SECONDS = 5
MORE_THAN_DRIFT = timedelta(seconds=2)
log = structlog.get_logger("clock")


async def watch(clock: Clock, scheduler: BaseScheduler) -> None:
    """Until cancelled. APScheduler waits for a moment of the wall clock, however far it moved."""
    last = ahead_of_monotonic(clock)
    while True:
        await clock.sleep(LOOKS_EVERY_SECONDS)
        current = ahead_of_monotonic(clock)
        if last - current > MORE_THAN_DRIFT:
            log.warning("the clock was put back", seconds=round((last - current).total_seconds()))
            begin_again(scheduler, clock.now())
        last = current


def ahead_of_monotonic(clock: Clock) -> timedelta:
    """Changes only when somebody sets the clock."""
    return timedelta(seconds=clock.now().timestamp() - clock.monotonic())


def begin_again(scheduler: BaseScheduler, now: datetime) -> None:
    """What was to run at a moment that is far again runs now: every run may come twice."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=now)
