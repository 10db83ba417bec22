"""What each kind of unasked letter does when it is late, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import IntEnum, StrEnum
from typing import TypeAlias

from domain.shifts import Span
from domain.sleep import awake_at

LATER_AT_LEAST = timedelta(hours=2)
LATER_IN_A_HURRY = timedelta(hours=1)
BEFORE_THE_SHIFT = timedelta(minutes=10)
HALF_HOUR = timedelta(minutes=30)


class Kind(StrEnum):
    """OWN_HOUR: an hour the person chose; ANSWER: one that was not sent; DIGEST: for a group."""

    SHIFT_END = "shift_end"
    TELL_WEEKLY = "tell_weekly"
    OWN_HOUR = "own_hour"
    ANSWER = "answer"
    DIGEST = "digest"


class Priority(IntEnum):
    """Whose turn it is when several letters are due: answers, then what asks, then digests."""

    ANSWER = 0
    PROMPT = 1
    DIGEST = 2


CARD_KINDS = (Kind.SHIFT_END, Kind.TELL_WEEKLY, Kind.OWN_HOUR)  # what asks, or says it asks less


@dataclass(frozen=True, slots=True)
class Lateness:
    """`lives_for`: until when after its due moment; `sleep_moves`: whether sleep holds it back."""

    lives_for: timedelta
    sleep_moves: bool
    priority: Priority = Priority.PROMPT


TABLE = {
    Kind.SHIFT_END: Lateness(lives_for=timedelta(hours=3), sleep_moves=True),
    Kind.TELL_WEEKLY: Lateness(lives_for=timedelta(hours=3), sleep_moves=True),
    Kind.OWN_HOUR: Lateness(lives_for=timedelta(hours=3), sleep_moves=False),
    Kind.ANSWER: Lateness(timedelta(minutes=10), sleep_moves=False, priority=Priority.ANSWER),
    Kind.DIGEST: Lateness(timedelta(hours=24), sleep_moves=False, priority=Priority.DIGEST),
}


@dataclass(frozen=True, slots=True)
class Send:
    """It goes out now."""


@dataclass(frozen=True, slots=True)
class Expire:
    """It is too late, or would be after sleep."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """It waits for the end of a protected sleep; its due moment stays what it was."""

    at: datetime


Decision: TypeAlias = Send | Expire | MoveTo


def expires_at(kind: Kind, due_at: datetime) -> datetime:
    """The first moment at which it is no longer sent."""
    return due_at + TABLE[kind].lives_for


def priority_of(kind: Kind) -> Priority:
    return TABLE[kind].priority


def decide_due(  # noqa: PLR0913, PLR0917 - one letter, and all that decides about it
    kind: Kind,
    due_at: datetime,
    now: datetime,
    spans: Sequence[Span],
    zone: tzinfo,
    asked_delay: bool,
) -> Decision:
    """What a due letter does now; `asked_delay`: the person chose how long after the shift."""
    expiry = expires_at(kind, due_at)
    if now >= expiry:
        return Expire()
    if asked_delay or not TABLE[kind].sleep_moves:
        return Send()
    awake = awake_at(now, spans, zone)
    if awake >= expiry:
        return Expire()
    return Send() if awake == now else MoveTo(awake)


def card_due(span: Span, delay: timedelta) -> datetime:
    """When the end-of-shift card is due."""
    return span.end + delay


def later_hour(now: datetime, spans: Sequence[Span], zone: tzinfo) -> datetime:
    """The hour a later-button offers: after two hours, or after the sleep that is on by then.

    With no such hour before the next shift it is an hour from now, at the latest ten minutes
    before that shift; and never before now.
    """
    next_start = min((span.start for span in spans if span.start > now), default=None)
    hour = half_hour_up(now + LATER_AT_LEAST, zone)
    while (awake := awake_at(hour, spans, zone)) != hour:
        hour = half_hour_up(awake, zone)
    if next_start is None or hour < next_start:
        return hour
    return max(now, min(now + LATER_IN_A_HURRY, next_start - BEFORE_THE_SHIFT))


def half_hour_up(moment: datetime, zone: tzinfo) -> datetime:
    """The next full or half hour on the local clock, the moment itself if it is one."""
    local = moment.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment + (-past % HALF_HOUR)
