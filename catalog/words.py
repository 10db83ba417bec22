"""Reads the word lists: one phrase a line, # begins a comment; an operator may replace them."""

from pathlib import Path

from domain.messages import Kind, Phrase, Words, phrase

KINDS = (
    Kind.GREETING,
    Kind.QUESTION,
    Kind.NOTHING,
    Kind.LATER,
    Kind.OVERTIME,
    Kind.REST_DAY,
    Kind.VENT,
    Kind.WIN,
)


def read_words(folder: Path) -> Words:
    """Every list of the folder; a missing one is an error that names the file."""
    return Words(
        filler=single_words(folder, "filler"),
        times=single_words(folder, "times"),
        moods=phrases(folder, "moods"),
        phrases={kind: phrases(folder, kind) for kind in KINDS},
    )


def phrases(folder: Path, name: str) -> tuple[Phrase, ...]:
    return tuple(phrase(line) for line in lines(folder, name))


def single_words(folder: Path, name: str) -> frozenset[str]:
    return frozenset(word for line in lines(folder, name) for word in phrase(line))


def lines(folder: Path, name: str) -> list[str]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    said = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in said if line]
