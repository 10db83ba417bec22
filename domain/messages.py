"""What a typed message plainly is; when unsure it is a win."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
LAUGH = re.compile(r"(?:h[aeiou]+){2,}h?|j(?:aja)+|lo+l+|lma+o+")
COUNTED = re.compile(
    r"\d[\d.,]*\s*(?:%|percent|calls?|tickets?|chats?|emails?|cases?|accounts?|sales?|surveys?"
    r"|orders?|stars?|customers?|points?|pts|handled|closed)|\d+\s*(?:->|→|to)\s*\d+",
    re.IGNORECASE,
)
HOURS = re.compile(r"(\d{1,2}(?:\.\d)?)\s*(?:h|hr|hrs|hour|hours|oras)\b", re.IGNORECASE)
MOST_READ = 400  # what is plainly no win is short; nobody waits for the rest to be looked at


class Kind(StrEnum):
    """What a message is; WIN is also everything we are not sure of."""

    WIN = "win"
    GREETING = "greeting"
    QUESTION = "question"
    NOTHING = "nothing"
    LATER = "later"
    OVERTIME = "overtime"
    REST_DAY = "rest_day"
    VENT = "vent"


Phrase = tuple[str, ...]
WHOLE = (Kind.NOTHING, Kind.REST_DAY, Kind.OVERTIME, Kind.LATER, Kind.GREETING)
MAY_BE_LEFT = {Kind.LATER: 1}
THANKS = frozenset(("thanks", "thank", "thankyou", "ty", "tnx", "salamat", "maraming"))
TOMORROW = frozenset(("bukas", "tomorrow", "tom", "tmrw"))
NONE_OF_IT = frozenset(("no", "zero", "wala", "walang", "never", "perfect"))


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue's lists: filler words, words about times, phrases by kind.

    `moods` let off steam only where nothing else is said.
    """

    filler: frozenset[str]
    times: frozenset[str]
    moods: Sequence[Phrase]
    phrases: Mapping[Kind, Sequence[Phrase]]


@dataclass(frozen=True, slots=True)
class Said:
    """`hours` of overtime when the message names them; a rest day may be `days_ahead`."""

    kind: Kind
    hours: Decimal | None = None
    days_ahead: int = 0


def phrase(text: str) -> Phrase:
    """Words of a text, in small letters, long-drawn ones shortened, laughs as haha."""
    small = LONG_DRAWN.sub(r"\1", text.lower().replace("’", "'"))
    return tuple("haha" if LAUGH.fullmatch(word) else word for word in WORD.findall(small))


def kind_of(text: str, words: Words) -> Said:  # noqa: PLR0911 - one per kind
    """Decides by the lists; an achievement in it keeps a message a win."""
    said = phrase(text[:MOST_READ])
    if words.filler.issuperset(said):
        return Said(Kind.GREETING)
    if len(text) > MOST_READ or is_achievement(text, said, words):
        return Said(Kind.WIN)
    for kind in WHOLE:
        if is_all_about(said, kind, words):
            return about(kind, text, said)
    if is_question(text, said, words):
        return Said(Kind.QUESTION)
    return Said(Kind.VENT if is_vent(said, words) else Kind.WIN)


def about(kind: Kind, text: str, said: Phrase) -> Said:
    hours = HOURS.search(text) if kind is Kind.OVERTIME else None
    ahead = int(kind is Kind.REST_DAY and not TOMORROW.isdisjoint(said))
    return Said(kind, Decimal(hours[1]) if hours else None, ahead)


def is_achievement(text: str, said: Phrase, words: Words) -> bool:
    return COUNTED.search(text) is not None or holds_any(said, words.phrases[Kind.WIN])


def is_all_about(said: Phrase, kind: Kind, words: Words) -> bool:
    """Holds a phrase of the kind, and next to nothing besides."""
    phrases = words.phrases[kind]
    if not holds_any(said, phrases) or denies(said, kind, phrases):
        return False
    known = words.filler
    if kind in (Kind.OVERTIME, Kind.REST_DAY, Kind.LATER):
        known |= words.times
    if kind is Kind.REST_DAY:
        known |= TOMORROW
    thankful = kind is Kind.GREETING and said[0] in THANKS
    return len(left_of(said, phrases, known)) <= MAY_BE_LEFT.get(kind, int(thankful))


def left_of(said: Phrase, phrases: Sequence[Phrase], known: Set[str]) -> list[str]:
    """What a message says besides these phrases, words that are known, laughs and digits."""
    spoken = {word for one in phrases for word in one} | known | {"haha"}
    return [word for word in said if word not in spoken and not word[0].isdigit()]


def denies(said: Phrase, kind: Kind, phrases: Sequence[Phrase]) -> bool:
    """No OT, 0 absent: that it did not happen is an achievement; "walang pasok" is a phrase."""
    if kind not in (Kind.OVERTIME, Kind.REST_DAY):
        return False
    spoken = {word for one in phrases if holds(said, one) for word in one}
    counted = kind is Kind.REST_DAY and any(word[0].isdigit() for word in said)
    return counted or bool((NONE_OF_IT & set(said)) - spoken)


def is_question(text: str, said: Phrase, words: Words) -> bool:
    """Ends with a question mark, or begins the way a question to somebody does."""
    phrases = words.phrases[Kind.QUESTION]
    if text.rstrip().endswith("?") or (
        holds_any(said, phrases) and not left_of(said, phrases, words.filler)
    ):
        return True
    if any(len(one) > 1 and said[: len(one)] == one for one in phrases):
        return True
    starts = {one[0] for one in phrases}
    return said[0] in starts and ("ba" in said or (len(said) > 2 and said[0] in ASKING))


def is_vent(said: Phrase, words: Words) -> bool:
    """Holds words of letting off steam, or is about a mood and nothing else."""
    if holds_any(said, words.phrases[Kind.VENT]):
        return True
    return holds_any(said, words.moods) and not left_of(said, words.moods, words.filler)


ASKING = frozenset(("paano", "pano", "papano", "how", "what", "who", "where", "ano", "anong"))


def holds_any(said: Phrase, phrases: Sequence[Phrase]) -> bool:
    return any(holds(said, one) for one in phrases)


def holds(said: Phrase, one: Phrase) -> bool:
    size = len(one)
    return any(said[at : at + size] == one for at in range(len(said) - size + 1))
