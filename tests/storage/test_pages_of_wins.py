"""Ten thousand wins of one person, a page at a time: in order, and by the index alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from actions import win_list
from domain.wins import Page
from storage import people, wins
from storage.database import Database
from tests.storage.samples import DAY, JUN, MARIA, MINUTE, NOW, TUESDAY, night, person, step, win

MANY, A_NIGHT = 10_000, 10
A_HUNDRED = 100
MOST_STATEMENTS = 4  # the place, the newer ones, the page, the count


def page(session: Session, at: int) -> Page:
    owner = people.by_telegram(session, MARIA)
    assert owner is not None
    return win_list.page(session, owner, step(), at)


def texts(shown: Page) -> list[str]:
    return [one.text for one in shown.wins]


def twelve(session: Session) -> list[int]:
    """Win 1 to win 12, all of one night, a minute apart; the ids from the oldest on."""
    owner = person(session)
    home = night(session, owner)
    return [
        win(session, owner, home, seq=n, text=f"win {n}", said_at=NOW + n * MINUTE)
        for n in range(1, 13)
    ]


async def test_pages_lead_to_the_last_one_and_back(db: Database) -> None:
    await db.write(twelve)

    first = await db.read(page, 0)
    second = await db.read(page, first.older or 0)
    last = await db.read(page, second.older or 0)

    assert texts(first) == ["win 12", "win 11", "win 10", "win 9", "win 8"]
    assert texts(second) == ["win 7", "win 6", "win 5", "win 4", "win 3"]
    assert texts(last) == ["win 2", "win 1"]
    assert (first.newer, last.older) == (None, None)
    assert await db.read(page, last.newer or 0) == second
    assert await db.read(page, second.newer or 0) == first
    assert {first.count, second.count, last.count} == {12}


async def test_a_page_stays_where_it_is_when_newer_ones_come(db: Database) -> None:
    await db.write(twelve)
    second = await db.read(page, (await db.read(page, 0)).older or 0)

    def another(session: Session) -> None:
        owner = person(session)
        win(session, owner, night(session, owner), seq=99, said_at=NOW + DAY)

    await db.write(another)

    again = await db.read(page, second.at)
    assert texts(again) == texts(second)
    assert again.count == second.count + 1


async def test_a_page_goes_on_where_the_win_was_that_it_began_with(db: Database) -> None:
    ids = await db.write(twelve)
    second = await db.read(page, (await db.read(page, 0)).older or 0)

    await db.write(take_out, ids[6])
    assert texts(await db.read(page, second.at)) == ["win 6", "win 5", "win 4", "win 3", "win 2"]
    await db.write(lambda session: wins.purge_gone(session, NOW + DAY))

    assert texts(await db.read(page, second.at))[0] == "win 12", "its place is not known any more"


def take_out(session: Session, *numbers: int) -> None:
    for number in numbers:
        found = wins.find(session, person(session), number)
        assert found is not None
        wins.change(session, found, 500 + number, gone_at=NOW)


async def test_a_last_page_that_became_empty_is_the_one_before(db: Database) -> None:
    ids = await db.write(twelve)
    second = await db.read(page, (await db.read(page, 0)).older or 0)

    await db.write(take_out, *ids[:2])

    assert await db.read(page, second.older or 0) == await db.read(page, second.at)
    await db.write(take_out, *ids[2:])
    assert await db.read(page, second.at) == Page(0, ())


async def test_another_shift_is_another_place_in_the_list(db: Database) -> None:
    ids = await db.write(twelve)

    def moved(session: Session) -> None:
        owner = person(session)
        newest = wins.find(session, owner, ids[-1])
        assert newest is not None
        wins.change(session, newest, 9, shift_id=night(session, owner, TUESDAY - DAY))
        wins.rehome(session, ids[-2], night(session, owner, TUESDAY - 2 * DAY))

    await db.write(moved)

    assert texts(await db.read(page, 0))[0] == "win 10"
    assert texts(await db.read(page, ids[0])) == ["win 1", "win 12", "win 11"]


async def test_somebody_elses_win_is_no_place_in_the_list(db: Database) -> None:
    await db.write(twelve)

    def of_jun(session: Session) -> int:
        jun = person(session, JUN)
        return win(session, jun, night(session, jun, TUESDAY - 9 * DAY), seq=77, text="Jun's")

    theirs = await db.write(of_jun)

    assert await db.read(page, theirs) == await db.read(page, 0)


def many(session: Session) -> list[int]:
    """A career of ten wins a night, beside somebody else's; ids from the oldest on."""
    for owner, first in ((person(session), 0), (person(session, JUN), MANY)):
        homes = [night(session, owner, TUESDAY - n * DAY) for n in range(MANY // A_NIGHT)]
        rows = [
            {
                "person_id": owner,
                "shift_id": homes[n // A_NIGHT],
                "home": homes[n // A_NIGHT],
                "seq": first + n,
                "step": "win",
                "text": f"win {n}",
                "said_at": NOW - n * MINUTE,
                "metric": "",
                "unit": "",
                "basis": "",
                "tag": "",
                "version": 1,
                "moved_by": 0,
            }
            for n in range(MANY)
        ]
        session.connection().execute(wins.ADD, rows)
    return [row.id for row in wins.newest(session, person(session), MANY)][::-1]


@contextmanager
def planned(db: Database) -> Iterator[list[tuple[str, Any]]]:
    """What is asked meanwhile, with its values."""
    said: list[tuple[str, Any]] = []

    def listen(*told: Any) -> None:
        if str(told[2]).startswith("SELECT") and "FROM win" in str(told[2]):
            said.append((str(told[2]), told[3]))

    event.listen(db.reading, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(db.reading, "before_cursor_execute", listen)


def plan_of(session: Session, statement: str, values: Any) -> str:
    connection = session.connection()
    word = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    return "\n".join(str(row) for row in connection.exec_driver_sql(word + statement, values))


async def test_a_page_in_ten_thousand_wins_is_read_from_the_index(db: Database) -> None:
    """Whole tables are never read, nothing is sorted, and the statements stay as few."""
    ids = await db.write(many)

    for at in (0, ids[-6], ids[MANY // 2], ids[2]):
        with planned(db) as asked:
            shown = await db.read(page, at)
        assert shown.count == MANY
        assert 0 < len(asked) <= MOST_STATEMENTS
        for statement, values in asked:
            plan = await db.read(plan_of, statement, values)
            assert "OFFSET" not in statement or values[-1] == 0
            for costly in ("SCAN", "TEMP B-TREE", "Seq Scan", "Sort"):
                assert costly not in plan, f"{statement}\n{plan}"
            assert "ix_win_listed" in plan or "win.id = " in statement, f"{statement}\n{plan}"


def leafed(session: Session, at: int) -> list[Page]:
    """A hundred pages, each where the one before leads to."""
    pages = [page(session, at)]
    while pages[-1].older is not None and len(pages) < A_HUNDRED:
        pages.append(page(session, pages[-1].older))
    return pages


async def test_ten_thousand_wins_are_paged_from_the_newest_to_the_oldest(db: Database) -> None:
    ids = await db.write(many)
    seen: list[int] = []
    at: int | None = 0
    while at is not None:
        pages = await db.read(leafed, at)
        seen += [one.id for shown in pages for one in shown.wins]
        at = pages[-1].older

    assert seen == ids[::-1]
