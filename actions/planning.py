"""Promising the next card: one per shift, planned anew whenever the roster changes."""

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.homes import keep_span, pattern_of
from domain.lateness import Kind, card_due, expires_at
from domain.rhythm import Asking, last_before_rest
from domain.shifts import next_ending
from storage import outbox, people, reminders, shifts
from storage.people import Person
from storage.reminders import Reminder

TRIES = 14


def plan_next(session: Session, person: Person, after: datetime) -> datetime | None:
    """Promises the card of the first shift that ends after the moment; says when it is due."""
    pattern = pattern_of(session, person)
    if pattern is None or person.state != "ready":
        return None
    delay = timedelta(minutes=person.delay_minutes)
    for _ in range(TRIES):
        span = next_ending(pattern, after)
        if span is None:
            return None
        after = span.end
        if shifts.row_for(session, person.id, "rest", span.work_date):
            continue
        shift = keep_span(session, person.id, span)
        due_at = card_due(span, delay)
        reminder = Reminder(
            person_id=person.id,
            kind=Kind.SHIFT_END,
            about=shift.id,
            key=f"{Kind.SHIFT_END}:{shift.id}",
            due_at=due_at,
            expires_at=expires_at(Kind.SHIFT_END, due_at),
        )
        if reminders.plan(session, reminder):
            return due_at
    return None


def plan_anew(session: Session, person_id: int, now: datetime) -> datetime | None:
    """Drops what was planned for a person and plans by what they told us last."""
    since = asked_since(session, person_id, now)
    reminders.forget(session, person_id, Kind.SHIFT_END)
    outbox.forget_waiting(session, person_id, (Kind.SHIFT_END, Kind.TELL_WEEKLY))
    shifts.forget_planned(session, person_id, now)
    person = people.by_id(session, person_id)
    return plan_next(session, person, since)


def asked_since(session: Session, person_id: int, now: datetime) -> datetime:
    """Now, or just before the end of a shift that is over and whose card is still to come."""
    waiting = reminders.next_of(session, person_id, Kind.SHIFT_END)
    end = shifts.by_id(session, waiting.about).end_at if waiting and waiting.about else None
    return now if end is None or end > now else end - timedelta(microseconds=1)


def plan_nothing(session: Session, person_id: int) -> None:
    """Unreachable: what was promised and planned is dropped, nothing else."""
    people.change(session, person_id, state="unreachable")
    for kind in (Kind.SHIFT_END, Kind.OWN_HOUR):
        reminders.forget(session, person_id, kind)
    outbox.forget_waiting(session, person_id, tuple(Kind))


def next_card(session: Session, person_id: int) -> datetime | None:
    """When a card will come; a shift that ends without a word is passed over."""
    person, planned = people.by_id(session, person_id), None
    asking = Asking(person.asking)
    if asking in {Asking.EVERY, Asking.WEEKLY}:
        planned = reminders.next_of(session, person_id, Kind.SHIFT_END)
    pattern = pattern_of(session, person)
    if planned is None or pattern is None or asking is Asking.EVERY:
        return planned.due_at if planned else None
    delay = timedelta(minutes=person.delay_minutes)
    after = planned.due_at - delay - timedelta(seconds=1)
    for _ in range(TRIES):
        span = next_ending(pattern, after)
        if span is None or last_before_rest(span.work_date, pattern):
            return card_due(span, delay) if span else None
        after = span.end
    return None
