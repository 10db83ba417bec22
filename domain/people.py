"""Who reads: what a screen has to know of a person."""

from dataclasses import dataclass
from datetime import datetime, tzinfo


def day_number(now: datetime) -> int:
    """The day in UTC as a number that a button can carry."""
    return now.date().toordinal()


def is_meant_still(shown_on: int, now: datetime) -> bool:
    """Whether the last button of deleting counts: on the day it was shown and the next one."""
    return day_number(now) - shown_on <= 1


@dataclass(frozen=True, slots=True)
class Reader:
    """`zone_name` is an IANA name; `stage` is what set-up asks next."""

    id: int
    name: str
    language: str
    zone: tzinfo
    zone_name: str
    country: str
    stage: str
    now: datetime
