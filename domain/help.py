"""What counts as a call for help, and for whom there are numbers."""

import re

COUNTRIES = ("PH", "IN", "ZA", "CO", "US")  # each has an emergency number and a line to talk to
HELP_COMMANDS = ("help", "tulong", "sos")
PLAIN = re.compile(
    r"(?:i )?(?:need |kailangan ko ng |pa)?(help|tulong|sos|saklolo)"
    r"(?: me| po| please| pls| naman| ako| nga)*"
    r"|(tulungan) (?:mo|nyo|niyo|ninyo)(?: (?:naman|po|nga|ako|ko))*"
)
MOST_LETTERS = 40


def asked_for_help(text: str) -> str:
    """Which of the three it asks for, as a command or in plain words; else nothing."""
    first = text.strip().split(maxsplit=1)[:1]
    word = first[0].lower().split("@")[0] if first else ""
    if word.startswith("/"):
        return word[1:] if word[1:] in HELP_COMMANDS else ""
    return in_plain_words(text)


def in_plain_words(text: str) -> str:
    """help, tulong po, i need help, tulungan mo ako, and nothing else said."""
    said = " ".join(text[:MOST_LETTERS].lower().split()).strip(" .!?")
    found = PLAIN.fullmatch(said) if len(text) <= MOST_LETTERS else None
    if found is None:
        return ""
    return found[1] if found[1] in HELP_COMMANDS else "tulong"


def calls_for_help(text: str) -> bool:
    return in_plain_words(text) != ""
