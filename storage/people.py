"""Who uses the bot: one row a person, and what they agreed to."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Field, Session

from domain.rhythm import Asking
from domain.setup import Stage
from storage.base import BIG, Base, insert_once, insert_row, one_of, table_of
from storage.given import among


class Person(Base, table=True):
    """`state`: new (set-up open), ready, unreachable; `asked` counts cards, for their questions.

    `menu` is what Telegram was told last of their / menu; at `menu_due_at` it is told again.
    `missing_on`: the day, in UTC, on which Telegram first knew no such chat.
    """

    __table_args__ = (
        one_of("state", ("new", "ready", "unreachable")),
        one_of("setup", Stage),
        one_of("asking", Asking),
        one_of("language", ("en", "fil")),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BIG, unique=True)
    name: str
    language: str
    zone: str
    country: str
    state: str = "new"
    setup: str = "win"
    payload: str | None = None
    delay_minutes: int = 20
    delay_chosen: bool = False
    asking: str = "every"
    untouched: int = 0
    asked: int = 0
    cards_touched: int = 0
    energy_offers: int = 0
    seq: int = Field(sa_type=BIG, unique=True)
    created_at: datetime
    menu: str | None = None
    menu_due_at: datetime | None = Field(default=None, index=True)
    missing_on: date | None = None


class Consent(Base, table=True):
    """A yes with its version and moment; withdrawn, it stays as a fact."""

    __table_args__ = ({"sqlite_autoincrement": True},)
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


CHANGED = "a person changed"
PERSON = table_of(Person)
CONSENT = table_of(Consent)

BY_TELEGRAM = select(PERSON).where(PERSON.c.telegram_id == bindparam("telegram_id"))
BY_ID = select(PERSON).where(PERSON.c.id == bindparam("id"))
WAITS_FOR_MENU = PERSON.c.state != "unreachable"
MENUS_DUE = (
    select(PERSON)
    .where(PERSON.c.menu_due_at <= bindparam("now"), WAITS_FOR_MENU)
    .order_by(PERSON.c.menu_due_at, PERSON.c.id)
    .limit(bindparam("most"))
)
ASKED_AGAIN = update(PERSON).where(among(PERSON.c.id, "ids")).values(asked=PERSON.c.asked + 1)
MENUS_CHANGED = update(PERSON).where(among(PERSON.c.id, "ids")).values(menu_due_at=bindparam("now"))
NEXT_MENU = select(func.min(PERSON.c.menu_due_at)).where(WAITS_FOR_MENU)


def by_telegram(session: Session, telegram_id: int) -> Person | None:
    """The person as they are now; a row to read, not an entity to change."""
    row = session.connection().execute(BY_TELEGRAM, {"telegram_id": telegram_id}).first()
    return cast(Person | None, row)


def by_id(session: Session, person_id: int) -> Person:
    return cast(Person, session.connection().execute(BY_ID, {"id": person_id}).one())


def add(session: Session, values: dict[str, Any]) -> bool:
    """Makes the person unless there is one with that Telegram id; says whether it did."""
    return insert_once(session, PERSON, Person(**values).model_dump(exclude={"id"})) == 1


def change(session: Session, person_id: int, **values: Any) -> None:
    session.info[CHANGED] = True
    session.connection().execute(update(PERSON).where(PERSON.c.id == person_id).values(**values))


def asked_again(session: Session, ids: Collection[int]) -> None:
    """One card more was promised to each."""
    if ids:
        session.info[CHANGED] = True
        session.connection().execute(ASKED_AGAIN, {"ids": list(ids)})


def menus_changed(session: Session, ids: Collection[int], now: datetime) -> None:
    if ids:
        session.info[CHANGED] = True
        session.connection().execute(MENUS_CHANGED, {"ids": list(ids), "now": now})


def menus_due(session: Session, now: datetime, most: int) -> list[Person]:
    """Those whose / menu Telegram has to be told; unreachable, they wait until they are back."""
    asked = {"now": now, "most": most}
    return cast(list[Person], session.connection().execute(MENUS_DUE, asked).all())


def next_menu_due(session: Session) -> datetime | None:
    return cast(datetime | None, session.connection().execute(NEXT_MENU).scalar())


def consent_to(session: Session, person_id: int, kind: str) -> Consent | None:
    """The consent of that kind that stands now."""
    question = (
        select(CONSENT)
        .where(CONSENT.c.person_id == person_id, CONSENT.c.kind == kind)
        .where(CONSENT.c.withdrawn_at.is_(None))
    )
    return cast(Consent | None, session.connection().execute(question).first())


def give_consent(session: Session, person_id: int, kind: str, version: int, now: datetime) -> None:
    if consent_to(session, person_id, kind) is None:
        values = {"person_id": person_id, "kind": kind, "version": version, "given_at": now}
        insert_row(session, CONSENT, values)


def withdraw_consent(session: Session, person_id: int, kind: str, now: datetime) -> None:
    session.connection().execute(
        update(CONSENT)
        .where(CONSENT.c.person_id == person_id, CONSENT.c.kind == kind)
        .where(CONSENT.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def consents_of(session: Session, person_id: int) -> list[Consent]:
    question = select(CONSENT).where(CONSENT.c.person_id == person_id).order_by(CONSENT.c.id)
    return cast(list[Consent], session.connection().execute(question).all())
