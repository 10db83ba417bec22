"""What any answer does to the card that asked: it is closed, and the rhythm hears of it."""

from sqlmodel import Session

from domain.lateness import CARD_KINDS, Kind
from domain.rhythm import Asking, Rhythm, is_return, touched
from domain.steps import Step
from domain.wins import CardLeft, WelcomeBack
from storage import checkins, outbox, people, reminders, screens, shifts, wins
from storage.people import Person
from storage.screens import Screen

CARDS_BEFORE_ENERGY = 2
MOST_ENERGY_OFFERS = 2
ENERGY = "energy"


def touch(session: Session, person: Person, step: Step, card: Screen | None) -> None:
    """Closes the card this answers, once, and forgets how often nobody answered."""
    before = Rhythm(Asking(person.asking), person.untouched)
    rhythm = before if is_return(before) else touched(before)  # `welcome_back` ends a silence
    changes: dict[str, object] = {}
    if rhythm.untouched != person.untouched:
        changes["untouched"] = rhythm.untouched
    if card is not None and card.closed_at is None:
        screens.change(
            session,
            card.id,
            closed_at=step.now,
            closed_by=step.seq,
            version=card.version + 1,
        )
        if not screens.touched_before(session, person.id, card):
            changes["cards_touched"] = person.cards_touched + 1
    if changes:
        people.change(session, person.id, **changes)


def changes_nothing(person: Person) -> bool:
    """A touch without a card: the rhythm stands as it is, and no silence ends."""
    rhythm = Rhythm(Asking(person.asking), person.untouched)
    return touched(rhythm) == rhythm and not is_return(rhythm)


def ask_no_more(session: Session, person: Person, step: Step, shift_id: int) -> None:
    """That shift is answered: an hour chosen for it, and a card on its way, are dropped."""
    reminders.forget_about(session, Kind.OWN_HOUR, shift_id)
    screens.close_unsent(session, person.id, "card", shift_id, step.now)


def choose_asking(session: Session, person: Person, asking: Asking) -> None:
    """How often she wants to be asked, by her own tap; what is on its way obeys it, too."""
    people.change(session, person.id, asking=asking, untouched=0)
    if asking is Asking.NEVER:
        reminders.forget(session, person.id, Kind.OWN_HOUR)
        outbox.forget_waiting(session, person.id, CARD_KINDS)


def left_of(session: Session, person: Person, card: Screen | None) -> CardLeft | None:
    """What may stay of a card that was answered: its energy row, if she agreed and not answered."""
    if card is None or card.about is None:
        return None
    energy = wants_energy(session, person.id, card.about)
    version = card.version + (card.closed_at is None)  # as it stood before this touch closed it
    return CardLeft(card.id, card.message_id, version, energy)


def wants_energy(session: Session, person_id: int, shift_id: int) -> bool:
    """Agreed to be asked, the shift is a worked one and has no answer yet."""
    if people.consent_to(session, person_id, ENERGY) is None:
        return False
    if shifts.by_id(session, shift_id).kind != "work":
        return False
    answer = checkins.of_shift(session, person_id, shift_id)
    return answer is None or answer.energy == 0


def offer_energy(session: Session, person: Person, step: Step, card: Screen | None) -> int | None:
    """The screen of the energy offer when this touch is the moment for it: the second card's."""
    if card is None:
        return None
    now = people.by_id(session, person.id)
    screen = Screen(
        person_id=person.id,
        chat_id=step.chat_id,
        kind="energy-offer",
        about=card.about,
        seq=step.seq,
        step="energy-offer",
        said_at=step.now,
    )
    if screens.by_step(session, step.seq, "energy-offer") is None:
        due = now.cards_touched >= CARDS_BEFORE_ENERGY and now.energy_offers == 0
        if not due or people.consent_to(session, person.id, ENERGY):
            return None
        people.change(session, person.id, energy_offers=now.energy_offers + 1)
    return screens.open_screen(session, screen)


def welcome_back(session: Session, person: Person, step: Step) -> WelcomeBack | None:
    """What a return is greeted with, once; nothing when there was no silence."""
    if person.asking in (Asking.EVERY, Asking.WEEKLY):
        return None
    if screens.by_step(session, step.seq, "return") is None:
        if not is_return(Rhythm(Asking(person.asking), person.untouched)):
            return None
        people.change(session, person.id, asking=Asking.NEVER, untouched=0)
        screen = Screen(
            person_id=person.id,
            chat_id=step.chat_id,
            kind="return",
            seq=step.seq,
            step="return",
            said_at=step.now,
        )
        screens.open_screen(session, screen)
    newest = wins.newest(session, person.id, 2)
    pattern = shifts.pattern_of(session, person.id)
    last = newest[1].text if len(newest) > 1 else ""
    return WelcomeBack(wins.count(session, person.id) - 1, last, pattern.ends_at)
