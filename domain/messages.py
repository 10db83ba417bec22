"""What a typed message plainly is; when unsure it is a win."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
LAUGH = re.compile(r"(?:h[aeiou]+){2,}h?|j(?:aja)+|lo+l+|lma+o+")
COUNT = re.compile(r"(?<![\d.,])\d[\d.,]{0,14}\s?(%|[^\W\d_]{1,20})")
FROM_TO = re.compile(r"(?<!\d)\d{1,12}\s?(?:->|→|to)\s?\d", re.IGNORECASE)
UNSEEN = ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a pattern without ink
HOURS = re.compile(r"(\d{1,2}(?:\.\d)?)\s?(?:h|hr|hrs|hour|hours|oras)\b", re.IGNORECASE)
MOST_READ = 400  # what is all about one thing is short; a longer line is a win or a vent


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
    CRISIS = "crisis"
    STOP = "stop"


Phrase = tuple[str, ...]
WHOLE = (
    *(Kind.STOP, Kind.NOTHING, Kind.REST_DAY, Kind.OVERTIME, Kind.LATER),
    Kind.GREETING,
)
MAY_BE_LEFT = {Kind.LATER: 1}
DENIED_BEFORE = 2  # words


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """A list: each phrase as words and between spaces, all words that occur in it.

    `begun`: between spaces, by the first word.
    """

    each: tuple[Phrase, ...]
    spaced: tuple[str, ...]
    words: frozenset[str]
    begun: Mapping[str, tuple[str, ...]]


def phrases_of(each: Iterable[Phrase]) -> Phrases:
    known = tuple(each)
    words = frozenset(word for one in known for word in one)
    begun: dict[str, tuple[str, ...]] = {}
    for one in known:
        begun[one[0]] = (*begun.get(one[0], ()), spaced(one))
    return Phrases(known, tuple(spaced(one) for one in known), words, begun)


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue's lists: single words by what they do, and phrases by kind.

    `heavy` lets off steam whatever else is said, `moods` only where nothing else is; `cries`
    are calls for help only where nothing else is said. The phrases of a crisis stand here
    without the words that may be `between`.
    """

    filler: frozenset[str]
    times: frozenset[str]
    thanks: frozenset[str]
    denials: frozenset[str]
    asking: frozenset[str]
    tomorrow: frozenset[str]
    units: frozenset[str]
    between: frozenset[str]
    not_hers: frozenset[str]
    moods: Phrases
    heavy: Phrases
    cries: Phrases
    phrases: Mapping[Kind, Phrases]


@dataclass(frozen=True, slots=True)
class Said:
    """`hours` of overtime when the message names them; a rest day may be `days_ahead`."""

    kind: Kind
    hours: Decimal | None = None
    days_ahead: int = 0


def is_blank(text: str) -> bool:
    """Nothing in it that anybody could see."""
    return all(unicodedata.category(sign) in UNSEEN or sign in FILLERS for sign in text)


def phrase(text: str) -> Phrase:
    """Words of a text, in small letters, long-drawn ones shortened, laughs as haha."""
    small = LONG_DRAWN.sub(r"\1", text.lower().replace("’", "'"))
    return tuple("haha" if LAUGH.fullmatch(word) else word for word in WORD.findall(small))


def kind_of(text: str, words: Words) -> Said:  # noqa: PLR0911 - what is sure, in order
    """Decides by the lists; an achievement in it keeps a message a win, but for what is heavy."""
    said = phrase(text)
    if words.filler.issuperset(said):
        return Said(Kind.GREETING)
    if is_crisis(said, words):
        return Said(Kind.CRISIS)
    if holds_any(said, words.heavy):
        return Said(Kind.VENT)
    if is_achievement(text, said, words):
        return Said(Kind.WIN)
    return short_kind(text, said, words) if len(text) <= MOST_READ else long_kind(said, words)


def is_sure(text: str, words: Words) -> bool:
    """Whether it plainly is a win of hers, and not one because nothing else is known of it."""
    said = phrase(text)
    if is_counted(text, words):
        return True
    hers = words.not_hers.isdisjoint(said) and words.denials.isdisjoint(said)
    return hers and holds_any(said, words.phrases[Kind.WIN])


def short_kind(text: str, said: Phrase, words: Words) -> Said:
    for kind in WHOLE:
        if is_all_about(said, kind, words):
            return about(kind, text, said, words)
    if vents(said, words):
        return Said(Kind.VENT)
    if is_question(text, said, words):
        return Said(Kind.QUESTION)
    mood = holds_any(said, words.moods) and not left_of(said, words.moods, words.filler)
    return Said(Kind.VENT if mood else Kind.WIN)


