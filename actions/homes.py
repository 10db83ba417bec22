"""Which shift something belongs to, and what the shifts near a moment are."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from sqlmodel import Session

from bot.clock import zone
from domain.shifts import Home, Pattern, Span, around, home_of
from domain.steps import Step
from domain.wins import ShiftFacts
from storage import screens, shifts
from storage.people import Person
from storage.screens import Screen
from storage.seen import Seen
from storage.shifts import Shift

NEAR = timedelta(days=8)
PATTERNS_KEPT = 4096
CLOCKS_APART = timedelta(minutes=1)  # Telegram has whole seconds, and another clock than ours


class Told(Protocol):
    """What somebody told of their hours, as it is stored."""

    @property
    def ends_at(self) -> int | None: ...
    @property
    def length_minutes(self) -> int | None: ...
    @property
    def rest_days(self) -> str | None: ...
    @property
    def starts_on(self) -> date | None: ...


def facts_of(shift: Shift) -> ShiftFacts:
    return ShiftFacts(shift.id, shift.work_date, shift.start_at)


def pattern_of(session: Session, person: Person, seen: Seen | None = None) -> Pattern | None:
    """What plans their shifts; None until both the hour and the rest days are known."""
    row = seen.pattern if seen else shifts.pattern_of(session, person.id)
    return pattern_by(row, person.zone)


def pattern_by(row: Told, zone_name: str) -> Pattern | None:
    if row.ends_at is None or row.rest_days is None or row.length_minutes is None:
        return None
    return pattern_known(row.ends_at, row.length_minutes, row.rest_days, row.starts_on, zone_name)


@lru_cache(maxsize=PATTERNS_KEPT)
def pattern_known(
    ends_at: int, length_minutes: int, rest_days: str, starts_on: date | None, zone_name: str
) -> Pattern:
    """Crowds share their hours: the same values are the same pattern."""
    return Pattern(
        end=time(ends_at // 60, ends_at % 60),
        length=timedelta(minutes=length_minutes),
        rest_days=frozenset(int(digit) for digit in rest_days),
        zone=zone(zone_name),
        starts_on=starts_on,
    )


def spans_near(
    session: Session, person: Person, moment: datetime, seen: Seen | None = None
) -> list[Span]:
    """Shifts of a few days either side: kept rows first, the pattern for the rest."""
    rows = rows_near(session, person, moment)
    return near_in(rows, pattern_of(session, person, seen), moment)


def rows_near(session: Session, person: Person, moment: datetime) -> list[Shift]:
    day = moment.astimezone(zone(person.zone)).date()
    return shifts.between(session, person.id, day - NEAR, day + NEAR)


def spans_near_all(
    session: Session, people: Sequence[tuple[int, str, Pattern | None]], moment: datetime
) -> dict[int, list[Span]]:
    """The same for many whose zone and pattern are known, by person."""
    if not people:
        return {}
    days = {who: moment.astimezone(zone(name)).date() for who, name, _ in people}
    kept = planned_near(session, days)
    return {who: near_in(kept[who], pattern, moment) for who, _, pattern in people}


def planned_near(session: Session, days: Mapping[int, date]) -> dict[int, list[Shift]]:
    """Kept rows of kind work and rest a few days either side of each one's own day, by person."""
    if not days:
        return {}
    first, last = min(days.values()) - NEAR, max(days.values()) + NEAR
    kept = shifts.planned_of(session, list(days), first, last)
    return {
        who: [row for row in kept[who] if abs(row.work_date - day) <= NEAR]
        for who, day in days.items()
    }


def near_in(rows: Sequence[Shift], pattern: Pattern | None, moment: datetime) -> list[Span]:
    kept = [span for row in rows if (span := span_of(row)) is not None]
    rests = {row.work_date for row in rows if row.kind == "rest"}
    return [span for span in around(kept, pattern, moment) if span.work_date not in rests]


def span_of(shift: Shift) -> Span | None:
    """The hours of a kept shift; a local day has none."""
    if shift.start_at is None or shift.end_at is None:
        return None
    return Span(shift.work_date, shift.start_at, shift.end_at)


def keep_home(
    session: Session, person: Person, moment: datetime, seen: Seen | None = None
) -> Shift:
    """The row of the shift or day off a moment belongs to, made when it is new."""
    rows = rows_near(session, person, moment)
    home, row = home_in(rows, person, pattern_of(session, person, seen), moment)
    if row is not None:
        return row
    if isinstance(home, Span):
        return keep_span(session, person.id, home)
    day_off = Shift(person_id=person.id, kind="off", work_date=home.work_date)
    return shifts.keep(session, day_off)


def home_in(
    rows: Sequence[Shift], person: Person, pattern: Pattern | None, moment: datetime
) -> tuple[Home, Shift | None]:
    """What a moment belongs to, and its row if it is among those."""
    home = home_of(moment, near_in(rows, pattern, moment), zone(person.zone))
    kind = "work" if isinstance(home, Span) else "off"
    kept = (row for row in rows if row.kind == kind and row.work_date == home.work_date)
    return home, next(kept, None)


def day_of(session: Session, person: Person, moment: datetime) -> date:
    """The work date a moment belongs to; makes no row."""
    return home_of(moment, spans_near(session, person, moment), zone(person.zone)).work_date


def keep_span(session: Session, person_id: int, span: Span) -> Shift:
    row = Shift(
        person_id=person_id,
        kind="work",
        work_date=span.work_date,
        start_at=span.start,
        end_at=span.end,
    )
    return shifts.keep(session, row)


def open_card(
    session: Session, person: Person, step: Step, seen: Seen | None = None
) -> Screen | None:
    """The card that is still waiting for an answer: sent, untouched, next shift not begun."""
    if step.reply_to is not None:
        replied = screens.by_message(session, person.id, step.reply_to)
        if replied is not None and replied.kind == "card":
            return replied
    card = seen.card if seen else screens.newest_sent(session, person.id, "card")
    if card is None or card.about is None or not may_wait(card, step):
        return None
    return None if is_over(session, person, card.about, step.at, seen) else card


def is_over(
    session: Session, person: Person, shift_id: int, moment: datetime, seen: Seen | None = None
) -> bool:
    """The next shift has begun: what this one asked is closed."""
    shift = shifts.by_id(session, shift_id)
    if shift.end_at is None:
        return False
    near = spans_near(session, person, moment, seen)
    return any(shift.end_at <= span.start <= moment for span in near)


def may_wait(card: Screen, step: Step) -> bool:
    """Not answered before this step, nor asked after it; what answered it still finds it."""
    answered = card.closed_at is not None and card.closed_by != step.seq
    return not answered and step.at >= card.said_at - CLOCKS_APART


def home_for(
    session: Session, person: Person, step: Step, seen: Seen | None = None
) -> tuple[Shift, Screen | None]:
    """The shift of the card this answers, else of the moment it was said."""
    card = open_card(session, person, step, seen)
    if card is not None and card.about is not None:
        return shifts.by_id(session, card.about), card
    return keep_home(session, person, step.at, seen), None
