"""Every sentence: the same in both languages, and asked for by the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from domain.checkins import EMPTY, FULL, Reason
from domain.help import COUNTRIES
from domain.menu import MENU
from domain.questions import BANK, CHIPS_OF
from domain.rhythm import Asking
from domain.wins import Basis, Tag
from tests.house.sentences import entries, ids, look_of, looks
from tests.house.source import nodes, place, strings
from texts.speak import FOLDER, LANGUAGES, Speaker
from views.start import FIRST_CHIPS

CHIPS = {chip for pair in CHIPS_OF.values() for chip in pair} | set(FIRST_CHIPS)
# Ids that are built: the f-string as it stands in the code, and every value it can have.
FAMILIES: dict[str, set[str]] = {
    "chip-{}": CHIPS,
    "win-{}": CHIPS,
    "question-{}": {str(number) for number in range(1, BANK + 1)},
    "button-energy-{}": {str(level) for level in range(EMPTY, FULL + 1)},
    "button-reason-{}": set(Reason),
    "country-{}": set(COUNTRIES),
    "basis-{}": set(Basis),
    "tag-{}": set(Tag),
    "shift-asking-{}": set(Asking),
    "settings-asking-{}": set(Asking),
    "setup-done-{}": {"rotates", "unsure", "resting"},
    "number-{}": {"less", "more"},
    "number-{}-plain": {"less", "more"},
    "delete-count-{}": {"wins", "shifts", "checkins", "notes"},
    "menu-{}": set().union(*MENU.values()),
}
ALL = frozenset(ids("en"))
BUILT = {family.format(value) for family, values in FAMILIES.items() for value in values}
SPEAKING = ("bot", "handlers", "schedules", "actions", "views", "sandbox")
EXACT = (("0", "1", "other"), ("1", "other"), ("0", "other"))
PLAIN = (fluent.Message, fluent.Comment, fluent.GroupComment, fluent.ResourceComment)


def test_every_language_is_a_file_of_its_own() -> None:
    assert {Path(file).stem for file in FOLDER.glob("*.ftl")} == set(LANGUAGES)


def test_both_languages_have_the_same_sentences_in_the_same_order() -> None:
    assert ids("fil") == ids("en")


def test_both_languages_ask_for_the_same_values() -> None:
    en, fil = looks("en"), looks("fil")
    assert {name: fil[name].placeholders for name in fil} == {
        name: en[name].placeholders for name in en
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_holds_comments_and_plain_messages_each_once(language: str) -> None:
    assert [one for one in entries(language) if not isinstance(one, PLAIN)] == []
    assert len(set(ids(language))) == len(ids(language))
    told = [one for one in entries(language) if isinstance(one, fluent.Message)]
    assert [one.id.name for one in told if one.attributes or "." in one.id.name] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_matched_exactly(language: str) -> None:
    """The category `[one]` covers 2, 3, 5 and 7 in Filipino."""
    loose = {
        name: keys
        for name, look in looks(language).items()
        for keys in look.variants
        if keys not in EXACT
    }
    assert loose == {}


def test_a_category_would_be_seen() -> None:
    text = "a =\n    { $count ->\n        [one] 1\n       *[other] { $count }\n    }\n"
    message = FluentParser().parse(text).body[0]
    assert isinstance(message, fluent.Message)
    assert look_of(message).variants == (("one", "other"),)


def asked() -> Iterator[tuple[str, ast.Call]]:
    """Each call that speaks, with its place."""
    for file, node in nodes(*SPEAKING):
        if isinstance(node, ast.Call) and node.args and speaks(node.func):
            yield place(file, node), node


def speaks(function: ast.expr) -> bool:
    """`say(...)`, `say_it(...)`, `speak(...)`, `acted.say(...)`; bot.chat's `say` takes no text."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("say", "say_it", "speak")


def ids_of(argument: ast.expr) -> Iterator[str]:
    """Literals, both sides of an `if`, and the shape of an f-string."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from ids_of(body)
            yield from ids_of(orelse)
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
        case _:
            return


def test_the_code_asks_for_sentences_that_exist() -> None:
    unknown = {
        (where, sentence)
        for where, call in asked()
        for sentence in ids_of(call.args[0])
        if sentence not in ids("en") and sentence not in FAMILIES
    }
    assert unknown == set()


def test_every_family_is_asked_for_and_has_a_sentence_for_each_value() -> None:
    shapes = {one for _, call in asked() for one in ids_of(call.args[0]) if "{}" in one}
    assert shapes == set(FAMILIES)
    assert BUILT - set(ids("en")) == set()


def test_no_sentence_is_there_for_nobody() -> None:
    """An id may lie in a table before it is said, so any literal counts as asking."""
    assert set(ids("en")) - BUILT - strings(*SPEAKING) == set()


def test_every_call_brings_exactly_the_values_its_sentence_asks_for() -> None:
    wrong = {
        (where, sentence)
        for where, call in asked()
        for sentence in set(ids_of(call.args[0])) & set(ids("en"))
        if all(keyword.arg for keyword in call.keywords)
        and {keyword.arg for keyword in call.keywords} != looks("en")[sentence].placeholders
    }
    assert wrong == set()


def toasts() -> set[str]:
    """What is said in a toast, where the sentence stands in the call itself."""
    calls = (node for _, node in nodes("bot", "handlers") if isinstance(node, ast.Call))
    told = (node for node in calls if getattr(node.func, "id", "") in ("toast", "not_there"))
    literals = (inner for node in told for inner in ast.walk(node))
    return {one.value for one in literals if isinstance(one, ast.Constant) and one.value in ALL}


def test_a_toast_is_plain_and_short() -> None:
    """Telegram shows it as it is, and takes 200 characters."""
    assert {"old-button", "not-yours", "already-done"} <= toasts()
    for language in LANGUAGES:
        said = [Speaker().speak(language)(sentence) for sentence in toasts()]
        assert [one for one in said if len(one) > 200 or re.search("[<>&]", one)] == []


def test_the_calls_that_speak_are_found() -> None:
    found = {sentence for _, call in asked() for sentence in ids_of(call.args[0])}
    assert {"win-kept", "win-gone-edit", "energy-refused-later", "question-{}"} <= found
    assert len(found) > 150
