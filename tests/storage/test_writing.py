"""One action is one transaction; on SQLite those that wait share a commit, and nothing else."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import house, writer
from storage.database import Database
from storage.faults import DatabaseWaits
from storage.house import APPOINTMENT
from storage.people import CONSENT
from tests.storage.samples import NOW, on_sqlite, rows

SOON = 10


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared machine is slow now and then: what waits together fits into one commit."""
    monkeypatch.setattr(writer, "MOST_SECONDS", 0.3)


class Mistake(Exception):
    """What an action of ours may raise."""


def note(session: Session, name: str) -> str:
    house.done_until(session, name, NOW)
    return name


def note_and_fail(session: Session, name: str) -> None:
    note(session, name)
    raise Mistake(name)


def note_and_lose(session: Session, name: str) -> None:
    """The line to the database is cut, and nobody has noticed yet."""
    note(session, name)
    session.connection().invalidate()
    raise Mistake(name)


def note_and_break(session: Session, name: str) -> None:
    """Breaks a rule that SQLite looks at when it commits."""
    note(session, name)
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    consent = {"person_id": 404, "kind": "energy", "version": 1, "given_at": NOW}
    connection.execute(CONSENT.insert(), consent)


async def noted(db: Database) -> list[str]:
    return [row["name"] for row in await db.read(rows, APPOINTMENT)]


def writes_of(db: Database) -> Engine:
    return db.writing if db.writing is not None else db.reading


def commits_of(db: Database) -> list[Connection]:
    """Grows with every commit."""
    seen: list[Connection] = []
    event.listen(writes_of(db), "commit", seen.append)
    return seen


async def together(db: Database, *actions: Callable[[Session], Any]) -> list[Any]:
    """Runs them so that all of them wait at once, for one that takes longer than a commit may."""
    all_wait, never = threading.Event(), threading.Event()

    def hold(_: Session) -> None:
        assert all_wait.wait(SOON)
        never.wait(writer.MOST_SECONDS)

    async def let_go() -> None:
        all_wait.set()

    waiting: list[Coroutine[Any, Any, Any]] = [db.write(action) for action in actions]
    outcomes = await asyncio.gather(db.write(hold), *waiting, let_go(), return_exceptions=True)
    return list(outcomes[1:-1])


async def test_what_an_action_returns_comes_back_after_its_commit(db: Database) -> None:
    assert await db.write(note, "a") == "a"
    assert await noted(db) == ["a"]


async def test_an_action_that_raises_leaves_nothing(db: Database) -> None:
    with pytest.raises(Mistake, match="half"):
        await db.write(note_and_fail, "half")

    assert await noted(db) == []
    assert await db.write(note, "whole") == "whole"
    assert await noted(db) == ["whole"]


async def test_a_unique_key_that_is_taken_leaves_nothing_and_is_no_waiting(db: Database) -> None:
    def twice(session: Session) -> None:
        note(session, "half")
        for _ in range(2):
            session.connection().execute(APPOINTMENT.insert(), {"name": "x", "done_until": NOW})

    with pytest.raises(IntegrityError):
        await db.write(twice)

    assert await noted(db) == []
    assert await db.write(note, "whole") == "whole"


async def test_reading_changes_nothing(db: Database) -> None:
    try:
        await db.read(note, "written while reading")
    except DatabaseWaits:
        assert db.writing is not None
    assert await noted(db) == []


@on_sqlite
async def test_a_question_that_writes_is_refused(db: Database) -> None:
    with pytest.raises(DatabaseWaits):
        await db.read(note, "written while reading")


@pytest.mark.parametrize("failing", [0, 1, 2])
async def test_an_action_that_raises_rolls_back_alone(db: Database, failing: int) -> None:
    actions: list[Callable[[Session], Any]] = [partial(note, name=name) for name in ("a", "b", "c")]
    actions[failing] = partial(note_and_fail, name="half")

    outcomes = await together(db, *actions)

    assert [isinstance(one, Mistake) for one in outcomes] == [
        place == failing for place in range(3)
    ]
    kept = [one for one in outcomes if not isinstance(one, Mistake)]
    assert await noted(db) == kept


