"""Reading the number of a win, exact; what can't be read is refused, never guessed.

A text is tokens, each with the letter of what it does there (`domain/number_words.py`). Small
words fall out, and what is left is one of a few shapes: `MFBF` is AHT 480 to 410.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeAlias

from domain import number_words as words
from domain.number_words import DOWN, FIGURE, IN_POINTS, IN_SECONDS, METRICS, UNITS, UP

MOST_DIGITS = 12
MOST_LETTERS = 80
MOST_FAILED = 40
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
TOKEN = re.compile(
    rf"(?P<figure>(?<![\w.,%])[-+]?{AMOUNT}(?![\d.,]*\d))"
    r"|(?P<word>[Nn]aka-(?=\d)|'?[A-Za-z][A-Za-z'’/-]*(?!\d)|%|->|→|=>|>)"
    r"|(?P<sign>\S)"
)
TWO_SIGNS = re.compile(r"%\s*%|\d[A-Za-z]\d|\.\.|\d[oO]\s*%")
MOVES = (DOWN, UP, words.MOVED)
A_FIGURE = "F[UWM]{0,3}"
HEAD = "[MW]{0,2}"
ONE = re.compile(f"{HEAD}B?{A_FIGURE}")
BEFORE_AFTER = re.compile(
    f"R?{HEAD}R?{A_FIGURE}C?B+{A_FIGURE}"  # from 480 to 410
    f"|{HEAD}{A_FIGURE}{A_FIGURE}"  # 92 96
    f"|(?:R{HEAD}|{HEAD}R){A_FIGURE}C?{A_FIGURE}"  # mula 480, 410 na
    f"|(?:T{HEAD}|{HEAD}T){A_FIGURE}[CBN]+{A_FIGURE}N*"  # dati 480, ngayon 410
    f"|{HEAD}{A_FIGURE}T(?:C?[BN]+{A_FIGURE}N*|C?{A_FIGURE}N+)"  # 480 dati, 410 na
)
AFTER_BEFORE = re.compile(
    f"{HEAD}{A_FIGURE}C?R{A_FIGURE}"  # 410 from 480
    f"|(?:(?:N{HEAD}|{HEAD}N){A_FIGURE}|{HEAD}{A_FIGURE}N)C?T{A_FIGURE}"  # ngayon 410, dati 480
)


class Reason(StrEnum):
    """Why a text is no number."""

    NO_NUMBER = "no_number"
    TWO_SIGNS = "two_signs"
    TOO_MANY = "too_many"
    OUT_OF_RANGE = "out_of_range"
    HALF = "half"
    CONTRADICTS = "contradicts"


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
        return self.unit in ("%", "points") or (not self.unit and scored)

    @property
    def percent(self) -> Decimal | None:
        """The change relative to before, in percent, half-up to one place; None for rates."""
        if self.before is None or self.before == 0 or self.is_rate:
            return None
        change = (self.after - self.before) * HUNDRED / abs(self.before)
        return change.quantize(TENTH, rounding=ROUND_HALF_UP)


Reading: TypeAlias = Measured | Unreadable


@dataclass(frozen=True, slots=True)
class Token:
    """A figure, a word or a sign, and what it does there."""

    text: str
    letter: str


def read_number(text: str) -> Reading:
    """One or two figures with a unit, with or without a metric's name beside them."""
    said = " ".join(text.split()).rstrip(".! ")
    tokens = tokens_of(said[: MOST_LETTERS + 1])  # so that a long text costs no more
    figures = [token.text for token in tokens if token.letter == FIGURE]
    if TWO_SIGNS.search(said):
        return Unreadable(Reason.TWO_SIGNS)
    if not figures or len(said) > MOST_LETTERS:
        return Unreadable(Reason.NO_NUMBER)
    if any(sum(sign.isdigit() for sign in figure) > MOST_DIGITS for figure in figures):
        return Unreadable(Reason.OUT_OF_RANGE)
    return shaped(tokens) or Unreadable(Reason.TOO_MANY if len(figures) > 1 else Reason.NO_NUMBER)


def tokens_of(said: str) -> list[Token]:
    found = list(TOKEN.finditer(said))
    tokens: list[Token] = []
    for place, match in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        tokens.append(token_of(match, tokens, before_figure=bool(after and after["figure"])))
    return tokens


def token_of(match: re.Match[str], before: list[Token], *, before_figure: bool) -> Token:
    if match["figure"]:
        return Token(match[0], FIGURE)
    if match["sign"]:
        return Token(match[0], letter_of_sign(match[0], before, before_figure=before_figure))
    text = match[0].strip("-'’")
    return Token(text, letter_of(text.lower(), before, before_figure=before_figure))


def letter_of_sign(sign: str, before: list[Token], *, before_figure: bool) -> str:
    """`AHT: 402` and `AHT = 402`; a colon behind a figure is an hour or a duration."""
    named = all(token.letter != FIGURE for token in before)
    if sign in ":=" and before_figure and named:
        return words.SMALL
    return words.DOES.get(sign, words.FOREIGN)


