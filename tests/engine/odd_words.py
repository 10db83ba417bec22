"""Texts that people, odd phones and attackers type."""

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import catalog
from catalog.words import KINDS, SINGLE, lines

BOT = "sandbox_bot"
COMMANDS = (
    *("start", "help", "tulong", "sos", "win", "wins", "progress", "shift", "privacy"),
    *("settings", "checkin", "export", "delete", "cancel", "kra", "roll"),
)
FORMS = ("/{}", "/{} ", "/{} 31 calls", "/{}@" + BOT, "/{}@other_bot x", "/{}\u202e", "/{} \ud83d")
ODD = (
    *("", " ", "\n", "\t", "\u2028", "\u00a0", "\u200b", "\u2060", "\u3164", "\u0301", "\ufeff"),
    *("\u202e", "\u200f", "\u2066", "\u061c", "\0", "\x1b[2J", "\ud83d", "\udc4d", "\U0010ffff"),
    *("👍", "👩\u200d💻", "مرحبا", "שלום", "İ", "ß", "ﬁ", "𝟛𝟙", "٣١", "½", "Ⅻ"),
    *("<b>", "</b>", "<script>", "&amp;", "&#0;", "<a href='x'>", "{", "}", "{ $name }", "%s"),
    *("'; DROP TABLE win; --", "\\u0000", "\\", '"', "a:b:c", "win.undo:1:1"),
)
NUMBERS = (
    *("31", "31 calls", "-0", "0", "1e308", "1e-9", "NaN", "inf", "9" * 30, "0.1.2", "1,234,567.8"),
    *("AHT 480 to 410", "AHT 480s -> 410s", "90%%", "96%", "92% 96%", "₱1.5M", "1/0", "３１"),
    *(
        "7 AM",
        "25:99",
        "0700",
        "10pm-7am",
        "7",
        "12/31",
        "Feb 30",
        "2026-02-29",
        "Monday",
        "Sat Sun",
    ),
    *("180", "181", "-5", "20 min", "tomorrow", "next year", "31/12/9999", "0/0/0"),
)
LONG = (("calls " * 800), "9" * 4097, "\u202e" * 5000, "👍" * 2100, "<" * 4096)
NAMES = (*KINDS, *SINGLE, "moods", "heavy", "cries")


@cache
def phrases() -> tuple[str, ...]:
    """Every line of the word lists: what decides what a message is."""
    folder = Path(catalog.__file__).parent / "words"
    return tuple(line for name in NAMES for line in lines(folder, name))


@cache
def texts() -> st.SearchStrategy[str]:
    """Pieces of all sorts, put together with something odd between them."""
    piece = st.one_of(
        st.sampled_from(NUMBERS),
        st.sampled_from(phrases()),
        st.sampled_from(ODD),
        commands(),
        st.sampled_from(LONG),
        st.text(max_size=8),
    )
    between = st.sampled_from((" ", "", "\n", "\u200f", ", "))
    joined = st.tuples(between, st.lists(piece, max_size=3)).map(lambda made: made[0].join(made[1]))
    return st.one_of(piece, joined, piece.map(str.upper), piece.map(str.swapcase))


def commands() -> st.SearchStrategy[str]:
    named = st.tuples(st.sampled_from(FORMS), st.sampled_from(COMMANDS))
    return named.map(lambda made: made[0].format(made[1]))


def payloads() -> st.SearchStrategy[str]:
    """What stands behind /start in a link."""
    return st.sampled_from(("", "team_7f3", "x" * 65, "a b c", "<b>", "\u202e", "../..", "0", "-"))
