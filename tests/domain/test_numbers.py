"""The number helper: what it reads, and what it refuses rather than guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numbers import Measured, Reason, Unreadable, looks_like_a_number, read_number


def number(after: str, before: str | None = None, unit: str = "", metric: str = "") -> Measured:
    return Measured(metric, None if before is None else Decimal(before), Decimal(after), unit)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("92 96", number("96", "92")),
        ("480 -> 410", number("410", "480")),
        ("480→410", number("410", "480")),
        ("480>410", number("410", "480")),
        ("480 to 410", number("410", "480")),
        ("from 480 to 410", number("410", "480")),
        ("mula 480 hanggang 410", number("410", "480")),
        ("4.5%", number("4.5", unit="%")),
        ("4.5 percent", number("4.5", unit="%")),
        ("92% 96%", number("96", "92", "%")),
        ("92% to 96%", number("96", "92", "%")),
        ("92 to 96%", number("96", "92", "%")),
        ("31 calls", number("31", unit="calls")),
        ("0 holds", number("0", unit="holds")),
        ("1,250", number("1250")),
        ("AHT 480 to 410", number("410", "480", "s", "AHT")),
        ("aht: 480 -> 410", number("410", "480", "s", "AHT")),
        ("AHT 8 min to 7 min", number("7", "8", "min", "AHT")),
        ("AHT 402", number("402", unit="s", metric="AHT")),
        ("480s to 410s", number("410", "480", "s")),
        ("QA 96%", number("96", unit="%", metric="QA")),
        ("CSAT 82 85", number("85", "82", metric="CSAT")),
        ("-5", number("-5")),
        ("QA ko 96", number("96", metric="QA")),
        ("yung AHT ko 410", number("410", unit="s", metric="AHT")),
        ("sales 3", number("3", metric="SALES")),
        ("RPC 12 15", number("15", "12", metric="RPC")),
        ("SLA 80", number("80", metric="SLA")),
        ("conversion 12%", number("12", unit="%", metric="CONVERSION")),
        ("quota 95%", number("95", unit="%", metric="QUOTA")),
        ("benta 12", number("12", metric="BENTA")),
        ("tickets closed 31", number("31", metric="TICKETS CLOSED")),
        ("csat score 92 96", number("96", "92", metric="CSAT SCORE")),
    ],
)
def test_a_number_is_read(text: str, read: Measured) -> None:
    assert read_number(text) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.NO_NUMBER),
        ("a good night", Reason.NO_NUMBER),
        ("around 90ish?", Reason.NO_NUMBER),
        ("90%%", Reason.TWO_SIGNS),
        ("9o%", Reason.TWO_SIGNS),
        ("8 min to 430 s", Reason.TWO_SIGNS),
        ("31 calls 96%", Reason.TWO_SIGNS),
        ("92/96", Reason.TOO_MANY),
        ("1 2 3 4 5", Reason.TOO_MANY),
        ("sinigawan ako ng 3 beses", Reason.NO_NUMBER),
        ("may umiyak na 2 callers", Reason.NO_NUMBER),
        ("31 calls, 2 holds", Reason.TOO_MANY),
        ("1234567890123", Reason.OUT_OF_RANGE),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text: str, reason: Reason) -> None:
    assert read_number(text) == Unreadable(reason)


@pytest.mark.parametrize(
    ("read", "difference", "percent"),
    [
        (number("410", "480", "s"), "-70", "-14.6"),
        (number("96", "92"), "4", "4.3"),
        (number("96", "92", "%"), "4", None),
        (number("96", "92", metric="CSAT"), "4", None),
        (number("5", "0"), "5", None),
        (number("31"), None, None),
        (number("1", "-2"), "3", "150.0"),
    ],
)
def test_the_change_is_exact_and_rates_change_by_points(
    read: Measured, difference: str | None, percent: str | None
) -> None:
    assert read.difference == (None if difference is None else Decimal(difference))
    assert read.percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize("text", ["90%%", "9o%", "92/96", "31 calls, 2", "7:35", "12 13 14"])
def test_a_failed_answer_looks_like_a_number(text: str) -> None:
    assert looks_like_a_number(text)


@pytest.mark.parametrize("text", ["helped 2 newbies with refunds", "a good night", "", "wala"])
def test_a_sentence_does_not(text: str) -> None:
    assert not looks_like_a_number(text)


figures = st.decimals(0, 99999, places=2, allow_nan=False, allow_infinity=False)


@given(figures, figures, st.sampled_from(["", "%", "s", "calls"]))
def test_what_is_written_is_what_is_read(before: Decimal, after: Decimal, unit: str) -> None:
    sign = unit if unit in ("", "%") else f" {unit}"
    assert read_number(f"{before}{sign} to {after}{sign}") == Measured("", before, after, unit)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(read_number(text), Measured | Unreadable)
    assert looks_like_a_number(text) in (True, False)
