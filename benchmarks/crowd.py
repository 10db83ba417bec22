"""A database full of people who work nights, made by a few sentences of SQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Date, Integer, MetaData, Table, create_engine, text
from sqlmodel.sql.sqltypes import UTCDateTime

from domain.menu import menu_for
from storage.migrate import migrate

NOW = datetime(2026, 11, 24, 23, 20, tzinfo=UTC)  # Wednesday, 7:20 in the morning in Manila
NIGHT, DELAY, LIVES = timedelta(hours=9), timedelta(minutes=20), timedelta(hours=3)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = 600  # minutes over which everybody else is spread, from a day ahead
NIGHTS_BEFORE = 4  # that are kept of whoever is due

SCRATCH = MetaData()
SLOT = Table(
    "slot",
    SCRATCH,
    Column("number", Integer, index=True),
    Column("ends_at", Integer),
    Column("night", Integer),
    Column("work_date", Date),
    *(Column(name, UTCDateTime) for name in ("start_at", "end_at", "due_at", "expires_at")),
)
SEAT = Table("seat", SCRATCH, Column("id", Integer, primary_key=True), Column("slot", Integer))
SEATS = """INSERT INTO seat WITH RECURSIVE n(i) AS
    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
    SELECT i, CASE WHEN i <= :due * :rounds THEN (i - 1) / :due ELSE :rounds + i % :later END
    FROM n"""
FROM = "FROM seat s JOIN slot t ON t.number = s.slot AND t.night = 0 ORDER BY s.id"
PERSONS = f"""INSERT INTO person (id, telegram_id, name, language, zone, country, state, setup,
    delay_minutes, delay_chosen, asking, untouched, asked, cards_touched, energy_offers, seq,
    created_at, menu) SELECT s.id, 5000000000 + s.id, 'Agent', 'en', CASE s.id % 3
    WHEN 0 THEN 'Asia/Manila' WHEN 1 THEN 'Asia/Singapore' ELSE 'Asia/Kuala_Lumpur' END, 'PH',
    'ready', 'done', 20, :no, 'every', 0, 3, 5, 1, s.id, t.start_at, :menu {FROM}"""
PATTERNS = f"""INSERT INTO pattern (person_id, ends_at, length_minutes, rest_days)
    SELECT s.id, t.ends_at, 540, CASE s.id % 4 WHEN 0 THEN '56' WHEN 1 THEN '06' WHEN 2 THEN '45'
    ELSE '6' END {FROM}"""
SHIFTS = f"""INSERT INTO shift (id, person_id, kind, work_date, start_at, end_at)
    SELECT s.id, s.id, 'work', t.work_date, t.start_at, t.end_at {FROM}"""
BEFORE = """INSERT INTO shift (person_id, kind, work_date, start_at, end_at)
    SELECT s.id, 'work', t.work_date, t.start_at, t.end_at
    FROM seat s JOIN slot t ON t.number = s.slot AND t.night > 0"""
REMINDERS = f"""INSERT INTO reminder (id, person_id, kind, about, key, due_at, expires_at)
    SELECT s.id, s.id, 'shift_end', s.id, 'shift_end:' || s.id, t.due_at, t.expires_at {FROM}"""
COUNTED_ON = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), (SELECT max(id) FROM {0}))"


def gather(url: str, people: int, due: int, rounds: int) -> None:
    """`due` of them at each of the first minutes, a minute a round; the others a day later."""
    migrate(url)
    engine = create_engine(url)
    asked = {"people": people, "due": due, "rounds": rounds, "later": LATER}
    values = {"no": False, "menu": menu_for("en", 0)}
    with engine.begin() as connection:
        SCRATCH.create_all(connection)
        connection.execute(SLOT.insert(), list(slots(rounds)))
        connection.execute(text(SEATS), asked)
        connection.execute(text(PERSONS), values)
        for sentence in (PATTERNS, SHIFTS, REMINDERS):
            connection.execute(text(sentence))
        if engine.dialect.name == "postgresql":
            for table in ("person", "shift", "reminder"):
                connection.execute(text(COUNTED_ON.format(table)))
        connection.execute(text(BEFORE))
        SCRATCH.drop_all(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def slots(rounds: int) -> list[dict[str, Any]]:
    """The hours of each round's night and of the nights before it; of everybody else's one."""
    found = [
        slot(number, number * MINUTE, night)
        for number in range(rounds)
        for night in range(1 + NIGHTS_BEFORE)
    ]
    later = (slot(rounds + number, DAY + number * MINUTE, 0) for number in range(LATER))
    return [*found, *later]


def slot(number: int, ahead: timedelta, night: int) -> dict[str, Any]:
    due_at = NOW + ahead - night * DAY
    end = due_at - DELAY
    local = end + timedelta(hours=8)
    return {
        "number": number,
        "night": night,
        "ends_at": local.hour * 60 + local.minute,
        "work_date": (end - NIGHT + timedelta(hours=8)).date(),
        "start_at": end - NIGHT,
        "end_at": end,
        "due_at": due_at,
        "expires_at": due_at + LIVES,
    }
