"""The morning that a month begins with."""

from datetime import datetime
from zoneinfo import ZoneInfo

MORNING_HOUR = 9


def first_of_next_month(now: datetime, zone: str) -> datetime:
    """The 1st of the month after this one, 9 AM there."""
    here = now.astimezone(ZoneInfo(zone))
    year, month = (here.year + 1, 1) if here.month == 12 else (here.year, here.month + 1)
    return datetime(year, month, 1, MORNING_HOUR, tzinfo=ZoneInfo(zone))
