"""What every table keeps to: wide ids, aware moments, closed lists, a way to its person."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.lateness import Kind
from domain.rhythm import Asking
from domain.setup import Stage
from domain.wins import Basis, Tag
from storage import groups, people
from storage.base import Moment
from storage.database import Database
from storage.erase import owned
from storage.inbox import INBOX
from storage.outbox import STATES
from storage.people import PERSON
from storage.reminders import KINDS
from storage.tables import METADATA
from tests.storage.fillings import fill
from tests.storage.samples import MARIA, NOW, person, rows

TABLES = METADATA.sorted_tables
FROM_TELEGRAM = (
    "telegram_id",
    "chat_id",
    "chat_key",
    "message_id",
    "update_id",
    "thread_id",
    "edits",
)
FROM_THE_INBOX = ("seq", "moved_by", "closed_by")
SMALL = {
    "consent": {"version"},
    "dead": {"attempts"},
    "inbox": {"attempts"},
    "outbox": {"attempts", "priority"},
    "pattern": {"ends_at", "length_minutes"},
    "person": {"asked", "cards_touched", "delay_minutes", "energy_offers", "untouched"},
    "screen": {"version"},
    "win": {"version"},
}
ROWS_OF_OURS = {"conversation": {"about", "screen_id"}, "screen": {"about"}}
NOBODYS = {"appointment", "sealed_word", "group_chat"}
OF_A_CHAT = {"inbox", "dead", "halt"}
CLOSED_LISTS: list[tuple[str, str, Iterable[str]]] = [
    ("outbox", "kind", Kind),
    ("group_chat", "state", ("active", "muted", "gone")),
    ("outbox", "state", STATES),
    ("person", "asking", Asking),
    ("person", "language", ("en", "fil")),
    ("person", "setup", Stage),
    ("person", "state", ("new", "ready", "unreachable")),
    ("reminder", "kind", KINDS),
    ("shift", "kind", ("work", "rest", "off")),
    ("win", "basis", ("", *Basis)),
    ("win", "tag", ("", *Tag)),
]


def columns(kind: type) -> list[tuple[Table, Column[int]]]:
    return [(table, one) for table in TABLES for one in table.c if isinstance(one.type, kind)]


def is_ours(column: Column[int]) -> bool:
    """A number that the database itself gave, or one of those."""
    return column.primary_key or bool(column.foreign_keys)


@pytest.mark.parametrize("name", FROM_TELEGRAM)
def test_every_id_of_telegrams_is_wide(name: str) -> None:
    wide = [isinstance(table.c[name].type, BigInteger) for table in TABLES if name in table.c]

    assert wide
    assert all(wide)


def test_a_number_is_wide_unless_it_is_known_to_be_small() -> None:
    """A new column of numbers is named here as small, or is a BigInteger."""
    narrow: dict[str, set[str]] = {}
    for table, column in columns(Integer):
        known = ROWS_OF_OURS.get(table.name, set())
        if not (isinstance(column.type, BigInteger) or is_ours(column) or column.name in known):
            narrow.setdefault(table.name, set()).add(column.name)

    assert narrow == SMALL


def test_what_is_wide_is_telegrams_or_the_inboxs() -> None:
    assert {column.name for _, column in columns(BigInteger)} == {*FROM_TELEGRAM, *FROM_THE_INBOX}


@pytest.mark.parametrize("number", [-1_009_999_999_999, 2**33, 2**52 - 1, -(2**40)])
async def test_the_widest_ids_come_back_as_they_went_in(db: Database, number: int) -> None:
    def keep(session: Session) -> None:
        ids = fill(session, "Maria")
        for table, column in columns(BigInteger):
            mine = next(iter(table.primary_key.columns)) == ids[table.name]
            session.connection().execute(table.update().where(mine).values({column: number}))

    await db.write(keep)

    for table, column in columns(BigInteger):
        assert [row[column.name] for row in await db.read(rows, table)] == [number], column


def test_every_moment_is_stored_aware() -> None:
    moments = [column for table in TABLES for column in table.c if column.name.endswith("_at")]

    assert {type(column.type) for column in moments if column.name != "ends_at"} == {Moment}


async def test_a_moment_comes_back_as_the_same_moment_in_utc(db: Database) -> None:
    manila = NOW.astimezone(timezone(timedelta(hours=8)))

    await db.write(lambda session: people.change(session, person(session), created_at=manila))

    (row,) = await db.read(rows, PERSON)
    assert row["created_at"] == NOW
    assert row["created_at"].tzinfo is UTC


async def test_the_hour_that_comes_twice_is_two_moments(db: Database) -> None:
    """On the night the clocks go back both are 1:30, and Python calls them equal."""
    here = ZoneInfo("America/New_York")
    both = [datetime(2026, 11, 1, 1, 30, tzinfo=here, fold=fold) for fold in (0, 1)]

    for number, moment in enumerate(both):
        await db.write(
            lambda session, n, at: person(session, MARIA + n, created_at=at), number, moment
        )

    found = [row["created_at"] for row in await db.read(rows, PERSON)]
    assert found == [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6)]


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    naive = datetime(2026, 11, 24, 23, 20)  # noqa: DTZ001

    with pytest.raises(Exception, match="timezone information"):
        await db.write(lambda session: person(session, created_at=naive))


@pytest.mark.parametrize(("table", "column", "values"), CLOSED_LISTS)
async def test_a_closed_list_takes_its_words_and_no_other(
    db: Database, table: str, column: str, values: Iterable[str]
) -> None:
    target = METADATA.tables[table]

    def say(session: Session, word: str) -> None:
        session.connection().execute(target.update().values({column: word}))

    await db.write(fill, "Maria")
    for word in values:
        await db.write(say, str(word))
    with pytest.raises(IntegrityError):
        await db.write(say, "something else")


def test_every_enum_of_the_rules_that_is_stored_stands_in_the_list_above() -> None:
    listed = {(table, column) for table, column, _ in CLOSED_LISTS}
    checked = {
        (table.name, str(check.name).removeprefix(f"ck_{table.name}_"))
        for table in TABLES
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    typed = {
        (table.name, column.name)
        for table in TABLES
        for column in table.c
        if isinstance(column.default and column.default.arg, StrEnum)  # type: ignore[attr-defined]
    }

    assert (checked | typed) - {("outbox", "reader")} <= listed


def leads_to_a_person(table: Table, seen: frozenset[str] = frozenset()) -> bool:
    """Directly, or by way of a table that does."""
    return any(
        key.column.table is PERSON
        or (
            key.column.table.name not in seen
            and leads_to_a_person(key.column.table, seen | {table.name})
        )
        for key in table.foreign_keys
    )


def test_what_leads_to_a_person_says_so_itself() -> None:
    """A new table is a person's with `person_id`, or it is named here as nobody's."""
    theirs = {table.name for table in TABLES if leads_to_a_person(table)}
    said = {table.name for table in TABLES if "person_id" in table.c}

    assert theirs == said == {table.name for table in owned()}
    assert {table.name for table in TABLES} == theirs | NOBODYS | OF_A_CHAT | {"person"}


def test_nothing_is_without_its_owner() -> None:
    """Of a letter that is not a person's the owner is a group."""
    assert [table.name for table in owned() if table.c.person_id.nullable] == ["outbox"]


