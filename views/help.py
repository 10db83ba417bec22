"""The help card: numbers first, how-to after."""

from collections.abc import Sequence
from typing import Protocol

from domain.help import COUNTRIES
from texts.speak import Say
from views.screen import Button, Screen, two_a_row
from views.taps import Verb, written

FIRST_LINES = 2


class Line(Protocol):
    """A crisis line as the catalogue has it."""

    @property
    def country(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def hours(self) -> str: ...


def talk(lines: Sequence[Line], country: str) -> str:
    """NCMH 1553, 0917...: the first lines to talk to of a country."""
    own = [line for line in lines if line.country == country and line.kind == "talk"]
    numbers = ", ".join(line.number for line in own[:FIRST_LINES])
    return f"{own[0].short} {numbers}"


def emergency(lines: Sequence[Line], country: str) -> str:
    return next(
        line.number for line in lines if line.country == country and line.kind == "emergency"
    )


def card(lines: Sequence[Line], country: str, say: Say, *, how: bool) -> Screen:
    """Emergency number and first lines of the country, of all where it is not known.

    `how` adds five lines of how-to.
    """
    text = first_lines(lines, country, say)
    if how:
        text += [*([""] if country else []), say("help-how")]
    button = Button(say("button-all-numbers"), tap=written(Verb.HELP_ALL))
    return Screen("\n".join(text), ((button,),))


def first_lines(lines: Sequence[Line], country: str, say: Say) -> list[str]:
    if not country:
        return [everybody(lines, say).text]
    return [
        say("help-now", number=emergency(lines, country)),
        say("help-talk", lines=talk(lines, country)),
    ]


def all_numbers(lines: Sequence[Line], country: str, say: Say) -> Screen:
    """Every number of a country, and a button for each other country."""
    text = lines_of(lines, country, say) if country else first_lines(lines, country, say)
    text += ["", say("help-bot")]
    others = [
        Button(say(f"country-{other}"), tap=written(Verb.HELP_COUNTRY, choice=other))
        for other in COUNTRIES
        if other != country
    ]
    return Screen("\n".join(text), two_a_row(*others))


def lines_of(lines: Sequence[Line], country: str, say: Say) -> list[str]:
    title: list[str] = [say("help-all-title", country=say(f"country-{country}"))]
    return title + [
        say("help-line", name=line.name, number=line.number, hours=line.hours)
        for line in lines
        if line.country == country
    ]


def everybody(lines: Sequence[Line], say: Say) -> Screen:
    """All countries at once, without a button: said from memory while nothing can be kept."""
    numbers = ", ".join(f"{emergency(lines, country)} ({country})" for country in COUNTRIES)
    text: list[str] = [say("help-emergencies", numbers=numbers)]
    text += [
        say("help-country", country=say(f"country-{country}"), lines=talk(lines, country))
        for country in COUNTRIES
    ]
    return Screen("\n".join(text))
