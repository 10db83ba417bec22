"""Reading an hour or a date as people type it, and weekdays as digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import (
    Out,
    day_of,
    is_bare_number,
    looks_like_a_date,
    looks_like_an_hour,
    looks_like_minutes,
    mask_of,
    read_date,
    read_hour,
    read_minutes,
    read_out,
    read_start,
    read_weekdays,
    rotates,
    toggled,
)

TODAY = date(2026, 11, 23)
DIGITS = st.sets(st.sampled_from("0123456")).map(lambda chosen: "".join(sorted(chosen)))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7 AM", 420),
        ("7am", 420),
        ("7 a.m.", 420),
        ("7:30", 450),
        ("7.30 pm", 1170),
        ("730pm", 1170),
        ("19:30", 1170),
        ("0:00", 0),
        ("24:00", None),
        ("12 AM", 0),
        ("12 PM", 720),
        ("13 PM", None),
        ("0 AM", None),
        ("25", None),
        ("7:60", None),
        ("around 7", 420),
        ("mga 6 PM", 1080),
        ("6 pm po", 1080),
        ("7 in the morning", 420),
        ("6 ng gabi", 1080),
        ("7 ng umaga", 420),
        ("12 ng gabi", 0),
        ("12 ng tanghali", 720),
        ("12 MN", 0),
        ("12 nn", 720),
        ("noon", 720),
        ("hatinggabi", 0),
        ("alas sais", 360),
        ("alas-siyete ng umaga", 420),
        ("ala una", 60),
        ("alas otso y medya", None),
        ("alas 7", 420),
        ("6 ng bahay", None),
        ("5 calls", None),
        ("", None),
        ("7 AM, usually, but not on Mondays", None),
    ],
)
def test_an_hour_is_read_as_people_type_it(text: str, minutes: int | None) -> None:
    assert read_hour(text) == minutes


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("7 AM", Out(420)),
        ("10pm to 7am", Out(420, 540)),
        ("10pm-7am", Out(420, 540)),
        ("22:00-07:00", Out(420, 540)),
        ("mula 10 ng gabi hanggang 7 ng umaga", Out(420, 540)),
        ("from 9 PM until 6 AM", Out(360, 540)),
        ("6-3pm", Out(900, 540)),
        ("10-7am", Out(420, 540)),
        ("8pm - 8am", Out(480, 720)),
        ("7am-7am", None),
        ("6-7am", None),
        ("7am/8am", None),
        ("6pm hanggang 1 ng gabi", Out(60, 420)),
        ("9 to 6", None),
        ("10-7", None),
        ("9:30pm to 6:30am", Out(390, 540)),
        ("2200-0600", Out(360, 480)),
        ("10pm 7am", Out(420, 540)),
        ("10pm/7am po", Out(420, 540)),
        ("10 PM to 7 AM shift", Out(420, 540)),
        ("alas diyes ng gabi hanggang alas siyete ng umaga", Out(420, 540)),
        ("7 AM, 8 hours", Out(420, 480)),
        ("7am for 7.5 hrs", Out(420, 450)),
        ("7am, 20 hours", None),
        ("7 AM usually", Out(420)),
        ("out ko 7am", Out(420)),
        ("7am ang out ko po", Out(420)),
        ("I'm out at 7 AM.", Out(420)),
        ("10pm-2am, 3am-7am", None),
        ("480 to 410", None),
        ("2 to 3 calls", None),
        ("31 calls", None),
    ],
)
def test_both_ends_of_a_shift_say_when_it_is_over(text: str, out: Out | None) -> None:
    assert read_out(text) == out


@pytest.mark.parametrize(
    "text",
    [
        *("25", "7:60", "13 PM", "9 to 6", "10-7", "graveyard", "night shift"),
        *("25:00", "-3", "99 minutes", "10pm-2am, 3am-7am", "9:30-6:30"),
    ],
)
def test_what_means_an_hour_and_is_none_is_asked_again(text: str) -> None:
    assert looks_like_an_hour(text)


@pytest.mark.parametrize("text", ["7 AM", "480 to 410", "31 calls", "night calls 31", "AHT 410"])
def test_a_line_of_its_own_is_no_failed_hour(text: str) -> None:
    assert not looks_like_an_hour(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_hour_of_the_day_or_none(text: str) -> None:
    minutes = read_hour(text)
    assert minutes is None or 0 <= minutes < 24 * 60


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Dec 1", date(2026, 12, 1)),
        ("1 Dec", date(2026, 12, 1)),
        ("december 1.", date(2026, 12, 1)),
        ("Dec. 1", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("Dec 1, 2027", date(2027, 12, 1)),
        ("1 Dec 2025", date(2025, 12, 1)),
        ("Jan 5", date(2027, 1, 5)),
        ("Nov 20", date(2026, 11, 20)),
        ("Oct 24", date(2026, 10, 24)),
        ("Oct 23", date(2027, 10, 23)),
        ("Feb 30", None),
        ("2026-13-01", None),
        ("0 Dec", None),
        ("5 Smarch", None),
        ("decent 5", None),
        ("mayday 5", None),
        ("next week", None),
        ("", None),
    ],
)
def test_a_date_without_a_year_is_the_next_such_day(text: str, day: date | None) -> None:
    """A month back still counts as this year's: somebody who began last week says so."""
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("10 PM", Out(1320)),
        ("10 PM, 9 hours", Out(420, 540)),
        ("10pm-7am", Out(420, 540)),
        ("half past nine", None),
    ],
)
def test_a_start_is_read_alone_or_with_what_follows(text: str, out: Out | None) -> None:
    assert read_start(text) == out


