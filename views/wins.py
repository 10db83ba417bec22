"""Receipts, and what can be done with a win."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.messages import Kind
from domain.people import Reader
from domain.wins import MILESTONES, Basis, Kept, ShiftFacts, Tag, WinFacts
from texts.speak import Markup, Say
from views.numbers import sentence
from views.screen import Button, Row, Screen, two_a_row
from views.taps import Verb, base36, written
from views.words import cut, shift_name

MOST_SHOWN = 500
BASES = (
    (Basis.SCORECARD, "button-scorecard"),
    (Basis.COUNTED, "button-my-count"),
    (Basis.ESTIMATED, "button-estimate"),
)


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


def on_win(verb: Verb, win: WinFacts, choice: str = "", page: int | None = None) -> str:
    return written(verb, win.id, win.version, choice, page)


def to_list(page: int, say: Say) -> Button:
    return Button(say("button-to-list"), tap=written(Verb.LIST_PAGE, page))


def undone(win: WinFacts, say: Say, page: int | None = None) -> Screen:
    back = Button(say("button-put-back"), tap=on_win(Verb.WIN_BACK, win, page=page))
    row = (back,) if page is None else (back, to_list(page, say))
    return Screen(say("win-undone"), (row,))


def detail(win: WinFacts, reader: Reader, say: Say, page: int | None = None) -> Screen:
    """More, or opened from the list: the win as it is kept, and what can be done with it."""
    lines = [
        say("win-detail", shift=shift_of(win.shift, reader), text=cut(win.text, MOST_SHOWN)),
        *number_line(win, say),
        *([say(f"tag-{win.tag}")] if win.tag else []),
    ]
    asked = [
        (Verb.WIN_EDIT, "button-edit"),
        (Verb.WIN_SHIFT, "button-other-shift"),
        (Verb.WIN_KIND, "button-kind"),
        (Verb.WIN_DELETE, "button-delete"),
    ]
    if page is not None:
        asked.insert(1, (Verb.WIN_NUMBER, "button-number"))
    buttons = [Button(say(label), tap=on_win(verb, win, page=page)) for verb, label in asked]
    less = Button(say("button-less"), tap=on_win(Verb.WIN_LESS, win))
    back = less if page is None else to_list(page, say)
    return Screen("\n".join(lines), two_a_row(*buttons, back))


def number_line(win: WinFacts, say: Say) -> list[str]:
    if win.number is None:
        return []
    number = sentence(win.number, say)
    return [f"{number} {say(f'basis-{win.basis}')}" if win.basis else number]


def which_shift(
    win: WinFacts,
    choices: Sequence[ShiftFacts],
    reader: Reader,
    say: Say,
    page: int | None = None,
) -> Screen:
    buttons = [
        Button(
            shift_of(shift, reader),
            tap=on_win(Verb.WIN_MOVE, win, base36(shift.id), page),
        )
        for shift in choices
    ]
    back = Button(say("button-back"), tap=on_win(Verb.WIN_MORE, win, page=page))
    return Screen(say("win-which-shift"), two_a_row(*buttons, back))


def kinds(win: WinFacts, say: Say, page: int | None = None) -> Screen:
    """One tap sets it, the same again takes it away."""
    buttons = []
    for tag in Tag:
        label = say(f"tag-{tag}")
        shown = say("button-ticked", label=label) if win.tag == tag else label
        buttons.append(Button(shown, tap=on_win(Verb.WIN_TAG, win, tag, page)))
    back = Button(say("button-back"), tap=on_win(Verb.WIN_MORE, win, page=page))
    return Screen(say("win-which-kind"), two_a_row(*buttons, back))


def ask_number(say: Say) -> Screen:
    return Screen(say("number-ask"))


def number_again(say: Say) -> Screen:
    """What looks like a failed answer: the question stays, saving it as a win is a button."""
    return with_way_back(say("number-again"), say)


def number_untyped(say: Say) -> Screen:
    return Screen(say("number-untyped"))


def edit_untyped(say: Say) -> Screen:
    return Screen(say("win-edit-untyped"))


def rewritten(win: WinFacts, say: Say, page: int | None = None) -> Screen:
    text = say("win-edited", text=cut(win.text, MOST_SHOWN))
    if page is None:
        return said(win, text, say)
    more = Button(say("button-more"), tap=on_win(Verb.WIN_MORE, win, page=page))
    return Screen(text, ((more, to_list(page, say)),))


def edited(win: WinFacts, reader: Reader, say: Say) -> Screen:
    return said(win, say("win-kept-edited", shift=shift_of(win.shift, reader)), say)


def echo(win: WinFacts, say: Say, page: int | None = None) -> Screen:
    """The sentence that was understood, and where the number is from, asked once."""
    if win.number is None:
        return ask_number(say)
    buttons = [
        Button(say(label), tap=on_win(Verb.WIN_BASIS, win, basis, page)) for basis, label in BASES
    ]
    fix = Button(say("button-fix"), tap=on_win(Verb.WIN_NUMBER, win, page=page))
    text = say("number-echo", number=sentence(win.number, say))
    return Screen(text, two_a_row(*buttons, fix))


def based(win: WinFacts, say: Say) -> Screen:
    """Number and basis, kept."""
    number = sentence(win.number, say) if win.number else Markup()
    text = say("number-kept", number=number, basis=say(f"basis-{win.basis}"))
    return Screen(text, (receipt_row(win, say),))


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
