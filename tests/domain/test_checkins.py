"""The five words as they are typed: the same that stand on the buttons."""

import pytest

from domain.checkins import level_of
from texts.speak import LANGUAGES, Speaker


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", range(1, 6))
def test_the_word_on_a_button_is_read_as_that_button(language: str, level: int) -> None:
    assert level_of(Speaker().speak(language)(f"button-energy-{level}")) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("0%", 1),
        ("35%", 2),
        ("100 %", 5),
        ("101%", None),
        ("3", 3),
        ("6", None),
        ("31 calls", None),
    ],
)
def test_figures_are_read_as_levels(text: str, level: int | None) -> None:
    assert level_of(text) == level