async def test_an_action_that_caught_its_own_failure_keeps_what_it_meant(db: Database) -> None:
    def try_and_go_on(session: Session) -> None:
        note(session, "before")
        try:
            with session.begin_nested():
                note_and_fail(session, "half")
        except Mistake:
            note(session, "after")

    await db.write(try_and_go_on)
    assert await noted(db) == ["after", "before"]


@on_sqlite
async def test_those_that_wait_share_one_commit(db: Database) -> None:
    commits = commits_of(db)

    await together(db, *(partial(note, name=f"{n}") for n in range(5)))

    assert len(commits) < 5
    assert len(await noted(db)) == 5


@on_sqlite
async def test_no_commit_carries_more_than_it_may(db: Database) -> None:
    sizes = [0]

    def counted(session: Session, name: str) -> None:
        sizes[-1] += 1
        note(session, name)

    event.listen(writes_of(db), "commit", lambda _: sizes.append(0))
    await together(db, *(partial(counted, name=f"{n}") for n in range(300)))

    assert sum(sizes) == len(await noted(db)) == 300
    assert max(sizes) <= 128


async def test_nobody_hears_of_success_before_the_commit(db: Database) -> None:
    """At each commit: whoever could hear has heard, and nothing that is not there yet."""
    loop = asyncio.get_running_loop()
    told: set[str] = set()
    early: list[set[str]] = []

    async def a_turn_of_the_loop() -> None: ...

    def look(_: Connection) -> None:
        for _turn in range(3):
            asyncio.run_coroutine_threadsafe(a_turn_of_the_loop(), loop).result(SOON)
        heard = set(told)
        with Session(db.reading) as session:
            early.append(heard - {row["name"] for row in rows(session, APPOINTMENT)})

    async def tell(name: str) -> None:
        told.add(await db.write(note, name))

    event.listen(writes_of(db), "commit", look)
    await asyncio.gather(tell("a"), tell("b"), tell("c"))

    assert told == {"a", "b", "c"}
    assert early
    assert not any(early)


@on_sqlite
async def test_a_commit_that_fails_fails_all_that_share_it(db: Database) -> None:
    outcomes = await together(
        db,
        partial(note, name="a"),
        partial(note_and_break, name="b"),
        partial(note_and_fail, name="c"),
        partial(note, name="d"),
    )

    assert [type(one) for one in outcomes] == [
        IntegrityError,
        IntegrityError,
        Mistake,
        IntegrityError,
    ]
    assert await noted(db) == []
    assert await db.write(note, "later") == "later"


@on_sqlite
async def test_a_commit_that_fails_on_its_only_action_leaves_nothing(db: Database) -> None:
    with pytest.raises(IntegrityError):
        await db.write(note_and_break, "a")

    assert await noted(db) == []
    assert await db.write(note, "later") == "later"


async def test_who_went_away_does_not_stop_the_others(db: Database) -> None:
    going = asyncio.ensure_future(db.write(note, "of somebody who left"))
    staying = asyncio.ensure_future(db.write(note, "of somebody who stayed"))
    going.cancel()

    assert await asyncio.wait_for(staying, SOON) == "of somebody who stayed"
    assert "of somebody who stayed" in await noted(db)


async def test_many_at_once_are_all_kept(db: Database) -> None:
    names = [f"{number:03}" for number in range(60)]

    assert await asyncio.gather(*(db.write(note, name) for name in names)) == names
    assert await noted(db) == names


async def test_questions_are_answered_while_somebody_writes(db: Database) -> None:
    """A reader sees what was committed, and waits for nobody."""
    await db.write(note, "committed")
    answered = threading.Event()

    def write_slowly(session: Session) -> bool:
        note(session, "not yet")
        return answered.wait(SOON)

    async def ask() -> list[str]:
        found = await noted(db)
        answered.set()
        return found

    finished, seen = await asyncio.gather(db.write(write_slowly), ask())
    assert finished
    assert seen == ["committed"]


async def test_a_line_that_is_cut_makes_everybody_of_its_commit_wait(db: Database) -> None:
    working = [db.write(note, "a"), db.write(note_and_lose, "b"), db.write(note, "c")]

    came = await asyncio.gather(*working, return_exceptions=True)

    assert isinstance(came[1], DatabaseWaits)
    assert all(isinstance(one, str | DatabaseWaits) for one in came)
    assert sorted(await noted(db)) == sorted(one for one in came if isinstance(one, str))
