"""The four forms of a number as people type them: before and after, counts, percent, a measure."""

from decimal import Decimal

import pytest

from domain.numbers import Measured, Reason, Unreadable, looks_like_a_number, read_number

Row = tuple[str, str | None, str, str, str]
ENGLISH: list[Row] = [
    ("480 to 410", "480", "410", "", ""),
    ("from 480 to 410", "480", "410", "", ""),
    ("from 480 down to 410", "480", "410", "", ""),
    ("480 -> 410", "480", "410", "", ""),
    ("480 down to 410", "480", "410", "", ""),
    ("AHT down from 480 to 410", "480", "410", "s", "AHT"),
    ("my AHT went from 480 to 410", "480", "410", "s", "AHT"),
    ("AHT improved 480 to 410", "480", "410", "s", "AHT"),
    ("AHT 410 from 480", "480", "410", "s", "AHT"),
    ("AHT was 480, now 410", "480", "410", "s", "AHT"),
    ("AHT 410, was 480", "480", "410", "s", "AHT"),
    ("was 480 now 410", "480", "410", "", ""),
    ("480 before, 410 now", "480", "410", "", ""),
    ("now 410, before 480", "480", "410", "", ""),
    ("QA up from 92 to 96", "92", "96", "", "QA"),
    ("QA went up 92% to 96%", "92", "96", "%", "QA"),
    ("from 92 to 96 percent", "92", "96", "%", ""),
    ("QA 92 to 96 points", "92", "96", "points", "QA"),
    ("CSAT 82 to 85.", "82", "85", "", "CSAT"),
    ("31 to 45 calls", "31", "45", "calls", ""),
    ("31 calls", None, "31", "calls", ""),
    ("31 calls today", None, "31", "calls", ""),
    ("closed 31 tickets", None, "31", "tickets", ""),
    ("I took 31 calls", None, "31", "calls", ""),
    ("31 inbound calls", None, "31", "inbound calls", ""),
    ("92 tickets", None, "92", "tickets", ""),
    ("0 escalations", None, "0", "escalations", ""),
    ("1,250 calls", None, "1250", "calls", ""),
    ("96%", None, "96", "%", ""),
    ("96 percent", None, "96", "%", ""),
    ("96% QA", None, "96", "%", "QA"),
    ("QA is 96", None, "96", "", "QA"),
    ("QA: 96", None, "96", "", "QA"),
    ("AHT = 402", None, "402", "s", "AHT"),
    ("402 AHT", None, "402", "s", "AHT"),
    ("my AHT is now 402", None, "402", "s", "AHT"),
    ("AHT down to 402", None, "402", "s", "AHT"),
]
TAGLISH: list[Row] = [
    ("bumaba AHT ko 480 to 410", "480", "410", "s", "AHT"),
    ("bumaba ang AHT ko mula 480 hanggang 410", "480", "410", "s", "AHT"),
    ("mula 480 naging 410", "480", "410", "", ""),
    ("mula 480, 410 na", "480", "410", "", ""),
    ("galing 480, naging 410", "480", "410", "", ""),
    ("galing sa 480 naging 410", "480", "410", "", ""),
    ("dati 480, ngayon 410", "480", "410", "", ""),
    ("dati AHT ko 480, ngayon 410", "480", "410", "s", "AHT"),
    ("dating 480 naging 410", "480", "410", "", ""),
    ("480 dati, 410 na ngayon", "480", "410", "", ""),
    ("480 dati 410 na", "480", "410", "", ""),
    ("ngayon 410, dati 480", "480", "410", "", ""),
    ("410 na, dati 480", "480", "410", "", ""),
    ("AHT ko 480 naging 410", "480", "410", "s", "AHT"),
    ("yung AHT ko 480 to 410 na lang", "480", "410", "s", "AHT"),
    ("480 to 410 ang AHT ko", "480", "410", "s", "AHT"),
    ("tumaas QA ko 92 to 96", "92", "96", "", "QA"),
    ("tumaas ang CSAT ko mula 82% naging 85%", "82", "85", "%", "CSAT"),
    ("92% naging 96%", "92", "96", "%", ""),
    ("gumanda QA ko 92 to 96", "92", "96", "", "QA"),
    ("bumaba sa 410 ang AHT ko", None, "410", "s", "AHT"),
    ("bumaba sa 410", None, "410", "", ""),
    ("naka-31 calls ako", None, "31", "calls", ""),
    ("naka 31 calls ako kanina", None, "31", "calls", ""),
    ("may 31 calls ako", None, "31", "calls", ""),
    ("31 calls lang", None, "31", "calls", ""),
    ("31 na calls", None, "31", "calls", ""),
    ("92 tickets kagabi", None, "92", "tickets", ""),
    ("umabot ng 92 tickets", None, "92", "tickets", ""),
    ("umabot sa 92 tickets", None, "92", "tickets", ""),
    ("na-close ko 92 tickets", None, "92", "tickets", ""),
    ("nakapag-close ako ng 31 tickets", None, "31", "tickets", ""),
    ("96% ang QA ko", None, "96", "%", "QA"),
    ("96 sa QA", None, "96", "", "QA"),
    ("QA ko 96 na", None, "96", "", "QA"),
    ("402 na lang AHT ko", None, "402", "s", "AHT"),
    ("AHT ko ngayon 402", None, "402", "s", "AHT"),
    ("AHT naging 402", None, "402", "s", "AHT"),
    ("nasa 96% na ang QA ko", None, "96", "%", "QA"),
    ("100% attendance ngayong month", None, "100", "%", "ATTENDANCE"),
]
UNSURE = [
    ("bumaba ng 70", Reason.HALF),
    ("AHT 480 bumaba ng 70", Reason.HALF),
    ("from 480 bumaba ng 70", Reason.HALF),
    ("AHT 480 -70", Reason.HALF),
    ("410 today 480 kahapon", Reason.HALF),
    ("410 kanina 480 last night", Reason.HALF),
    ("this month 96 last month 92", Reason.HALF),
    ("480 less 70", Reason.TOO_MANY),
    ("1 in 10", Reason.TOO_MANY),
    ("di ko na kaya 100%", Reason.NO_NUMBER),
    ("ayoko na 2", Reason.NO_NUMBER),
    ("5 to 10 pm", Reason.TOO_MANY),
    ("mahigit 400", Reason.NO_NUMBER),
    ("zero to 5", Reason.NO_NUMBER),
    ("bumaba AHT ko ng 70", Reason.HALF),
    ("AHT down 70", Reason.HALF),
    ("QA up 4 points", Reason.HALF),
    ("tumaas ng 4 points ang QA ko", Reason.HALF),
    ("improved 12%", Reason.HALF),
    ("from 480", Reason.NO_NUMBER),
    ("mula 480", Reason.NO_NUMBER),
    ("dati 480", Reason.NO_NUMBER),
    ("480 dati 410", Reason.TOO_MANY),
    ("bumaba AHT ko 410 to 480", Reason.CONTRADICTS),
    ("tumaas AHT 480 to 410", Reason.CONTRADICTS),
    ("480-410", Reason.TOO_MANY),
    ("480 vs 410", Reason.TOO_MANY),
    ("31 of 40 calls", Reason.TOO_MANY),
    ("92, 96", Reason.TOO_MANY),
    ("8:10 to 6:50", Reason.TOO_MANY),
    ("Q3 96%", Reason.NO_NUMBER),
    ("3rd call", Reason.NO_NUMBER),
    ("$50", Reason.NO_NUMBER),
    ("AHT 480 to 410 QA", Reason.NO_NUMBER),
    ("480 AHT to 96 QA", Reason.NO_NUMBER),
    ("92% to 96 calls", Reason.TWO_SIGNS),
]
SENTENCES = [
    ("2 callers umiyak", Reason.NO_NUMBER),
    ("umiyak ako ng 2 beses", Reason.NO_NUMBER),
    ("31 calls and 2 holds", Reason.TOO_MANY),
    ("helped 2 newbies", Reason.NO_NUMBER),
    ("31 calls today, and QA 96 for the one that was audited", Reason.TOO_MANY),
    ("1 " * 2048, Reason.NO_NUMBER),
]


