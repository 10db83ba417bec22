"""What is said: escaped, Telegram's HTML with any value, fitting for a lock screen, spoken."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.questions import BANK
from sandbox.telegram.html_parser import parse_html
from tests.house.sentences import ids, looks, values_for
from texts.speak import (
    LANGUAGES,
    BadTexts,
    Markup,
    Speaker,
    bundle,
    language_of,
    loud,
    plain_name,
)

COUNTS = (0, 1, 2, 3, 5, 7, 11, 21, 1250)
LEAST_QUESTIONS = 14
MOST_ANSWER, MOST_LABEL, MOST_ENERGY = 320, 19, 6
PARTS_OF_A_CARD = {"help-how", "privacy"}
LABELS = ("button-", "chip-", "country-", "setup-tomorrow", "link-start")
IN_BUTTONS = {"time": "12:30 PM", "minutes": 180, "hours": 2, "day": "Wed"}
NASTY = "<i>&'\"x</i>"
UNASKED = ("card-less", *(f"question-{number}" for number in range(1, BANK + 1)))
NEVER_UNASKED = ("still", "don't forget", "only", "streak", "kahapon wala ka", "!")
NEVER_ON_A_LOCK_SCREEN = (
    "battery", "energy", "tired", "feel", "mood", "stress", "burnout", "target", "score",
    "lowbat", "pagod", "pakiramdam",
)  # fmt: skip
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+.*[.?]$", re.DOTALL)
# Figures alone, names of places, and words of the floor that stay English.
SAME_IN_BOTH = {
    "number-one",
    "help-line",
    "help-country",
    "energy-ask",
    "shift-hours",
    "shift-starts",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_escapes_what_it_is_given(language: str) -> None:
    say = Speaker().speak(language)
    for sentence in ids(language):
        values = values_for(language, sentence, NASTY)
        said = say(sentence, **values)
        assert isinstance(said, Markup)
        assert "<i>" not in said
        if values and not looks(language)[sentence].variants:
            assert NASTY in parse_html(said).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_telegrams_html_with_any_count(language: str) -> None:
    say = Speaker().speak(language)
    for sentence in ids(language):
        for count in COUNTS:
            said = say(sentence, **values_for(language, sentence, count))
            assert parse_html(said).text.strip()
            assert not re.search("[\u2066-\u2069{}]", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 3, 5, 7])
def test_a_few_are_not_one(language: str, count: int) -> None:
    say = Speaker().speak(language)
    for sentence in ids(language):
        for keys in looks(language)[sentence].variants:
            said = say(sentence, **values_for(language, sentence, count))
            assert "other" in keys
            assert str(count) in said


def test_words_that_are_spoken_already_are_not_escaped_twice() -> None:
    say = Speaker().speak("en")
    inner = say("win-detail", shift="Wed", text="Ana & Jun")
    assert say("number-echo", number=inner) == "<b>Wed</b>\nAna &amp; Jun Where is it from?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bank_is_large_and_its_questions_differ(language: str) -> None:
    say = Speaker().speak(language)
    bank = {say(f"question-{number}", shift="Wed night") for number in range(1, BANK + 1)}
    assert len(bank) == BANK >= LEAST_QUESTIONS
    assert all("Wed night" in question and question.endswith("?") for question in bank)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", UNASKED)
def test_nothing_unasked_reproaches_or_tells_of_feelings(language: str, sentence: str) -> None:
    say = Speaker().speak(language)
    words = say(sentence, **values_for(language, sentence, "Wed night")).lower()
    never = NEVER_UNASKED + NEVER_ON_A_LOCK_SCREEN
    assert [word for word in never if re.search(rf"(?<!\w){re.escape(word)}", words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_an_answer_may_be(language: str) -> None:
    say = Speaker().speak(language)
    for sentence in set(ids(language)) - PARTS_OF_A_CARD:
        said = parse_html(say(sentence, **values_for(language, sentence, "Wed 25 Nov night"))).text
        assert len(said.splitlines()) <= 4
        assert len(said) <= MOST_ANSWER


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_button_fits_it(language: str) -> None:
    say = Speaker().speak(language)
    labels = [sentence for sentence in ids(language) if sentence.startswith(LABELS)]
    said = {one: say(one, **IN_BUTTONS) for one in labels if one != "button-ticked"}
    assert {one: label for one, label in said.items() if not 0 < len(label) <= MOST_LABEL} == {}
    energy = [label for one, label in said.items() if one.startswith("button-energy-")]
    assert len(energy) == len(set(energy)) == 5
    assert max(map(len, energy)) <= MOST_ENERGY


def test_taglish_is_spoken_and_not_copied() -> None:
    en, fil = Speaker().speak("en"), Speaker().speak("fil")
    same = {
        sentence
        for sentence in ids("en")
        for values in [values_for("en", sentence, 7)]
        if fil(sentence, **values) == en(sentence, **values)
        and SENTENCE.search(en(sentence, **values))
    }
    assert same <= SAME_IN_BOTH


def test_what_is_not_there_is_said_by_its_id_and_complained_of_once_a_language() -> None:
    complaints: list[str] = []
    speaker = Speaker(complaints.append)

    assert speaker.speak("fil")("no-such-sentence", name="Jessa") == "no-such-sentence"
    assert speaker.speak("en")("start-again") == "start-again"
    assert complaints == ["no-such-sentence", "no-such-sentence", "start-again"]


def test_in_tests_a_sentence_that_cannot_be_said_is_loud() -> None:
    with pytest.raises(BadTexts, match="no-such-sentence"):
        loud("no-such-sentence")
    with pytest.raises(BadTexts, match="start-again"):
        Speaker().speak("fil")("start-again")


def test_junk_in_a_file_stops_the_start(tmp_path: Path) -> None:
    """A select on one line is junk to the parser, and no exception."""
    (tmp_path / "bad.ftl").write_text("win-kept = { $count -> [0] no *[other] some }\n")
    with pytest.raises(BadTexts, match=r"bad\.ftl: win-kept"):
        bundle(str(tmp_path / "bad"))


def test_a_language_is_read_once_a_process() -> None:
    assert bundle("fil") is bundle("fil")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("en-PH", "en"),
        ("fil", "fil"),
        ("fil-PH", "fil"),
        ("tl", "fil"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
        ("filx", "en"),
    ],
)
def test_the_phone_says_which_language(code: str | None, language: str) -> None:
    assert language_of(code) == language


NAMES = st.text(st.characters(codec="utf-8"), max_size=64)


@given(NAMES)
@example("<b>Jessa</b>")
@example("Jessa\u202e gnp.exe\u2069")
@example("\u2067\u2068\u0000\n")
@example("ليلى <b>&amp;")
@example("Jes\u2028sa\u2029")
@example("אבג\u200f" * 20)
def test_any_name_comes_out_harmless(name: str) -> None:
    said = Speaker().speak("en")("start-again", name=plain_name(name))
    shown = parse_html(said)

    assert shown.text.endswith("/shift your hours, /help the rest.")
    assert shown.entities == []
    assert len(shown.text.splitlines()) == 1
    assert shown.text.count("\u2068") == shown.text.count("\u2069") <= 1
    assert not re.search("[\u0000-\u001f\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]", shown.text)


@given(NAMES)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Jessa", "Jessa"),
        ("  Jessa\t", "Jessa"),
        ("José Ñ", "José Ñ"),
        ("👩‍👧 Ana", "👩‍👧 Ana"),
        ("ليلى", "\u2068ليلى\u2069"),
        ("Dana דנה", "\u2068Dana דנה\u2069"),
        ("\u202eanA", "anA"),
        ("", ""),
        ("x" * 70, "x" * 64),
    ],
)
def test_a_name_is_isolated_only_when_it_has_right_to_left_letters(name: str, plain: str) -> None:
    assert plain_name(name) == plain
