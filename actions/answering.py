"""What is answered on a card, by a tap or in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.homes import facts_of, is_over, keep_home, keep_span, open_card, spans_near
from actions.planning import plan_next
from actions.touching import ask_no_more, choose_asking, left_of, offer_energy, touch
from bot.clock import zone
from domain.lateness import Kind, expires_at, later_hour
from domain.rhythm import Asking
from domain.shifts import Span, home_of
from domain.steps import Step
from domain.wins import CardLeft, OvertimeNoted, ShiftFacts
from storage import reminders, screens, shifts
from storage.people import Person
from storage.reminders import Reminder
from storage.screens import Screen
from storage.shifts import Shift


@dataclass(frozen=True, slots=True)
class Answered:
    """A card that was just closed by a tap; `fresh` is False for an old button."""

    shift: ShiftFacts
    fresh: bool
    later: datetime | None = None
    left: CardLeft | None = None
    offer: int | None = None


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
    ask_no_more(session, person, step, card.about)
    left, offer = left_of(session, person, card), offer_energy(session, person, step, card)
    return Answered(shift, fresh=True, left=left, offer=offer)


def later(
    session: Session, person: Person, step: Step, screen_id: int, version: int
) -> Answered | None:
    """Asks again at the hour the button showed, once per card; past it, at the next such hour."""
    card = card_of(session, person, screen_id)
    if card is None or card.about is None:
        return None
    shift = facts_of(shifts.by_id(session, card.about))
    if not is_fresh(session, person, step, card, version):
        return Answered(shift, fresh=False)
    touch(session, person, step, card)
    at = datetime.fromisoformat(card.facts) if card.facts else step.now
    if at <= step.now:
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


def nothing_said(session: Session, person: Person, step: Step) -> Answered | None:
    """ "Wala": the card that waits, or the one that would come for a shift just over, is answered.

    None when there is no such shift.
    """
    card = open_card(session, person, step)
    touch(session, person, step, card)
    if card is None or card.about is None:
        return answer_ahead(session, person, step)
    ask_no_more(session, person, step, card.about)
    shift = facts_of(shifts.by_id(session, card.about))
    left, offer = left_of(session, person, card), offer_energy(session, person, step, card)
    return Answered(shift, fresh=True, left=left, offer=offer)


def answer_ahead(session: Session, person: Person, step: Step) -> Answered | None:
    """Closes what is planned for a shift that is over: it was answered before it came.

    None where no shift is over.
    """
    close_planned(session, person, step)
    last = home_of(step.at, spans_near(session, person, step.at), zone(person.zone))
    if not isinstance(last, Span) or last.end > step.at:
        return None
    shift = keep_span(session, person.id, last)
    ask_no_more(session, person, step, shift.id)
    return Answered(facts_of(shift), fresh=True)


def close_planned(session: Session, person: Person, step: Step) -> None:
    planned = reminders.next_of(session, person.id, Kind.SHIFT_END)
    if planned is None or planned.about is None:
        return
    end = shifts.by_id(session, planned.about).end_at
    if end is not None and end <= step.at:
        reminders.change(session, planned.id, closed_at=step.now)
        plan_next(session, person, end)


def unanswered(session: Session, person: Person, step: Step, screen_id: int) -> int | None:
    """The message of that card when its time is over and nothing answered it."""
    card = card_of(session, person, screen_id)
    if card is None or card.closed_at is not None or card.about is None:
        return None
    return card.message_id if is_over(session, person, card.about, step.now) else None


def closed_now(session: Session, person: Person, step: Step) -> int | None:
    """The message of the card that this very row closed."""
    card = screens.newest_sent(session, person.id, "card")
    return card.message_id if card is not None and card.closed_by == step.seq else None


def heard(session: Session, person: Person, step: Step) -> None:
    """Anything said is a sign of life; the card that waits goes on waiting."""
    touch(session, person, step, None)


def later_said(session: Session, person: Person, step: Step) -> Answered | None:
    """ "Mamaya": asks again after her sleep; None when no card waits."""
    card = open_card(session, person, step)
    if card is None or card.about is None:
        return None
    touch(session, person, step, card)
    at = later_hour(step.now, spans_near(session, person, step.now), zone(person.zone))
    snooze(session, person, card.about, at, f"{Kind.OWN_HOUR}:{card.id}")
    shift = facts_of(shifts.by_id(session, card.about))
    return Answered(shift, fresh=True, later=at, left=left_of(session, person, card))


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
    choose_asking(session, person, asking)
    return asking
