"""/settings: one panel; each row says what is set now, and each change comes back to it."""

from datetime import date
from typing import Protocol

from domain.help import COUNTRIES
from domain.people import Reader
from texts.speak import Say
from views.checkins import stopped
from views.mine import data_buttons, privacy_text
from views.roster import back
from views.screen import Button, Screen, two_a_row
from views.start import other
from views.taps import Verb, written

HOME = Verb.SETTINGS
ON, OFF, NO = "on", "off", "no"


class Settings(Protocol):
    """What is set, beside what the reader says."""

    @property
    def asking(self) -> str: ...
    @property
    def delay_minutes(self) -> int: ...
    @property
    def energy(self) -> bool: ...


def panel(told: Settings, reader: Reader, say: Say) -> Screen:
    lines = [
        say("settings-title"),
        say(f"settings-asking-{told.asking}"),
        say("settings-delay", minutes=told.delay_minutes),
        say("settings-energy-on" if told.energy else "settings-energy-off"),
        say("settings-language"),
        country_line(reader, say),
    ]
    return Screen(
        "\n".join(lines),
        two_a_row(
            Button(say("button-ask-me"), tap=written(Verb.SET_ASKING, reader.id)),
            Button(say("button-delay"), tap=written(Verb.SET_DELAY, reader.id)),
            Button(say("button-energy"), tap=written(Verb.SET_ENERGY, reader.id)),
            Button(
                say("button-which-language"),
                tap=written(Verb.SET_LANGUAGE, reader.id, 0, other(reader)),
            ),
            Button(say("button-country"), tap=written(Verb.SET_COUNTRY, reader.id)),
            Button(say("button-my-data"), tap=written(Verb.SET_DATA, reader.id)),
        ),
    )


def country_line(reader: Reader, say: Say) -> str:
    if reader.country not in COUNTRIES:
        return say("settings-country-none")
    return say("settings-country", country=say(f"country-{reader.country}"))


def pick_country(reader: Reader, say: Say) -> Screen:
    choices = [
        Button(say(f"country-{country}"), tap=written(Verb.SET_COUNTRY, reader.id, choice=country))
        for country in COUNTRIES
    ]
    return Screen(say("settings-pick-country"), two_a_row(*choices, back(reader, say, HOME)))


def energy(told: Settings, reader: Reader, say: Say) -> Screen:
    """The consent while it is off; on, the way out. No answer is shown or asked for here."""
    if told.energy:
        stop = Button(
            say("button-stop-asking"), tap=written(Verb.SET_ENERGY, reader.id, choice=OFF)
        )
        return Screen(say("settings-energy-stop"), two_a_row(stop, back(reader, say, HOME)))
    yes = Button(say("button-yes-ask-me"), tap=written(Verb.SET_ENERGY, reader.id, choice=ON))
    no = Button(say("button-no-thanks"), tap=written(Verb.SET_ENERGY, reader.id, choice=NO))
    return Screen(say("energy-offer"), ((yes, no), (back(reader, say, HOME),)))


def energy_stopped(stored: int, reader: Reader, say: Say) -> Screen:
    """As in /checkin, with the way back beside it."""
    said = stopped(stored, reader, say)
    taps = [button for row in said.rows for button in row]
    return Screen(said.text, two_a_row(*taps, back(reader, say, HOME)))


def data(reader: Reader, operator: str, agreed_on: date | None, say: Say) -> Screen:
    """What /privacy says; the language has a row of its own in the panel."""
    rows = two_a_row(*data_buttons(reader, say), back(reader, say, HOME))
    return Screen(privacy_text(operator, agreed_on, say), rows)
