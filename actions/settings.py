"""/settings: what is set now, each of it changed where it is kept."""

from dataclasses import dataclass

from sqlmodel import Session

from actions import begin, check_in, roster
from actions.help import choose
from actions.touching import ENERGY
from domain.help import COUNTRIES
from domain.steps import Step
from storage import people
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Settings:
    """What the panel shows beside what its reader says: that energy is asked, never an answer."""

    asking: str
    delay_minutes: int
    energy: bool


def show(session: Session, person: Person, step: Step) -> Settings:
    now = people.by_id(session, person.id)
    agreed = people.consent_to(session, person.id, ENERGY) is not None
    return Settings(asking=now.asking, delay_minutes=now.delay_minutes, energy=agreed)


def set_asking(session: Session, person: Person, step: Step, asking: str) -> Settings:
    """Anything but the three ways of asking changes nothing."""
    roster.set_asking(session, person, step, asking)
    return show(session, person, step)


def set_delay(session: Session, person: Person, step: Step, minutes: int) -> Settings | None:
    """None when it is not from 0 to 180."""
    if roster.set_delay(session, person, step, minutes) is None:
        return None
    return show(session, person, step)


def set_language(session: Session, person: Person, step: Step, language: str) -> Settings:
    begin.set_language(session, person, step, language)
    return show(session, person, step)


def set_country(session: Session, person: Person, step: Step, country: str) -> Settings:
    """Whose numbers /help shows first; a country without numbers changes nothing."""
    if country in COUNTRIES:
        choose(session, person.telegram_id, country)
    return show(session, person, step)


def allow_energy(session: Session, person: Person, step: Step) -> Settings:
    """The yes, without an answer being asked for now."""
    check_in.agree(session, person, step)
    return show(session, person, step)


def refuse_energy(session: Session, person: Person, step: Step) -> Settings:
    check_in.refuse(session, person, step)
    return show(session, person, step)
