"""The one list that must not be wrong: refused when a number would be missing."""

from pathlib import Path

import pytest

import catalog
from catalog.crisis import FILE, country_of, read_lines

OURS = Path(catalog.__file__).parent / FILE


def with_line(folder: Path, line: str) -> Path:
    (folder / FILE).write_text(OURS.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("PH,talk,NCMH", "name"),
        ("PH,talk,,NCMH,1553,24/7,x", "short"),
        ("PH,talk,A,A,,24/7,x", "number"),
    ],
)
def test_a_row_without_a_field_is_refused_by_its_line(
    tmp_path: Path, line: str, field: str
) -> None:
    with pytest.raises(ValueError, match=rf"{FILE}, line \d+: no {field}"):
        read_lines(with_line(tmp_path, line))


def test_ours_has_numbers_for_every_country() -> None:
    assert all(line.number and line.short and line.hours for line in read_lines(OURS.parent))


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Manila", "PH"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Africa/Johannesburg", "ZA"),
        ("America/Bogota", "CO"),
        ("America/Los_Angeles", "US"),
        ("America/Phoenix", "US"),
        ("Pacific/Honolulu", "US"),
        ("US/Central", "US"),
        ("America/Indianapolis", "US"),
        ("Europe/Lisbon", ""),
        ("America/Mexico_City", ""),
        ("UTC", ""),
    ],
)
def test_the_country_comes_from_the_zone_and_is_never_guessed(zone: str, country: str) -> None:
    assert country_of(zone) == country
