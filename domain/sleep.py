"""Protected sleep: when nobody is to be woken, told from the shifts around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from domain.shifts import Span, starting

MORNING_ENDS = time(12)  # a shift that ends from midnight on and before this is slept off by day
DAY_SLEEP = timedelta(hours=8)
NIGHT_BEGINS = time(21, 30)
NIGHT_ENDS = time(6, 30)
WIND_DOWN = timedelta(minutes=90)  # the way home; nobody sleeps earlier after any shift


@dataclass(frozen=True, slots=True)
class Sleep:
    start: datetime
    end: datetime


def awake_at(moment: datetime, spans: Sequence[Span], zone: tzinfo) -> datetime:
    """The moment itself, or the end of the protected sleep it falls into."""
    while (sleep := sleep_at(moment, spans, zone)) is not None:
        moment = sleep.end
    return moment


def sleep_at(moment: datetime, spans: Sequence[Span], zone: tzinfo) -> Sleep | None:
    """The protected sleep that is on at the moment."""
    if any(on_the_way_home(moment, span) for span in spans):
        return None
    in_order = sorted(spans, key=starting)
    wanted = (*sleeps_by_day(in_order, zone), *nights_at(moment, in_order, zone))
    allowed = (between_shifts(sleep, in_order) for sleep in wanted)
    return next((sleep for sleep in allowed if sleep.start <= moment < sleep.end), None)


def on_the_way_home(moment: datetime, span: Span) -> bool:
    """Nobody sleeps yet, whatever other shifts there are."""
    return span.end <= moment < span.end + WIND_DOWN


def sleeps_by_day(spans: Sequence[Span], zone: tzinfo) -> Iterator[Sleep]:
    for span in spans:
        if ends_in_the_morning(span, zone):
            start = span.end + WIND_DOWN
            yield Sleep(start, start + DAY_SLEEP)


def nights_at(moment: datetime, spans: Sequence[Span], zone: tzinfo) -> Iterator[Sleep]:
    """Last night and the coming one; a night that is worked is slept off by day instead."""
    today = moment.astimezone(zone).date()
    for evening in (today - timedelta(days=1), today):
        start = datetime.combine(evening, NIGHT_BEGINS, tzinfo=zone)
        end = datetime.combine(evening + timedelta(days=1), NIGHT_ENDS, tzinfo=zone)
        night = Sleep(start.astimezone(UTC), end.astimezone(UTC))
        if not is_worked(night, spans, zone):
            yield night


def is_worked(night: Sleep, spans: Sequence[Span], zone: tzinfo) -> bool:
    return any(
        span.start < night.end and night.start < span.end and ends_in_the_morning(span, zone)
        for span in spans
    )


def ends_in_the_morning(span: Span, zone: tzinfo) -> bool:
    return span.end.astimezone(zone).time() < MORNING_ENDS


def between_shifts(sleep: Sleep, spans: Sequence[Span]) -> Sleep:
    """Cut so that it lies after the way home from one shift and before the next; maybe empty."""
    start = sleep.start
    for span in spans:
        if span.start > start:
            return Sleep(start, min(sleep.end, span.start))
        start = max(start, span.end + WIND_DOWN)
    return Sleep(start, sleep.end)
