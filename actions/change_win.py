"""Changing a win: undo and back, words, shift, number and its basis."""

from datetime import timedelta

from sqlmodel import Session

from actions.homes import facts_of, keep_home, keep_span, spans_near
from actions.keep_win import RECEIPT, together_on, win_facts
from domain.numbers import Measured
from domain.steps import Step
from domain.wins import (
    Basis,
    Changed,
    NotThere,
    Outcome,
    Receipt,
    ShiftFacts,
    Stale,
    Tag,
    is_current,
)
from storage import screens, shifts, wins
from storage.people import Person
from storage.screens import Screen
from storage.wins import Win
from views.taps import Tap, base36, number

LIST = "list"
SHIFTS_OFFERED = 5


def look(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    """The win as it stands, changed by nothing."""
    win = wins.find(session, person.id, tap.row)
    return NotThere() if win is None else Changed(win_facts(session, win))


def look_and_ask(
    session: Session, person: Person, step: Step, tap: Tap, message_id: int | None
) -> tuple[Outcome, int | None]:
    """The win that something typed will be about; asked from a list, the screen to go back to."""
    outcome = look(session, person, step, tap)
    if tap.page is None or not isinstance(outcome, Changed) or outcome.win.gone:
        return outcome, None
    screen = Screen(
        person_id=person.id,
        chat_id=step.chat_id,
        message_id=message_id,
        kind=LIST,
        about=tap.row,
        facts=base36(tap.page),
        seq=step.seq,
        step=LIST,
        said_at=step.now,
    )
    return outcome, screens.open_screen(session, screen)


def changed(session: Session, person: Person, step: Step, tap: Tap, **values: object) -> Outcome:
    """One change, on the version that was shown; said again when this row did it before."""
    win = wins.find(session, person.id, tap.row)
    if win is None:
        return NotThere()
    if not is_current(tap.version, win.version, win.moved_by, step.seq):
        return Stale(win_facts(session, win))
    return moved(session, person, step, win, **values)


def moved(session: Session, person: Person, step: Step, win: Win, **values: object) -> Outcome:
    """A new version of the win unless this row made it already."""
    if win.moved_by != step.seq:
        wins.change(session, win, step.seq, **values)
    now = wins.find(session, person.id, win.id)
    if now is None:
        return NotThere()
    return Changed(win_facts(session, now), receipt_of(session, person, win.id))


def receipt_of(session: Session, person: Person, win_id: int) -> Receipt | None:
    """The newest receipt that is about this win."""
    screen = screens.newest(session, person.id, RECEIPT, win_id)
    if screen is None:
        return None
    return Receipt(screen.id, screen.message_id, together_on(screen))


def take_out(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    outcome = changed(session, person, step, tap, gone_at=step.now)
    if isinstance(outcome, Changed) and outcome.receipt:
        screens.change(session, outcome.receipt.screen_id, closed_at=step.now)
    return outcome


def put_back(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    return changed(session, person, step, tap, gone_at=None)


def set_basis(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    if tap.choice not in tuple(Basis):
        return NotThere()
    return changed(session, person, step, tap, basis=tap.choice)


def set_tag(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    """Says what sort of win it is; the same again takes it away."""
    if tap.choice not in tuple(Tag):
        return NotThere()
    win = wins.find(session, person.id, tap.row)
    same = win is not None and win.tag == tap.choice
    return changed(session, person, step, tap, tag="" if same else tap.choice)


def set_number(
    session: Session, person: Person, step: Step, win_id: int, number: Measured
) -> Outcome:
    """Gives the win its number; where it is from is asked after."""
    win = wins.find(session, person.id, win_id)
    if win is None or win.gone_at is not None:
        return NotThere()
    return moved(
        session,
        person,
        step,
        win,
        metric=number.metric,
        before=None if number.before is None else str(number.before),
        after=str(number.after),
        unit=number.unit,
        basis="",
    )


def rewrite(session: Session, person: Person, step: Step, win_id: int, text: str) -> Outcome:
    win = wins.find(session, person.id, win_id)
    if win is None or win.gone_at is not None:
        return NotThere()
    return moved(session, person, step, win, text=text)


def rewrite_by_message(session: Session, person: Person, step: Step, text: str) -> Outcome:
    """The person edited their own message: the win that it made follows."""
    if step.message_id is None:
        return NotThere()
    win = wins.by_message(session, person.id, step.message_id)
    if win is None:
        return NotThere()
    if win.gone_at is not None:
        return Stale(win_facts(session, win))
    return moved(session, person, step, win, text=text)


def look_by_message(session: Session, person: Person, step: Step) -> Outcome:
    """The win that the edited message made and that still stands."""
    win = wins.by_message(session, person.id, step.message_id or 0)
    if win is None or win.gone_at is not None:
        return NotThere()
    return Changed(win_facts(session, win))


def shifts_to_choose(
    session: Session, person: Person, step: Step, tap: Tap
) -> tuple[Outcome, list[ShiftFacts]]:
    """The last shifts, and today, each with a row that a button can point to."""
    outcome = look(session, person, step, tap)
    begun = [span for span in spans_near(session, person, step.now) if span.start <= step.now]
    rows = [keep_span(session, person.id, span) for span in reversed(begun)][:SHIFTS_OFFERED]
    if not rows:
        rows = [
            keep_home(session, person, step.now - timedelta(days=back))
            for back in range(SHIFTS_OFFERED)
        ]
    return outcome, [facts_of(row) for row in rows]


def move(session: Session, person: Person, step: Step, tap: Tap) -> Outcome:
    """Puts the win on another shift of the same person."""
    shift_id = number(tap.choice) or 0
    if shifts.find(session, person.id, shift_id) is None:
        return NotThere()
    return changed(session, person, step, tap, shift_id=shift_id)
