"""What every table shares: names of constraints, ids of Telegram, insert-once."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Insert,
    MetaData,
    Row,
    Table,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime
from typing_extensions import override

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BIG: Any = BigInteger
MOMENTS_KEPT = 4096
COUNTED = {"preserve_rowcount": True}  # psycopg's cursor is closed before SQLAlchemy would look


class Base(SQLModel):
    """Ids that stand on buttons are never given twice, also where SQLite would: autoincrement."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(UTCDateTime):
    """SQLModel's aware UTC; on SQLite, where it is text without a zone, in one step."""

    cache_ok = True

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return kept if dialect.name == "sqlite" else super().bind_processor(dialect)

    @override
    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        return read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def kept(moment: datetime | None) -> str | None:
    """One without a zone is refused by a ValueError."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a moment without timezone information")
    return as_text(moment.astimezone(UTC))


@lru_cache(MOMENTS_KEPT)
def as_text(at: datetime) -> str:
    """Of a moment in UTC, no other: an hour that comes twice equals itself. Crowds share theirs."""
    days = f"{at.year:04}-{at.month:02}-{at.day:02}"
    return f"{days} {at.hour:02}:{at.minute:02}:{at.second:02}.{at.microsecond:06}"


def read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


def table_of(model: type[SQLModel]) -> Table:
    table = cast(Table, model.__table__)  # type: ignore[attr-defined]
    for column in table.c:
        if isinstance(column.type, UTCDateTime):
            column.type = Moment()
    return table


def row_of(columns: Sequence[str]) -> Any:
    """What makes a row of those columns, to be read like one that was asked for, and quicker."""
    return namedtuple("row", columns)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The column holds one of these words and no other."""
    listed = ",".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


@cache
def inserts(table: Table, dialect: str) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def insert_once(
    session: Session, table: Table, values: dict[str, Any] | list[dict[str, Any]]
) -> int:
    """Inserts what does not meet a unique key that is taken; returns how many rows went in."""
    connection = session.connection()
    statement = inserts(table, connection.dialect.name)
    return connection.execute(statement, values, execution_options=COUNTED).rowcount


def insert_new(
    session: Session, table: Table, rows: Sequence[dict[str, Any]], *returned: str
) -> Sequence[Row[Any]]:
    """Inserts rows in their order, without those whose unique key is taken; the named columns."""
    if not rows:
        return []
    connection = session.connection()
    return connection.execute(returning(table, connection.dialect.name, *returned), rows).all()


def insert_new_row(session: Session, table: Table, values: dict[str, Any]) -> int | None:
    """Inserts one row and returns its id; None where a unique key is taken."""
    connection = session.connection()
    statement = returning(table, connection.dialect.name, "id")
    return cast(int | None, connection.execute(statement, values).scalar())


@cache
def returning(table: Table, dialect: str, *columns: str) -> ReturningInsert[Any]:
    return inserts(table, dialect).returning(*(table.c[name] for name in columns))


def insert_row(session: Session, into: Table | Insert, values: dict[str, Any]) -> int:
    """Inserts one row and returns its id; a taken unique key raises."""
    statement = into.insert() if isinstance(into, Table) else into
    key = session.connection().execute(statement, values).inserted_primary_key
    if key is None:
        raise RuntimeError("an insert gave no key")
    return int(key[0])
