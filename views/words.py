"""Days, hours and numbers as ready words: times in the person's zone, 12-hour clock."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from unicodedata import bidirectional

from babel.dates import format_date, format_time

from domain.people import Reader
from texts.speak import BIDI, RIGHT_TO_LEFT

LOCALE = "en"
NIGHT_FROM, NIGHT_UNTIL = 17, 3
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK_DAYS = 6
FAR_DAYS = 6
YEAR_FROM = 300  # days away: from here on a date says its year
MOST_LINES = 8
UNSEEN = re.compile(rf"{BIDI.pattern}|[\x00-\x08\x0b-\x1f\x7f]")
JOINING = " \n\t\u200d\ufe0f"


def hour(moment: time) -> str:
    """7 AM, 7:20 AM."""
    pattern = "h:mm a" if moment.minute else "h a"
    return format_time(moment, pattern, locale=LOCALE).replace("\u202f", " ")


def hour_of(minutes: int) -> str:
    """From minutes after midnight."""
    return hour(time(minutes // 60 % 24, minutes % 60))


def at(moment: datetime, zone: tzinfo) -> str:
    return hour(moment.astimezone(zone).time())


def day_and_hour(moment: datetime, zone: tzinfo) -> str:
    """Thu 7:20 AM."""
    local = moment.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {hour(local.time())}"


def coming(moment: datetime, reader: Reader) -> str:
    """Thu 7:20 AM; with its date when it is more than six days away."""
    said = day_and_hour(moment, reader.zone)
    far = moment - reader.now >= timedelta(days=FAR_DAYS)
    return f"{said}, {day(moment.astimezone(reader.zone).date())}" if far else said


def day(value: date) -> str:
    """1 Dec 2026."""
    return format_date(value, "d MMM y", locale=LOCALE)


def weekdays(digits: str) -> str:
    """Sat Sun, from the digits of a pattern; a rest over Sunday reads as it comes: Sun Mon."""
    worked = [day for day in range(7) if str(day) not in digits]
    first = max(worked, default=-1) + 1 if {"0", "6"} <= set(digits) else 0
    order = sorted(digits, key=lambda digit: (int(digit) - first) % 7)
    return " ".join(WEEKDAYS[int(digit)] for digit in order)


def shift_name(work_date: date, start_at: datetime | None, zone: tzinfo, today: date) -> str:
    """Wed night, Wed shift, Wed for a day off; with its date when it is not of the last days."""
    away = abs((today - work_date).days)
    pattern = "EEE d MMM" if away < YEAR_FROM else "EEE d MMM y"
    near = away <= WEEK_DAYS
    name = WEEKDAYS[work_date.weekday()] if near else format_date(work_date, pattern, locale=LOCALE)
    if start_at is None:
        return name
    begins = start_at.astimezone(zone).hour
    return f"{name} night" if begins >= NIGHT_FROM or begins < NIGHT_UNTIL else f"{name} shift"


def cut(text: str, most: int) -> str:
    """At most so many characters and eight lines; what was left out is shown as left out.

    Without signs that nobody sees and that turn a line round.
    """
    text = UNSEEN.sub("", text)
    lines = text.splitlines()
    kept = "\n".join(lines[:MOST_LINES])
    if len(kept) <= most and len(lines) <= MOST_LINES:
        return text
    return f"{kept[:most].rstrip(JOINING)}…"


def one_line(text: str, most: int) -> str:
    """For a line with more in it: no breaks, no direction signs, right-to-left words isolated."""
    plain = cut(" ".join(text.split()), most)
    if any(bidirectional(sign) in RIGHT_TO_LEFT for sign in plain):
        return f"\u2068{plain}\u2069"
    return plain


def zone_name(zone: str) -> str:
    """Manila, from Asia/Manila."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def figure(value: Decimal, unit: str = "") -> str:
    """480, 4.5%, 31 calls, 1,250 s."""
    shown = f"{value:,f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if unit == "%":
        return f"{shown}%"
    return f"{shown} {unit}" if unit else shown
