"""Bringing a database to the tables of this version."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url

from storage.engines import migration_engine

HEAD = "0008"
SCRIPTS = Path(__file__).parent / "migrations"


class NewerDatabase(Exception):
    """It has tables of a later version than this one."""


def migrate(url: str) -> str:
    """Runs what is missing; on SQLite after a copy beside the file. Returns the revision before."""
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            before = revision(connection)
        if before == HEAD:
            return before
        if before > HEAD:
            raise NewerDatabase
        if engine.dialect.name == "sqlite" and before:
            copy(Path(make_url(url).database or ""), before)
        with engine.begin() as connection:
            upgrade(connection, "head")
    finally:
        engine.dispose()
    return before


def is_current(url: str) -> bool:
    """Whether the database has the tables of this version."""
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            return revision(connection) == HEAD
    finally:
        engine.dispose()


def revision(connection: Connection) -> str:
    """The revision of the database, empty for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def upgrade(connection: Connection, target: str) -> None:
    run("upgrade", connection, target)


def downgrade(connection: Connection, target: str) -> None:
    run("downgrade", connection, target)


def run(command: str, connection: Connection, target: str) -> None:
    import alembic.command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    getattr(alembic.command, command)(config, target)


def copy(file: Path, before: str) -> Path:
    """A whole copy through SQLite itself, so that the write-ahead log is in it."""
    beside = file.with_name(f"{file.name}.before-{before}")
    beside.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(beside)) as target:
        source.backup(target)
    return beside
