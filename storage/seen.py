"""How things stand when somebody says something, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlmodel import Session

from storage.base import row_of
from storage.given import given
from storage.people import PERSON, Person
from storage.screens import SCREEN, Screen
from storage.shifts import PATTERN, Pattern
from storage.wins import WIN

CARD, RECEIPT = SCREEN.alias("card"), SCREEN.alias("receipt")


@dataclass(frozen=True, slots=True)
class Seen:
    """`card` is the newest that stands in the chat, `receipt` the newest there is.

    `count` are the wins that stand; `win` is the one that this row or message made before.
    """

    pattern: Pattern
    card: Screen | None
    receipt: Screen | None
    count: int
    win: int | None


def newest(kind: str, *, sent: bool) -> ScalarSelect[Any]:
    own = (SCREEN.c.person_id == PERSON.c.id) & (SCREEN.c.kind == kind)
    question = select(func.max(SCREEN.c.id)).where(own)
    return (
        question.where(SCREEN.c.message_id.is_not(None)) if sent else question
    ).scalar_subquery()


STANDING = (WIN.c.person_id == PERSON.c.id) & WIN.c.gone_at.is_(None)
OWN = WIN.c.person_id == PERSON.c.id
BY_STEP = (WIN.c.seq == bindparam("seq")) & (WIN.c.step == bindparam("step"))
BY_MESSAGE = OWN & (WIN.c.message_id == bindparam("message"))
SAID = given("said", "account", "seq", "message")
THERE = (
    *PATTERN.c,
    *CARD.c,
    *RECEIPT.c,
    select(func.count()).select_from(WIN).where(STANDING).scalar_subquery(),
)
JOINED = (
    PERSON.outerjoin(PATTERN, PATTERN.c.person_id == PERSON.c.id)
    .outerjoin(CARD, CARD.c.id == newest("card", sent=True))
    .outerjoin(RECEIPT, RECEIPT.c.id == newest("receipt", sent=False))
)
WIN_BEFORE = func.coalesce(
    select(WIN.c.id).where(BY_STEP).scalar_subquery(),
    select(WIN.c.id).where(BY_MESSAGE).scalar_subquery(),
)
WIN_MADE = func.coalesce(
    select(WIN.c.id).where(WIN.c.seq == SAID.c.seq).limit(1).scalar_subquery(),
    select(WIN.c.id).where(OWN, WIN.c.message_id == SAID.c.message).scalar_subquery(),
)
SEEN = select(*THERE, WIN_BEFORE).select_from(JOINED).where(PERSON.c.id == bindparam("person"))
SEEN_ALL = select(*THERE, WIN_MADE, *PERSON.c).select_from(
    SAID.join(JOINED, PERSON.c.telegram_id == SAID.c.account)
)
A_PATTERN, A_SCREEN, A_PERSON = (
    row_of(PATTERN.c.keys()),
    row_of(SCREEN.c.keys()),
    row_of(PERSON.c.keys()),
)
FIRST, SECOND = len(PATTERN.c), len(PATTERN.c) + len(SCREEN.c)
THIRD = SECOND + len(SCREEN.c)
WHOSE = THIRD + 2


def seen(
    session: Session, person_id: int, seq: int, step: str, message_id: int | None = None
) -> Seen:
    asked = {"person": person_id, "seq": seq, "step": step, "message": message_id}
    return read(session.connection().execute(SEEN, asked).one(), person_id)


def seen_all(
    session: Session, said: Sequence[tuple[int, int, int | None]]
) -> dict[int, tuple[Person, Seen]]:
    """Of (Telegram id, inbox row, message), one a person: by Telegram id, of those we know."""
    found = {}
    for row in session.connection().execute(SEEN_ALL, {"said": said}):
        person = cast(Person, A_PERSON._make(row[WHOSE:]))
        found[person.telegram_id] = (person, read(row, person.id))
    return found


def read(row: Any, person_id: int) -> Seen:
    pattern = A_PATTERN._make(row[:FIRST]) if row[0] else Pattern(person_id=person_id)
    return Seen(
        pattern=cast(Pattern, pattern),
        card=screen(row[FIRST:SECOND]),
        receipt=screen(row[SECOND:THIRD]),
        count=row[THIRD],
        win=row[THIRD + 1],
    )


def screen(columns: Any) -> Screen | None:
    return None if columns[0] is None else cast(Screen, A_SCREEN._make(columns))
