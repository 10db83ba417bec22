"""Wins of an older version: nothing of them is lost on the way to this one, and back."""

from sqlalchemy import text
from sqlmodel import Session

from storage.migrate import HEAD, downgrade, migrate, upgrade
from storage.wins import WIN
from tests.storage.samples import TUESDAY, night, person, rows, win
from tests.storage.test_migrations import connected

FIRST = (
    "INSERT INTO win (id, person_id, shift_id, seq, step, text, metric, unit, basis, said_at,"
    " version, moved_by) VALUES (:id, :person, :shift, :id, 'win', '31 calls', '', '', '',"
    " '2026-11-24 23:20:00', 1, 0)"
)


def test_they_get_their_date_and_no_number_is_given_twice(blank: str) -> None:
    """The ninth was taken out for good, and a button may still carry its number."""
    with connected(blank) as connection:
        upgrade(connection, HEAD)
        session = Session(connection)
        owner = person(session)
        home = night(session, owner)
        downgrade(connection, "0002")
        for number in (4, 9):
            connection.execute(text(FIRST), {"id": number, "person": owner, "shift": home})
        connection.execute(text("DELETE FROM win WHERE id = 9"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('win_id_seq', 9)"))

    migrate(blank)

    with connected(blank) as connection:
        (kept,) = rows(Session(connection), WIN)
        assert (kept["id"], kept["text"], kept["tag"]) == (4, "31 calls", "")
        assert kept["work_date"] == TUESDAY
        assert win(Session(connection), owner, home, seq=10) == 10
        downgrade(connection, "0002")
        left = connection.execute(text("SELECT id FROM win ORDER BY id")).scalars()
        assert list(left) == [4, 10]
