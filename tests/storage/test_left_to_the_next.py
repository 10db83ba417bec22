"""A commit has its measure: what is more than that comes with the next, and nobody hears less."""

import asyncio
from functools import partial

from sqlmodel import Session

from storage.database import Database
from storage.writer import LATER, Later
from tests.storage.test_writing import Mistake, note, note_and_fail, noted, together


async def test_what_is_left_to_the_next_commit_comes_in_one_of_the_next(db: Database) -> None:
    sizes: list[int] = []

    def two_at_a_time(session: Session, names: list[str]) -> list[str | Later]:
        sizes.append(len(names))
        return [note(session, name) if place < 2 else LATER for place, name in enumerate(names)]

    names = [f"{number:02}" for number in range(9)]
    told = await asyncio.gather(*(db.write_alike(two_at_a_time, name) for name in names))

    assert told == names
    assert sorted(await noted(db)) == names
    assert len(sizes) >= 5


async def test_of_many_one_that_fails_fails_alone(db: Database) -> None:
    action = {70: note_and_fail}
    actions = [partial(action.get(n, note), name=f"{n:03}") for n in range(100)]

    outcomes = await together(db, *actions)

    assert [place for place, one in enumerate(outcomes) if isinstance(one, Mistake)] == [70]
    assert sorted(await noted(db)) == [f"{number:03}" for number in range(100) if number != 70]
