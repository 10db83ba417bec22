"""One row in every table for a person, made from the metadata: a new table is filled, too."""

import re
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table
from sqlmodel import Session

from storage.base import insert_row
from storage.tables import METADATA
from tests.storage.samples import NOW, TUESDAY

NUMBERS = count(4_300_000_000)


def fill(session: Session, name: str, only: Table | None = None) -> dict[str, Any]:
    """A row of that person in every table, or in one and what it points to; returns their keys."""
    keys: dict[str, Any] = {}
    for table in METADATA.sorted_tables if only is None else needed(only):
        if table.name == "sealed_word":
            continue
        values = {column.name: value_for(column, name, keys) for column in table.c}
        keys[table.name] = put(session, table, values)
    return keys


def needed(table: Table) -> list[Table]:
    """The table and, before it, all that it points to."""
    found = {table}
    while more := {key.column.table for one in found for key in one.foreign_keys} - found:
        found |= more
    return [one for one in METADATA.sorted_tables if one in found]


def put(session: Session, table: Table, values: dict[str, Any]) -> Any:
    (key,) = table.primary_key.columns
    if is_counted(key):
        del values[key.name]
        return insert_row(session, table, values)
    session.connection().execute(table.insert(), values)
    return values[key.name]


def is_counted(column: Column[Any]) -> bool:
    return column.table.autoincrement_column is column


def value_for(column: Column[Any], name: str, keys: dict[str, Any]) -> Any:
    if column.name == "group_id" and "person_id" in column.table.c:
        return None  # a letter is to one of the two
    for key in column.foreign_keys:
        return keys[key.column.table.name]
    if words := allowed(column):
        return words[0]
    kind = getattr(column.type, "impl", column.type).python_type
    plain = {bool: True, date: TUESDAY, datetime: NOW, bytes: f"sealed {name}".encode()}
    if kind in plain:
        return plain[kind]
    if kind is int:
        return next(NUMBERS) if "BIGINT" in str(column.type) else 1
    return f"{name} {column.table.name} {column.name}"


def allowed(column: Column[Any]) -> list[str]:
    """The words of its check, if it has one."""
    return [
        word
        for check in column.table.constraints
        if isinstance(check, CheckConstraint) and str(check.sqltext).startswith(f"{column.name} IN")
        for word in re.findall(r"'(\w*)'", str(check.sqltext))
    ]
