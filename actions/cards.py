"""Cards that fall due, and what is answered on them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.homes import facts_of, is_over, keep_home, open_card, pattern_of, spans_near
from actions.planning import plan_next
from actions.touching import left_of, offer_energy, touch, wants_energy
from bot.clock import zone
from domain.lateness import Expire, Kind, MoveTo, Send, decide_due, expires_at, later_hour
from domain.questions import question_for
from domain.rhythm import (
    Ask,
    Asking,
    Rhythm,
    TellWeekly,
    after_card,
    decide_card,
    last_before_rest,
)
from domain.steps import Step
from domain.wins import CardLeft, OvertimeNoted, ShiftFacts
from storage import outbox, people, reminders, screens, shifts
from storage.outbox import Letter
from storage.people import Person
from storage.reminders import Reminder
from storage.screens import Screen
from storage.shifts import Shift

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows, looked up at the moment it is sent."""

    screen_id: int
    version: int
    shift: ShiftFacts
    question: int
    later: datetime
    energy: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A card that was just closed by a tap; `fresh` is False for an old button."""

    shift: ShiftFacts
    fresh: bool
    later: datetime | None = None
    left: CardLeft | None = None
    offer: int | None = None


def sweep(session: Session, now: datetime) -> int:
    """Handles what is due, at most 200 rows; returns how many it took."""
    rows = reminders.due(session, now, MOST_AT_ONCE)
    for reminder in rows:
        fall_due(session, reminder, now)
    return len(rows)


def fall_due(session: Session, reminder: Reminder, now: datetime) -> None:
    person = people.by_id(session, reminder.person_id)
    match due(session, person, Kind(reminder.kind), reminder.due_at, now):
        case MoveTo(at=moment) if moment < reminder.expires_at:
            reminders.change(session, reminder.id, due_at=moment)
            return
        case Send() if now < reminder.expires_at:
            promise(session, person, reminder, now)
        case _:
            pass
    reminders.change(session, reminder.id, closed_at=now)
    if reminder.kind == Kind.SHIFT_END:
        plan_next(session, person, reminder.due_at - timedelta(minutes=person.delay_minutes))


def due(session: Session, person: Person, kind: Kind, due_at: datetime, now: datetime) -> Any:
    """Whether a letter of that kind may go now: late, asleep or unreachable it may not."""
    if person.state != "ready":
        return Expire()
    spans = spans_near(session, person, now)
    return decide_due(kind, due_at, now, spans, zone(person.zone), person.delay_chosen)


def promise(session: Session, person: Person, reminder: Reminder, now: datetime) -> None:
    """The letter of a due reminder: a card, the one word about asking less, or nothing."""
    if reminder.about is None:
        return
    if reminder.kind == Kind.OWN_HOUR:
        promise_card(session, person, reminder, now)
        return
    rhythm = Rhythm(Asking(person.asking), person.untouched)
    work_date = shifts.by_id(session, reminder.about).work_date
    pattern = pattern_of(session, person)
    decision = decide_card(rhythm, pattern is not None and last_before_rest(work_date, pattern))
    after = after_card(rhythm, decision)
    people.change(session, person.id, asking=after.asking, untouched=after.untouched)
    match decision:
        case Ask():
            promise_card(session, person, reminder, now)
        case TellWeekly():
            promise_letter(session, person, reminder, Kind.TELL_WEEKLY, {})
        case _:
            pass


def promise_card(session: Session, person: Person, reminder: Reminder, now: datetime) -> None:
    question = question_for(person.id, person.asked)
    people.change(session, person.id, asked=person.asked + 1)
    screen_id = screens.open_screen(
        session,
        Screen(
            person_id=person.id,
            chat_id=person.telegram_id,
            kind="card",
            about=reminder.about,
            facts=str(question),
            said_at=now,
        ),
    )
    facts = {"shift": reminder.about, "question": question, "screen": screen_id}
    promise_letter(session, person, reminder, Kind(reminder.kind), facts, screen_id)


def promise_letter(  # noqa: PLR0913, PLR0917 - one letter, all of it
    session: Session,
    person: Person,
    reminder: Reminder,
    kind: Kind,
    facts: dict[str, Any],
    screen_id: int | None = None,
) -> None:
    letter = Letter(
        person_id=person.id,
        key=f"{kind}:{reminder.about}:{reminder.id}",
        kind=kind,
        sealed=b"",
        not_before=reminder.due_at,
        expires_at=expires_at(kind, reminder.due_at),
        screen_id=screen_id,
    )
    outbox.promise(session, letter, facts)


def card_facts(session: Session, person: Person, facts: dict[str, Any], now: datetime) -> CardFacts:
    """The card as it is true at this moment."""
    shift = shifts.by_id(session, facts["shift"])
    screen = screens.by_id(session, facts["screen"])
    return CardFacts(
        screen_id=facts["screen"],
        version=screen.version if screen else 1,
        shift=facts_of(shift),
        question=facts["question"],
        later=later_hour(now, spans_near(session, person, now), zone(person.zone)),
        energy=wants_energy(session, person.id, shift.id),
    )


def card_of(session: Session, person: Person, screen_id: int) -> Screen | None:
    """The card when it is this person's."""
    screen = screens.by_id(session, screen_id)
    if screen is None or screen.person_id != person.id or screen.kind != "card":
        return None
    return screen


