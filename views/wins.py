"""Receipts, what can be done with a win, and the plain list."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.messages import Kind
from domain.numbers import Measured
from domain.people import Reader
from domain.wins import MILESTONES, Basis, Kept, ShiftFacts, WinFacts
from texts.speak import Markup, Say
from views.numbers import sentence, short
from views.screen import Button, Row, Screen, two_a_row
from views.taps import Verb, base36, written
from views.words import shift_name

MOST_SHOWN = 500
MOST_IN_LIST = 90
BASES = (
    (Basis.SCORECARD, "button-scorecard"),
    (Basis.COUNTED, "button-my-count"),
    (Basis.ESTIMATED, "button-estimate"),
)


class Listed(Protocol):
    """A win in a list."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> Measured | None: ...
    @property
    def work_date(self) -> date: ...
    @property
    def start_at(self) -> datetime | None: ...


def shift_of(shift: ShiftFacts, reader: Reader) -> str:
    return named(shift.work_date, shift.start_at, reader)


def named(work_date: date, start_at: datetime | None, reader: Reader) -> str:
    today = reader.now.astimezone(reader.zone).date()
    return shift_name(work_date, start_at, reader.zone, today)


def receipt(kept: Kept, reader: Reader, say: Say) -> Screen:
    """One line and at most three buttons; a count only at milestones."""
    shift = shift_of(kept.win.shift, reader)
    if kept.receipt.together > 1:
        text = say("win-kept-many", count=kept.receipt.together, shift=shift)
    elif kept.count in MILESTONES:
        text = say("win-kept-count", count=kept.count, shift=shift)
    else:
        text = say("win-kept", shift=shift)
    return Screen(text, (receipt_row(kept.win, say),))


def receipt_row(win: WinFacts, say: Say) -> Row:
    return (
        Button(say("button-number"), tap=written(Verb.WIN_NUMBER, win.id, win.version)),
        Button(say("button-undo"), tap=written(Verb.WIN_UNDO, win.id, win.version)),
        Button(say("button-more"), tap=written(Verb.WIN_MORE, win.id, win.version)),
    )


def standing(win: WinFacts, reader: Reader, say: Say) -> Screen:
    """The receipt of a win as it is true now."""
    if win.gone:
        return undone(win, say)
    return said(win, say("win-kept", shift=shift_of(win.shift, reader)), say)


def said(win: WinFacts, text: str, say: Say) -> Screen:
    return Screen(text, (receipt_row(win, say),))


def chip_kept(kept: Kept, reader: Reader, say: Say) -> Screen:
    """A chip has no message of hers to react to, so the receipt names what was kept."""
    shift = shift_of(kept.win.shift, reader)
    text = say("win-kept-chip", shift=shift, text=cut(kept.win.text, MOST_SHOWN))
    return Screen(text, (receipt_row(kept.win, say),))


def undone(win: WinFacts, say: Say) -> Screen:
    button = Button(say("button-put-back"), tap=written(Verb.WIN_BACK, win.id, win.version))
    return Screen(say("win-undone"), ((button,),))


def detail(win: WinFacts, reader: Reader, say: Say) -> Screen:
    """More: the win as it is kept, and what can be done with it."""
    values = {
        "shift": shift_of(win.shift, reader),
        "text": cut(win.text, MOST_SHOWN),
    }
    if win.number is None:
        text = say("win-detail", **values)
    else:
        text = say("win-detail-number", number=sentence(win.number, say), **values)
    return Screen(
        text,
        two_a_row(
            Button(say("button-edit"), tap=written(Verb.WIN_EDIT, win.id, win.version)),
            Button(say("button-other-shift"), tap=written(Verb.WIN_SHIFT, win.id, win.version)),
            Button(say("button-delete"), tap=written(Verb.WIN_DELETE, win.id, win.version)),
            Button(say("button-less"), tap=written(Verb.WIN_LESS, win.id, win.version)),
        ),
    )


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def which_shift(win: WinFacts, choices: Sequence[ShiftFacts], reader: Reader, say: Say) -> Screen:
    buttons = [
        Button(
            shift_of(shift, reader),
            tap=written(Verb.WIN_MOVE, win.id, win.version, base36(shift.id)),
        )
        for shift in choices
    ]
    back = Button(say("button-back"), tap=written(Verb.WIN_MORE, win.id, win.version))
    return Screen(say("win-which-shift"), two_a_row(*buttons, back))


