"""How often a card asks: less while nobody touches it, in the end not at all."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from domain.shifts import Pattern

CARDS_BEFORE_WEEKLY = 4
WEEKLIES_BEFORE_SILENCE = 3
WEEKDAYS = range(7)
SUNDAY = 6


class Asking(StrEnum):
    """NEVER is the person's choice; SILENT came by itself."""

    EVERY = "every"
    WEEKLY = "weekly"
    NEVER = "never"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`untouched`: cards, or weeklies, in a row that nobody touched."""

    asking: Asking
    untouched: int


@dataclass(frozen=True, slots=True)
class Ask:
    """The card goes out."""


@dataclass(frozen=True, slots=True)
class TellWeekly:
    """In place of the card: the one message that says there will be fewer."""


@dataclass(frozen=True, slots=True)
class Skip:
    """This shift ends without a word."""


Decision: TypeAlias = Ask | TellWeekly | Skip


def decide_card(rhythm: Rhythm, last_before_rest: bool) -> Decision:
    """What the end of a shift does."""
    if rhythm.asking is Asking.EVERY:
        return TellWeekly() if asks_less(rhythm) else Ask()
    weekly = rhythm.asking is Asking.WEEKLY and not ignored_weeklies(rhythm)
    return Ask() if weekly and last_before_rest else Skip()


def asks_less(rhythm: Rhythm) -> bool:
    """Whether the word about it is due, and still true when it is sent or has arrived."""
    return rhythm.asking is Asking.EVERY and rhythm.untouched >= CARDS_BEFORE_WEEKLY


def after_card(rhythm: Rhythm, decision: Decision) -> Rhythm:
    """The rhythm once the decision is carried out.

    The third weekly can be answered until the next shift begins, so silence begins with the
    first `Skip` after it: call this for every decision.
    """
    match decision:
        case Ask():
            return Rhythm(rhythm.asking, rhythm.untouched + 1)
        case TellWeekly():
            return chosen(Asking.WEEKLY)
        case Skip():  # pragma: no branch - there is no fourth
            return Rhythm(Asking.SILENT, rhythm.untouched) if ignored_weeklies(rhythm) else rhythm


def touched(rhythm: Rhythm) -> Rhythm:
    """After an answer, a tap or an entry of their own; ask `is_return` first."""
    return Rhythm(rhythm.asking, 0)


def is_return(rhythm: Rhythm) -> bool:
    """Whether what is written now ends a silence: true once, until the next silence."""
    return rhythm.asking is Asking.SILENT and rhythm.untouched > 0


def chosen(asking: Asking) -> Rhythm:
    """A fresh start, as by a tap on "Every shift" or "Don't ask"."""
    return Rhythm(asking, 0)


def ignored_weeklies(rhythm: Rhythm) -> bool:
    return rhythm.asking is Asking.WEEKLY and rhythm.untouched >= WEEKLIES_BEFORE_SILENCE


def last_before_rest(work_date: date, pattern: Pattern) -> bool:
    """Whether this is the week's last shift, the one a weekly question rides on."""
    return work_date.weekday() == last_weekday(pattern.rest_days)


@cache
def last_weekday(rest_days: frozenset[int]) -> int:
    """Before the longest rest, the later one of equals, so that a week has one; else Sunday."""
    lasts = [day for day in WEEKDAYS if day not in rest_days and (day + 1) % 7 in rest_days]
    return max(lasts, key=lambda day: (rest_after(day, rest_days), day), default=SUNDAY)


def rest_after(day: int, rest_days: Set[int]) -> int:
    """How many rest days follow; asked of a working day, so the week's circle ends there."""
    return next(days for days in WEEKDAYS if (day + 1 + days) % 7 not in rest_days)
