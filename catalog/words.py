"""Reads the word lists: one phrase a line, # begins a comment; an operator may replace them."""

from pathlib import Path

from domain.messages import Kind, Phrase, Words, phrase, phrases_of, without

KINDS = tuple(Kind)
SINGLE = (
    "filler",
    "times",
    "thanks",
    "denials",
    "asking",
    "tomorrow",
    "units",
    "between",
    "not_hers",
)


def read_words(folder: Path) -> Words:
    """Every list of the folder; OSError where one is missing, ValueError where a line says nothing.

    Both name the file.
    """
    single = {name: single_words(folder, name) for name in SINGLE}
    kinds = {kind: phrases(folder, kind) for kind in KINDS}
    between = single["between"]
    kinds[Kind.CRISIS] = tuple(without(one, between) for one in kinds[Kind.CRISIS])
    return Words(
        **single,
        moods=phrases_of(phrases(folder, "moods")),
        heavy=phrases_of(phrases(folder, "heavy")),
        cries=phrases_of(phrases(folder, "cries")),
        phrases={kind: phrases_of(listed) for kind, listed in kinds.items()},
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
