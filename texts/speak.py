"""Sentences by their id, in the person's language."""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

LANGUAGES = ("en", "fil")
FOLDER = Path(__file__).parent
RIGHT_TO_LEFT = {"R", "AL"}
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = {"Cc", "Cs", "Zl", "Zp"}
UNSEEN = {"Cf", "Mn", "Me", "Zs"}
MOST_NAME = 64


class Say(Protocol):
    def __call__(self, sentence: str, /, **values: object) -> "Markup": ...


class BadTexts(Exception):
    """A text file has something in it that is no message."""


class Markup(str):
    """Spoken already, so escaped already."""

    __slots__ = ()


def loud(sentence: str) -> None:
    raise BadTexts(f"{sentence} could not be formatted")


class Speaker:
    """Knows both languages; `complain` hears the id of a sentence that could not be formatted."""

    def __init__(self, complain: Callable[[str], None] = loud) -> None:
        self.complain = complain
        self.bundles = {language: bundle(language) for language in LANGUAGES}
        self.fixed: dict[tuple[str, str], Markup] = {}

    def speak(self, language: str) -> Say:
        def say(sentence: str, /, **values: object) -> Markup:
            if values:
                return Markup(self.sentence(language, sentence, values))
            return self.without_values(language, sentence)

        return say

    def without_values(self, language: str, sentence: str) -> Markup:
        """Said the same each time, so formatted once."""
        known = self.fixed.get((language, sentence))
        if known is None:
            known = self.fixed[language, sentence] = Markup(self.sentence(language, sentence, {}))
        return known

    def sentence(self, language: str, sentence: str, values: dict[str, object]) -> str:
        safe = {name: prepared(value) for name, value in values.items()}
        for tried in dict.fromkeys((language, "en")):
            spoken = formatted(self.bundles[tried], sentence, safe)
            if spoken is not None:
                return spoken
            self.complain(sentence)
        return sentence


def formatted(one: FluentBundle, sentence: str, values: dict[str, object]) -> str | None:
    if not one.has_message(sentence):
        return None
    pattern = one.get_message(sentence).value
    if pattern is None:
        return None
    spoken, errors = one.format_pattern(pattern, values)
    return None if errors else str(spoken)


def prepared(value: object) -> object:
    """Escaped for Telegram's HTML; numbers stay numbers, for exact matches."""
    if isinstance(value, int):
        return value
    return str(value) if isinstance(value, Markup) else html.escape(str(value), quote=False)


def plain_name(name: str) -> str:
    """A name without control and direction signs; isolated when it has right-to-left letters."""
    kept = BIDI.sub("", name)
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in CONTROL)
    kept = kept.strip()[:MOST_NAME]
    if all(unicodedata.category(sign) in UNSEEN for sign in kept):
        return ""
    if any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in kept):
        return f"\u2068{kept}\u2069"
    return kept


def language_of(code: str | None) -> str:
    """The language we speak with that language code of a phone."""
    return "fil" if (code or "").split("-")[0] in ("fil", "tl") else "en"


@cache
def bundle(language: str) -> FluentBundle:
    """A language, read and checked once a process."""
    resource = FluentResource((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise BadTexts(f"{language}.ftl: {(entry.content or '').splitlines()[0]}")
    one = FluentBundle([language], use_isolating=False)
    one.add_resource(resource)
    return one
