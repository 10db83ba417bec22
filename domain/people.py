"""Who reads: what a screen has to know of a person."""

from dataclasses import dataclass
from datetime import datetime, tzinfo


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
