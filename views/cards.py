"""The end-of-shift card, what is said on it, and the two words about asking less."""

from datetime import datetime
from typing import Protocol

from domain.people import Reader
from domain.questions import CHIPS_OF
from domain.wins import ShiftFacts, WelcomeBack
from texts.speak import Say
from views.screen import Button, Row, Screen, two_a_row
from views.taps import Verb, written
from views.wins import shift_of
from views.words import at, hour_of

MOST_LAST = 60


class Card(Protocol):
    """What a card shows, as it is true when it is sent."""

    @property
    def screen_id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def shift(self) -> ShiftFacts: ...
    @property
    def question(self) -> int: ...
    @property
    def later(self) -> datetime: ...
    @property
    def energy(self) -> bool: ...


def card(facts: Card, reader: Reader, say: Say) -> Screen:
    """A question, two chips that fit it, the later-button with its hour, nothing today."""
    chips = [
        Button(
            say(f"chip-{chip}"),
            tap=written(Verb.CARD_CHIP, facts.screen_id, facts.version, chip),
        )
        for chip in CHIPS_OF[facts.question]
    ]
    later = Button(
        say("button-at", time=at(facts.later, reader.zone)),
        tap=written(Verb.CARD_LATER, facts.screen_id, facts.version),
    )
    nothing = Button(
        say("button-nothing"), tap=written(Verb.CARD_NOTHING, facts.screen_id, facts.version)
    )
    rows = two_a_row(*chips, later, nothing)
    if facts.energy:
        rows += (energy_row(facts.shift.id, say),)
    return Screen(say(f"question-{facts.question}", shift=shift_of(facts.shift, reader)), rows)


def card_again(facts: Card, reader: Reader, say: Say) -> Screen:
    """As it is true now, after a silence in which a tap may have been lost."""
    return missed(card(facts, reader, say), say)


def missed(screen: Screen, say: Say) -> Screen:
    return Screen(f"{screen.text}\n\n{say('again-away')}", screen.rows)


def energy_row(shift_id: int, say: Say) -> Row:
    """Five words, no text: it may stand on an unasked card."""
    return tuple(
        Button(say(f"button-energy-{level}"), tap=written(Verb.ENERGY, shift_id, 0, str(level)))
        for level in range(1, 6)
    )


def with_energy(screen: Screen, shift_id: int, stays: bool, say: Say) -> Screen:
    return Screen(screen.text, (*screen.rows, energy_row(shift_id, say))) if stays else screen


def nothing(shift: ShiftFacts, reader: Reader, say: Say) -> Screen:
    return Screen(say("card-nothing", shift=shift_of(shift, reader)))


def later(moment: datetime, reader: Reader, say: Say) -> Screen:
    return Screen(say("card-later", time=at(moment, reader.zone)))


def asking_less(person_id: int, say: Say) -> Screen:
    """The one word about it, with every way to choose."""
    choices = (
        ("every", "button-every-shift"),
        ("never", "button-never"),
        ("weekly", "button-okay"),
    )
    return Screen(
        say("card-less"),
        two_a_row(
            *(
                Button(say(label), tap=written(Verb.CARD_RHYTHM, person_id, 0, choice))
                for choice, label in choices
            )
        ),
    )


def welcome_back(back: WelcomeBack, person_id: int, say: Say) -> Screen:
    """Nothing lost, nothing to catch up on; one question about the hour."""
    if back.last and back.ends_at is not None:
        last = back.last if len(back.last) <= MOST_LAST else f"{back.last[:MOST_LAST].rstrip()}…"
        text = say("return-hello", count=back.count, last=f"“{last}”.", hour=hour_of(back.ends_at))
    else:
        text = say("return-hello-plain")
    choices = (("yes", "button-yes"), ("changed", "button-changed"), ("nojob", "button-no-job"))
    return Screen(
        text,
        two_a_row(
            *(
                Button(say(label), tap=written(Verb.RETURN, person_id, 0, choice))
                for choice, label in choices
            )
        ),
    )
