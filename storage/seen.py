"""How things stand when somebody says something, in one question."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlmodel import Session

from storage.base import row_of
from storage.people import PERSON
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
BY_STEP = (WIN.c.seq == bindparam("seq")) & (WIN.c.step == bindparam("step"))
BY_MESSAGE = (WIN.c.person_id == PERSON.c.id) & (WIN.c.message_id == bindparam("message"))
SEEN = (
    select(
        *PATTERN.c,
        *CARD.c,
        *RECEIPT.c,
        select(func.count()).select_from(WIN).where(STANDING).scalar_subquery(),
        func.coalesce(
            select(WIN.c.id).where(BY_STEP).scalar_subquery(),
            select(WIN.c.id).where(BY_MESSAGE).scalar_subquery(),
        ),
    )
    .select_from(PERSON)
    .outerjoin(PATTERN, PATTERN.c.person_id == PERSON.c.id)
    .outerjoin(CARD, CARD.c.id == newest("card", sent=True))
    .outerjoin(RECEIPT, RECEIPT.c.id == newest("receipt", sent=False))
    .where(PERSON.c.id == bindparam("person"))
)


A_PATTERN, A_SCREEN = row_of(PATTERN), row_of(SCREEN)
FIRST, SECOND = len(PATTERN.c), len(PATTERN.c) + len(SCREEN.c)
THIRD = SECOND + len(SCREEN.c)


def seen(
    session: Session, person_id: int, seq: int, step: str, message_id: int | None = None
) -> Seen:
    asked = {"person": person_id, "seq": seq, "step": step, "message": message_id}
    row = session.connection().execute(SEEN, asked).one()
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