@pytest.mark.parametrize("column", ["person_id", "group_id"])
async def test_a_letter_is_to_a_person_or_to_a_group_and_not_to_both(
    db: Database, column: str
) -> None:
    target = METADATA.tables["outbox"]
    await db.write(fill, "Maria")
    values = {"person_id": None} if column == "person_id" else {"group_id": 1}
    await db.write(lambda session: groups.meet(session, -9, NOW).id)

    def readdress(session: Session) -> None:
        session.connection().execute(target.update().values(values))

    with pytest.raises(IntegrityError):
        await db.write(readdress)


async def test_somebody_who_is_not_there_owns_nothing(db: Database) -> None:
    def reown(session: Session, table: Table) -> None:
        session.connection().execute(table.update().values(person_id=404))

    await db.write(fill, "Maria")

    for table in owned():
        with pytest.raises(IntegrityError):
            await db.write(reown, table)


async def test_a_number_is_never_given_twice(db: Database) -> None:
    """Old buttons and letters under way carry row numbers: a new row must not answer to them."""

    def refilled(session: Session) -> set[str]:
        first = fill(session, "Maria")
        for table in reversed(TABLES):
            session.connection().execute(table.delete())
        second = fill(session, "Jun")
        return {
            table.name
            for table in (*owned(), PERSON, INBOX)
            if table.autoincrement_column is not None
            if second[table.name] <= first[table.name]
        }

    assert await db.write(refilled) == set()
