"""What became of a win, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.numbers import Measured

MILESTONES = (1, 5, 10, 25, 50)
RECEIPT_SECONDS = 20


class Basis(StrEnum):
    """Where a number comes from."""

    SCORECARD = "scorecard"
    COUNTED = "counted"
    ESTIMATED = "estimated"


class Tag(StrEnum):
    """What sort of win it is, when somebody says so."""

    CRUCIAL = "crucial"
    VALUE = "value"
    ACCOMPLISHMENT = "accomplished"


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """`start_at` is None for a day off."""

    id: int
    work_date: date
    start_at: datetime | None


@dataclass(frozen=True, slots=True)
class WinFacts:
    """A win as it stands now."""

    id: int
    version: int
    text: str
    shift: ShiftFacts
    number: Measured | None
    basis: str
    gone: bool
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A win in a list."""

    id: int
    version: int
    text: str
    number: Measured | None
    tag: str
    work_date: date
    start_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some wins of `count`, newest first, from the one that `at` names on; 0 is the newest.

    `newer` and `older` are where the pages beside it begin, None where there is none.
    """

    count: int
    wins: tuple[Listed, ...]
    at: int = 0
    newer: int | None = None
    older: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the answer to a win stands: screen, message if it was sent, how many wins it covers."""

    screen_id: int
    message_id: int | None
    together: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Saved. `count` is how many the person has; the rest is what else this moment owes them."""

    win: WinFacts
    receipt: Receipt
    count: int
    card: "CardLeft | None" = None
    offer_energy: int | None = None
    welcome_back: "WelcomeBack | None" = None


@dataclass(frozen=True, slots=True)
class CardLeft:
    """The card that this answered: its message, and whether its energy row may stay."""

    screen_id: int
    message_id: int | None
    version: int
    energy: bool


@dataclass(frozen=True, slots=True)
class WelcomeBack:
    """Silence is over: what was kept before, and the hour they were out at."""

    count: int
    last: str
    ends_at: int | None


@dataclass(frozen=True, slots=True)
class OvertimeNoted:
    """The shift that goes on, if one does, and the hour it is asked about when that is known."""

    shift_id: int | None
    asks_at: datetime | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The win has a new version."""

    win: WinFacts
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """The button was older than the win: nothing was done."""

    win: WinFacts


@dataclass(frozen=True, slots=True)
class NotThere:
    """No such win of this person."""


Outcome = Changed | Stale | NotThere


def is_current(shown: int, version: int, moved_by: int, seq: int) -> bool:
    """A tap counts on the version it was shown with, or when its own row moved it already."""
    return shown == version or moved_by == seq
