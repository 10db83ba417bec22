"""When many finish at the same minute: who of a crowd is asked how much later."""

from datetime import datetime, timedelta

from domain.shifts import Span
from domain.sleep import on_the_way_home

A_SECOND = 30  # letters that Telegram takes in one
AT_MOST = timedelta(seconds=120)
GOLDEN, WHOLE = 2_654_435_769, 2**32  # neighbouring ids fall far apart, and nowhere close together


def share_of(person_id: int) -> float:
    """Where in any crowd that person stands: from 0 to below 1, always the same."""
    return person_id * GOLDEN % WHOLE / WHOLE


def jitter(person_id: int, crowd: int) -> timedelta:
    """How much later than its minute a card of that crowd comes.

    Spread is over the time that so many letters take, so nothing for a second's worth of them.
    """
    if crowd <= A_SECOND:
        return timedelta()
    longest = min(crowd / A_SECOND, AT_MOST.total_seconds())
    return timedelta(seconds=share_of(person_id) * longest)


def spread(due_at: datetime, person_id: int, crowd: int, span: Span) -> datetime:
    """The moment of a card after that shift: within the way home from it, else as it was due."""
    later = due_at + jitter(person_id, crowd)
    return later if on_the_way_home(later, span) else due_at
