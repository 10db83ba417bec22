"""How often one message asks the database: bounds that may fall, and rise only on purpose."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import CompoundSelect, Select, UpdateBase, event
from sqlmodel import Session

import storage
from actions.keep_win import Line
from actions.keep_wins import Saying, keep_wins
from actions.sweeping import sweep
from bot.closing import close_turns
from bot.context import Turn
from storage import claims, inbox, people, screens, shifts
from storage.database import Database
from storage.screens import Screen
from storage.wins import WIN
from tests.storage.samples import (
    MARIA,
    MINUTE,
    NOW,
    arrived,
    how_many,
    night,
    on_sqlite,
    person,
    step,
)

KEEP, FIRST, PLAIN, NEXT, ON_A_CARD, CLOSE = 1, 8, 4, 5, 13, 2
WHAT_IS_OPEN = ("reminder USING INDEX ix_reminder_open", "outbox USING INDEX ix_outbox_")
HARMLESS = tuple(f"SCAN {one}" for one in ("CONSTANT ROW", *WHAT_IS_OPEN))
WORK = ("SELECT", "INSERT", "UPDATE", "DELETE")


@contextmanager
def asked(db: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile, one line each."""
    said: list[str] = []

    def listen(*told: Any) -> None:
        sentence = " ".join(str(told[2]).split())
        if sentence.startswith(WORK):
            said.append(sentence)

    engine = db.writing if db.writing is not None else db.reading
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def ready(session: Session) -> int:
    """Nights, Saturdays and Sundays off, and a win from before."""
    owner = person(session, state="ready", setup="done")
    shifts.set_pattern(session, owner, ends_at=420, rest_days="56")
    return owner


def on_shift(session: Session) -> None:
    night(session, ready(session))


def carded(session: Session) -> None:
    owner = ready(session)
    shown = Screen(
        person_id=owner,
        chat_id=MARIA,
        kind="card",
        about=night(session, owner),
        facts="",
        message_id=500,
        said_at=NOW - MINUTE,
    )
    screens.open_screen(session, shown)
    people.change(session, owner, cards_touched=5, energy_offers=1)


def say(session: Session, seq: int, message_id: int) -> Any:
    """A message as the bot takes it: the person is looked for, the line is kept."""
    line = Line("31 calls, zero hold", message_id)
    return keep_wins(session, [Saying(MARIA, step(seq, message_id=message_id), line)])


def turn_of(seq: int) -> Turn:
    return Turn(
        seq=seq,
        chat_key=MARIA,
        received_at=NOW,
        recovered=False,
        more=lambda: False,
        forget=lambda _: None,
        said=[(1, 901)],
    )


async def test_keeping_a_batch_is_one_statement_however_many_came(db: Database) -> None:
    with asked(db) as one:
        await db.write(inbox.keep, [arrived(1)])
    with asked(db) as hundred:
        await db.write(inbox.keep, [arrived(number) for number in range(2, 102)])

    assert len(one) == len(hundred) == KEEP


@pytest.mark.parametrize(
    ("life", "quick", "bound"),
    [
        (ready, False, FIRST),
        (on_shift, False, PLAIN),
        (ready, True, NEXT),
        (carded, False, ON_A_CARD),
    ],
)
async def test_keeping_a_win_asks_no_more_than_it_did(
    db: Database, life: Any, quick: bool, bound: int
) -> None:
    await db.write(life)
    await db.write(say, 1, 899) if quick else None

    with asked(db) as said:
        await db.write(say, 2, 900)

    assert len(said) <= bound, "\n".join(said)
    assert await db.read(how_many, WIN) == 1 + quick


async def test_closing_a_turn_is_one_statement_for_what_was_said_and_one_for_the_row(
    db: Database,
) -> None:
    ((seq, _),) = await db.write(inbox.keep, [arrived(1)])

    with asked(db) as said:
        await db.write(close_turns, [(turn_of(seq), [], NOW)])

    assert len(said) == CLOSE, "\n".join(said)


async def test_a_beat_with_nothing_to_do_asks_little(db: Database) -> None:
    await db.write(ready)

    with asked(db) as said:
        await db.write(sweep, NOW)
        await db.read(claims.wanted, NOW)

    assert len(said) <= 4, "\n".join(said)


STATEMENTS = [
    pytest.param(statement, id=f"{module}.{name}")
    for module in [one.name for one in pkgutil.iter_modules(storage.__path__)]
    for name, statement in vars(importlib.import_module(f"storage.{module}")).items()
    if isinstance(statement, Select | CompoundSelect | UpdateBase)
]


@on_sqlite
@pytest.mark.parametrize("statement", STATEMENTS)
async def test_no_statement_looks_through_a_whole_table(db: Database, statement: Any) -> None:
    """Of a million people each costs the same; a partial index holds only what is open."""

    def plan(session: Session) -> list[str]:
        connection = session.connection()
        said = str(statement.compile(connection))
        nothing = tuple(None for _ in range(said.count("?")))
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", nothing)
        return [str(row[3]) for row in rows]

    scans = [line for line in await db.read(plan) if line.startswith("SCAN")]
    tables = [line for line in scans if "VIRTUAL TABLE" not in line]  # what is given is one
    assert [line for line in tables if not line.startswith(HARMLESS)] == []
