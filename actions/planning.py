"""Promising the next card: one per shift, planned anew whenever the roster changes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.homes import pattern_of
from domain.lateness import Kind, card_due, expires_at
from domain.rhythm import Asking, last_before_rest
from domain.shifts import Pattern, Span, next_ending
from storage import outbox, people, reminders, shifts
from storage.people import Person

TRIES = 14


@dataclass(frozen=True, slots=True)
class Wish:
    """A card is to be promised: that of the first shift that ends `after`."""

    person_id: int
    pattern: Pattern
    delay: timedelta
    after: datetime


def plan_next(session: Session, person: Person, after: datetime) -> datetime | None:
    """Promises the card of the first shift that ends after the moment; says when it is due."""
    pattern = pattern_of(session, person)
    if pattern is None or person.state != "ready":
        return None
    wish = Wish(person.id, pattern, timedelta(minutes=person.delay_minutes), after)
    return plan_all(session, [wish]).get(person.id)


def plan_all(session: Session, wishes: Sequence[Wish]) -> dict[int, datetime]:
    """The same for many, one wish a person; by person, when each card is due."""
    planned: dict[int, datetime] = {}
    left = list(wishes)
    for _ in range(TRIES):
        ahead = [(one, span) for one in left if (span := next_ending(one.pattern, one.after))]
        if not ahead:
            break
        planned |= plan_spans(session, ahead)
        left = [replace(one, after=span.end) for one, span in ahead if one.person_id not in planned]
    return planned


def plan_spans(session: Session, ahead: Sequence[tuple[Wish, Span]]) -> dict[int, datetime]:
    """Keeps each of those shifts that is worked; by person, when a card that is new is due.

    Whoever ends together is asked about together: a sentence for each span, not for each person.
    """
    days = [span.work_date for _, span in ahead]
    rests = shifts.resting(session, [one.person_id for one, _ in ahead], min(days), max(days))
    crowds: dict[tuple[Span, timedelta], list[int]] = defaultdict(list)
    for one, span in ahead:
        if (one.person_id, span.work_date) not in rests:
            crowds[span, one.delay].append(one.person_id)
    planned: dict[int, datetime] = {}
    for (span, delay), crowd in crowds.items():
        shifts.keep_for(session, crowd, span)
        due_at = card_due(span, delay)
        expiry = expires_at(Kind.SHIFT_END, due_at)
        new = reminders.plan_ends(session, crowd, span.work_date, due_at, expiry)
        planned |= dict.fromkeys(new, due_at)
    return planned


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


def plan_nothing(session: Session, person_id: int, now: datetime) -> None:
    """Unreachable: what was promised is cancelled, what was planned is dropped, nothing else."""
    people.change(session, person_id, state="unreachable")
    for kind in (Kind.SHIFT_END, Kind.OWN_HOUR):
        reminders.forget(session, person_id, kind)
    outbox.cancel(session, now, person_id=person_id)


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
