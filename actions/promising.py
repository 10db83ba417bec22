"""What due reminders become: the letters of a batch, and what the rhythm makes of them."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from actions.homes import pattern_by
from domain.jitter import spread
from domain.lateness import Kind, expires_at
from domain.questions import question_for
from domain.rhythm import (
    Ask,
    Asking,
    Decision,
    Rhythm,
    Skip,
    TellWeekly,
    after_card,
    decide_card,
    last_before_rest,
)
from domain.shifts import Span
from storage import outbox, people, screens, wins
from storage.reminders import Due

SPANS_KEPT = 4096


def promise(session: Session, batch: list[Due], now: datetime, crowd: int) -> None:
    """The letters of due reminders: a card, the one word about asking less, or nothing."""
    own = [one.id for one in batch if one.kind == Kind.OWN_HOUR]
    answered = wins.answered_since_asked(session, own) if own else set()
    decided = [(one, decided_by_rhythm(one, answered)) for one in batch]
    asked = [one for one, decision in decided if isinstance(decision, Ask)]
    told = [one for one, decision in decided if isinstance(decision, TellWeekly)]
    for one, decision in decided:
        if isinstance(decision, Skip):
            pass_over(session, one)
    people.asked_again(session, [one.person_id for one in asked])
    opened = screens.open_cards(session, [one.id for one in asked], now)
    cards = [card_of(one, opened[one.person_id], crowd) for one in asked]
    words: list[tuple[dict[str, Any], dict[str, Any]]]
    words = [(letter_of(one, Kind.TELL_WEEKLY, crowd), {}) for one in told]
    outbox.promise_all(session, [*cards, *words])


def decided_by_rhythm(one: Due, answered: Collection[int]) -> Decision | None:
    """An hour she chose is asked at unless she answered since: None."""
    if one.work_date is None:
        return None
    if one.kind == Kind.OWN_HOUR:
        return None if one.id in answered else Ask()
    pattern = pattern_by(one, one.zone)
    last = pattern is not None and last_before_rest(one.work_date, pattern)
    return decide_card(Rhythm(Asking(one.asking), one.untouched), last)


def pass_over(session: Session, one: Due) -> None:
    """Counted at once: cards and words count when they were delivered."""
    before = Rhythm(Asking(one.asking), one.untouched)
    after = after_card(before, Skip())
    if after != before:
        people.change(session, one.person_id, asking=after.asking, untouched=after.untouched)


def card_of(one: Due, screen_id: int, crowd: int) -> tuple[dict[str, Any], dict[str, Any]]:
    question = question_for(one.person_id, one.asked)
    facts = {"shift": one.about, "question": question}
    return letter_of(one, Kind(one.kind), crowd, screen_id), facts


def letter_of(one: Due, kind: Kind, crowd: int, screen_id: int | None = None) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "key": f"{kind}:{one.about}:{one.id}",
        "kind": kind,
        "not_before": asked_at(one, kind, crowd),
        "expires_at": expires_at(kind, one.due_at),
        "screen_id": screen_id,
    }


def asked_at(one: Due, kind: Kind, crowd: int) -> datetime:
    """A few seconds after its minute in a crowd; an hour or a delay of her own is kept exactly."""
    shift = worked(one)
    if kind is Kind.OWN_HOUR or one.delay_chosen or shift is None:
        return one.due_at
    return spread(one.due_at, one.person_id, crowd, shift)


def worked(one: Due) -> Span | None:
    """The shift that it is about, unless that is not worked."""
    if one.work_date is None or one.start_at is None or one.end_at is None:
        return None
    return span_known(one.work_date, one.start_at, one.end_at) if one.shift_kind == "work" else None


@lru_cache(maxsize=SPANS_KEPT)
def span_known(work_date: date, start: datetime, end: datetime) -> Span:
    """Crowds share their hours: the same values, in UTC, are the same span."""
    return Span(work_date, start, end)
