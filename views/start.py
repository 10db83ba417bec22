"""The first session: card, first win, hour, rest days, and how it is closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.hours import DAY, mask_of
from domain.people import Reader
from domain.setup import Stage
from texts.speak import Say, plain_name
from views.cards import missed
from views.screen import Button, Row, Screen, two_a_row
from views.taps import Verb, written
from views.words import WEEKDAYS, coming, hour_of, weekdays, zone_name

FIRST_CHIPS = ("calmed", "solved", "helped", "quality")
HOURS = (360, 420, 480)
RESTS = ("56", "06", "01")
OTHER, ROTATES, UNSURE = "o", "r", "u"


class Standing(Protocol):
    """Where set-up stands; hours in minutes after midnight."""

    @property
    def stage(self) -> Stage: ...
    @property
    def ends_at(self) -> int | None: ...
    @property
    def length_minutes(self) -> int: ...
    @property
    def rest_days(self) -> str | None: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def next_due(self) -> datetime | None: ...
    @property
    def why_silent(self) -> str: ...


def first_card(reader: Reader, say: Say) -> Screen:
    text = say("start-card", name=shown_name(reader.name))
    return Screen(text, opening_rows(reader, say, Verb.WHO_SEES))


def first_again(reader: Reader, say: Say) -> Screen:
    """After a silence in which the tap that begins may have been lost."""
    return missed(first_card(reader, say), say)


def who_sees(reader: Reader, operator: str, say: Say) -> Screen:
    return Screen(say("start-sees", operator=operator), opening_rows(reader, say, Verb.NOT_FOR_ME))


def opening_rows(reader: Reader, say: Say, second: Verb) -> tuple[Row, ...]:
    label = {Verb.WHO_SEES: "button-who-sees", Verb.NOT_FOR_ME: "button-not-for-me"}[second]
    return two_a_row(
        Button(say("button-start"), tap=written(Verb.START, reader.id)),
        Button(say(label), tap=written(second, reader.id)),
        Button(say("button-language"), tap=written(Verb.LANGUAGE, reader.id, 0, other(reader))),
    )


def other(reader: Reader) -> str:
    """The language that is not theirs."""
    return "en" if reader.language == "fil" else "fil"


def shown_name(name: str) -> str:
    return plain_name(name) or "Me"


def again(reader: Reader, say: Say) -> Screen:
    return Screen(say("start-again", name=shown_name(reader.name)))


def stage_screen(  # noqa: PLR0911 - one line a case
    standing: Standing, reader: Reader, say: Say
) -> Screen:
    """What set-up asks next, or how it was closed."""
    match standing.stage:
        case Stage.WIN:
            return first_win(reader, say)
        case Stage.STARTS:
            return first_day(reader, say)
        case Stage.HOUR:
            return usual_hour(reader, say)
        case Stage.REST:
            return rest_days(reader, say)
        case Stage.DONE:
            return closing(standing, reader, say)


def stage_again(standing: Standing, reader: Reader, say: Say) -> Screen:
    """After a silence in which a tap may have been lost."""
    return missed(stage_screen(standing, reader, say), say)


def first_win(reader: Reader, say: Say) -> Screen:
    chips = [
        Button(say(f"chip-{chip}"), tap=written(Verb.SETUP_CHIP, reader.id, choice=chip))
        for chip in FIRST_CHIPS
    ]
    skips = (
        Button(
            say("button-not-started"), tap=written(Verb.SETUP_SKIP, reader.id, choice="trainee")
        ),
        skip(Stage.WIN, reader, say),
    )
    return Screen(say("setup-first-win"), two_a_row(*chips, *skips))


def skip(stage: Stage, reader: Reader, say: Say) -> Button:
    return Button(say("button-skip"), tap=written(Verb.SETUP_SKIP, reader.id, choice=stage))


def first_day(reader: Reader, say: Say) -> Screen:
    days = [
        Button(say("setup-tomorrow"), tap=written(Verb.SETUP_SKIP, reader.id, choice="d1")),
        Button(WEEKDAYS[0], tap=written(Verb.SETUP_SKIP, reader.id, choice="d0")),
    ]
    return Screen(say("setup-starts"), two_a_row(*days, skip(Stage.STARTS, reader, say)))


def usual_hour(
    reader: Reader, say: Say, sentence: str = "setup-hour", undo: Sequence[Button] = ()
) -> Screen:
    """The hour they are out; after the very first win its undo stands beside."""
    hours = [
        Button(hour_of(minutes), tap=written(Verb.SETUP_HOUR, reader.id, choice=str(minutes)))
        for minutes in HOURS
    ]
    other = Button(say("button-other"), tap=written(Verb.SETUP_HOUR, reader.id, choice=OTHER))
    rotates = Button(say("button-rotates"), tap=written(Verb.SETUP_HOUR, reader.id, choice=ROTATES))
    last = undo or (skip(Stage.HOUR, reader, say),)
    return Screen(say(sentence), two_a_row(*hours, other, rotates, *last))


def rest_days(reader: Reader, say: Say) -> Screen:
    pairs = [
        Button(weekdays(digits), tap=written(Verb.SETUP_REST, reader.id, choice=digits))
        for digits in RESTS
    ]
    other = Button(say("button-other"), tap=written(Verb.SETUP_REST, reader.id, choice=OTHER))
    unsure = Button(say("button-not-sure"), tap=written(Verb.SETUP_REST, reader.id, choice=UNSURE))
    return Screen(say("setup-rest"), two_a_row(*pairs, other, unsure))


def pick_rest(reader: Reader, chosen: str, verb: Verb, say: Say) -> Screen:
    """All seven days to tick, and Done."""
    days = [
        Button(
            say("button-ticked", label=WEEKDAYS[number])
            if str(number) in chosen
            else WEEKDAYS[number],
            tap=written(verb, reader.id, mask_of(chosen), f"t{number}"),
        )
        for number in range(7)
    ]
    done = Button(say("button-done"), tap=written(verb, reader.id, choice="done"))
    return Screen(say("setup-rest-pick"), (tuple(days[:4]), (*days[4:], done)))


def closing(standing: Standing, reader: Reader, say: Say) -> Screen:
    zone = zone_name(reader.zone_name)
    if standing.why_silent or standing.ends_at is None or standing.next_due is None:
        reason = standing.why_silent or "unsure"
        return Screen(say(f"setup-done-{reason}", zone=zone))
    return Screen(
        say(
            "setup-done",
            hours=hours(standing.ends_at, standing.length_minutes, say),
            rest=rest(standing.rest_days, say),
            next=coming(standing.next_due, reader),
            zone=zone,
        )
    )


def hours(ends_at: int, length_minutes: int, say: Say) -> str:
    """10 PM to 7 AM."""
    begins = (ends_at - length_minutes) % DAY
    return say("hours-span", begins=hour_of(begins), ends=hour_of(ends_at))


def rest(digits: str | None, say: Say) -> str:
    return weekdays(digits) if digits else say("rest-none")


def stranger(say: Say) -> Screen:
    button = Button(say("button-begin"), tap=written(Verb.BEGIN))
    return Screen(say("start-stranger"), ((button,),))