@pytest.mark.parametrize("text", ["Dec 45", "32 Dec", "13/40", "dec", "2026-02-30"])
def test_a_date_that_went_wrong_is_asked_again(text: str) -> None:
    assert looks_like_a_date(text)


@pytest.mark.parametrize(
    "text", ["may na-close akong 31 tickets", "maraming natapos", "marked 12 tickets", "decided 5"]
)
def test_a_line_that_begins_like_a_month_is_no_failed_date(text: str) -> None:
    assert not looks_like_a_date(text)


@pytest.mark.parametrize(
    ("year", "month", "number", "day"),
    [(2028, 2, 29, date(2028, 2, 29)), (2027, 2, 29, None), (2026, 0, 1, None)],
)
def test_a_day_that_is_not_in_the_calendar_is_none(
    year: int, month: int, number: int, day: date | None
) -> None:
    assert day_of(year, month, number) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30", 30), ("30 min", 30), ("mga 45 minutes after", 45), ("0", 0), ("-3", -1), ("9" * 9, -1)],
)
def test_minutes_are_read_and_what_is_none_is_below_zero(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes
    assert looks_like_minutes(text)


@pytest.mark.parametrize("text", ["31 calls", "4 sales today", "zero holds"])
def test_a_counted_line_is_no_failed_number(text: str) -> None:
    assert not looks_like_minutes(text)
    assert not is_bare_number(text)
    assert read_minutes(text) == -1


@given(DIGITS, st.sampled_from("0123456"))
def test_a_weekday_toggled_twice_is_as_before(digits: str, digit: str) -> None:
    once = toggled(digits, digit)
    assert (digit in once) is not (digit in digits)
    assert toggled(once, digit) == digits


@given(DIGITS, DIGITS)
def test_the_number_of_weekdays_tells_them_apart(one: str, other: str) -> None:
    assert (mask_of(one) == mask_of(other)) is (one == other)
    assert mask_of("56") == 2**5 + 2**6


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Sat Sun", "56"),
        ("sunday and monday", "06"),
        ("sabado at linggo", "56"),
        ("RD ko tues, weds", "12"),
        ("Tue/Wed", "12"),
        ("thurs", "3"),
        ("Fri", "4"),
        ("sab lin", "56"),
        ("weekends", "56"),
        ("wala", ""),
        ("none po", ""),
        ("martes huwebes biyernes", "134"),
        ("sat sun po", "56"),
        ("Sat to Mon", "056"),
        ("Sat-Mon", "056"),
        ("Fri - Sun", "456"),
        ("mon-fri", "01234"),
        ("Sat-Sun", "56"),
        ("linggo-linggo", None),
        ("mon to funday", None),
        ("weekdays", "01234"),
        ("no RD", ""),
        ("every day", "0123456"),
        ("mon, tue, wed, thu, fri, sat, sun", "0123456"),
        (", ".join(["monday"] * 9), None),
        ("saturated with calls", None),
        ("sold 3 on Sat", None),
        ("", None),
    ],
)
def test_rest_days_are_read_as_people_type_them(text: str, digits: str | None) -> None:
    assert read_weekdays(text) == digits


@pytest.mark.parametrize(
    "text", ["It rotates", "nagro-rotate", "rotating shift", "iba-iba", "paiba-iba", "depende"]
)
def test_that_it_rotates_is_understood(text: str) -> None:
    assert rotates(text)
    assert not rotates(f"{text} the stock")
