"""Energy after a shift: five words, reasons, and what a screen may know of them."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from domain.wins import ShiftFacts

EMPTY, FULL = 1, 5
LOW = 2
CONSENT_VERSION = 1
NOTE_BYTES = 800
LEVELS = {
    **dict.fromkeys(("1", "empty", "lowbat", "low bat", "ubos", "ubos na"), 1),
    **dict.fromkeys(("2", "low", "pagod", "low battery", "low batt"), 2),
    **dict.fromkeys(("3", "half", "sakto", "kalahati"), 3),
    **dict.fromkeys(("4", "good", "okay", "ok"), 4),
    **dict.fromkeys(("5", "full", "puno"), 5),
}
PERCENT = re.compile(r"(\d{1,3}) ?%")


class Reason(StrEnum):
    """What weighed most, on the two lowest answers."""

    CALLER = "caller"
    QUEUE = "queue"
    BREAK = "break"
    SYSTEM = "system"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Asking:
    """The row of five for a shift."""

    shift: ShiftFacts


@dataclass(frozen=True, slots=True)
class Offered:
    """No consent yet: the question whether to ask at all."""

    screen_id: int


@dataclass(frozen=True, slots=True)
class NoShift:
    """No worked shift to answer for."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer that stands. `low` asks for reasons; `reasons` are the ticked ones."""

    id: int
    version: int
    shift: ShiftFacts
    low: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more is asked."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The answer is gone."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No consent; `last` when it will not be offered again."""

    last: bool


@dataclass(frozen=True, slots=True)
class Stopped:
    """Consent withdrawn; how many answers are still stored."""

    stored: int


@dataclass(frozen=True, slots=True)
class Old:
    """The button was older than the answer, or nobody's."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """The note does not fit where all answers have the same room."""


def level_of(text: str) -> int | None:
    """One of the five words of either language, 1 to 5, or a percentage; None for anything else."""
    said = " ".join(text.lower().split()).strip(" .!")
    if found := PERCENT.fullmatch(said):
        percent = int(found[1])
        return max(EMPTY, -(-percent // 20)) if percent <= 100 else None
    return LEVELS.get(said)


def is_level(text: str) -> bool:
    return level_of(text) is not None


def fits(note: str) -> bool:
    """At most 800 bytes of UTF-8, as JSON writes it: a longer one would stand out among others."""
    return len(json.dumps(note, ensure_ascii=False).encode()) <= NOTE_BYTES


Outcome = Asking | Offered | NoShift | Noted | Done | TakenBack | Refused | Stopped | TooLong | Old
