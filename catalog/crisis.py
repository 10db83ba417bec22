"""Who can be called when somebody is not okay, by country."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = "crisis_lines.csv"
COUNTRY_OF_ZONE = {
    "Asia/Manila": "PH",
    "Asia/Kolkata": "IN",
    "Asia/Calcutta": "IN",
    "Africa/Johannesburg": "ZA",
    "America/Bogota": "CO",
}
ELSEWHERE = "PH"


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One number. `kind`: emergency, or talk; `short` is the name that fits a first line."""

    country: str
    kind: str
    short: str
    name: str
    number: str
    hours: str


def read_lines(folder: Path) -> tuple[CrisisLine, ...]:
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            CrisisLine(**{name: row[name] for name in CrisisLine.__slots__}) for row in rows
        )


def country_of(zone: str) -> str:
    """The country whose numbers are shown first, from a zone's name."""
    if zone.startswith("US/") or zone in ("America/New_York", "America/Chicago", "America/Denver"):
        return "US"
    return COUNTRY_OF_ZONE.get(zone, ELSEWHERE)
