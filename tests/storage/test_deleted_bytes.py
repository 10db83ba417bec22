"""What is deleted or rewritten leaves the file itself, page by page, by the next morning."""

import random
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session

from schedules.retention import clean
from storage import erase, shifts, wins
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.seals import Seals, new_key
from storage.shifts import Shift
from tests.storage.samples import NOW, person

PEOPLE = 9
DAY = timedelta(days=1)


def settle_in(session: Session, number: int) -> tuple[int, list[int]]:
    owner = person(session, telegram_id=7_000_000 + number, seq=number + 1)
    first = date(2026, 1, 1)
    days = [Shift(person_id=owner, kind="off", work_date=first + back * DAY) for back in range(5)]
    return owner, [shifts.keep(session, day).id for day in days]


async def busy_year(db: Database, chance: random.Random) -> tuple[list[int], list[str], list[str]]:
    """Nine people write and rewrite; returns their ids, their last words, and old wordings."""
    homes = [await db.write(settle_in, number) for number in range(PEOPLE)]
    said: dict[int, tuple[int, str]] = {}
    old: list[str] = []

    def write(session: Session, seq: int) -> None:
        owner, days = chance.choice(homes)
        word = f"zx{chance.getrandbits(64):016x}"
        text = f"{word} {'w' * chance.choice((0, 10, 60, 200, 1500))}"
        win = {
            "person_id": owner, "shift_id": chance.choice(days), "seq": seq, "step": "win",
            "message_id": seq, "text": text, "said_at": NOW, "moved_by": seq,
        }  # fmt: skip
        said[wins.add(session, win).id] = (owner, word)

    def rewrite(session: Session, seq: int) -> None:
        number = chance.choice(list(said))
        owner, before = said[number]
        win = wins.find(session, owner, number)
        word = f"zx{chance.getrandbits(64):016x}"
        if win is not None:
            wins.change(session, win, seq, text=f"{word} {'v' * chance.choice((0, 40, 900))}")
            old.append(before)
            said[number] = (owner, word)

    for seq in range(101, 900):
        await db.write(write if seq % 4 else rewrite, seq)
    return [owner for owner, _ in homes], [word for _, word in said.values()], old


def found(folder: Path, words: list[str]) -> list[str]:
    everything = b"".join(file.read_bytes() for file in folder.iterdir())
    return [word for word in words if word.encode() in everything]


async def test_nothing_of_whoever_left_and_no_old_wording_is_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'angat.db'}"
    migrate(url)
    async with open_database(url, Seals(new_key())) as db:
        people, words, old = await busy_year(db, random.Random(4))
        assert found(tmp_path, words) == words
        for owner in people:
            await db.write(erase.erase, owner)
        await db.write(clean, NOW + DAY)
        assert await db.rebuild()
        assert await db.checkpoint()

        assert found(tmp_path, words + old) == []
