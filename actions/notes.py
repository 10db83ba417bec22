"""A vent that its owner wants to keep: sealed, and nowhere near the wins."""

from datetime import datetime

from sqlmodel import Session

from actions.begin import SetUp, standing
from actions.homes import keep_home
from domain.steps import Step
from storage import notes
from storage.notes import Note
from storage.people import Person


def keep_note(
    session: Session, person: Person, step: Step, line: tuple[int, datetime, str]
) -> SetUp:
    """`line`: message id, moment and text of what was said; the same message is one note."""
    message_id, said_at, text = line
    shift = keep_home(session, person, said_at)
    note = Note(
        person_id=person.id, shift_id=shift.id, message_id=message_id, sealed=b"", said_at=said_at
    )
    notes.keep(session, note, text)
    return standing(session, person.id)
