"""Callback data: `verb:row:version[:choice[:page]]`, numbers in base 36. No verb is reused."""

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 40
LARGEST_ROW = 2**31 - 1  # rows are INTEGER, on PostgreSQL, too
MOST_DIGITS = 6  # the largest row in base 36
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Verb(StrEnum):
    """Every button there is; a retired one would stay here with the sentence it answers."""

    BEGIN = "begin"
    LANGUAGE = "lang"
    WHO_SEES = "start.sees"
    START = "start.go"
    NOT_FOR_ME = "start.no"
    SETUP_CHIP = "setup.chip"
    SETUP_HOUR = "setup.hour"
    SETUP_REST = "setup.rest"
    SETUP_SKIP = "setup.skip"
    CARD_CHIP = "card.chip"
    CARD_LATER = "card.later"
    CARD_NOTHING = "card.none"
    CARD_RHYTHM = "card.ask"
    RETURN = "back"
    WIN_UNDO = "win.undo"
    WIN_BACK = "win.back"
    WIN_NUMBER = "win.num"
    WIN_BASIS = "win.basis"
    WIN_MORE = "win.more"
    WIN_LESS = "win.less"
    WIN_EDIT = "win.edit"
    WIN_SHIFT = "win.shift"
    WIN_MOVE = "win.move"
    WIN_DELETE = "win.del"
    WIN_KIND = "win.kind"
    WIN_TAG = "win.tag"
    LIST_PAGE = "list.page"
    WIN_IT_IS = "win.is"
    WIN_KEEP_NOTE = "note.keep"
    WIN_FORGET = "note.drop"
    ENERGY_CONSENT = "batt.ok"
    ENERGY = "batt.set"
    ENERGY_REASON = "batt.why"
    ENERGY_DONE = "batt.done"
    ENERGY_NOTE = "batt.note"
    ENERGY_UNDO = "batt.undo"
    ENERGY_STOP = "batt.stop"
    ENERGY_WIPE = "batt.wipe"
    SHIFT_HOUR = "shift.hour"
    SHIFT_REST = "shift.rest"
    SHIFT_START = "shift.in"
    SHIFT_FIRST = "shift.first"
    SHIFT_DELAY = "shift.delay"
    SHIFT_ASKING = "shift.ask"
    SHIFT_BACK = "shift.show"
    SHIFT_NOTE = "shift.note"
    SHIFT_WORK = "shift.work"
    HELP_ALL = "help.all"
    HELP_COUNTRY = "help.land"
    HELP_CARD = "help.card"
    PRIVACY_LANGUAGE = "priv.lang"
    SETTINGS = "set.show"
    SET_ASKING = "set.ask"
    SET_DELAY = "set.delay"
    SET_ENERGY = "set.batt"
    SET_LANGUAGE = "set.lang"
    SET_COUNTRY = "set.land"
    SET_DATA = "set.data"
    EXPORT = "mine.file"
    DELETE_ASK = "mine.sure"
    DELETE_ALL = "mine.wipe"
    DELETE_KEEP = "mine.stay"


VERBS = frozenset(verb.value for verb in Verb)


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tap says: the verb, the row it is on, the version it was shown with, a choice.

    `page` is where the list began that it came from; None when it came from no list.
    """

    verb: Verb
    row: int = 0
    version: int = 0
    choice: str = ""
    page: int | None = None


def written(
    verb: Verb, row: int = 0, version: int = 0, choice: str = "", page: int | None = None
) -> str:
    data = f"{verb}:{base36(row)}:{base36(version)}"
    if page is not None:
        data = f"{data}:{choice}:{base36(page)}"
    elif choice:
        data = f"{data}:{choice}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"{verb} carries too much")
    return data


def read(data: str | None) -> Tap | None:
    """The tap, or None when it is not one of ours: anybody can send any callback data."""
    verb, *parts = (data or "").split(":")
    if len(parts) not in (2, 3, 4) or verb not in VERBS or len(data or "") > MOST_BYTES:
        return None
    row, version, page = number(parts[0]), number(parts[1]), number((*parts, "0", "0")[3])
    if row is None or version is None or page is None:
        return None
    choice = parts[2] if len(parts) > 2 else ""
    return Tap(Verb(verb), row, version, choice, page if len(parts) == 4 else None)


def base36(value: int) -> str:
    out = ""
    while value:
        value, rest = divmod(value, 36)
        out = DIGITS[rest] + out
    return out or "0"


def number(text: str) -> int | None:
    if not text or len(text) > MOST_DIGITS or any(sign not in DIGITS for sign in text):
        return None
    value = int(text, 36)
    return value if value <= LARGEST_ROW else None
