"""Who can be called when somebody is not okay, by country."""

import csv
from dataclasses import dataclass
from pathlib import Path

from domain.help import COUNTRIES

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
    """Raises ValueError, KeyError or OSError when somebody would be left without a number."""
    lines = rows_of(folder)
    have = {(line.country, line.kind) for line in lines}
    for country in COUNTRIES:
        for kind in ("emergency", "talk"):
            if (country, kind) not in have:
                raise ValueError(f"{FILE} has no {kind} line for {country}")
    return lines


def rows_of(folder: Path) -> tuple[CrisisLine, ...]:
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
