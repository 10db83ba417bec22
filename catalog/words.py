"""Reads the word lists: one phrase a line, # begins a comment; an operator may replace them."""

from pathlib import Path

from domain.messages import Kind, Phrase, Words, phrase

KINDS = tuple(Kind)
SINGLE = ("filler", "times", "thanks", "denials", "asking", "tomorrow", "units", "between")


def read_words(folder: Path) -> Words:
    """Every list of the folder; OSError where one is missing, ValueError where a line says nothing.

    Both name the file.
    """
    return Words(
        **{name: single_words(folder, name) for name in SINGLE},
        moods=phrases(folder, "moods"),
        heavy=phrases(folder, "heavy"),
        cries=phrases(folder, "cries"),
        phrases={kind: phrases(folder, kind) for kind in KINDS},
    )


def phrases(folder: Path, name: str) -> tuple[Phrase, ...]:
    found = tuple(phrase(line) for line in lines(folder, name))
    if not all(found):
        raise ValueError(f"words/{name}.txt: line without a word")
    return found


def single_words(folder: Path, name: str) -> frozenset[str]:
    return frozenset(word for line in lines(folder, name) for word in phrase(line))


def lines(folder: Path, name: str) -> list[str]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    said = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in said if line]
