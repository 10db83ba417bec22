"""Reading the number of a win, exact; what can't be read is refused, never guessed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeAlias

MOST_DIGITS = 12
MOST_LETTERS = 80
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
IN_SECONDS = ("AHT", "ACW", "ASA", "ATT", "HOLD", "FRT")
IN_POINTS = (
    "CSAT",
    "DSAT",
    "QA",
    "QUALITY",
    "FCR",
    "NPS",
    "ADH",
    "ADHERENCE",
    "ATTENDANCE",
    "PASS",
)
COUNTED = ("SALES", "CALLS", "TICKETS", "CHATS", "SURVEYS", "UPSELLS", "SCORE", "CPH", "RPC", "ABS")
METRICS = frozenset((*IN_SECONDS, *IN_POINTS, *COUNTED))
SMALL = frozenset(
    ("ko", "ang", "yung", "my", "the", "ng", "sa", "na", "is", "ay", "ako", "from", "mula")
)
UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min", "minuto": "min",
    "%": "%", "percent": "%", "pct": "%", "pts": "points", "points": "points", "point": "points",
}  # fmt: skip
FIGURE = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER = re.compile(rf"(?<![\w.,]){FIGURE}(?![\d.,]*\d)")
BETWEEN = r"\s*(?:->|→|=>|>|to|hanggang|naging|\s)\s*"
UNIT = r"\s*(?P<{}>%|[A-Za-z]+)?"
SHAPE = re.compile(
    rf"(?:(?P<metric>[A-Za-z][A-Za-z /]{{0,19}}?)\s*[:=]?\s+)??(?:(?:from|mula)\s+)?"
    rf"(?P<first>{FIGURE}){UNIT.format('first_unit')}"
    rf"(?:{BETWEEN}(?P<second>{FIGURE}){UNIT.format('second_unit')})?[.!]?",
    re.IGNORECASE,
)
WORDS_BETWEEN = ("to", "hanggang", "naging")
TWO_SIGNS = re.compile(r"%\s*%|\d[A-Za-z]\d|\.\.|\d[oO]\s*%")
NO_METRIC = ("about", "around", "mga", "nasa", "only")


class Reason(StrEnum):
    """Why a text is no number."""

    NO_NUMBER = "no_number"
    TWO_SIGNS = "two_signs"
    TOO_MANY = "too_many"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Refused, with the reason."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Measured:
    """`unit`: "", "%", "s", "min" or the word that was typed; `metric` in capitals or empty."""

    metric: str
    before: Decimal | None
    after: Decimal
    unit: str

    @property
    def difference(self) -> Decimal | None:
        """After less before; percentage points when the unit is %."""
        return None if self.before is None else self.after - self.before

    @property
    def is_rate(self) -> bool:
        """Moves by points: a percentage, or a measure that is a score."""
        scored = self.metric.partition(" ")[0] in IN_POINTS
        return self.unit == "%" or (not self.unit and scored)

    @property
    def percent(self) -> Decimal | None:
        """The change relative to before, in percent, half-up to one place; None for rates."""
        if self.before is None or self.before == 0 or self.is_rate:
            return None
        change = (self.after - self.before) * HUNDRED / abs(self.before)
        return change.quantize(TENTH, rounding=ROUND_HALF_UP)


Reading: TypeAlias = Measured | Unreadable


def read_number(text: str) -> Reading:  # noqa: PLR0911 - one per refusal
    """One or two figures with a unit, with or without a metric's name before them."""
    said = " ".join(text.split())
    figures = NUMBER.findall(said)
    if TWO_SIGNS.search(said):
        return Unreadable(Reason.TWO_SIGNS)
    if not figures or len(said) > MOST_LETTERS:
        return Unreadable(Reason.NO_NUMBER)
    if any(sum(sign.isdigit() for sign in figure) > MOST_DIGITS for figure in figures):
        return Unreadable(Reason.OUT_OF_RANGE)
    found = SHAPE.fullmatch(said)
    if found is None:
        return Unreadable(Reason.TOO_MANY if len(figures) > 1 else Reason.NO_NUMBER)
    return measured(found)


def measured(found: re.Match[str]) -> Reading:
    units = {
        unit_of(word, "")
        for word in (unless_between(found["first_unit"]), found["second_unit"])
        if word
    }
    if len(units) > 1:
        return Unreadable(Reason.TWO_SIGNS)
    first, second = exact(found["first"]), found["second"]
    word = found["second_unit"] or unless_between(found["first_unit"])
    metric = metric_of(found["metric"] or "", word)
    if metric is None:
        return Unreadable(Reason.NO_NUMBER)
    unit = unit_of(word, metric)
    if second is None:
        return Measured(metric, None, first, unit)
    return Measured(metric, first, exact(second), unit)


def metric_of(words: str, unit: str) -> str | None:
    """The measure in one or two words before the figure, in capitals, small words left out.

    None when it reads like a sentence: a word nobody knows, and something that is counted.
    """
    named = [word for word in words.split() if word.lower() not in SMALL]
    if not named or (len(named) == 1 and named[0].lower() in NO_METRIC):
        return ""
    known = named[0].upper() in METRICS or (named[0].isupper() and len(named[0]) > 1)
    bare = unit.lower() in ("", "%", "percent", "pct")
    return " ".join(named).upper() if len(named) <= 2 and (known or bare) else None


def unless_between(word: str | None) -> str:
    return "" if word is None or word.lower() in WORDS_BETWEEN else word


def unit_of(word: str, metric: str) -> str:
    """A known unit by its short name, another word as it was typed; seconds for handling times."""
    if word:
        return UNITS.get(word.lower(), word.lower())
    return "s" if metric in IN_SECONDS else ""


def exact(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def looks_like_a_number(text: str) -> bool:
    """Short, and mostly digits and signs: a failed answer rather than a sentence."""
    said = text.strip()
    words = [word for word in said.split() if word.isalpha() and len(word) > 2]
    return any(sign.isdigit() for sign in said) and len(said) <= 30 and len(words) <= 1
