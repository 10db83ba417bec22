"""Short answers to what is no win: later, overtime, a rest day."""

from datetime import datetime

from domain.people import Reader
from domain.wins import OvertimeNoted, ShiftFacts
from texts.speak import Say
from views.screen import Button, Screen
from views.taps import Verb, written
from views.wins import shift_of, with_way_back
from views.words import at


def nothing(shift: ShiftFacts | None, reader: Reader, say: Say) -> Screen:
    """Says that a shift is closed only where one was."""
    if shift is None:
        return with_way_back(say("plain-nothing"), say)
    return with_way_back(say("card-nothing", shift=shift_of(shift, reader)), say)


def stop(reader: Reader, say: Say) -> Screen:
    """Somebody who wants no more of it: fewer questions, or all of it gone."""
    never = Button(say("button-never"), tap=written(Verb.CARD_RHYTHM, reader.id, 0, "never"))
    wipe = Button(say("button-delete-all"), tap=written(Verb.DELETE_ASK, reader.id))
    return with_way_back(say("plain-stop"), say, never, wipe)


def later(moment: datetime | None, reader: Reader, say: Say) -> Screen:
    if moment is None:
        return with_way_back(say("plain-later-none"), say)
    return with_way_back(say("plain-later", time=at(moment, reader.zone)), say)


def overtime(noted: OvertimeNoted, reader: Reader, say: Say) -> Screen:
    """Asks when to ask, unless the message said how long."""
    if noted.asks_at is not None:
        return asked_at(noted.asks_at, reader, say)
    if noted.shift_id is None:
        return with_way_back(say("plain-overtime-none"), say)
    hours = [
        Button(
            say("button-hours-more", hours=number),
            tap=written(Verb.SHIFT_NOTE, noted.shift_id, 0, str(number)),
        )
        for number in (1, 2)
    ]
    sleep = Button(say("button-after-sleep"), tap=written(Verb.SHIFT_NOTE, noted.shift_id, 0, "s"))
    win = Button(say("button-it-is-a-win"), tap=written(Verb.WIN_IT_IS))
    return Screen(say("plain-overtime"), (tuple(hours), (sleep, win)))


def asked_at(moment: datetime | None, reader: Reader, say: Say) -> Screen:
    if moment is None:
        return Screen(say("old-button"))
    return with_way_back(say("plain-overtime-until", time=at(moment, reader.zone)), say)


def rest_day(shift: ShiftFacts | None, reader: Reader, say: Say) -> Screen:
    if shift is None:
        return with_way_back(say("plain-rest-day-none"), say)
    work = Button(say("button-i-work"), tap=written(Verb.SHIFT_WORK, shift.id))
    win = Button(say("button-it-is-a-win"), tap=written(Verb.WIN_IT_IS))
    return Screen(say("plain-rest-day", shift=shift_of(shift, reader)), ((work, win),))


def work_day(shift: ShiftFacts | None, reader: Reader, say: Say) -> Screen:
    if shift is None:
        return Screen(say("old-button"))
    return Screen(say("plain-work-day", shift=shift_of(shift, reader)))
