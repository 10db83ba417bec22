"""The migrations build exactly the tables of the models, up and down, and lose nothing."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from typer.testing import CliRunner

from bot.cli import app
from bot.service import CannotStart, prepare
from bot.settings import Settings
from storage.engines import migration_engine
from storage.migrate import (
    HEAD,
    SCRIPTS,
    NewerDatabase,
    copy,
    downgrade,
    migrate,
    revision,
    upgrade,
)
from storage.people import PERSON
from storage.tables import METADATA
from tests.storage.samples import on_postgresql, on_sqlite, person, rows


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return ScriptDirectory.from_config(config)


REVISIONS = [script.revision for script in reversed(list(scripts().walk_revisions()))]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = migration_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def tables_in(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def described(connection: Connection) -> dict[str, Any]:
    """All that the server says of its tables, checks and partial indexes included."""
    eye = inspect(connection)
    told = {
        table: {
            "columns": [
                {name: str(value) for name, value in column.items()}
                for column in eye.get_columns(table)
            ],
            "primary key": eye.get_pk_constraint(table),
            "foreign keys": sorted(eye.get_foreign_keys(table), key=named),
            "unique": sorted(eye.get_unique_constraints(table), key=named),
            "checks": sorted(eye.get_check_constraints(table), key=named),
            "indexes": sorted((plain(index) for index in eye.get_indexes(table)), key=named),
        }
        for table in sorted(tables_in(connection))
    }
    return told | {"counted": counted(connection)}


def named(thing: Any) -> str:
    return str(thing["name"])


def plain(index: Any) -> dict[str, Any]:
    """An index whose condition is words, so that two of them can be compared."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return dict(index) | {"dialect_options": options}


def counted(connection: Connection) -> set[str]:
    """SQLite: tables that never give the same number twice."""
    if connection.dialect.name != "sqlite":
        return set()
    question = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
    return set(connection.exec_driver_sql(question).scalars())


def test_the_migrations_build_exactly_the_tables_of_the_models(blank: str, database: str) -> None:
    with connected(blank) as connection:
        METADATA.create_all(connection)
        wanted = described(connection)

    with connected(database) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert described(connection) == wanted


@pytest.mark.parametrize(("before", "after"), list(pairwise(["base", *REVISIONS])), ids=REVISIONS)
def test_every_step_goes_up_and_down_and_up_again(blank: str, before: str, after: str) -> None:
    with connected(blank) as connection:
        upgrade(connection, after)
        built = described(connection)

    with connected(blank) as connection:
        downgrade(connection, before)
        upgrade(connection, after)
        assert described(connection) == built

    with connected(blank) as connection:
        downgrade(connection, "base")
        assert tables_in(connection) - {"sqlite_sequence"} == set()


def test_this_version_names_the_newest_script() -> None:
    assert scripts().get_heads() == [HEAD]


def test_migrating_twice_changes_nothing(blank: str) -> None:
    assert migrate(blank) == ""
    with connected(blank) as connection:
        person(Session(connection))
        before = described(connection)

    assert migrate(blank) == HEAD
    with connected(blank) as connection:
        assert described(connection) == before
        assert len(rows(Session(connection), PERSON)) == 1


def test_a_migration_that_fails_leaves_nothing_behind(blank: str) -> None:
    with connected(blank) as connection:
        connection.execute(text("CREATE TABLE win (id INTEGER)"))

    with pytest.raises(SQLAlchemyError, match="win"):
        migrate(blank)

    with connected(blank) as connection:
        assert tables_in(connection) == {"win"}
        assert revision(connection) == ""


@on_sqlite
def test_tables_are_copied_with_foreign_keys_off(blank: str) -> None:
    with connected(blank) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0


@on_sqlite
def test_no_copy_is_made_of_a_new_database_nor_of_one_of_this_version(blank: str) -> None:
    migrate(blank)
    migrate(blank)

    assert beside(blank) == []


@on_sqlite
def test_a_copy_for_its_owner_alone_is_made_before_an_older_one_is_touched(database: str) -> None:
    with connected(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    with pytest.raises(CommandError):
        migrate(database)

    (made,) = beside(database)
    assert made.name == "angat.db.before-0000"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with connected(database) as was, connected(f"sqlite:///{made}") as copied:
        assert described(copied) == described(was)


def test_a_database_of_a_later_version_is_left_alone(blank: str) -> None:
    migrate(blank)
    with connected(blank) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase):
        migrate(blank)

    with connected(blank) as connection:
        assert tables_in(connection) >= set(METADATA.tables)


@on_sqlite
def test_the_copy_has_what_is_still_in_the_log(database: str) -> None:
    file = file_of(database)
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("INSERT INTO appointment VALUES ('retention', '2026-11-24 19:30:00')")
        writer.commit()
        made = copy(file, "0000")

    with closing(sqlite3.connect(made)) as copied:
        assert copied.execute("SELECT name FROM appointment").fetchall() == [("retention",)]


def file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def beside(url: str) -> list[Path]:
    return list(file_of(url).parent.glob("*.before-*"))


def test_an_operator_migrates_by_command(
    blank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {"ANGAT_DATABASE_URL": in_words(blank), "ANGAT_DATA": str(tmp_path / "data")}

    first = CliRunner().invoke(app, ["migrate"], env=environment)
    second = CliRunner().invoke(app, ["migrate"], env=environment)

    assert (first.exit_code, first.output) == (0, f"new -> {HEAD}\n")
    assert (second.exit_code, second.output) == (0, f"{HEAD} -> {HEAD}\n")
    with connected(blank) as connection:
        assert tables_in(connection) >= set(METADATA.tables)


def in_words(url: str) -> str:
    """As an operator writes it, without the name of a driver."""
    return url.replace("+psycopg", "")


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(_env_file=None, database_url=in_words(url), data=folder / "data")


@on_sqlite
def test_a_start_on_sqlite_migrates_by_itself(blank: str, tmp_path: Path) -> None:
    prepare(settings_for(blank, tmp_path))

    with connected(blank) as connection:
        assert revision(connection) == HEAD


@on_postgresql
def test_a_start_on_postgresql_waits_for_the_operator_to_migrate(
    blank: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotStart, match="angat migrate"):
        prepare(settings_for(blank, tmp_path))

    with connected(blank) as connection:
        assert tables_in(connection) == set()


@on_postgresql
def test_a_start_on_a_migrated_postgresql_goes_on(database: str, tmp_path: Path) -> None:
    prepare(settings_for(database, tmp_path))
