"""This week: shifts worked, wins kept, the strongest of them, the next card."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from actions.homes import day_of, spans_near
from actions.keep_win import number_of
from actions.planning import next_card
from actions.win_list import listed
from domain.steps import Step
from domain.wins import Listed
from storage import wins
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday by work date."""

    shifts: int
    wins: int
    strongest: Listed | None
    next_due: datetime | None


def week(session: Session, person: Person, step: Step) -> Week:
    """Shifts that ended, wins kept; nothing of check-ins can come here."""
    today = day_of(session, person, step.now)
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    worked = [
        span
        for span in spans_near(session, person, step.now)
        if monday <= span.work_date <= sunday
        and span.end <= step.now
        and span.end > person.created_at
    ]
    rows = wins.between(session, person.id, monday, sunday)
    return Week(len(worked), len(rows), strongest(rows), next_card(session, person.id))


def strongest(rows: list[Row[Any]]) -> Listed | None:
    """The largest change in percent, else the newest with a number, else the newest."""
    if not rows:
        return None
    return listed(max(rows, key=strength))


def strength(row: Row[Any]) -> tuple[bool, Decimal, datetime]:
    number = number_of(row)
    percent = number.percent if number else None
    return number is not None, abs(percent or Decimal(0)), row.said_at
