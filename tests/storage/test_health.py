"""What an operator may count, and what the doctor makes of it, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import Session

from bot.doctor import CANNOT_START, WELL, WRONG, Finding, age
from bot.doctor import database as seen
from bot.settings import Settings
from domain.lateness import Kind
from storage import dead, health, house, inbox, outbox
from storage.database import Database
from storage.outbox import Letter
from storage.seals import new_key
from tests.storage.samples import DAY, HOUR, JUN, MARIA, MINUTE, NOW, arrived, person


def settings(db: Database, key: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=SecretStr("4200:x"),
        database_url=db.url.replace("postgresql+psycopg", "postgresql"),
        secret_key=SecretStr(key),
        operator="the people of this test",
    )


def letter(session: Session, person_id: int, key: str, **values: Any) -> None:
    made = Letter(
        person_id=person_id,
        key=key,
        kind=Kind.ANSWER,
        sealed=b"",
        not_before=NOW,
        expires_at=NOW + HOUR,
        **values,
    )
    outbox.promise(session, made, {})


async def begun(db: Database) -> None:
    """As a start leaves it."""
    await db.write(house.check_word)
    await db.write(house.beat, NOW)


async def found(db: Database, key: str, later: timedelta = MINUTE) -> list[Finding]:
    return [one for one in seen(settings(db, key), NOW + later) if not one.says.startswith("disk")]


async def test_all_is_well_where_nothing_waits(db: Database, key: str) -> None:
    await begun(db)

    told = await found(db, key)

    assert {one.code for one in told} == {WELL}
    said = [one.says for one in told]
    assert "ANGAT_SECRET_KEY opens the sealed word" in said
    assert "heartbeat: 1 min ago" in said
    assert "inbox: nothing waits" in said
    assert "letters: 0 waiting, 0 of them overdue" in said
    assert "dead: none" in said


async def test_what_waits_too_long_is_counted_and_nobody_is_named(db: Database, key: str) -> None:
    await begun(db)

    def plant(session: Session) -> None:
        maria = person(session, telegram_id=MARIA)
        letter(session, maria, "late")
        letter(session, maria, "lost", state="unknown", closed_at=NOW)
        letter(session, maria, "failed", state="failed", closed_at=NOW)
        letter(session, maria, "long ago", state="failed", closed_at=NOW - 8 * DAY)
        inbox.keep(session, [arrived(10, "waits"), arrived(11, "broke", JUN)])
        inbox.bury(session, inbox.open_rows(session)[1][0], "KeyError", NOW)

    await db.write(plant)
    told = await found(db, key, 2 * HOUR)

    assert {str(one) for one in told if one.code == WRONG} == {
        "look  heartbeat: 2 h ago; is `angat run` running?",
        "look  inbox: 1 waiting, the oldest for 2 h",
        "look  letters: 1 waiting, 1 of them overdue",
        "look  letters of 7 days: 1 whose fate is unknown, 1 failed",
        "look  dead: 1 of KeyError, the oldest for 2 h",
    }
    assert str(MARIA) not in str(told)
    assert str(JUN) not in str(told)
    assert await db.read(health.open_inbox) == health.Waiting(1, NOW)
    assert [row.reason for row in await db.read(dead.listed)] == ["KeyError"]


async def test_another_key_cannot_start(db: Database) -> None:
    await begun(db)

    told = await found(db, new_key())

    assert [one.says for one in told if one.code] == [
        "ANGAT_SECRET_KEY does not open this database"
    ]
    assert max(one.code for one in told) == CANNOT_START


async def test_a_bot_that_never_ran_has_no_heartbeat(db: Database, key: str) -> None:
    told = await found(db, key)

    assert [str(one) for one in told if one.code] == [
        "look  heartbeat: never; is `angat run` running?"
    ]


def test_a_server_that_is_not_there_is_one_line() -> None:
    nowhere = Settings(_env_file=None, database_url="postgresql://angat:password@127.0.0.1:9/angat")

    (one,) = list(seen(nowhere, NOW))

    assert one.code == CANNOT_START
    assert one.says == "database postgresql://127.0.0.1:9/angat: OperationalError"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=-1), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=3, hours=5), "3 d"),
    ],
)
def test_an_age_is_its_largest_unit(span: timedelta, said: str) -> None:
    assert age(span) == said
