"""Commands, the menu and the buttons: all that exists, once, and what can be sent back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import BotCommand
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.conversations import Handler, Story
from bot.menu import HIDDEN, PHONE_CODES, SHOWN
from domain.menu import MENU, NOT_YET
from handlers import stories
from sandbox.world import World
from tests.house.samples import LARGEST, gallery
from tests.house.sentences import ids
from tests.house.source import ROOT
from texts.speak import LANGUAGES, Speaker
from views.taps import MOST_BYTES, VERBS, Tap, Verb, read, written

IN_HANDLERS = {Verb.WIN_UNDO}  # set-up's own undo of the first win
LONGEST_CHOICE = 9


def every_handler(story: Story) -> Iterator[Handler]:
    yield from (*story.starts, *story.taps, *story.otherwise, *story.edits, *story.last)
    for answers in story.asks.values():
        yield from answers


def commands() -> list[str]:
    return [
        command
        for story in stories()
        for handler in every_handler(story)
        if isinstance(handler, CommandHandler)
        for command in handler.commands
    ]


def test_every_command_is_in_the_menu_or_named_as_hidden() -> None:
    assert sorted(commands()) == sorted((*SHOWN, *HIDDEN))


def test_the_table_of_stages_names_commands_that_exist_and_those_that_are_not_built() -> None:
    """Whoever builds one takes its name out of `NOT_YET`."""
    named = {name for names in MENU.values() for name in names}
    assert named - NOT_YET <= set(commands())
    assert NOT_YET & set(commands()) == set()
    assert named >= NOT_YET


def test_every_command_stands_in_the_table_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\|[^|]*`/(\w+)", readme, re.MULTILINE))
    assert set(commands()) - told == set()
    assert told - set(commands()) == set()


def test_the_readme_says_which_ones_the_menu_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `/(\w+)` \|.*\| yes \|$", readme, re.MULTILINE)
    assert sorted(shown) == sorted(SHOWN)


def test_every_line_of_the_menu_is_a_sentence_and_no_other_is() -> None:
    told = {sentence.removeprefix("menu-") for sentence in ids("en") if sentence.startswith("menu")}
    assert told == {name for names in MENU.values() for name in names}
    assert set(PHONE_CODES) == set(LANGUAGES)


async def test_telegram_is_told_the_menu_in_both_languages(world: World) -> None:
    told = {code: menu for (_, code), menu in world.telegram.commands.items()}
    assert set(told) == {code or "" for code in PHONE_CODES.values()}
    for language, code in PHONE_CODES.items():
        say = Speaker().speak(language)
        wanted = [BotCommand(name, say(f"menu-{name}")).to_dict() for name in SHOWN]
        assert told[code or ""] == wanted


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_exactly_one_handler(verb: Verb) -> None:
    data = written(verb, 1, 1, "x")
    heard = [handler for handler in tap_handlers() if matches(handler, data)]
    assert len(heard) == 1


def tap_handlers() -> list[CallbackQueryHandler[Any, Any]]:
    """Those that listen to verbs; the last one, which listens to everything, has no pattern."""
    found = (one for story in stories() for one in every_handler(story))
    taps = [one for one in found if isinstance(one, CallbackQueryHandler)]
    assert sum(one.pattern is None for one in taps) == 1
    return [one for one in taps if one.pattern is not None]


def matches(handler: CallbackQueryHandler[Any, Any], data: str) -> bool:
    return callable(handler.pattern) and bool(handler.pattern(data))


def test_every_verb_is_on_a_button_of_some_screen() -> None:
    buttons = (button for _, _, screen in gallery() for row in screen.rows for button in row)
    assert {button.tap.partition(":")[0] for button in buttons} | IN_HANDLERS == VERBS


def test_every_button_of_every_screen_reads_as_what_it_is_at_its_largest() -> None:
    """The samples carry the largest ids there are."""
    for one, language, screen in gallery():
        for row in screen.rows:
            for button in row:
                assert len(button.tap.encode()) <= MOST_BYTES, (one.name, language, button)
                assert read(button.tap) is not None, (one.name, language, button)


def test_no_tap_has_more_than_a_verb_a_row_a_version_a_choice_and_a_page() -> None:
    for _, _, screen in gallery():
        for row in screen.rows:
            for button in row:
                choice, page = (*button.tap.split(":")[3:], "", "")[:2]
                assert re.fullmatch(r"[A-Za-z0-9]{0,13}", choice), button
                assert re.fullmatch(r"[a-z0-9]{0,6}", page), button


@given(
    st.sampled_from(Verb),
    st.integers(0, LARGEST),
    st.integers(0, 36**3 - 1),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=LONGEST_CHOICE),
    st.none() | st.integers(0, LARGEST),
)
def test_what_was_written_is_read(
    verb: Verb, row: int, version: int, choice: str, page: int | None
) -> None:
    data = written(verb, row, version, choice, page)
    assert len(data.encode()) <= MOST_BYTES
    assert read(data) == Tap(verb, row, version, choice, page)


@given(st.text(max_size=50))
def test_whatever_somebody_sends_is_read_or_refused(data: str) -> None:
    tap = read(data)
    assert tap is None or tap.verb in VERBS


@pytest.mark.parametrize(
    "data",
    [
        None, "", "win.undo", "win.undo:1", "win.undo:1:1:a:b:c",
        "win.undo:1:1:a:", "win.undo:1:1:a:B", "win.steal:1:1", ":1:1",
        "win.undo:-1:1", "win.undo:1:", "win.undo:A:1", "win.undo: 1:1", "WIN.UNDO:1:1",
        "win.undo:1:1:" + "x" * 40, f"win.undo:{'z' * 13}:1", "win.undo:1y2p0ij32e8e8:1",
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_nobodys(data: str | None) -> None:
    """The last two are larger than any row there can be."""
    assert read(data) is None


def test_what_would_not_fit_is_never_written() -> None:
    with pytest.raises(ValueError, match="carries too much"):
        written(Verb.WIN_MOVE, LARGEST, LARGEST, "a choice that is too long")


def test_verbs_are_short_and_differ() -> None:
    assert len(VERBS) == len(Verb)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+)?", verb) and len(verb) <= 11 for verb in VERBS)