def long_kind(said: Phrase, words: Words) -> Said:
    return Said(Kind.VENT if vents(said, words) else Kind.WIN)


def vents(said: Phrase, words: Words) -> bool:
    """Holds a phrase of letting off steam that is not denied just before: "di ako na-late"."""
    return any(
        words.denials.isdisjoint(said[max(0, at - DENIED_BEFORE) : at])
        for one in held(said, words.phrases[Kind.VENT])
        for at in places_of(said, one)
    )


def places_of(said: Phrase, one: Phrase) -> list[int]:
    return [at for at in range(len(said)) if said[at : at + len(one)] == one]


def about(kind: Kind, text: str, said: Phrase, words: Words) -> Said:
    hours = HOURS.search(text) if kind is Kind.OVERTIME else None
    ahead = int(kind is Kind.REST_DAY and not words.tomorrow.isdisjoint(said))
    return Said(kind, Decimal(hours[1]) if hours else None, ahead)


def is_crisis(said: Phrase, words: Words) -> bool:
    """A direct phrase, whatever small words stand between its words."""
    core = without(said, words.between)
    if holds_any(said, words.cries) and not left_of(said, words.cries, words.filler):
        return True
    return holds_any(core, words.phrases[Kind.CRISIS])


def without(said: Phrase, small: Set[str]) -> Phrase:
    return tuple(word for word in said if word not in small) or said


def is_achievement(text: str, said: Phrase, words: Words) -> bool:
    return is_counted(text, words) or holds_any(said, words.phrases[Kind.WIN])


def is_counted(text: str, words: Words) -> bool:
    """31 calls, 96%, 480 to 410."""
    units = {found[1].lower() for found in COUNT.finditer(text)}
    counted = "%" in units or not words.units.isdisjoint(units)
    return counted or FROM_TO.search(text) is not None


def is_all_about(said: Phrase, kind: Kind, words: Words) -> bool:
    """Holds a phrase of the kind, and next to nothing besides."""
    phrases = words.phrases[kind]
    if not holds_any(said, phrases) or denies(said, kind, words):
        return False
    known = words.filler
    if kind in (Kind.OVERTIME, Kind.REST_DAY, Kind.LATER):
        known |= words.times
    if kind is Kind.REST_DAY:
        known |= words.tomorrow
    thankful = kind is Kind.GREETING and said[0] in words.thanks
    return len(left_of(said, phrases, known)) <= MAY_BE_LEFT.get(kind, int(thankful))


def left_of(said: Phrase, phrases: Phrases, known: Set[str]) -> list[str]:
    """What a message says besides these phrases, words that are known, laughs and digits."""
    return [
        word
        for word in said
        if word not in phrases.words and word not in known
        if word != "haha" and not word[0].isdigit()
    ]


def denies(said: Phrase, kind: Kind, words: Words) -> bool:
    """No OT, 0 absent: that it did not happen is an achievement; "walang pasok" is a phrase."""
    if kind not in (Kind.OVERTIME, Kind.REST_DAY):
        return False
    spoken = {word for one in held(said, words.phrases[kind]) for word in one}
    counted = kind is Kind.REST_DAY and any(word[0].isdigit() for word in said)
    return counted or bool((words.denials & set(said)) - spoken)


def is_question(text: str, said: Phrase, words: Words) -> bool:
    """Ends with a question mark, or begins or is built the way a question to somebody is."""
    phrases = words.phrases[Kind.QUESTION]
    if text.rstrip().endswith("?") or asks_ba(said):
        return True
    if holds_any(said, phrases) and not left_of(said, phrases, words.filler):
        return True
    if any(len(one) > 1 and said[: len(one)] == one for one in phrases.each):
        return True
    return len(said) > 2 and said[0] in words.asking and said[1] not in ("a", "an")


def asks_ba(said: Phrase) -> bool:
    """libre ba to; but not "di ba" and "ba naman", which ask nothing."""
    pairs = zip(("", *said[:-1]), said, (*said[1:], ""), strict=True)
    return any(
        word == "ba" and before not in ("di", "hindi") and after != "naman"
        for before, word, after in pairs
    )


def holds_any(said: Phrase, phrases: Phrases) -> bool:
    line = spaced(said)
    return any(one in line for word in said for one in phrases.begun.get(word, ()))


def held(said: Phrase, phrases: Phrases) -> list[Phrase]:
    """The phrases that are in it."""
    line = spaced(said)
    pairs = zip(phrases.each, phrases.spaced, strict=True)
    return [one for one, between in pairs if between in line]


def spaced(said: Phrase) -> str:
    return f" {' '.join(said)} "