@pytest.mark.parametrize(("typed", "before", "after", "unit", "metric"), [*ENGLISH, *TAGLISH])
def test_a_number_is_read_the_way_it_is_said(
    typed: str, before: str | None, after: str, unit: str, metric: str
) -> None:
    was = None if before is None else Decimal(before)
    assert read_number(typed) == Measured(metric, was, Decimal(after), unit)
    assert read_number(f"{typed[0].upper()}{typed[1:]}!") == read_number(typed)


@pytest.mark.parametrize(("typed", "reason"), UNSURE)
def test_what_may_mean_two_things_is_asked_for_again(typed: str, reason: Reason) -> None:
    assert read_number(typed) == Unreadable(reason)
    assert looks_like_a_number(typed)


@pytest.mark.parametrize(("typed", "reason"), SENTENCES)
def test_a_sentence_with_a_figure_is_a_line_of_its_own(typed: str, reason: Reason) -> None:
    assert read_number(typed) == Unreadable(reason)
    assert not looks_like_a_number(typed)


def test_points_are_no_percent() -> None:
    points = read_number("92% to 96%")
    assert isinstance(points, Measured)
    assert (points.difference, points.percent, points.is_rate) == (Decimal(4), None, True)
    said = read_number("QA 92 to 96 points")
    assert isinstance(said, Measured)
    assert (said.difference, said.percent) == (Decimal(4), None)
