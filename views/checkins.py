"""Checking in: a receipt never repeats the answer."""

from domain.checkins import (
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
)
from domain.people import Reader
from texts.speak import Say
from views.cards import energy_row
from views.screen import Button, Screen, two_a_row
from views.taps import Verb, written
from views.wins import shift_of


def shown(  # noqa: C901, PLR0911, PLR0912 - one line a case
    outcome: Outcome, reader: Reader, say: Say
) -> Screen:
    match outcome:
        case Offered(screen_id=screen_id):
            return offer(screen_id, say)
        case Asking(shift=shift):
            text = say("energy-ask", shift=shift_of(shift, reader))
            return Screen(text, (energy_row(shift.id, say), (stop(reader, say),)))
        case NoShift():
            return Screen(say("energy-no-shift"), ((stop(reader, say),),))
        case Noted():
            return noted(outcome, reader, say)
        case Done():
            return Screen(say("energy-done"))
        case TakenBack():
            return Screen(say("energy-undone"))
        case Refused(last=last):
            return Screen(say("energy-refused" if last else "energy-refused-later"))
        case Stopped(stored=stored):
            return stopped(stored, reader, say)
        case TooLong():
            return Screen(say("energy-note-long"))
        case Old():
            return Screen(say("old-button"))


def offer(screen_id: int, say: Say) -> Screen:
    yes = Button(
        say("button-yes-ask-me"), tap=written(Verb.ENERGY_CONSENT, screen_id, choice="yes")
    )
    no = Button(say("button-no-thanks"), tap=written(Verb.ENERGY_CONSENT, screen_id, choice="no"))
    return Screen(say("energy-offer"), ((yes, no),))


def stop(reader: Reader, say: Say) -> Button:
    """In the place where it was agreed to, whatever stands there."""
    return Button(say("button-stop-asking"), tap=written(Verb.ENERGY_STOP, reader.id))


def noted(outcome: Noted, reader: Reader, say: Say) -> Screen:
    """One text for all five, as a lock screen shows it; reasons under the two lowest."""
    note = Button(say("button-note"), tap=written(Verb.ENERGY_NOTE, outcome.id, outcome.version))
    undo = Button(say("button-undo"), tap=written(Verb.ENERGY_UNDO, outcome.id, outcome.version))
    if not outcome.low:
        return Screen(say("energy-noted"), ((note, undo), (stop(reader, say),)))
    reasons = [
        Button(
            ticked(say(f"button-reason-{reason}"), reason in outcome.reasons, say),
            tap=written(Verb.ENERGY_REASON, outcome.id, outcome.version, reason),
        )
        for reason in Reason
    ]
    done = Button(say("button-done"), tap=written(Verb.ENERGY_DONE, outcome.id, outcome.version))
    talk = Button(say("button-talk"), tap=written(Verb.HELP_CARD))
    last = (note, undo, stop(reader, say))
    rows = (tuple(reasons[:2]), tuple(reasons[2:5]), last, (done, talk))
    return Screen(say("energy-noted"), rows)


def ask_note(outcome: Noted, say: Say) -> Screen:
    done = Button(say("button-done"), tap=written(Verb.ENERGY_DONE, outcome.id, outcome.version))
    return Screen(say("energy-note-ask"), ((done,),))


def note_lost(say: Say) -> Screen:
    """The answer it belonged to is gone: kept by itself only by a tap."""
    keep = Button(say("button-keep-note"), tap=written(Verb.WIN_KEEP_NOTE))
    return Screen(say("energy-note-lost"), ((keep,),))


def private_or_win(say: Say) -> Screen:
    """Typed beside an energy answer: nothing is stored until a tap says what it is."""
    keep = Button(say("button-keep-note"), tap=written(Verb.WIN_KEEP_NOTE))
    win = Button(say("button-it-is-a-win"), tap=written(Verb.WIN_IT_IS))
    return Screen(say("energy-beside"), ((keep, win),))


def ticked(label: str, yes: bool, say: Say) -> str:
    return say("button-ticked", label=label) if yes else label


def stopped(stored: int, reader: Reader, say: Say) -> Screen:
    if not stored:
        return Screen(say("energy-refused"))
    wipe = Button(say("button-wipe-checks"), tap=written(Verb.ENERGY_WIPE, reader.id))
    return Screen(say("energy-stopped"), two_a_row(wipe))
