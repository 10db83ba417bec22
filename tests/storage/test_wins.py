"""Wins: one a message, with their shift and exact numbers; what was taken out is out."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from actions.keep_win import number_of
from storage import wins
from storage.database import Database
from storage.wins import WIN
from tests.storage.samples import (
    DAY,
    HOUR,
    JUN,
    MARIA,
    MINUTE,
    NOW,
    TUESDAY,
    how_many,
    night,
    person,
    rows,
    win,
)

YESTERDAY = TUESDAY - DAY


def kept(session: Session, /, seq: int = 1, telegram_id: int = MARIA, **values: Any) -> int:
    owner = person(session, telegram_id)
    return win(session, owner, night(session, owner), seq=seq, **values)


async def test_a_win_is_kept_once_a_step(db: Database) -> None:
    await db.write(kept, 1)
    await db.write(kept, 1, step="second")
    await db.write(kept, 2)

    with pytest.raises(IntegrityError):
        await db.write(kept, 1)
    assert await db.read(how_many, WIN) == 3


async def test_a_win_is_found_by_what_made_it(db: Database) -> None:
    number = await db.write(kept, 2**40, step="chip", message_id=2**35)
    (row,) = await db.read(rows, WIN)

    by_step = await db.read(wins.by_step, 2**40, "chip")
    by_message = await db.read(wins.by_message, row["person_id"], 2**35)
    assert by_step is not None
    assert by_message is not None
    assert by_step.id == by_message.id == number
    assert await db.read(wins.by_step, 2**40, "win") is None
    assert await db.read(wins.by_message, row["person_id"], 7) is None


async def test_one_message_is_one_win_of_a_person_and_may_be_one_of_another(db: Database) -> None:
    await db.write(kept, 1, message_id=900)
    await db.write(kept, 2, JUN, message_id=900)
    await db.write(kept, 3)
    await db.write(kept, 4)

    with pytest.raises(IntegrityError):
        await db.write(kept, 5, message_id=900)
    assert await db.read(how_many, WIN) == 4


async def test_nobody_finds_a_win_of_somebody_else(db: Database) -> None:
    number = await db.write(kept, 1, message_id=900)
    jun = await db.write(person, JUN)

    assert await db.read(wins.find, jun, number) is None
    assert await db.read(wins.by_message, jun, 900) is None
    assert await db.read(wins.count, jun) == 0
    assert await db.read(wins.newest, jun, 9) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, "31"), ("480", "410"), ("92.50", "96.0"), ("0.1", "0.30000000000000000001")],
)
async def test_a_number_comes_back_to_the_last_digit(
    db: Database, before: str | None, after: str
) -> None:
    number = await db.write(kept, 1, before=before, after=after, metric="AHT", unit="s")
    row = await db.read(wins.by_step, 1, "win")

    assert row is not None
    measured = number_of(row)
    assert measured is not None
    assert (str(measured.after), row.id) == (after, number)
    assert before is None or str(measured.before) == before


@pytest.mark.parametrize("said", ["31 calls 💪🏽", "Ñandú <b>&amp;</b>", "‮abc", "x" * 4096, ""])
async def test_words_come_back_as_they_were_said(db: Database, said: str) -> None:
    await db.write(kept, 1, text=said)

    (row,) = await db.read(rows, WIN)
    assert row["text"] == said


async def test_a_change_is_a_new_version_and_says_who_moved_it(db: Database) -> None:
    number = await db.write(kept, 1)
    owner = (await db.read(rows, WIN))[0]["person_id"]

    def change(session: Session, /, seq: int, **values: Any) -> None:
        row = wins.find(session, owner, number)
        assert row is not None
        wins.change(session, row, seq, **values)

    await db.write(change, 8, text="32 calls")
    await db.write(change, 9, gone_at=NOW)

    (row,) = await db.read(rows, WIN)
    assert (row["version"], row["moved_by"], row["text"]) == (3, 9, "32 calls")


def week(session: Session) -> int:
    """Two wins of Tuesday's night, one of Monday's, one on a day off, and one that was undone."""
    owner = person(session)
    monday, tuesday = night(session, owner, YESTERDAY), night(session, owner)
    win(session, owner, tuesday, seq=1, text="late", said_at=NOW)
    win(session, owner, monday, seq=2, text="of Monday", said_at=NOW - DAY)
    win(session, owner, tuesday, seq=3, text="early", said_at=NOW - 5 * HOUR)
    win(session, owner, tuesday, seq=4, text="undone", said_at=NOW, gone_at=NOW)
    win(session, person(session, JUN), night(session, person(session, JUN)), seq=5, text="Jun's")
    return owner


async def test_the_newest_come_by_shift_and_then_by_the_hour(db: Database) -> None:
    owner = await db.write(week)

    newest = await db.read(wins.newest, owner, 9)

    assert [row.text for row in newest] == ["late", "early", "of Monday"]
    assert [row.work_date for row in newest] == [TUESDAY, TUESDAY, YESTERDAY]
    assert [row.text for row in await db.read(wins.newest, owner, 1)] == ["late"]
    assert await db.read(wins.count, owner) == 3


async def test_a_week_holds_its_own_work_dates_and_no_more(db: Database) -> None:
    owner = await db.write(week)

    async def texts(*days: Any) -> list[str]:
        return [row.text for row in await db.read(wins.between, owner, *days)]

    assert await texts(YESTERDAY, TUESDAY) == ["of Monday", "early", "late"]
    assert await texts(TUESDAY, TUESDAY) == ["early", "late"]
    assert await texts(TUESDAY + DAY, TUESDAY + DAY) == []


@pytest.mark.parametrize(("before", "left"), [(NOW, 5), (NOW + MINUTE, 4)])
async def test_only_what_was_taken_out_long_enough_ago_is_deleted(
    db: Database, before: Any, left: int
) -> None:
    await db.write(week)

    assert await db.write(wins.purge_gone, before) == 5 - left
    assert await db.read(how_many, WIN) == left
