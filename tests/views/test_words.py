"""Days, hours and figures as ready words."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.house.samples import reader
from texts.speak import Speaker
from views import start, words

JESSA, EN = reader("en"), Speaker().speak("en")

MANILA = ZoneInfo("Asia/Manila")
WEDNESDAY = date(2026, 11, 25)
NIGHT = datetime(2026, 11, 25, 14, tzinfo=UTC)  # 10 PM in Manila


@pytest.mark.parametrize(
    ("moment", "said"),
    [(time(7), "7 AM"), (time(7, 20), "7:20 AM"), (time(0), "12 AM"), (time(12, 5), "12:05 PM")],
)
def test_hours_are_said_by_the_12_hour_clock(moment: time, said: str) -> None:
    assert words.hour(moment) == said
    assert words.hour_of(moment.hour * 60 + moment.minute) == said


def test_moments_are_said_in_the_persons_zone() -> None:
    assert words.at(NIGHT, MANILA) == "10 PM"
    assert words.day_and_hour(datetime(2026, 11, 25, 23, 20, tzinfo=UTC), MANILA) == "Thu 7:20 AM"


@pytest.mark.parametrize(
    ("start", "today", "name"),
    [
        (NIGHT, date(2026, 11, 26), "Wed night"),
        (NIGHT, date(2026, 12, 1), "Wed night"),
        (NIGHT, date(2026, 12, 2), "Wed 25 Nov night"),
        (datetime(2026, 11, 24, 18, 59, tzinfo=UTC), WEDNESDAY, "Wed night"),
        (datetime(2026, 11, 24, 19, tzinfo=UTC), WEDNESDAY, "Wed shift"),
        (datetime(2026, 11, 25, 8, 59, tzinfo=UTC), WEDNESDAY, "Wed shift"),
        (datetime(2026, 11, 25, 9, tzinfo=UTC), WEDNESDAY, "Wed night"),
        (None, WEDNESDAY, "Wed"),
        (None, date(2027, 1, 1), "Wed 25 Nov"),
    ],
)
def test_a_shift_is_called_by_its_day(start: datetime | None, today: date, name: str) -> None:
    assert words.shift_name(WEDNESDAY, start, MANILA, today) == name


def test_a_shift_of_another_year_says_its_year() -> None:
    almost, long = (WEDNESDAY + timedelta(days=away) for away in (299, 300))
    assert words.shift_name(WEDNESDAY, None, MANILA, almost) == "Wed 25 Nov"
    assert words.shift_name(WEDNESDAY, None, MANILA, long) == "Wed 25 Nov 2026"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\t c", "a b c"),
        ("x" * 12, "xxxxxxxxxx…"),
        ("\u202eabc\u2069", "abc"),
        ("شكرا", "\u2068شكرا\u2069"),
        ("123456789👩\u200d👩", "123456789👩…"),
    ],
)
def test_any_words_fit_a_line_among_others(text: str, line: str) -> None:
    assert words.one_line(text, 10) == line


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("480", "", "480"),
        ("4.50", "%", "4.5%"),
        ("1250", "s", "1,250 s"),
        ("31.0", "calls", "31 calls"),
        ("100", "%", "100%"),
        ("-0.5", "", "-0.5"),
        ("1E+3", "", "1,000"),
        ("0.00", "", "0"),
    ],
)
def test_figures_are_exact_and_short(value: str, unit: str, said: str) -> None:
    assert words.figure(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("", ""),
        ("5", "Sat"),
        ("56", "Sat Sun"),
        ("06", "Sun Mon"),
        ("056", "Sat Sun Mon"),
        ("01", "Mon Tue"),
        ("0123456", "Mon Tue Wed Thu Fri Sat Sun"),
    ],
)
def test_rest_days_read_in_the_order_they_come(digits: str, said: str) -> None:
    assert words.weekdays(digits) == said


def test_the_button_and_what_is_said_of_it_name_the_days_the_same_way() -> None:
    labels = [button.label for row in start.rest_days(JESSA, EN).rows for button in row][:3]
    assert labels == [start.rest(digits, EN) for digits in start.RESTS]


def test_a_zone_is_called_by_its_city() -> None:
    assert words.zone_name("Asia/Manila") == "Manila"
    assert words.zone_name("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert words.zone_name("UTC") == "UTC"


def test_a_day_is_said_with_its_year() -> None:
    assert words.day(WEDNESDAY) == "25 Nov 2026"


def test_a_shift_that_begins_the_day_before_is_said_from_its_hour() -> None:
    assert start.hours(420, 540, EN) == "10 PM to 7 AM"
    assert start.hours(1350, 540, EN) == "1:30 PM to 10:30 PM"
    assert start.hours(420, 540, Speaker().speak("fil")) == "10 PM hanggang 7 AM"


def test_what_turns_a_line_round_or_is_seen_by_nobody_is_left_out() -> None:
    assert words.cut("31 \u202ecalls\x1b[0m\r\nzero\tholds\u2069", 90) == "31 calls[0m\nzero\tholds"
