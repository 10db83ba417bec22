"""What came of sending a letter: written down, and what follows for its person or group."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.cards import count, rhythm_of
from actions.letters import Ready
from actions.planning import plan_nothing
from bot.calls import Said
from domain.delivery import Verdict
from domain.lateness import Kind
from domain.rhythm import Ask, Decision, TellWeekly, asks_less
from storage import conversations, groups, outbox, people, screens

COUNTED: dict[Kind, Decision] = {Kind.SHIFT_END: Ask(), Kind.TELL_WEEKLY: TellWeekly()}
BACKOFF_SECONDS = (5, 15, 60, 300)
NOT_SENT = (Verdict.RETRY, Verdict.WAIT, Verdict.REVOKED, Verdict.MIGRATE)


def close(
    session: Session, letter: Ready, said: Said, ends: datetime | None, now: datetime
) -> None:
    """Writes what came of the sending; of somebody who left meanwhile nothing is written.

    A card that arrived ends the question that was open before, known by its expiry, so that what
    is typed now answers the card.
    """
    row = outbox.by_id(session, letter.letter_id)
    if row is None or row.closed_at is not None:
        return
    if said.threadless and row.group_id is not None:
        groups.change(session, row.group_id, thread_id=None)
    if said.verdict is Verdict.DELIVERED:
        delivered(session, letter, row, said, now)
        if ends is not None:
            conversations.end(session, letter.to.chat_id, ends, now)
    elif said.verdict in NOT_SENT or is_repeatable(letter, said):
        again(session, row, said, now)
    else:
        over(session, letter, row, said, now)
    outbox.blur(session, now)


def over(session: Session, letter: Ready, row: Any, said: Said, now: datetime) -> None:
    """It is not sent again: its fate is unknown, or it was refused."""
    if said.verdict is Verdict.UNKNOWN:
        outbox.close(session, row.id, state="unknown", closed_at=now)
        counted(session, letter)
    elif row.group_id is not None:
        refused_by_group(session, row, said, now)
    else:
        refused_by_person(session, row, said, now)


def is_repeatable(letter: Ready, said: Said) -> bool:
    """An edit that may have arrived is made again: the second time changes nothing."""
    return said.verdict is Verdict.UNKNOWN and letter.edits is not None


def again(session: Session, row: Any, said: Said, now: datetime) -> None:
    """Later and later, never earlier than Telegram said; of two edits only the newer one."""
    if row.edits is not None and outbox.is_superseded(session, row):
        outbox.close(session, row.id, state="cancelled", closed_at=now)
        return
    pause = BACKOFF_SECONDS[min(row.attempts, len(BACKOFF_SECONDS)) - 1]
    not_before = now + max(said.wait, timedelta(seconds=pause))
    outbox.close(session, row.id, state="waiting", not_before=not_before)


def refused_by_person(session: Session, row: Any, said: Said, now: datetime) -> None:
    """Blocked or deactivated: left in peace. Unknown to Telegram on two days: the same."""
    state = "failed"
    if said.verdict in (Verdict.UNREACHABLE, Verdict.GONE):
        state = "cancelled"
        plan_nothing(session, row.person_id, now)
    outbox.close(session, row.id, state=state, closed_at=now)
    if said.verdict is Verdict.MISSING:
        person = people.by_id(session, row.person_id)
        if is_second_day(person.missing_on, now):
            plan_nothing(session, row.person_id, now)
        elif person.missing_on is None:
            people.change(session, row.person_id, missing_on=now.date())


def refused_by_group(session: Session, row: Any, said: Said, now: datetime) -> None:
    """Left: gone, with its letters. Mute: they wait until the bot may write, or they are stale."""
    group = groups.by_id(session, row.group_id)
    if said.verdict is Verdict.MUTED:
        again(session, row, said, now)
        groups.stand(session, group.chat_id, "muted", now)
        return
    outbox.close(session, row.id, state="failed", closed_at=now)
    if said.verdict is Verdict.LEFT:
        outbox.close(session, row.id, state="cancelled")
        groups.stand(session, group.chat_id, "gone", now)
    elif said.verdict is Verdict.MISSING:
        if is_second_day(group.missing_on, now):
            groups.stand(session, group.chat_id, "gone", now)
        elif group.missing_on is None:
            groups.change(session, group.id, missing_on=now.date())


def is_second_day(missing_on: date | None, now: datetime) -> bool:
    return missing_on is not None and missing_on < now.date()


def delivered(session: Session, letter: Ready, row: Any, said: Said, now: datetime) -> None:
    """Its place is known, and the rhythm hears of it."""
    message_id = said.message_id or row.edits
    outbox.close(session, row.id, state="sent", closed_at=now, message_id=message_id)
    if letter.screen_id is not None and message_id is not None:
        screens.change(session, letter.screen_id, message_id=message_id)
    found(session, row)
    counted(session, letter)


def found(session: Session, row: Any) -> None:
    """Telegram knows the chat after all."""
    if row.group_id is not None:
        groups.change(session, row.group_id, missing_on=None)
    elif people.by_id(session, row.person_id).missing_on is not None:
        people.change(session, row.person_id, missing_on=None)


def counted(session: Session, letter: Ready) -> None:
    """The rhythm hears of it, unless she answered or chose anew while it was on its way."""
    person = people.by_telegram(session, letter.to.chat_id)
    if letter.kind not in COUNTED or person is None or letter.reader is None:
        return
    if person.id != letter.reader.id:
        return
    screen = screens.by_id(session, letter.screen_id) if letter.screen_id else None
    answered = screen is not None and screen.closed_at is not None
    if letter.kind is Kind.TELL_WEEKLY:
        answered = not asks_less(rhythm_of(person))
    if not answered:
        count(session, person, COUNTED[letter.kind])
