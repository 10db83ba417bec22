"""/shift: the hours as they were told, and the few things to change."""

from datetime import date, datetime
from typing import Protocol

from domain.hours import DAY
from domain.people import Reader
from domain.rhythm import Asking
from domain.wins import ShiftFacts
from texts.speak import Say
from views.screen import Button, Screen, two_a_row
from views.start import HOURS, OTHER, ROTATES, hours
from views.taps import Verb, written
from views.wins import shift_of
from views.words import WEEKDAYS, at, coming, day, hour_of, weekdays, zone_name

LENGTHS = (480, 540, 600, 720)
DELAYS = (0, 10, 20, 40, 60, 90)
MORE_HOURS = (1020, 1080, 1320)
ASKINGS = (
    ("every", "button-every-shift"),
    ("weekly", "button-weekly"),
    ("never", "button-never"),
)


class Hours(Protocol):
    """What they told us; minutes after midnight and weekday digits."""

    @property
    def ends_at(self) -> int | None: ...
    @property
    def length_minutes(self) -> int: ...
    @property
    def rest_days(self) -> str | None: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def delay_minutes(self) -> int: ...
    @property
    def asking(self) -> str: ...
    @property
    def next_due(self) -> datetime | None: ...
    @property
    def on(self) -> ShiftFacts | None: ...
    @property
    def on_until(self) -> datetime | None: ...
    @property
    def ahead(self) -> ShiftFacts | None: ...


def panel(told: Hours, reader: Reader, say: Say) -> Screen:
    lines = [
        say("shift-title"),
        shift_line(told, reader, say),
        rest_line(told, say),
        say(f"shift-asking-{told.asking}"),
    ]
    if told.asking in (Asking.EVERY, Asking.WEEKLY):
        lines.insert(3, say("shift-delay", minutes=told.delay_minutes))
    if told.starts_on and told.starts_on > reader.now.astimezone(reader.zone).date():
        lines.append(say("shift-starts", date=day(told.starts_on)))
    if told.next_due:
        lines.append(say("shift-next", when=coming(told.next_due, reader)))
    lines[1:1] = tonight(told, reader, say)
    changes = [
        ("button-out-hour", Verb.SHIFT_HOUR),
        ("button-rest-days", Verb.SHIFT_REST),
        ("button-delay", Verb.SHIFT_DELAY),
        ("button-how-often", Verb.SHIFT_ASKING),
    ]
    if told.ends_at is not None:
        changes.insert(0, ("button-start-hour", Verb.SHIFT_START))
    if not has_begun(told, reader):
        changes.append(("button-first-day", Verb.SHIFT_FIRST))
    buttons = [Button(say(label), tap=written(verb, reader.id)) for label, verb in changes]
    return Screen("\n".join(lines), two_a_row(*buttons))


def has_begun(told: Hours, reader: Reader) -> bool:
    """Whether they work already: somebody without an hour, or with a first day ahead, may not."""
    today = reader.now.astimezone(reader.zone).date()
    return told.ends_at is not None and (told.starts_on is None or told.starts_on <= today)


def tonight(told: Hours, reader: Reader, say: Say) -> list[str]:
    """The shift that is on, or the one that comes."""
    if told.on is not None and told.on_until is not None:
        name = shift_of(told.on, reader)
        return [say("shift-on", shift=name, time=at(told.on_until, reader.zone))]
    if told.ahead is not None and told.ahead.start_at is not None:
        return [say("shift-ahead", when=coming(told.ahead.start_at, reader))]
    return []


def shift_line(told: Hours, reader: Reader, say: Say) -> str:
    if told.ends_at is None:
        return say("shift-hours-none")
    span = hours(told.ends_at, told.length_minutes, say)
    return say("shift-hours", hours=span, zone=zone_name(reader.zone_name))


def rest_line(told: Hours, say: Say) -> str:
    if told.rest_days is None:
        return say("shift-rest-none")
    if len(told.rest_days) == len(WEEKDAYS):
        return say("shift-rest-all")
    return say("shift-rest", rest=weekdays(told.rest_days) or say("rest-none"))


def back(reader: Reader, say: Say, home: Verb = Verb.SHIFT_BACK) -> Button:
    return Button(say("button-back"), tap=written(home, reader.id))


def pick_hour(reader: Reader, say: Say) -> Screen:
    choices = [
        Button(hour_of(minutes), tap=written(Verb.SHIFT_HOUR, reader.id, choice=str(minutes)))
        for minutes in (*HOURS, *MORE_HOURS)
    ]
    other = Button(say("button-other"), tap=written(Verb.SHIFT_HOUR, reader.id, choice=OTHER))
    rotates = Button(say("button-rotates"), tap=written(Verb.SHIFT_HOUR, reader.id, choice=ROTATES))
    rows = (
        tuple(choices[:3]),
        tuple(choices[3:]),
        (other, rotates),
        (back(reader, say),),
    )
    return Screen(say("shift-pick-hour"), rows)


def pick_start(told: Hours, reader: Reader, say: Say) -> Screen:
    """The start alone, for the usual lengths; any other hour is typed."""
    starts = [((told.ends_at or 0) - length) % DAY for length in LENGTHS]
    choices = [
        Button(hour_of(minutes), tap=written(Verb.SHIFT_START, reader.id, choice=str(minutes)))
        for minutes in starts
    ]
    return Screen(say("shift-pick-start"), two_a_row(*choices, back(reader, say)))


def pick_first_day(reader: Reader, say: Say) -> Screen:
    return Screen(say("shift-pick-first"), ((back(reader, say),),))


def pick_delay(
    reader: Reader, say: Say, verb: Verb = Verb.SHIFT_DELAY, home: Verb = Verb.SHIFT_BACK
) -> Screen:
    """Six choices; any other number is typed. `home` is the panel that Back leads to."""
    choices = [
        Button(
            say("button-minutes", minutes=minutes),
            tap=written(verb, reader.id, choice=str(minutes)),
        )
        for minutes in DELAYS
    ]
    rows = (tuple(choices[:3]), tuple(choices[3:]), (back(reader, say, home),))
    return Screen(say("shift-pick-delay"), rows)


def pick_asking(
    reader: Reader, say: Say, verb: Verb = Verb.SHIFT_ASKING, home: Verb = Verb.SHIFT_BACK
) -> Screen:
    choices = [
        Button(say(label), tap=written(verb, reader.id, choice=choice)) for choice, label in ASKINGS
    ]
    return Screen(say("shift-pick-asking"), two_a_row(*choices, back(reader, say, home)))
