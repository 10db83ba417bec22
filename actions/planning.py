"""Promising the next card: one per shift, planned anew whenever the roster changes."""

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.homes import keep_span, pattern_of
from domain.lateness import Kind, card_due, expires_at
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
    reminders.forget(session, person_id, Kind.SHIFT_END)
    outbox.forget_waiting(session, person_id, (Kind.SHIFT_END, Kind.TELL_WEEKLY))
    shifts.forget_planned(session, person_id, now)
    person = people.by_id(session, person_id)
    return plan_next(session, person, now)


def plan_nothing(session: Session, person_id: int) -> None:
    """Unreachable: what was promised and planned is dropped, nothing else."""
    people.change(session, person_id, state="unreachable")
    for kind in (Kind.SHIFT_END, Kind.OWN_HOUR):
        reminders.forget(session, person_id, kind)
    outbox.forget_waiting(session, person_id, tuple(Kind))


def next_card(session: Session, person_id: int) -> datetime | None:
    """When the next card is due."""
    reminder = reminders.next_of(session, person_id, Kind.SHIFT_END)
    return reminder.due_at if reminder else None
