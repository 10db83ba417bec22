"""Checking in: consent first, then one sealed answer a shift."""

from dataclasses import replace

from sqlmodel import Session

from actions.homes import facts_of, is_over, keep_home, open_card
from actions.touching import ENERGY, MOST_ENERGY_OFFERS
from domain.checkins import (
    CONSENT_VERSION,
    EMPTY,
    FULL,
    LOW,
    Asking,
    Done,
    NoShift,
    Noted,
    Offered,
    Old,
    Outcome,
    Reason,
    Refused,
    Stopped,
    TakenBack,
    TooLong,
    fits,
)
from domain.steps import Step
from domain.wins import is_current
from storage import checkins, people, screens, shifts
from storage.checkins import Answer
from storage.people import Person
from storage.screens import Screen


def ask(session: Session, person: Person, step: Step) -> Outcome:
    """/checkin: the consent, the row of five, or what stands for this shift."""
    if people.consent_to(session, person.id, ENERGY) is None:
        screen = Screen(
            person_id=person.id,
            chat_id=step.chat_id,
            kind="energy-offer",
            seq=step.seq,
            step="energy-offer",
            said_at=step.now,
        )
        return Offered(screens.open_screen(session, screen))
    return row_of_five(session, person, step)


def row_of_five(session: Session, person: Person, step: Step) -> Outcome:
    card = screens.newest_sent(session, person.id, "card")
    waiting = open_card(session, person, step) or card
    shift = keep_home(session, person, step.at)
    if shift.kind == "off" and waiting is not None and waiting.about is not None:
        shift = shifts.by_id(session, waiting.about)
    if shift.kind == "off":
        return NoShift()
    answer = checkins.of_shift(session, person.id, shift.id)
    if answer is not None and answer.energy:
        return noted(session, answer)
    return Asking(facts_of(shift))


def consent(session: Session, person: Person, step: Step, choice: str) -> Outcome:
    """Yes keeps version and moment, then asks; no is offered at most once more in her life."""
    if choice == "yes":
        people.give_consent(session, person.id, ENERGY, CONSENT_VERSION, step.now)
        return row_of_five(session, person, step)
    return Refused(last=person.energy_offers >= MOST_ENERGY_OFFERS)


def answer(session: Session, person: Person, step: Step, shift_id: int, energy: int) -> Outcome:
    """One answer a shift; a later tap for the same shift changes it."""
    shift = shifts.find(session, person.id, shift_id)
    allowed = people.consent_to(session, person.id, ENERGY) is not None
    if shift is None or shift.kind == "off" or not allowed or not EMPTY <= energy <= FULL:
        return Old()
    if is_over(session, person, shift.id, step.now):
        return Old()
    known = checkins.of_shift(session, person.id, shift_id)
    if known is not None and known.moved_by == step.seq:
        return noted(session, known)
    people.change(session, person.id, untouched=0)
    return noted(session, checkins.keep(session, person.id, Answer(0, shift_id, energy), step.seq))


def noted(session: Session, kept: Answer) -> Noted:
    return Noted(
        id=kept.id,
        version=kept.version,
        shift=facts_of(shifts.by_id(session, kept.shift_id)),
        low=kept.energy <= LOW,
        reasons=kept.reasons,
    )


def current(
    session: Session, person: Person, step: Step, checkin_id: int, version: int
) -> Answer | None:
    """The answer when it is theirs, stands, and the button is not older than it."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None or not is_current(version, kept.version, kept.moved_by, step.seq):
        return None
    return kept


def tick(
    session: Session, person: Person, step: Step, shown: tuple[int, int], reason: str
) -> Outcome:
    """A reason more or less; `shown` is the answer's id and the version on the button."""
    kept = current(session, person, step, *shown)
    if kept is None or not kept.energy or reason not in tuple(Reason):
        return Old()
    if kept.moved_by != step.seq:
        ticked = tuple(sorted(set(kept.reasons) ^ {reason}))
        kept = checkins.keep(session, person.id, replace(kept, reasons=ticked), step.seq)
    return noted(session, kept)


def done(session: Session, person: Person, step: Step, checkin_id: int) -> Outcome:
    kept = checkins.by_id(session, person.id, checkin_id)
    return Done(kept.energy <= LOW) if kept else Old()


def annotate(session: Session, person: Person, step: Step, checkin_id: int, note: str) -> Outcome:
    """The optional note beside an answer."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None or not kept.energy:
        return Old()
    if not fits(note):
        return TooLong()
    if kept.moved_by != step.seq:
        kept = checkins.keep(session, person.id, replace(kept, note=note), step.seq)
    return noted(session, kept)


def take_back(session: Session, person: Person, step: Step, checkin_id: int) -> Outcome:
    """Undo: energy, reasons and note are overwritten; the shift can be answered anew."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None:
        return Old()
    if kept.energy:
        checkins.keep(session, person.id, Answer(0, kept.shift_id, 0), step.seq)
    return TakenBack()


def stop(session: Session, person: Person, step: Step) -> Outcome:
    """Withdraws the consent in the place it was given; what is stored stays until wiped."""
    people.withdraw_consent(session, person.id, ENERGY, step.now)
    return Stopped(len(checkins.all_of(session, person.id)))


def wipe(session: Session, person: Person, step: Step) -> int:
    """Deletes every answer; returns how many there were."""
    return checkins.wipe(session, person.id)
