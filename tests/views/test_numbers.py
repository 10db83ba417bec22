"""A number as a sentence, in both languages, with no figure invented."""

import pytest

from domain.numbers import Measured, read_number
from texts.speak import Speaker
from views.numbers import sentence, short


def said(text: str, language: str) -> str:
    number = read_number(text)
    assert isinstance(number, Measured)
    return sentence(number, Speaker().speak(language))


@pytest.mark.parametrize(
    ("typed", "en", "fil"),
    [
        ("31 calls", "31 calls.", "31 calls."),
        ("AHT 402", "AHT 402 s.", "AHT 402 s."),
        (
            "AHT 480 to 410",
            "AHT 480 to 410 s, 70 s less (14.6%).",
            "AHT 480 to 410 s, bumaba ng 70 s (14.6%).",
        ),
        (
            "1,200 1,260 calls",
            "1,200 to 1,260 calls, 60 calls more (5%).",
            "1,200 to 1,260 calls, tumaas ng 60 calls (5%).",
        ),
        (
            "bumaba AHT ko 480 to 410",
            "AHT 480 to 410 s, 70 s less (14.6%).",
            "AHT 480 to 410 s, bumaba ng 70 s (14.6%).",
        ),
        (
            "QA 92 to 96 points",
            "QA 92 to 96 points, 4 points more.",
            "QA 92 to 96 points, tumaas ng 4 points.",
        ),
        ("naka-31 calls ako", "31 calls.", "31 calls."),
        ("96% na ang QA ko", "QA 96%.", "QA 96%."),
        ("0 to 12", "0 to 12, 12 more.", "0 to 12, tumaas ng 12."),
        ("12 to 0", "12 to 0, 12 less (100%).", "12 to 0, bumaba ng 12 (100%)."),
        ("CSAT 85 85", "CSAT 85 to 85, no change.", "CSAT 85 to 85, walang bago."),
        (
            "QA 92% 96%",
            "QA 92% to 96%, 4 points more.",
            "QA 92% to 96%, tumaas ng 4 points.",
        ),
        (
            "QA 96% 95.5%",
            "QA 96% to 95.5%, 0.5 points less.",
            "QA 96% to 95.5%, bumaba ng 0.5 points.",
        ),
        (
            "QA 95% 96%",
            "QA 95% to 96%, 1 point more.",
            "QA 95% to 96%, tumaas ng 1 point.",
        ),
    ],
)
def test_what_was_understood_is_said_as_a_sentence(typed: str, en: str, fil: str) -> None:
    assert said(typed, "en") == en
    assert said(typed, "fil") == fil


def test_words_somebody_typed_are_escaped() -> None:
    number = read_number("31 calls")
    assert isinstance(number, Measured)
    odd = Measured("A/<B>", None, number.after, "<i>")
    assert sentence(odd, Speaker().speak("en")) == "A/&lt;B&gt; 31 &lt;i&gt;."


@pytest.mark.parametrize(
    ("metric", "before", "after", "unit", "line"),
    [
        ("AHT", "480", "410", "s", "AHT 480 → 410 s"),
        ("", "92", "96", "%", "92 → 96%"),
        ("", None, "31", "calls", "31 calls"),
    ],
)
def test_in_a_list_a_number_is_short(
    metric: str, before: str | None, after: str, unit: str, line: str
) -> None:
    assert short(metric, before, after, unit) == line
