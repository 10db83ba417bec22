"""Who can be called when somebody is not okay, by country."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from domain.help import COUNTRIES

FILE = "crisis_lines.csv"


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
        return tuple(line_of(row, rows.line_num) for row in rows)


def line_of(row: dict[str, str | None], number: int) -> CrisisLine:
    """Raises ValueError, naming file and line, where a field is empty or missing."""
    fields = {name: (row[name] or "").strip() for name in CrisisLine.__slots__}
    for name, value in fields.items():
        if not value:
            raise ValueError(f"{FILE}, line {number}: no {name}")
    return CrisisLine(**fields)


def country_of(zone: str) -> str:
    """The country whose numbers are shown first, from a zone's name; empty where there are none."""
    country = countries_of_zones().get(zone, "")
    return country if country in COUNTRIES else ""


@cache
def countries_of_zones() -> dict[str, str]:
    """The zone database's own table of countries, under old names of zones, too."""
    rows = (line.split("\t") for line in lines_in("zone.tab") if not line.startswith("#"))
    known = {row[2]: row[0] for row in rows}
    links = (line.split() for line in lines_in("tzdata.zi") if line.startswith("L "))
    return {name: known[zone] for _, zone, name in links if zone in known} | known


def lines_in(name: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
