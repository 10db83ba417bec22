"""Reminders that fall due: decided and promised a batch at a time, one row a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from actions import menus
from actions.homes import pattern_by, spans_near_all
from actions.planning import Wish, plan_all
from actions.promising import promise, worked
from bot.clock import zone
from bot.log import where
from domain.lateness import Decision, Expire, Kind, MoveTo, Send, decide_due
from domain.shifts import Span
from domain.sleep import on_the_way_home
from storage import reminders
from storage.database import is_apart, undone
from storage.reminders import Due

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """`taken` rows, and whether there are `more`; `crowd`: how many were due when it began.

    `broken`: where each that was set aside broke.
    """

    taken: int
    more: bool
    crowd: int = 0
    broken: tuple[str, ...] = ()


def sweep(session: Session, now: datetime, crowd: int = 0) -> Swept:
    """Handles what is due, at most 200 rows; a person's second row waits for the next batch.

    `crowd` is what the batch before this one said, so that all of them are spread alike. A row
    that breaks is raised at the first try of the commit, and set aside at the second.
    """
    rows = reminders.due(session, now, MOST_AT_ONCE)
    full = len(rows) == MOST_AT_ONCE
    if full and not crowd:
        crowd = reminders.how_many_due(session, now)
    crowd = max(crowd, len(rows))
    first = {row.person_id: row for row in reversed(rows)}
    mine = [row for row in rows if first[row.person_id] is row]
    more = full or len(mine) < len(rows)
    if not mine or fall_due_together(session, mine, now, crowd):
        return Swept(len(mine), more, crowd)
    alone = [fall_due_alone(session, row, now, crowd) for row in mine]
    broken = tuple(where(error) for error in alone if error is not None)
    return Swept(len(mine), more, crowd, broken)


def fall_due_together(session: Session, batch: list[Due], now: datetime, crowd: int) -> bool:
    """False, and nothing of it left, where one breaks and this is the second try."""
    if is_apart(session):
        return undone(session, lambda: fall_due(session, batch, now, crowd)) is None
    fall_due(session, batch, now, crowd)
    return True


def fall_due_alone(session: Session, row: Due, now: datetime, crowd: int) -> Exception | None:
    """One that breaks is set aside; the next card is promised if not even that breaks."""
    error = undone(session, lambda: fall_due(session, [row], now, crowd))
    if error is not None:
        reminders.close(session, [row.id], now)
        undone(session, lambda: plan_all(session, wishes([row])))
    return error


def fall_due(session: Session, batch: list[Due], now: datetime, crowd: int) -> None:
    """Promises, moves or lets go of each, and plans the next card; one row a person."""
    decided = list(zip(batch, decisions(session, batch, now), strict=True))
    moved = {
        one.id: decision.at
        for one, decision in decided
        if isinstance(decision, MoveTo) and decision.at < one.expires_at
    }
    going = [one for one, decision in decided if isinstance(decision, Send)]
    promise(session, [one for one in going if now < one.expires_at], now, crowd)
    done = [one for one in batch if one.id not in moved]
    reminders.move(session, list(moved.items()))
    reminders.close(session, [one.id for one in done], now)
    menus.look_at_all(session, [one for one in done if one.kind == Kind.SHIFT_END], now)
    plan_all(session, wishes(done))


def wishes(rows: list[Due]) -> list[Wish]:
    """The next card of each whose shift was asked about, and who can be reached."""
    return [
        Wish(
            person_id=row.person_id,
            pattern=pattern,
            delay=(delay := timedelta(minutes=row.delay_minutes)),
            after=row.due_at - delay,
        )
        for row in rows
        if row.kind == Kind.SHIFT_END and row.state == "ready"
        if (pattern := pattern_by(row, row.zone)) is not None
    ]


def decisions(session: Session, batch: list[Due], now: datetime) -> list[Decision]:
    """What each does now: late, asleep or unreachable it may not go."""
    home = {one.person_id: [span] for one in batch if (span := way_home(one, now)) is not None}
    asked = [one for one in batch if one.state == "ready" and one.person_id not in home]
    known = [(one.person_id, one.zone, pattern_by(one, one.zone)) for one in asked]
    near = spans_near_all(session, known, now) | home
    return [decision(one, near.get(one.person_id, []), now) for one in batch]


def way_home(one: Due, now: datetime) -> Span | None:
    """The shift it is about, where that alone tells that nobody sleeps."""
    span = worked(one)
    return span if span is not None and on_the_way_home(now, span) else None


def decision(one: Due, spans: list[Span], now: datetime) -> Decision:
    if one.state != "ready":
        return Expire()
    return decide_due(Kind(one.kind), one.due_at, now, spans, zone(one.zone), one.delay_chosen)