def ask_number(say: Say) -> Screen:
    return Screen(say("number-ask"))


def number_again(say: Say) -> Screen:
    """What looks like a failed answer: the question stays, saving it as a win is a button."""
    return with_way_back(say("number-again"), say)


def rewritten(win: WinFacts, say: Say) -> Screen:
    return said(win, say("win-edited", text=cut(win.text, MOST_SHOWN)), say)


def edited(win: WinFacts, reader: Reader, say: Say) -> Screen:
    return said(win, say("win-kept-edited", shift=shift_of(win.shift, reader)), say)


def echo(win: WinFacts, say: Say) -> Screen:
    """The sentence that was understood, and where the number is from, asked once."""
    if win.number is None:
        return ask_number(say)
    buttons = [
        Button(say(label), tap=written(Verb.WIN_BASIS, win.id, win.version, basis))
        for basis, label in BASES
    ]
    fix = Button(say("button-fix"), tap=written(Verb.WIN_NUMBER, win.id, win.version))
    text = say("number-echo", number=sentence(win.number, say))
    return Screen(text, two_a_row(*buttons, fix))


def based(win: WinFacts, say: Say) -> Screen:
    """Number and basis, kept."""
    number = sentence(win.number, say) if win.number else Markup()
    text = say("number-kept", number=number, basis=say(f"basis-{win.basis}"))
    return Screen(text, (receipt_row(win, say),))


def listing(count: int, listed: Sequence[Listed], reader: Reader, say: Say) -> Screen:
    """The newest wins, a line each."""
    if not listed:
        return Screen(say("win-list-empty"))
    lines = [say("win-list-title", count=count), *(line(one, reader, say) for one in listed)]
    return Screen("\n".join(lines))


def line(one: Listed, reader: Reader, say: Say) -> str:
    shift = named(one.work_date, one.start_at, reader)
    text = cut(" ".join(one.text.split()), MOST_IN_LIST)
    if one.number is None:
        return say("win-list-line", shift=shift, text=text)
    number = one.number
    before = None if number.before is None else str(number.before)
    figure = short(number.metric, before, str(number.after), number.unit)
    return say("win-list-line-number", shift=shift, text=text, number=figure)


def not_a_win(kind: Kind, say: Say) -> Screen:
    """The fitting answer to what is plainly something else, and the way back."""
    win = Button(say("button-it-is-a-win"), tap=written(Verb.WIN_IT_IS))
    match kind:
        case Kind.QUESTION:
            how = Button(say("button-how-to"), tap=written(Verb.HELP_CARD, choice="how"))
            return Screen(say("plain-question"), ((how, win),))
        case Kind.VENT:
            keep = Button(say("button-keep-note"), tap=written(Verb.WIN_KEEP_NOTE))
            forget = Button(say("button-forget"), tap=written(Verb.WIN_FORGET))
            talk = Button(say("button-talk"), tap=written(Verb.HELP_CARD))
            return Screen(say("plain-vent"), ((keep, win), (talk, forget)))
        case _:
            return Screen(say("plain-greeting"), ((win,),))


def with_way_back(text: str, say: Say, *more: Button) -> Screen:
    win = Button(say("button-it-is-a-win"), tap=written(Verb.WIN_IT_IS))
    return Screen(text, two_a_row(*more, win))


def win_gone(say: Say) -> Screen:
    """What was typed for a win that is gone: nothing is lost, a tap keeps it by itself."""
    return with_way_back(say("win-gone"), say)


def note_edited(say: Say) -> Screen:
    return Screen(say("plain-vent-edited"))


def edit_of_other(say: Say) -> Screen:
    return with_way_back(say("win-edit-of-other"), say)