def letter_of(  # noqa: PLR0911 - one per neighbour
    low: str, before: list[Token], *, before_figure: bool
) -> str:
    """What a word does depends on its neighbours where two things are called the same."""
    letters = {token.letter for token in before}
    if low in words.INTO and before_figure and letters & {DOWN, UP, words.MOVED}:
        return words.BETWEEN
    if low in words.DID and letters <= {words.SMALL}:
        return words.SMALL
    if low in UNITS and before and before[-1].letter == FIGURE:
        return words.UNIT
    if low.upper() in (*IN_SECONDS, *IN_POINTS):
        return words.METRIC
    return words.DOES.get(low, words.WORD)


def shaped(tokens: list[Token]) -> Reading | None:
    """By the shape that is left when small words fall out; None when there is none."""
    moves = {token.letter for token in tokens} & {DOWN, UP, words.MOVED}
    if only_changes(tokens) or undated(tokens):
        return Unreadable(Reason.HALF)
    timed = any(token.letter == words.THEN for token in tokens)
    idle = {words.SMALL, *moves} | (set() if timed else {words.NOW})
    left = [token for token in tokens if token.letter not in idle]
    shape = "".join(token.letter for token in left)
    if ONE.fullmatch(shape):
        half = moves and words.BETWEEN not in shape
        return Unreadable(Reason.HALF) if half else measured(left, swapped=False)
    swapped = AFTER_BEFORE.fullmatch(shape) is not None
    if not swapped and not BEFORE_AFTER.fullmatch(shape):
        return None
    reading = measured(left, swapped=swapped)
    denied = isinstance(reading, Measured) and contradicts(reading, moves)
    return Unreadable(Reason.CONTRADICTS) if denied else reading


def only_changes(tokens: list[Token]) -> bool:
    """480 bumaba ng 70, 480 -70: by how much it moved, and not where to."""
    figures = [place for place, token in enumerate(tokens) if token.letter == FIGURE]
    signed = any(tokens[place].text[0] in "+-" for place in figures[1:])
    by = any(
        tokens[place - 1].text.lower() == "ng" and tokens[place - 2].letter in MOVES
        for place in figures
        if place > 1
    )
    return signed or (by and len(figures) > 1)


def undated(tokens: list[Token]) -> bool:
    """410 today 480 kahapon: two figures whose order the days turn round, with nothing between."""
    letters = [token.letter for token in tokens]
    placed = any(letter in (words.BETWEEN, words.SINCE, words.THEN) for letter in letters)
    dated = any(token.text.lower() in words.DAYS for token in tokens)
    return dated and not placed and letters.count(FIGURE) > 1


def contradicts(number: Measured, moves: set[str]) -> bool:
    """It is said to go down and goes up, or the other way round."""
    change = number.difference or 0
    return (DOWN in moves and change > 0) or (UP in moves and change < 0)


def measured(left: list[Token], *, swapped: bool) -> Reading:
    places = [place for place, token in enumerate(left) if token.letter == FIGURE]
    figures = [exact(left[place].text) for place in places]
    behind = [named_after(left, place) for place in places]
    units = [unit_in(said) for said in behind]
    if None in units:
        return Unreadable(Reason.NO_NUMBER)
    known = [unit for unit in units if unit]
    if len({UNITS.get(unit.lower(), unit.lower()) for unit in known}) > 1:
        return Unreadable(Reason.TWO_SIGNS)
    word = known[-1] if known else ""
    head = [token.text for token in left[: places[0]] if token.letter in "MW"]
    tail = {token.text for said in behind for token in said if token.letter == words.METRIC}
    metric = metric_of(head, tail, word)
    if metric is None:
        return Unreadable(Reason.NO_NUMBER)
    after, *before = figures if swapped else reversed(figures)
    return Measured(metric, before[0] if before else None, after, unit_of(word, metric))


def named_after(left: list[Token], place: int) -> list[Token]:
    """The words right behind a figure."""
    behind: list[Token] = []
    for token in left[place + 1 :]:
        if token.letter not in "UWM":
            break
        behind.append(token)
    return behind


def unit_in(behind: list[Token]) -> str | None:
    """One word, or two when the second is what is counted: inbound calls. None when it is more."""
    said = [token.text for token in behind if token.letter != words.METRIC]
    if len(said) > 1 and (said[1].lower() not in words.NOUNS or len(said) > 2):
        return None
    return " ".join(said)


def metric_of(head: list[str], tail: set[str], unit: str) -> str | None:
    """The measure in one or two words before the figure, or a known one behind it, in capitals.

    None when it reads like a sentence: a word nobody knows, and something that is counted.
    """
    if tail:
        return None if head or len(tail) > 1 else tail.pop().upper()
    if not head:
        return ""
    known = head[0].upper() in METRICS or (head[0].isupper() and len(head[0]) > 1)
    bare = unit.lower() in ("", "%", "percent", "pct")
    alone = bare and len(head) == 1
    return " ".join(head).upper() if known or alone else None


def unit_of(word: str, metric: str) -> str:
    """A known unit by its short name, another word as it was typed; seconds for handling times."""
    if word:
        return UNITS.get(word.lower(), word.lower())
    return "s" if metric in IN_SECONDS else ""


def exact(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def looks_like_a_number(text: str) -> bool:
    """Short, and hardly a word that is not about numbers: a failed answer, not a sentence."""
    said = " ".join(text.split())
    if len(said) > MOST_FAILED:
        return False
    unknown = [
        token
        for token in tokens_of(said)
        if token.letter in (words.WORD, words.FOREIGN) and len(token.text) > 2
    ]
    return any(sign.isdigit() for sign in said) and len(unknown) <= 1
