"""Reading an hour or a date as people type it on a phone."""

import re
from datetime import date, timedelta

HOUR = re.compile(
    r"(\d{1,2})(?:[:.]?([0-5]\d))?\s*"
    r"(?:([ap])\.?\s*(?:m\.?)?|(mn|nn)|(?:ng|sa|in the)\s+([a-z ]+))?"
)
AROUND = re.compile(r"^(?:mga|around|about|at|by|usually)\s+|\s+po$")
SPOKEN = re.compile(r"\balas?[\s-]+([a-z]+)")
ONES = (
    *(("una",), ("dos",), ("tres",), ("kwatro", "kuwatro"), ("singko",), ("sais",)),
    *(("siyete", "syete"), ("otso",), ("nuwebe", "nwebe"), ("diyes", "dyis"), ("onse",), ("dose",)),
)
NUMBERS = {name: number for number, names in enumerate(ONES, 1) for name in names}
WHOLE = {"noon": 720, "tanghali": 720, "midnight": 0, "hatinggabi": 0}
HALVES = {
    "mn": "a", "umaga": "a", "morning": "a", "madaling araw": "a",
    "nn": "p", "tanghali": "p", "hapon": "p", "afternoon": "p", "gabi": "p", "evening": "p",
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED = re.compile(r"(?:(\d{1,2})\s+([a-z]{3,9})|([a-z]{3,9})\.?\s+(\d{1,2}))\.?(?:,?\s+(\d{4}))?")
MOST_LETTERS = 30
WEEKDAY_DIGITS = tuple("0123456")


def read_hour(text: str) -> int | None:  # noqa: PLR0911 - one per form
    """7 AM, 19:30, 730pm, mga 6 ng gabi, alas sais, noon: minutes after midnight; None else."""
    said = text.strip().lower()[:MOST_LETTERS]
    said = AROUND.sub("", AROUND.sub("", said))
    said = SPOKEN.sub(lambda found: str(NUMBERS.get(found[1], found[0])), said)
    if said in WHOLE:
        return WHOLE[said]
    found = HOUR.fullmatch(said)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    named = found[4] or found[5]
    half = found[3] or HALVES.get(named or "", "")
    if (named and not half) or (hours, found[5]) == (12, "gabi"):
        return minutes if half else None
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    return hours * 60 + minutes if hours < 24 else None


def read_date(text: str, today: date) -> date | None:  # noqa: PLR0911 - one per form
    """Dec 1, 1 Dec, 2026-12-01; without a year the next such day. None for anything else."""
    said = text.strip().lower()[:MOST_LETTERS]
    if found := ISO.fullmatch(said):
        return day_of(int(found[1]), int(found[2]), int(found[3]))
    found = NAMED.fullmatch(said)
    if found is None:
        return None
    name, number = found[2] or found[3], int(found[1] or found[4])
    month = next((at for at, known in enumerate(MONTHS, 1) if name.startswith(known)), 0)
    if found[5]:
        return day_of(int(found[5]), month, number)
    this_year = day_of(today.year, month, number)
    if this_year is not None and this_year < today - timedelta(days=30):
        return day_of(today.year + 1, month, number)
    return this_year


def mask_of(digits: str) -> int:
    """Weekday digits as a number: 56 is 2**5 + 2**6."""
    return sum(1 << int(digit) for digit in digits)


def toggled(digits: str, digit: str) -> str:
    return "".join(sorted(set(digits) ^ {digit}))


def day_of(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
