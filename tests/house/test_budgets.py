"""Few words, few buttons: the budgets of the voice over every screen, in both languages."""

import importlib
import inspect
import re
import unicodedata
from collections import defaultdict
from types import ModuleType

from sandbox.telegram.html_parser import parse_html
from tests.house.samples import Sample, Size, gallery, samples
from tests.house.source import modules
from texts.speak import LANGUAGES
from views.screen import Screen

VIEWS = tuple(
    importlib.import_module(f"views.{file.stem}")
    for file in modules("views")
    if file.stem not in ("__init__", "screen", "taps")
)
LINES = {Size.UNASKED: 3, Size.ANSWER: 4, Size.OPENED: 12}
LONGEST_LINE = 80  # so that four lines of an answer are four on a phone, give or take a fold
MOST_UNASKED = 200
MOST_SENTENCES = 3
MOST_LABEL = 19
MOST_ENERGY = 6
MOST_ROWS = 4
MOST_ROWS_AT_FIRST = 3
FITS_A_ROW = {1: MOST_LABEL, 2: MOST_LABEL, 3: 12, 4: 9, 5: MOST_ENERGY}
# Keypads of short words, and the receipt with its three; everything else is two a row.
WIDE = {
    "wins.receipt": 3,
    "wins.chip_kept": 3,
    "wins.standing": 3,
    "wins.rewritten": 3,
    "wins.edited": 3,
    "wins.based": 3,
    "wins.said": 3,
    "cards.card": 5,
    "cards.card_again": 5,
    "cards.with_energy": 5,
    "checkins.shown": 5,
    "checkins.noted": 3,
    "start.stage_screen": 2,
    "start.pick_rest": 4,
    "win_list.listing": 5,
    "roster.pick_hour": 3,
    "roster.pick_delay": 3,
}
# Four rows already in week one: what weighed most needs seven buttons, and she tapped for it.
FOUR_ROWS_AT_FIRST = {"checkins.shown", "checkins.noted"}
FIRST_WEEK = ("start", "cards", "checkins", "wins", "plain")
SENTENCE_ENDS = re.compile(r"[.?!…]+(?=\s|$)")


def test_every_view_that_makes_a_screen_has_a_sample() -> None:
    made = {one.name for one in samples()}
    assert {name for view in VIEWS for name in makers(view)} == made


def makers(view: ModuleType) -> set[str]:
    short = view.__name__.removeprefix("views.")
    return {
        f"{short}.{name}"
        for name, function in inspect.getmembers(view, inspect.isfunction)
        if function.__module__ == view.__name__ and function.__annotations__["return"] is Screen
    }


def test_every_screen_is_html_that_telegram_takes() -> None:
    for _, _, screen in gallery():
        assert parse_html(screen.text).text.strip()


def test_nothing_unasked_is_longer_than_three_sentences_and_200_characters() -> None:
    found = {
        (one.name, language, screen.text)
        for one, language, screen in gallery()
        if one.size is Size.UNASKED
        and (
            len(parse_html(screen.text).text) > MOST_UNASKED
            or len(SENTENCE_ENDS.findall(screen.text)) > MOST_SENTENCES
        )
    }
    assert found == set()


def test_no_screen_has_more_lines_than_its_budget() -> None:
    found = {
        (one.name, language, screen.text)
        for one, language, screen in gallery()
        if too_long(one, screen)
    }
    assert found == set()


def too_long(one: Sample, screen: Screen) -> bool:
    said = parse_html(screen.text).text
    wordy = one.size is Size.ANSWER and len(said) > LINES[one.size] * LONGEST_LINE
    return wordy or len(said.splitlines()) > LINES[one.size]


def test_every_label_fits_its_button() -> None:
    found = {
        (one.name, language, button.label)
        for one, language, screen in gallery()
        for row in screen.rows
        for button in row
        if not 0 < len(button.label) <= FITS_A_ROW[len(row)]
    }
    assert found == set()


def test_labels_are_plain_words_for_telegram_shows_them_as_they_are() -> None:
    labels = {b.label for _, _, screen in gallery() for row in screen.rows for b in row}
    assert {label for label in labels if re.search(r"[<>&]|\s{2}|^\s|\s$", label)} == set()


def test_two_buttons_a_row_but_for_the_keypads_that_are_named() -> None:
    found: dict[str, int] = defaultdict(int)
    for one, _, screen in gallery():
        found[one.name] = max([found[one.name], *(len(row) for row in screen.rows)])
    assert {name: wide for name, wide in found.items() if wide > WIDE.get(name, 2)} == {}


def test_four_rows_at_most_and_three_in_the_first_week() -> None:
    found = {
        (one.name, language, len(screen.rows))
        for one, language, screen in gallery()
        if len(screen.rows) > most_rows(one)
    }
    assert found == set()


def most_rows(one: Sample) -> int:
    early = one.name.split(".")[0] in FIRST_WEEK and one.name not in FOUR_ROWS_AT_FIRST
    return MOST_ROWS_AT_FIRST if early else MOST_ROWS


def test_one_emoji_at_most() -> None:
    found = {
        (one.name, language)
        for one, language, screen in gallery()
        if sum(map(is_emoji, screen.text + "".join(b.label for row in screen.rows for b in row)))
        > (0 if one.size is Size.UNASKED else 1)
    }
    assert found == set()


def is_emoji(sign: str) -> bool:
    """Pictures; a tick, a bullet and an arrow are signs."""
    return sign != "✓" and (unicodedata.category(sign) == "So" or ord(sign) >= 0x1F000)


def test_a_picture_is_an_emoji_and_a_tick_is_not() -> None:
    assert [is_emoji(sign) for sign in "👍🌙⭐"] == [True, True, True]
    assert [is_emoji(sign) for sign in "✓•→…·é"] == [False] * 6


def test_one_question_a_message_that_comes_unasked_has_at_most_two_question_marks() -> None:
    for one, _, screen in gallery():
        if one.size is Size.UNASKED:
            assert screen.text.count("?") <= 2, screen.text


def test_both_languages_have_the_same_buttons_behind_other_words() -> None:
    by_sample: dict[int, list[list[list[str]]]] = defaultdict(list)
    for number, (_, _, screen) in enumerate(gallery()):
        taps = [[without_language(button.tap) for button in row] for row in screen.rows]
        by_sample[number // len(LANGUAGES)].append(taps)
    for first, *others in by_sample.values():
        assert all(other == first for other in others)


def without_language(tap: str) -> str:
    return tap.removesuffix(":fil").removesuffix(":en")
