"""Reading an hour or a date as people type it on a phone."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

HOUR = re.compile(
    r"(\d{1,2})(?:[:.]?([0-5]\d))?\s*"
    r"(?:([ap])\.?\s*(?:m\.?)?|(mn|nn)|(?:ng|sa|in the)\s+([a-z ]+))?"
)
BEFORE = re.compile(r"^(?:mga|around|about|at|by|usually|out(?: ko| ako)?|i'?m out|i work)\s+")
BEHIND = re.compile(
    r"\s*(?:[.!,]|:-?\)|\bpo|\busually|\bsharp|\blang|\bna|\bshift|\beach day|\bevery ?day"
    r"|\bang out(?: ko)?|\bthanks|\bthank you|\bsalamat)$"
)
SPOKEN = re.compile(r"\balas?[\s-]+([a-z]+|\d+)")
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
DAYS = tuple(
    re.compile(f"({names})$")
    for names in (
        "mon(day)?s?|lunes", "tue(s(day)?)?s?|martes", "wed(nesday)?s?|miyerkules|miyerkoles",
        "thu(r(s(day)?)?)?s?|huwebes|webes", "fri(day)?s?|biyernes|byernes",
        "sat(urday)?s?|sab(ado)?", "sun(day)?s?|lin(ggo)?",
    )
)  # fmt: skip
JOINING = frozenset(("and", "at", "tsaka", "saka", "rd", "ko", "every", "tuwing"))
NO_REST = re.compile(r"wala|none|no (rd|rest days?|off|days? off)|walang (rd|rest day|off)|0")
ALL_WEEK = re.compile(r"all( of them| days| week)?|every ?day|lahat|araw[ -]araw")
WEEKEND = re.compile(r"(every |tuwing )?weekends?")
WORKWEEK = re.compile(r"(every |tuwing )?weekdays?")
FROM_DAY_TO_DAY = re.compile(r"([a-z]+)(?:\s+(?:to|until|hanggang)\s+|\s*[-–]\s*)([a-z]+)")
POLITE = re.compile(r"( po| pa| lang)?[.!]?$")
ROTATING = re.compile(
    r"(it |it's |its )?rotat(es|ing)\.?|nagro-?rotate\.?|rotating shift(ing)?|shifting( ako)?"
    r"|(pa)?-?iba[ -]?iba( po)?|depende( po)?|it depends|it varies"
)
ENDS = re.compile(
    r"(?:from |mula )?(\w[\w:.\s]{0,24}?)\s*(?:-|–|/|\bto\b|\buntil\b|\btill?\b|\bhanggang\b)\s*"
    r"(\w[\w:.\s]{0,24})"
)
SIDE_BY_SIDE = re.compile(r"(\d[\d:.]{0,4} ?[ap]m?)\s+(\d[\d:.]{0,4} ?[ap]m?)")
AND_LENGTH = re.compile(
    r"(.{1,30}?),?\s+(?:for )?(\d{1,2})(?:\.(5))?\s*(?:h|hrs?|hours?|oras)(?: shift)?"
)
HOURS_ONLY = re.compile(
    r"\d{1,2}(?:[:.]\d{1,3})?|[ap]\.?m\b\.?|\b(?:to|until|and|then|at|tapos|hanggang)\b|[-–,/&;+]"
)
BARE_NUMBER = re.compile(
    r"[-+]?\s*\d[\d:.,]*\s*(?:am|pm|m|min(?:ute|uto)?s?|h|hrs?|hours?|oras)?\.?"
)
HALF_IS_SAID = re.compile(
    r"[ap]\.?\s*m|umaga|gabi|hapon|madaling|morning|evening|afternoon|mn|nn|noon|tanghali"
    r"|^0|^1[3-9]|^2[0-3]"
)
SHORTEST_SHIFT, LONGEST_SHIFT, HALF_DAY, DAY = 2 * 60, 16 * 60, 12 * 60, 24 * 60
AFTER_MIDNIGHT = (12, 1, 2, 3, 4)  # "1 ng gabi" is no hour of the afternoon
NAMED_SHIFT = re.compile(r"(graveyard|gy|night|day|mid|morning|afternoon|opening|closing)( shift)?")
WORD = re.compile(r"[a-z]+")
NO_END = re.compile(r"\d{1,2}([:.]\d{1,3})?\s*([ap]\.?\s*m?\.?)?")
NO_HOUR = re.compile(r"\d{1,4}([:.]\d{1,3})?\s*([ap]\.?\s*m?\.?)?")
MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
LIKE_A_DATE = re.compile(
    rf"\d{{1,4}}\s*[-/.]\s*\d[\d\s/.-]*"
    rf"|(?:\d{{1,4}}\s+)?{MONTH_NAME}\.?(?:\s*\d{{1,4}})?(?:,?\s*\d{{1,4}})?"
)
WHOLE_WEEKS = ((NO_REST, ""), (ALL_WEEK, "0123456"), (WEEKEND, "56"), (WORKWEEK, "01234"))
MINUTES = re.compile(
    r"(?:in |mga )?(-\s*)?(\d+)\s*(?:m(?:in(?:ute|uto)?s?)?)?(?: after| lang| po)?\.?"
)
MOST_LETTERS = 30
MOST_ENDS = 60
WEEKDAY_DIGITS = tuple("0123456")


def read_hour(text: str) -> int | None:  # noqa: PLR0911 - one per form
    """7 AM, 19:30, 730pm, mga 6 ng gabi, alas sais, noon: minutes after midnight; None else."""
    said = text.strip().lower()[:MOST_LETTERS]
    said = alone(said)
    said = SPOKEN.sub(spoken, said)
    if said in WHOLE:
        return WHOLE[said]
    found = HOUR.fullmatch(said)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    named = found[4] or found[5]
    half = found[3] or HALVES.get(named or "", "")
    if named and not half:
        return None
    late = found[5] == "gabi" and hours in AFTER_MIDNIGHT
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" and not late else 0)
    return hours * 60 + minutes if hours < 24 else None


def alone(said: str) -> str:
    """Without what people put around an hour: mga, usually, po, ang out ko."""
    before = ""
    while said != before:
        before, said = said, BEHIND.sub("", BEFORE.sub("", said))
    return said


def spoken(found: re.Match[str]) -> str:
    """alas sais, alas 7."""
    return found[1] if found[1].isdecimal() else str(NUMBERS.get(found[1], found[0]))


@dataclass(frozen=True, slots=True)
class Out:
    """When they are out, in minutes after midnight; how long the shift is if they said that."""

    ends_at: int
    length_minutes: int | None = None


def read_out(text: str) -> Out | None:
    """7 AM; 7 AM, 8 hours; both ends: 10pm to 7am, 22:00-07:00; None when unsure of a half."""
    end = read_hour(text)
    if end is not None:
        return Out(end)
    said = alone(text.strip().lower()[:MOST_ENDS])
    if found := AND_LENGTH.fullmatch(said):
        return with_length(found)
    found = ENDS.fullmatch(said) or SIDE_BY_SIDE.fullmatch(said)
    return both_ends(found) if found and len(text) <= MOST_ENDS else None


def both_ends(found: re.Match[str]) -> Out | None:
    """None where two readings are as likely: 10 to 7."""
    pairs = [
        ((last - first) % DAY, last) for first, last in product(halves(found[1]), halves(found[2]))
    ]
    likely = sorted(pair for pair in pairs if 0 < pair[0] <= LONGEST_SHIFT)
    if not likely or likely[0][0] < SHORTEST_SHIFT:
        return None
    if [length for length, _ in likely].count(likely[0][0]) > 1:
        return None
    return Out(likely[0][1], likely[0][0])


def with_length(found: re.Match[str]) -> Out | None:
    """7 AM, 8 hours: the end, and how long the shift is."""
    end, length = read_hour(found[1]), int(found[2]) * 60 + (30 if found[3] else 0)
    return Out(end, length) if end is not None and 0 < length <= LONGEST_SHIFT else None


def read_start(text: str) -> Out | None:
    """The start, or both ends; said with a length it is the start that was said first."""
    out = read_out(text)
    if out is None or out.length_minutes is None:
        return out
    if AND_LENGTH.fullmatch(alone(text.strip().lower()[:MOST_ENDS])):
        return Out((out.ends_at + out.length_minutes) % DAY, out.length_minutes)
    return out


def halves(text: str) -> tuple[int, ...]:
    """The minutes an end may mean: both halves of the day where none is said."""
    minutes = read_hour(text)
    if minutes is None:
        return ()
    if HALF_IS_SAID.search(text.strip()):
        return (minutes,)
    return (minutes % HALF_DAY, minutes % HALF_DAY + HALF_DAY)


def read_weekdays(text: str) -> str | None:
    """Sat Sun, sabado at linggo, weekends, none: digits of weekdays, Monday 0; else None."""
    said = POLITE.sub("", text.strip().lower()[:MOST_ENDS])
    whole = [digits for known, digits in WHOLE_WEEKS if known.fullmatch(said)]
    if whole:
        return whole[0]
    if found := FROM_DAY_TO_DAY.fullmatch(said):
        return from_day_to_day(weekday(found[1]), weekday(found[2]))
    names = [word for word in WORD.findall(said) if word not in JOINING]
    days = [weekday(name) for name in names]
    if not days or None in days or len(text) > MOST_ENDS:
        return None
    return "".join(sorted({str(day) for day in days}))


def weekday(name: str) -> int | None:
    return next((at for at, known in enumerate(DAYS) if known.match(name)), None)


def from_day_to_day(first: int | None, last: int | None) -> str | None:
    """Sat to Mon goes over Sunday."""
    if first is None or last is None or first == last:
        return None
    days = ((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
    return "".join(sorted(str(day) for day in days))


def rotates(text: str) -> bool:
    """It rotates, nagro-rotate: no hour can be said."""
    return ROTATING.fullmatch(text.strip().lower()) is not None


def read_date(text: str, today: date) -> date | None:  # noqa: PLR0911 - one per form
    """Dec 1, 1 Dec, 2026-12-01; without a year the next such day. None for anything else."""
    said = text.strip().lower()[:MOST_LETTERS]
    if found := ISO.fullmatch(said):
        return day_of(int(found[1]), int(found[2]), int(found[3]))
    found = NAMED.fullmatch(said)
    if found is None:
        return None
    name, number = found[2] or found[3], int(found[1] or found[4])
    if not re.fullmatch(MONTH_NAME, name):
        return None
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


def names_days(text: str) -> bool:
    return read_weekdays(text) is not None


def is_an_hour(text: str) -> bool:
    return read_out(text) is not None


def looks_like_an_hour(text: str) -> bool:
    """25, 7:60, 13 PM, 9 to 6, graveyard; a number of something is a line of its own."""
    said = text.strip().lower()
    if is_an_hour(text) or len(text) > MOST_ENDS:
        return False
    ends = ENDS.fullmatch(said)
    two = ends is not None and all(NO_END.fullmatch(end.strip()) for end in ends.groups())
    known = any(one.fullmatch(said) for one in (NO_HOUR, NAMED_SHIFT, BARE_NUMBER))
    return two or known or is_hours_only(said)


def is_hours_only(said: str) -> bool:
    """Several hours and nothing else, like 10pm-2am, 3am-7am: no one shift can be read."""
    has_hours = HALF_IS_SAID.search(said) is not None or ":" in said
    return has_hours and said[:1].isdigit() and not HOURS_ONLY.sub("", said).strip()


def is_bare_number(text: str) -> bool:
    """25:00, -3, 99 minutes: an answer that went wrong, whatever was asked."""
    return BARE_NUMBER.fullmatch(text.strip().lower()) is not None


def looks_like_a_date(text: str) -> bool:
    return LIKE_A_DATE.fullmatch(text.strip().lower()[:MOST_ENDS]) is not None or is_bare_number(
        text
    )


def read_minutes(text: str) -> int:
    """30, 30 min, 30 minutes after; what is no such number is below zero."""
    found = MINUTES.fullmatch(text.strip().lower())
    return -1 if found is None or found[1] or len(found[2]) > 4 else int(found[2])


def looks_like_minutes(text: str) -> bool:
    return MINUTES.fullmatch(text.strip().lower()) is not None or is_bare_number(text)
