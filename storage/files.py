"""Files that were sent: known again by their content, so that nothing is uploaded twice."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint, delete, select
from sqlmodel import Field, Session

from storage.base import Base, insert_once, table_of
from storage.database import seals_of
from storage.seals import Mark, SealBroken

ROOM = 256  # bytes: ids of files differ in length


class File(Base, table=True):
    """`content`: a fingerprint under the secret key, never a bare hash; `sealed`: the file's id.

    Whoever has that id and the bot's token can fetch the file from Telegram.
    """

    __table_args__ = (UniqueConstraint("person_id", "content"), {"sqlite_autoincrement": True})
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    content: str
    sealed: bytes = Field(sa_type=LargeBinary)
    sent_at: datetime


FILE = table_of(File)


def known(session: Session, person_id: int, content: str) -> str | None:
    """Telegram's id of that content, sent to that person before."""
    question = select(FILE.c.sealed).where(FILE.c.person_id == person_id, FILE.c.content == content)
    sealed = session.connection().execute(question).scalar()
    if sealed is None:
        return None
    try:
        facts = seals_of(session).unseal(Mark("file", person_id), sealed)
    except SealBroken:
        return None
    return str(facts["file_id"])


def keep(session: Session, person_id: int, content: str, file_id: str, now: datetime) -> None:
    forget(session, person_id, content)
    sealed = seals_of(session).seal(Mark("file", person_id), {"file_id": file_id}, ROOM)
    row = File(person_id=person_id, content=content, sealed=sealed, sent_at=now)
    insert_once(session, FILE, row.model_dump(exclude={"id"}))


def forget(session: Session, person_id: int, content: str) -> None:
    session.connection().execute(
        delete(FILE).where(FILE.c.person_id == person_id, FILE.c.content == content)
    )


def purge(session: Session, before: datetime) -> int:
    return session.connection().execute(delete(FILE).where(FILE.c.sent_at < before)).rowcount
