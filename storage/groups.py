"""Groups the bot was added to: where they are and whether it may write; no title, no names."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Field, Session

from storage import outbox
from storage.base import BIG, Base, insert_once, one_of, table_of


class GroupChat(Base, table=True):
    """`state`: active, muted (it may not write), gone; `thread_id`: the topic letters go to.

    `missing_on`: the day, in UTC, on which Telegram first knew no such chat.
    """

    __tablename__ = "group_chat"
    __table_args__ = (
        one_of("state", ("active", "muted", "gone")),
        {"sqlite_autoincrement": True},
    )
    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BIG, unique=True)
    state: str = "active"
    thread_id: int | None = Field(default=None, sa_type=BIG)
    since: datetime
    missing_on: date | None = None


GROUP = table_of(GroupChat)
BY_CHAT = select(GROUP).where(GROUP.c.chat_id == bindparam("chat_id"))
BOTH = (
    select(GROUP)
    .where(GROUP.c.chat_id.in_((bindparam("old"), bindparam("new"))))
    .order_by(GROUP.c.id)
    .with_for_update()
)


def by_chat(session: Session, chat_id: int) -> GroupChat | None:
    row = session.connection().execute(BY_CHAT, {"chat_id": chat_id}).first()
    return cast(GroupChat | None, row)


def by_id(session: Session, group_id: int) -> GroupChat:
    question = select(GROUP).where(GROUP.c.id == group_id)
    return cast(GroupChat, session.connection().execute(question).one())


def meet(session: Session, chat_id: int, now: datetime) -> GroupChat:
    """The group of that chat, made now if it is new."""
    insert_once(session, GROUP, GroupChat(chat_id=chat_id, since=now).model_dump(exclude={"id"}))
    found = by_chat(session, chat_id)
    if found is None:
        raise RuntimeError("a group was made and is not there")
    return found


def change(session: Session, group_id: int, **values: Any) -> None:
    session.connection().execute(update(GROUP).where(GROUP.c.id == group_id).values(**values))


def stand(session: Session, chat_id: int, state: str, now: datetime) -> None:
    """Whether the bot is in that group and may write; a group that is new is met when it may.

    Gone: its letters are cancelled. May it write again, what waited goes at once.
    """
    group = meet(session, chat_id, now) if state == "active" else by_chat(session, chat_id)
    if group is None:
        return
    if group.state != state:
        change(session, group.id, state=state, since=now, missing_on=None)
    if state == "gone":
        outbox.cancel(session, now, group_id=group.id)
    if state == "active" and group.state == "muted":
        outbox.hurry(session, group.id, now)


def move(session: Session, old: int, new: int, now: datetime) -> int:
    """The group of chat `old` goes on in chat `new`, also when that is known already; its id.

    Any number of times, also at once: the first moves it, the others find it moved.
    """
    if old not in both(session, old, new):
        return meet(session, new, now).id
    meet(session, new, now)
    known = both(session, old, new)
    outbox.hand_over(session, known[new], known[old])
    hand_over(session, known[new], known[old])
    session.connection().execute(delete(GROUP).where(GROUP.c.id == known[new]))
    settle_in(session, known[old], new, now)
    return known[old]


def settle_in(session: Session, group_id: int, chat_id: int, now: datetime) -> None:
    """Neither topics nor message ids carry over."""
    moved = {"chat_id": chat_id, "thread_id": None, "missing_on": None}
    change(session, group_id, **moved, state="active", since=now)
    outbox.say_anew(session, group_id)


def both(session: Session, old: int, new: int) -> dict[int, int]:
    """The groups of these two chats, by chat, held until the end of the transaction."""
    found = session.connection().execute(BOTH, {"old": old, "new": new})
    return {row.chat_id: row.id for row in found}


def hand_over(session: Session, from_id: int, to_id: int) -> None:
    """Whatever points to one group points to the other, in every table there is."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is GROUP.c.id:
                column = key.parent
                session.connection().execute(
                    update(table).where(column == from_id).values({column.name: to_id})
                )
