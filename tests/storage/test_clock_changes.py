"""Cards across clock changes as the sweep plans them: one a night, at the right instant."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session

from actions.planning import plan_next
from actions.sweeping import sweep
from storage import people, reminders, shifts
from storage.database import Database
from storage.outbox import OUTBOX
from storage.reminders import REMINDER
from tests.storage.samples import HOUR, MINUTE, person, rows

NIGHTS = 6


def at_work(session: Session, zone: str, ends_at: int, now: datetime) -> None:
    """Every day is a working day."""
    owner = person(session, zone=zone, state="ready", setup="done")
    shifts.set_pattern(session, owner, ends_at=ends_at, rest_days="")
    plan_next(session, people.by_id(session, owner), now)


def lived(session: Session, nights: int) -> list[datetime]:
    """From one due moment to the next; at each the sweep comes twice."""
    moments = []
    for _ in range(nights):
        moment = reminders.next_due(session)
        assert moment is not None
        moments.append(moment)
        assert sweep(session, moment).taken == 1
        assert sweep(session, moment).taken == 0
    return moments


@pytest.mark.parametrize(
    ("zone", "wall", "change", "hours"),
    [
        ("America/New_York", (2, 30), date(2026, 3, 8), [24, 24, 23, 24, 24]),
        ("America/New_York", (1, 30), date(2026, 11, 1), [24, 24, 25, 24, 24]),
        ("Australia/Lord_Howe", (2, 15), date(2026, 10, 4), [24, 24, 23.5, 24, 24]),
        ("Australia/Lord_Howe", (1, 45), date(2026, 4, 5), [24, 24, 24.5, 24, 24]),
        ("America/Santiago", (0, 30), date(2026, 9, 6), [24, 24, 23, 24, 24]),
        ("Asia/Manila", (2, 30), date(2026, 3, 8), [24, 24, 24, 24, 24]),
    ],
)
async def test_one_card_a_night_across_a_clock_change(
    db: Database, zone: str, wall: tuple[int, int], change: date, hours: list[float]
) -> None:
    before = datetime(change.year, change.month, change.day, 12, tzinfo=UTC) - timedelta(days=3)
    await db.write(at_work, zone, wall[0] * 60 + wall[1], before)

    moments = await db.write(lived, NIGHTS)

    apart = [(later - one) / HOUR for one, later in pairwise(moments)]
    assert apart == hours
    letters = await db.read(rows, OUTBOX)
    assert [letter["not_before"] for letter in letters] == moments
    shift_ids = [row["about"] for row in await db.read(rows, REMINDER)]
    assert len(set(shift_ids)) == len(shift_ids) == NIGHTS + 1


async def test_a_clock_that_goes_back_an_hour_sends_nothing_again(db: Database) -> None:
    start = datetime(2026, 11, 24, 12, tzinfo=UTC)
    await db.write(at_work, "Asia/Manila", 420, start)
    (moment,) = await db.write(lived, 1)

    for minutes in range(-60, 61, 10):
        swept = await db.write(sweep, moment + minutes * MINUTE)
        assert swept.taken == 0

    (following,) = await db.write(lived, 1)
    assert following == moment + timedelta(days=1)
    assert len(await db.read(rows, OUTBOX)) == 2


async def test_a_clock_that_jumps_three_days_ahead_and_back_promises_one_card(
    db: Database,
) -> None:
    start = datetime(2026, 11, 24, 12, tzinfo=UTC)
    await db.write(at_work, "Asia/Manila", 420, start)
    ahead = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)

    while (await db.write(sweep, ahead)).taken:
        pass
    assert (await db.write(sweep, start)).taken == 0

    (letter,) = await db.read(rows, OUTBOX)
    assert letter["not_before"] == ahead - 10 * MINUTE
    assert await db.read(reminders.next_due) == letter["not_before"] + timedelta(days=1)
