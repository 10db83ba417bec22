"""Whoever speaks at the same moment shares the statements, and what is kept is the same."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select, true
from sqlmodel import Session

from actions.keep_win import Line
from actions.keep_wins import MOST_ALONE, Saying, Told, keep_alone, keep_wins
from domain.rhythm import Asking
from storage import people, screens, shifts
from storage.database import Database
from storage.people import PERSON
from storage.screens import SCREEN
from storage.shifts import SHIFT
from storage.wins import WIN
from storage.writer import LATER, Later
from tests.storage.samples import (
    DAY,
    HOUR,
    MARIA,
    MINUTE,
    NOW,
    TUESDAY,
    how_many,
    night,
    person,
    step,
    win,
)
from tests.storage.test_statements import asked

QUICKLY, NOT_QUICKLY, A_WHILE = (timedelta(seconds=seconds) for seconds in (5, 25, 30))
MANY, ALL_OF_THEM = 50, 4
BEFORE, FIRST_SEQ = 700, 1000
Life = Callable[[Session, int], object]


def on_shift(session: Session, who: int) -> None:
    night(session, who)


def off_hours(session: Session, who: int) -> None:
    """The shift is planned and has no row yet."""


def rotating(session: Session, who: int) -> None:
    shifts.set_pattern(session, who, ends_at=None)


def resting(session: Session, who: int) -> None:
    shifts.set_kind(session, night(session, who), "rest")


def card(session: Session, who: int, **values: Any) -> None:
    shown = {"person_id": who, "chat_id": MARIA, "kind": "card", "about": night(session, who)}
    said = {"message_id": 500, "said_at": NOW - 10 * MINUTE, "seq": None}
    screens.open_with(session, shown | said | values)


def asked_now(session: Session, who: int) -> None:
    card(session, who)


def answered(session: Session, who: int) -> None:
    card(session, who, closed_at=NOW - MINUTE, closed_by=1)


def asked_later(session: Session, who: int) -> None:
    card(session, who, said_at=NOW + HOUR)


def of_an_older_shift(session: Session, who: int) -> None:
    night(session, who)
    card(session, who, about=night(session, who, TUESDAY - DAY), said_at=NOW - DAY)


def blocked(session: Session, who: int) -> None:
    night(session, who)
    people.change(session, who, state="unreachable")


def untouched(session: Session, who: int) -> None:
    night(session, who)
    people.change(session, who, untouched=2)


def silent(session: Session, who: int) -> None:
    night(session, who)
    people.change(session, who, asking=Asking.SILENT, untouched=9)


def never_asked(session: Session, who: int) -> None:
    night(session, who)
    people.change(session, who, asking=Asking.NEVER)


def said(session: Session, who: int, ago: timedelta, **values: Any) -> None:
    shift, seq = night(session, who), -people.by_id(session, who).telegram_id
    kept = win(session, who, shift, seq=seq, said_at=NOW - ago, **values)
    about = {"kind": "receipt", "about": kept, "facts": f"1:{shift}", "message_id": 600}
    whose = {"person_id": who, "chat_id": MARIA, "seq": seq, "step": "receipt"}
    screens.open_with(session, whose | about | {"said_at": NOW - ago})


def said_just_now(session: Session, who: int) -> None:
    said(session, who, QUICKLY)


def said_before(session: Session, who: int) -> None:
    said(session, who, HOUR)


def said_a_moment_ago(session: Session, who: int) -> None:
    said(session, who, NOT_QUICKLY)


def said_twice(session: Session, who: int) -> None:
    said(session, who, HOUR)
    win(session, who, night(session, who), seq=-MARIA - people.by_id(session, who).telegram_id)


def said_this(session: Session, who: int) -> None:
    said(session, who, HOUR, message_id=BEFORE)


LIVES: tuple[Life, ...] = (
    on_shift, off_hours, rotating, resting, asked_now, answered, asked_later, of_an_older_shift,
    blocked, untouched, silent, never_asked, said_just_now, said_before, said_a_moment_ago,
    said_twice, said_this,
)  # fmt: skip


def begin(session: Session, lives: Sequence[Life]) -> None:
    for number, life in enumerate(lives):
        who = person(session, MARIA + number, state="ready", setup="done")
        shifts.set_pattern(session, who, ends_at=420, rest_days="56")
        life(session, who)


def saying(place: int, number: int, replies: bool, message: int | None) -> Saying:
    account = MARIA + number
    reply = 500 if replies else None
    told = step(FIRST_SEQ + place, chat_id=account, reply_to=reply, at=NOW - A_WHILE)
    return Saying(account, told, Line(f"line {place}", message))


def tried(
    session: Session,
    lives: Sequence[Life],
    sayings: list[Saying],
    keep: Callable[[Session, list[Saying]], list[Told | None]],
) -> list[Any]:
    """What is told, again when the last row of each comes back, and what is there; then undone."""
    lasts = list({one.telegram_id: one for one in sayings}.values())
    savepoint = session.begin_nested()
    begin(session, lives)
    found = [*map(told, keep(session, sayings)), *there(session)]
    session.connection().execute(SCREEN.update().values(closed_at=NOW))
    found += [*map(told, keep(session, lasts)), *there(session)]
    savepoint.rollback()
    return found


def keep_together(session: Session, sayings: list[Saying]) -> list[Told | None]:
    """As the writer does: what is left comes with the next."""
    found: dict[int, Told | None] = {}
    while left := [one for one in sayings if one.step.seq not in found]:
        told_now = zip(left, keep_wins(session, left), strict=True)
        found |= {one.step.seq: kept for one, kept in told_now if not isinstance(kept, Later)}
    return [found[one.step.seq] for one in sayings]


def keep_each(session: Session, sayings: list[Saying]) -> list[Told | None]:
    return [keep_alone(session, one) for one in sayings]


def told(one: Told | None) -> Any:
    """Without the ids, which are given in another order."""
    if one is None:
        return None
    kept, reader = one
    facts = (kept.win.text, kept.win.version, kept.win.shift.work_date, kept.win.shift.start_at)
    receipt = (kept.receipt.message_id, kept.receipt.together)
    card_left = kept.card and (kept.card.message_id, kept.card.version, kept.card.energy)
    offers = kept.offer_energy is not None
    after = (card_left, offers, kept.welcome_back)
    return facts, receipt, kept.count, after, (reader.name, reader.stage, reader.now)


def there(session: Session) -> list[Any]:
    """Everything in the tables, ids replaced by what they stand for."""
    home = (SHIFT.c.work_date, SHIFT.c.kind)
    own = WIN.outerjoin(SHIFT, SHIFT.c.id == WIN.c.shift_id)
    about = SCREEN.outerjoin(WIN, WIN.c.id == SCREEN.c.about)
    receipts = SCREEN.c.kind == "receipt"
    return [
        columns(session, PERSON),
        columns(session, SHIFT),
        columns(session, WIN, *home, of=own),
        columns(session, SCREEN, WIN.c.seq, of=about, where=receipts),
        columns(session, SCREEN, of=SCREEN, where=~receipts),
    ]


def columns(
    session: Session, table: Table, *more: Any, of: Any = None, where: Any = None
) -> list[str]:
    ids = {"id", "about", "person_id", "shift_id", "facts"}
    own = [column for column in table.c if column.name not in ids]
    question = select(*own, *more).select_from(table if of is None else of)
    return sorted(
        map(repr, session.connection().execute(question.where(true() if where is None else where)))
    )


crowds = st.lists(st.sampled_from(LIVES), min_size=1, max_size=6)
lines = st.lists(
    st.tuples(st.integers(0, 6), st.booleans(), st.sampled_from((None, BEFORE, 701, 702))),
    min_size=1,
    max_size=8,
    unique_by=lambda one: (one[0], one[2]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crowds, lines)
@example(LIVES, [(number, True, None) for number in range(len(LIVES))])
@example(LIVES, [(number, False, None) for number in range(len(LIVES))])
@example(LIVES, [(number, False, BEFORE) for number in range(len(LIVES))])
async def test_together_they_keep_what_each_would_keep_alone(
    db: Database, lives: Sequence[Life], spoken: Sequence[tuple[int, bool, int | None]]
) -> None:
    """Also who is unknown, who speaks twice, and who answers a card."""
    sayings = [saying(place, *one) for place, one in enumerate(spoken)]

    def both(session: Session) -> tuple[list[Any], list[Any]]:
        together = tried(session, lives, sayings, keep_together)
        return together, tried(session, lives, sayings, keep_each)

    together, alone = await db.write(both)

    assert together == alone


async def test_a_crowd_takes_the_statements_of_a_few(db: Database) -> None:
    def keep_all(session: Session) -> list[Told | None]:
        return keep_together(session, [saying(n, n, False, BEFORE + n) for n in range(MANY)])

    await db.write(begin, [on_shift] * MANY)
    with asked(db) as statements:
        kept = await db.write(keep_all)

    assert len(statements) == ALL_OF_THEM, "\n".join(statements)
    assert [one and one[0].count for one in kept] == [1] * MANY
    assert await db.read(how_many, WIN) == MANY


async def test_of_a_crowd_that_answers_its_cards_some_wait_for_the_next_commit(
    db: Database,
) -> None:
    def first(session: Session) -> list[bool]:
        savepoint = session.begin_nested()
        kept = keep_wins(session, [saying(n, n, False, BEFORE + n) for n in range(MANY)])
        savepoint.rollback()
        return [one is LATER for one in kept]

    await db.write(begin, [asked_now] * MANY)
    waits = await db.write(first)
    told_now = await asyncio.gather(
        *(db.write_alike(keep_wins, saying(n, n, False, BEFORE + n)) for n in range(MANY))
    )

    assert waits == [False] * MOST_ALONE + [True] * (MANY - MOST_ALONE)
    assert all(one is not None and one[0].card is not None for one in told_now)
    assert await db.read(how_many, WIN) == MANY