def is_fresh(session: Session, person: Person, step: Step, card: Screen, version: int) -> bool:
    """Untouched, shown as it stands, and its time not over; or closed by this very row."""
    if card.closed_by == step.seq:
        return True
    if card.closed_at is not None or card.version != version or card.about is None:
        return False
    return not is_over(session, person, card.about, step.now)


def close_card(
    session: Session, person: Person, step: Step, screen_id: int, version: int
) -> Answered | None:
    """Nothing today: the card is touched and the shift closed."""
    card = card_of(session, person, screen_id)
    if card is None or card.about is None:
        return None
    shift = facts_of(shifts.by_id(session, card.about))
    if not is_fresh(session, person, step, card, version):
        return Answered(shift, fresh=False)
    touch(session, person, step, card)
    left, offer = left_of(session, person, card), offer_energy(session, person, step, card)
    return Answered(shift, fresh=True, left=left, offer=offer)


def later(
    session: Session, person: Person, step: Step, screen_id: int, version: int
) -> Answered | None:
    """Asks again at the hour the button showed, once per card."""
    card = card_of(session, person, screen_id)
    if card is None or card.about is None:
        return None
    shift = facts_of(shifts.by_id(session, card.about))
    if not is_fresh(session, person, step, card, version):
        return Answered(shift, fresh=False)
    touch(session, person, step, card)
    at = later_hour(step.now, spans_near(session, person, step.now), zone(person.zone))
    snooze(session, person, shift.id, at, f"{Kind.OWN_HOUR}:{screen_id}")
    return Answered(shift, fresh=True, later=at)


def snooze(session: Session, person: Person, shift_id: int, at: datetime, key: str) -> None:
    reminder = Reminder(
        person_id=person.id,
        kind=Kind.OWN_HOUR,
        about=shift_id,
        key=key,
        due_at=at,
        expires_at=expires_at(Kind.OWN_HOUR, at),
    )
    reminders.plan(session, reminder)


def nothing_said(session: Session, person: Person, step: Step) -> int | None:
    """ "Wala": the card that waits is answered; the energy offer if this is its moment."""
    card = open_card(session, person, step)
    touch(session, person, step, card)
    return offer_energy(session, person, step, card)


def later_said(session: Session, person: Person, step: Step) -> datetime | None:
    """ "Mamaya": asks again after her sleep; None when no card waits."""
    card = open_card(session, person, step)
    if card is None or card.about is None:
        return None
    touch(session, person, step, card)
    at = later_hour(step.now, spans_near(session, person, step.now), zone(person.zone))
    snooze(session, person, card.about, at, f"{Kind.OWN_HOUR}:{card.id}")
    return at


def overtime_said(
    session: Session, person: Person, step: Step, longer: timedelta | None
) -> OvertimeNoted:
    """ "OT pa": the shift that is on, or just ended; its card moves when they said how long."""
    card = open_card(session, person, step)
    shift = shifts.by_id(session, card.about) if card and card.about else None
    if shift is None:
        shift = keep_home(session, person, step.at)
    if shift.end_at is None:
        return OvertimeNoted(None, None)
    if longer is None:
        return OvertimeNoted(shift.id, None)
    return OvertimeNoted(shift.id, ask_at(session, person, step, shift, shift.end_at + longer))


def overtime_tapped(
    session: Session, person: Person, step: Step, shift_id: int, choice: str
) -> datetime | None:
    """One or two hours more, or after sleep; None for a button of nobody's shift."""
    shift = shifts.find(session, person.id, shift_id)
    if shift is None or shift.end_at is None or choice not in ("1", "2", "s"):
        return None
    if choice == "s":
        at = later_hour(step.now, spans_near(session, person, step.now), zone(person.zone))
    else:
        at = max(step.now, shift.end_at) + timedelta(hours=int(choice))
    return ask_at(session, person, step, shift, at)


def ask_at(
    session: Session, person: Person, step: Step, shift: Shift, moment: datetime
) -> datetime:
    """The shift's card comes at that moment instead: what was planned or waits is closed."""
    planned = reminders.next_of(session, person.id, Kind.SHIFT_END)
    if planned is not None and planned.about == shift.id and shift.end_at is not None:
        reminders.change(session, planned.id, closed_at=step.now)
        plan_next(session, person, shift.end_at)
    touch(session, person, step, open_card(session, person, step))
    at = max(moment, step.now)
    reminders.forget(session, person.id, Kind.OWN_HOUR)
    snooze(session, person, shift.id, at, f"{Kind.OWN_HOUR}:{shift.id}:{step.seq}")
    return at


def set_asking(session: Session, person: Person, step: Step, asking: Asking) -> Asking:
    """How often she wants to be asked, by her own tap."""
    people.change(session, person.id, asking=asking, untouched=0)
    return asking
