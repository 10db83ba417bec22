"""Whatever is done twice by the same row of the inbox is done once, and says the same."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from actions import answering, begin, change_win, check_in, notes, roster
from actions.begin import Newcomer
from actions.keep_win import Line, keep_on_card, keep_win
from domain.hours import Out
from domain.numbers import Measured
from domain.steps import Step
from storage import people, screens, shifts, wins
from storage.checkins import Answer
from storage.checkins import keep as keep_checkin
from storage.database import Database
from storage.people import PERSON, Person
from storage.screens import Screen
from storage.shifts import SHIFT
from storage.tables import METADATA
from storage.wins import WIN
from tests.storage.samples import (
    HOUR,
    JUN,
    MARIA,
    NOW,
    how_many,
    known,
    night,
    person,
    rows,
    step,
    win,
)
from views.taps import Tap, Verb, base36

STEP = step(seq=50, message_id=900)
AGAIN = step(seq=51, message_id=900)
NUMBER = Measured("AHT", Decimal(480), Decimal(410), "s")


@dataclass(frozen=True)
class Life:
    """What an evening is made of, by row number."""

    shift: int
    other_shift: int
    card: int
    win: int
    checkin: int

    def tap(self, verb: Verb = Verb.WIN_UNDO, choice: str = "") -> Tap:
        return Tap(verb, self.win, 1, choice)


def lived(session: Session) -> Life:
    """A night is over, its card was sent, one win is kept and one check-in of another night."""
    owner = person(session, state="ready", setup="done", cards_touched=1)
    shifts.set_pattern(session, owner, ends_at=420, rest_days="56")
    people.give_consent(session, owner, "energy", 1, NOW)
    tonight = night(session, owner)
    before = shifts.by_id(session, tonight).work_date.replace(day=20)
    other = night(session, owner, before)
    card = Screen(
        person_id=owner,
        chat_id=MARIA,
        kind="card",
        about=tonight,
        facts="",
        message_id=500,
        said_at=NOW - HOUR,
    )
    keep_checkin(session, owner, Answer(0, tonight, 2), 7)
    return Life(
        shift=tonight,
        other_shift=other,
        card=screens.open_screen(session, card),
        win=win(session, owner, tonight),
        checkin=rows(session, METADATA.tables["checkin"])[0]["id"],
    )


Act = Callable[[Session, Person, Step, Life], Any]
ACTS: dict[str, Act] = {
    "a line": lambda s, p, step, _: keep_win(s, p, step, Line("31 calls", step.message_id)),
    "a line brought back": lambda s, p, step, _: keep_win(
        s, p, step, Line("31 calls", 70, NOW - 9 * HOUR)
    ),
    "a chip of the card": lambda s, p, step, life: keep_on_card(
        s, p, step, life.card, 1, Line("zero hold", None, None, "chip")
    ),
    "nothing today": lambda s, p, step, life: answering.close_card(s, p, step, life.card, 1),
    "later": lambda s, p, step, life: answering.later(s, p, step, life.card, 1),
    "overtime": lambda s, p, step, _: answering.overtime_said(s, p, step, HOUR),
    "overtime, tapped": lambda s, p, step, life: answering.overtime_tapped(
        s, p, step, life.shift, "2"
    ),
    "undo": lambda s, p, step, life: change_win.take_out(s, p, step, life.tap()),
    "back": lambda s, p, step, life: change_win.put_back(s, p, step, life.tap()),
    "its number": lambda s, p, step, life: change_win.set_number(s, p, step, life.win, NUMBER),
    "its basis": lambda s, p, step, life: change_win.set_basis(
        s, p, step, life.tap(Verb.WIN_BASIS, "scorecard")
    ),
    "other words": lambda s, p, step, life: change_win.rewrite(s, p, step, life.win, "32 calls"),
    "another shift": lambda s, p, step, life: change_win.move(
        s, p, step, life.tap(Verb.WIN_MOVE, base36(life.other_shift))
    ),
    "its kind": lambda s, p, step, life: change_win.set_tag(
        s, p, step, life.tap(Verb.WIN_TAG, "crucial")
    ),
    "energy": lambda s, p, step, life: check_in.answer(s, p, step, life.shift, 4),
    "a reason": lambda s, p, step, life: check_in.tick(s, p, step, (life.checkin, 1), "queue"),
    "a note": lambda s, p, step, life: check_in.annotate(s, p, step, life.checkin, "so tired"),
    "energy taken back": lambda s, p, step, life: check_in.take_back(s, p, step, life.checkin, 1),
    "a check-in": lambda s, p, step, _: check_in.ask(s, p, step),
    "a consent": lambda s, p, step, _: check_in.consent(s, p, step, "yes"),
    "no more energy": lambda s, p, step, _: check_in.stop(s, p, step),
    "a vent": lambda s, p, step, _: notes.keep_note(s, p, step, (80, NOW, "ayoko na")),
    "an hour": lambda s, p, step, _: roster.set_hour(s, p, step, Out(360)),
    "a rest day": lambda s, p, step, _: roster.toggle_rest(s, p, step, 0b1100000, "4"),
    "a delay": lambda s, p, step, _: roster.set_delay(s, p, step, 60),
    "rest today": lambda s, p, step, _: roster.rest(s, p, step),
    "a language": lambda s, p, step, _: begin.set_language(s, p, step, "fil"),
    "what set-up asks": lambda s, p, step, _: begin.ask(s, p, step),
}


def as_it_stands(session: Session) -> dict[str, Any]:
    """All rows; a shift by its day, as what is planned anew gets new numbers."""
    days = {row["id"]: (row["work_date"], row["kind"]) for row in rows(session, SHIFT)}
    return {
        table.name: [by_day(table, row, days) for row in rows(session, table)]
        for table in METADATA.sorted_tables
    }


def by_day(table: Table, row: dict[str, Any], days: dict[int, Any]) -> dict[str, Any]:
    pointing = [key.parent.name for key in table.foreign_keys if key.column is SHIFT.c.id]
    found = row | {name: days.get(row[name]) for name in pointing}
    for name in {"shift": ("id",), "reminder": ("id", "key")}.get(table.name, ()):
        del found[name]
    return found


def do(session: Session, act: Act, step: Step, life: Life) -> Any:
    return act(session, known(session, MARIA), step, life)


CHANGE_NOTHING = ("a consent", "a check-in")  # it stands, and it was answered


@pytest.mark.parametrize("name", ACTS)
async def test_the_same_row_again_changes_nothing_and_says_the_same(
    db: Database, name: str
) -> None:
    life = await db.write(lived)
    before = await db.read(as_it_stands)

    first = await db.write(do, ACTS[name], STEP, life)
    done = await db.read(as_it_stands)
    second = await db.write(do, ACTS[name], STEP, life)

    assert (done == before) == (name in CHANGE_NOTHING)
    assert second == first
    assert await db.read(as_it_stands) == done


async def test_the_same_message_in_another_row_is_the_same_win(db: Database) -> None:
    life = await db.write(lived)

    for one in (STEP, AGAIN):
        await db.write(do, ACTS["a line"], one, life)

    assert await db.read(how_many, WIN) == 2


async def test_the_same_chip_in_another_row_is_an_old_button(db: Database) -> None:
    life = await db.write(lived)
    assert await db.write(do, ACTS["a chip of the card"], STEP, life) is not None

    assert await db.write(do, ACTS["a chip of the card"], AGAIN, life) is None
    assert await db.read(how_many, WIN) == 2


@pytest.mark.parametrize("name", ["undo", "another shift", "its basis"])
async def test_the_same_tap_in_another_row_is_an_old_button(db: Database, name: str) -> None:
    life = await db.write(lived)
    await db.write(do, ACTS[name], STEP, life)
    done = await db.read(rows, WIN)

    again = await db.write(do, ACTS[name], AGAIN, life)

    assert type(again).__name__ == "Stale"
    assert await db.read(rows, WIN) == done


async def test_beginning_twice_makes_one_person(db: Database) -> None:
    newcomer = Newcomer(JUN, "Jun", "fil", "Asia/Manila")

    first = await db.write(begin.begin, newcomer, STEP)
    again = await db.write(begin.begin, newcomer, STEP)
    later = await db.write(begin.begin, newcomer, AGAIN)

    assert (first.new, again.new, later.new) == (True, True, False)
    assert await db.read(how_many, PERSON) == 1


async def test_beginning_with_a_line_twice_keeps_it_once(db: Database) -> None:
    newcomer = Newcomer(JUN, "Jun", "fil", "Asia/Manila")
    line = Line("31 calls", 70, NOW - HOUR)

    first = await db.write(begin.begin_with, newcomer, STEP, line)
    again = await db.write(begin.begin_with, newcomer, STEP, line)

    assert first == again
    assert await db.read(how_many, WIN) == 1


async def test_the_database_itself_takes_a_step_once(db: Database) -> None:
    def keep(session: Session) -> None:
        owner = person(session)
        win(session, owner, night(session, owner), seq=50)

    await db.write(keep)
    with pytest.raises(IntegrityError):
        await db.write(keep)
    assert await db.read(wins.count, (await db.read(known, MARIA)).id) == 1
