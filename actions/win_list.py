"""What somebody kept, a page at a time: found by place, never by counting down to it."""

from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from actions.keep_win import number_of
from domain.steps import Step
from domain.wins import Listed, Page
from storage import wins
from storage.people import Person
from storage.wins import Win

A_PAGE = 5  # buttons in one row, under a thumb


def page(session: Session, person: Person, step: Step, at: int) -> Page:
    """From that win on, or from where it was before it was taken out; else the newest."""
    return page_at(session, person, wins.find(session, person.id, at))


def page_at(session: Session, person: Person, place: Win | None) -> Page:
    before = wins.before_place(session, person.id, place, A_PAGE) if place else []
    if place is None or not before:
        rows = wins.newest(session, person.id, A_PAGE + 1)
        return page_of(session, person, rows, newer=None)
    rows = wins.from_place(session, person.id, place, A_PAGE + 1)
    if not rows:  # its last win is gone: the page before it is the last one now
        return page_at(session, person, wins.find(session, person.id, before[-1]))
    return page_of(session, person, rows, newer=before[-1] if len(before) == A_PAGE else 0)


def page_of(session: Session, person: Person, rows: list[Row[Any]], newer: int | None) -> Page:
    return Page(
        count=wins.count(session, person.id),
        wins=tuple(listed(row) for row in rows[:A_PAGE]),
        at=0 if newer is None else rows[0].id,
        newer=newer,
        older=rows[A_PAGE].id if len(rows) > A_PAGE else None,
    )


def listed(row: Row[Any]) -> Listed:
    return Listed(
        id=row.id,
        version=row.version,
        text=row.text,
        number=number_of(row),
        tag=row.tag,
        work_date=row.work_date,
        start_at=row.start_at,
    )
