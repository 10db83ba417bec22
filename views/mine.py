"""The week, who sees what, and deleting."""

from datetime import date, datetime
from typing import Protocol

from domain.people import Reader, day_number
from domain.wins import Listed
from texts.speak import Say
from views.screen import Button, Screen, two_a_row
from views.start import other
from views.taps import Verb, written
from views.win_list import line
from views.words import coming, day


class Week(Protocol):
    """This week so far."""

    @property
    def shifts(self) -> int: ...
    @property
    def wins(self) -> int: ...
    @property
    def strongest(self) -> Listed | None: ...
    @property
    def next_due(self) -> datetime | None: ...


class Counts(Protocol):
    """How much there is."""

    @property
    def wins(self) -> int: ...
    @property
    def shifts(self) -> int: ...
    @property
    def checkins(self) -> int: ...
    @property
    def notes(self) -> int: ...


def progress(week: Week, reader: Reader, say: Say) -> Screen:
    shifts = say("progress-shifts", count=week.shifts)
    line_of = say("progress-line", shifts=shifts, wins=say("progress-wins", count=week.wins))
    lines = [say("progress-title"), line_of if week.wins else say("progress-shift", shifts=shifts)]
    if week.strongest is not None:
        name = "progress-strongest" if week.strongest.number else "progress-latest"
        lines.append(say(name, text=line(week.strongest, reader, say)))
    if week.next_due is None:
        lines.append(say("progress-quiet"))
    else:
        lines.append(say("progress-next", when=coming(week.next_due, reader)))
    return Screen("\n".join(lines))


def privacy(reader: Reader, operator: str, agreed_on: date | None, say: Say) -> Screen:
    language = Button(
        say("button-language"),
        tap=written(Verb.PRIVACY_LANGUAGE, reader.id, 0, other(reader)),
    )
    rows = two_a_row(*data_buttons(reader, say), language)
    return Screen(privacy_text(operator, agreed_on, say), rows)


def privacy_text(operator: str, agreed_on: date | None, say: Say) -> str:
    lines = [say("privacy", operator=operator)]
    if agreed_on is not None:
        lines.append(say("privacy-energy-on", date=day(agreed_on)))
    return "\n".join(lines)


def data_buttons(reader: Reader, say: Say) -> tuple[Button, Button]:
    """The file, and deleting."""
    return (
        Button(say("button-my-file"), tap=written(Verb.EXPORT, reader.id)),
        Button(say("button-delete-all"), tap=written(Verb.DELETE_ASK, reader.id)),
    )


def delete_ask(counts: Counts, reader: Reader, say: Say) -> Screen:
    parts = [
        say(f"delete-count-{name}", count=amount)
        for name, amount in (
            ("wins", counts.wins),
            ("shifts", counts.shifts),
            ("checkins", counts.checkins),
            ("notes", counts.notes),
        )
        if amount
    ]
    text = say("delete-ask", counts=", ".join(parts)) if parts else say("delete-ask-nothing")
    return Screen(
        text,
        two_a_row(
            Button(say("button-file-first"), tap=written(Verb.EXPORT, reader.id)),
            Button(say("button-delete-all"), tap=written(Verb.DELETE_ASK, reader.id, 0, "sure")),
            Button(say("button-keep-all"), tap=written(Verb.DELETE_KEEP, reader.id)),
        ),
    )


def delete_sure(reader: Reader, say: Say) -> Screen:
    """Its button carries the day it was shown: an old one asks again."""
    today = day_number(reader.now)
    return Screen(
        say("delete-sure"),
        two_a_row(
            Button(say("button-delete-sure"), tap=written(Verb.DELETE_ALL, reader.id, today)),
            Button(say("button-keep-all"), tap=written(Verb.DELETE_KEEP, reader.id)),
        ),
    )
