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
from domain.rhythm import Asking as Rhythm
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
    if shift.kind == "off" or is_over(session, person, shift.id, step.now):
        return NoShift()
    answer = checkins.of_shift(session, person.id, shift.id)
    if answer is not None and answer.energy:
        return noted(session, answer)
    return Asking(facts_of(shift))


def consent(session: Session, person: Person, step: Step, choice: str) -> Outcome:
    """Yes keeps version and moment, then asks; no is offered at most once more in her life."""
    if choice == "yes":
        agree(session, person, step)
        return row_of_five(session, person, step)
    return refuse(session, person, step)


def agree(session: Session, person: Person, step: Step) -> None:
    people.give_consent(session, person.id, ENERGY, CONSENT_VERSION, step.now)


def refuse(session: Session, person: Person, step: Step) -> Refused:
    people.change(session, person.id, energy_offers=max(1, person.energy_offers))
    return Refused(last=person.energy_offers >= MOST_ENERGY_OFFERS)


def answer(session: Session, person: Person, step: Step, shift_id: int, energy: int) -> Outcome:
    """One answer a shift; a later tap for the same shift changes it."""
    shift = shifts.find(session, person.id, shift_id)
    allowed = agreed(session, person)
    if shift is None or shift.kind == "off" or not allowed or not EMPTY <= energy <= FULL:
        return Old()
    if is_over(session, person, shift.id, step.now):
        return Old()
    known = checkins.of_shift(session, person.id, shift_id)
    if known is not None and known.moved_by == step.seq:
        return noted(session, known)
    if person.asking != Rhythm.SILENT:
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


def agreed(session: Session, person: Person) -> bool:
    return people.consent_to(session, person.id, ENERGY) is not None


def tick(
    session: Session, person: Person, step: Step, shown: tuple[int, int], reason: str
) -> Outcome:
    """A reason more or less; `shown` is the answer's id and the version on the button."""
    kept = checkins.by_id(session, person.id, shown[0])
    if kept is None or not kept.energy or not agreed(session, person):
        return Old()
    fresh = is_current(shown[1], kept.version, kept.moved_by, step.seq)
    if not fresh or reason not in tuple(Reason):
        return noted(session, kept)
    if kept.moved_by != step.seq:
        ticked = tuple(sorted(set(kept.reasons) ^ {reason}))
        kept = checkins.keep(session, person.id, replace(kept, reasons=ticked), step.seq)
    return noted(session, kept)


def stands(session: Session, person: Person, step: Step, checkin_id: int) -> Outcome:
    """The answer as it stands, or Old where there is none to add to."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None or not kept.energy or not agreed(session, person):
        return Old()
    return noted(session, kept)


def done(session: Session, person: Person, step: Step, checkin_id: int) -> Outcome:
    return Done() if checkins.by_id(session, person.id, checkin_id) else Old()


def annotate(session: Session, person: Person, step: Step, checkin_id: int, note: str) -> Outcome:
    """The optional note beside an answer, line by line."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None or not kept.energy or not agreed(session, person):
        return Old()
    if kept.moved_by == step.seq:
        return noted(session, kept)
    whole = f"{kept.note}\n{note}" if kept.note else note
    if not fits(whole):
        return TooLong()
    return noted(session, checkins.keep(session, person.id, replace(kept, note=whole), step.seq))


def take_back(
    session: Session, person: Person, step: Step, checkin_id: int, version: int
) -> Outcome:
    """Undo: energy, reasons and note are overwritten; the shift can be answered anew."""
    kept = checkins.by_id(session, person.id, checkin_id)
    if kept is None:
        return Old()
    if not kept.energy and not kept.unreadable:
        return TakenBack()
    if not is_current(version, kept.version, kept.moved_by, step.seq):
        return noted(session, kept)
    checkins.keep(session, person.id, Answer(0, kept.shift_id, 0), step.seq)
    return TakenBack()


def stop(session: Session, person: Person, step: Step) -> Stopped:
    """Withdraws the consent in the place it was given; what is stored stays until wiped."""
    people.withdraw_consent(session, person.id, ENERGY, step.now)
    people.change(session, person.id, energy_offers=max(1, person.energy_offers))
    return Stopped(checkins.count(session, person.id))


def wipe(session: Session, person: Person, step: Step) -> None:
    """Deletes every answer."""
    checkins.wipe(session, person.id)
