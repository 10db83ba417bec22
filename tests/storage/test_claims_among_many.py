"""Ten thousand letters are open, and a claim looks at those that are due."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from storage import claims
from storage.database import Database
from storage.outbox import OUTBOX
from storage.people import PERSON
from tests.storage.samples import HOUR, NOW, letter, on_postgresql, on_sqlite

MANY = 10_000


def promise_many(session: Session) -> None:
    """Cards of ten thousand people, one of a hundred due, the others asleep."""
    session.connection().execute(
        insert(PERSON),
        [
            {
                "id": number,
                "telegram_id": number,
                "name": "x",
                "language": "en",
                "zone": "Asia/Manila",
                "country": "PH",
                "seq": number,
                "created_at": NOW,
                "state": "ready",
                "setup": "done",
                "delay_minutes": 20,
                "delay_chosen": False,
                "asking": "every",
                **dict.fromkeys(("untouched", "asked", "cards_touched", "energy_offers"), 0),
            }
            for number in range(1, MANY + 1)
        ],
    )
    sleeping = [
        letter(number, f"shift_end:{number}", not_before=NOW + (HOUR if number % 100 else 0 * HOUR))
        for number in range(1, MANY + 1)
    ]
    session.connection().execute(
        insert(OUTBOX), [one.model_dump(exclude={"id"}) for one in sleeping]
    )


@on_sqlite
async def test_among_ten_thousand_open_letters_a_claim_looks_at_what_is_due_alone(
    db: Database,
) -> None:
    """Counted in SQLite's own steps: as many for ten thousand as for what is due."""
    await db.write(promise_many)
    steps: list[int] = []

    def count(session: Session) -> int:
        raw: Any = session.connection().connection.dbapi_connection
        raw.set_progress_handler(lambda: steps.append(100), 100)
        found = claims.claim(session, NOW, 64)
        raw.set_progress_handler(None, 0)
        return len(found)

    assert await db.write(count) == 64
    assert 0 < sum(steps) < 30_000


@on_postgresql
async def test_on_postgresql_the_index_of_what_is_due_is_asked(db: Database) -> None:
    await db.write(promise_many)

    def plan(session: Session) -> str:
        connection = session.connection()
        connection.exec_driver_sql("ANALYZE outbox")
        asked = claims.DUE.compile(connection.engine)
        values = asked.construct_params({"now": NOW, "priority": 1, "most": 64})
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN {asked}", values).scalars())

    said = await db.write(plan)

    assert "ix_outbox_due" in said
    assert "Seq Scan on outbox\n" not in said
