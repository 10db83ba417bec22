"""Everything that is a person's: to hand over, and to delete."""

from typing import Any

from sqlalchemy import Table, delete, select
from sqlmodel import Session

from storage import tables
from storage.people import PERSON


def owned() -> list[Table]:
    """Tables that point to a person, those that point to others first."""
    return [
        table
        for table in reversed(tables.METADATA.sorted_tables)
        if any(key.column is PERSON.c.id for key in table.foreign_keys)
    ]


def erase(session: Session, person_id: int) -> dict[str, int]:
    """Deletes the person and all that hangs on them; returns rows deleted by table."""
    gone = {
        table.name: session.connection()
        .execute(delete(table).where(table.c.person_id == person_id))
        .rowcount
        for table in owned()
    }
    session.connection().execute(delete(PERSON).where(PERSON.c.id == person_id))
    return gone


def rows_of(session: Session, table: Table, person_id: int) -> list[dict[str, Any]]:
    question = select(table).where(table.c.person_id == person_id)
    return [dict(row._mapping) for row in session.connection().execute(question)]
