"""A vent that its owner wants to keep: sealed, and nowhere near the wins."""

from datetime import datetime

from sqlmodel import Session

from actions.begin import SetUp, standing
from actions.keep_win import home_then
from domain.steps import Step
from storage import notes, wins
from storage.notes import Note
from storage.people import Person


def keep_note(
    session: Session, person: Person, step: Step, line: tuple[int, datetime, str]
) -> SetUp:
    """`line`: message id, moment and text of what was said; the same message is one note."""
    message_id, said_at, text = line
    shift, _ = home_then(session, person, step, said_at)
    note = Note(
        person_id=person.id, shift_id=shift.id, message_id=message_id, sealed=b"", said_at=said_at
    )
    notes.keep(session, note, text)
    return standing(session, person.id)


def rewrite(session: Session, person: Person, step: Step, text: str) -> bool:
    """The person edited a message that was kept as a note: the note follows."""
    return step.message_id is not None and notes.rewrite(session, person.id, step.message_id, text)


def forget(session: Session, person: Person, step: Step, message_id: int) -> None:
    """Nothing of that message is kept: neither as a note nor, from now on, as a win."""
    notes.forget(session, person.id, message_id)
    win = wins.by_message(session, person.id, message_id)
    if win is not None and win.gone_at is None:
        wins.change(session, win, step.seq, gone_at=step.now)
