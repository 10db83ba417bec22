"""Everything that is a person's: counted, handed over, deleted."""

import base64
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from actions import begin
from actions.touching import ENERGY
from bot.clock import zone
from bot.context import Turn
from domain.steps import Step
from storage import checkins, erase, halts, inbox, notes, outbox, people, shifts, wins
from storage.checkins import CHECKIN
from storage.database import seals_of
from storage.files import FILE
from storage.notes import NOTE
from storage.outbox import OUTBOX
from storage.people import Person
from storage.seals import SealBroken

UNREADABLE = {"unreadable": True}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to delete."""

    wins: int
    shifts: int
    checkins: int
    notes: int
    consents: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing that somebody could miss."""
        return not (self.wins or self.checkins or self.notes or self.consents)


def count(session: Session, person: Person, step: Step) -> Counts:
    return Counts(
        wins=wins.count(session, person.id),
        shifts=shifts.ended(session, person.id, step.now),
        checkins=checkins.count(session, person.id),
        notes=notes.count(session, person.id),
        consents=len(people.consents_of(session, person.id)),
    )


@dataclass(frozen=True, slots=True)
class Export:
    """A file of all that is theirs; `content` tells files apart that differ in more than the hour.

    What stands in an older one with the same content is as true now: it says when it was made.
    """

    file: bytes
    content: str


def export(session: Session, person: Person, step: Step) -> Export:
    """All rows that are theirs as JSON, what is sealed opened: for the owner's own chat only.

    Which file was sent before is left out, or each file would change the next one.
    """
    everything: dict[str, Any] = {
        "person": dict(person._mapping),  # type: ignore[attr-defined]
    }
    opened = {CHECKIN.name, NOTE.name, OUTBOX.name}
    for table in reversed(erase.owned()):
        if table.name not in opened | {FILE.name}:
            everything[table.name] = erase.rows_of(session, table, person.id)
    everything[CHECKIN.name] = [asdict(answer) for answer in checkins.all_of(session, person.id)]
    everything[NOTE.name] = [asdict(note) for note in notes.all_of(session, person.id)]
    everything[OUTBOX.name] = [letter(session, row) for row in letters(session, person.id)]
    everything["not_handled"] = inbox.bodies_of(session, person.telegram_id, step.seq)
    same, made_at = as_json(everything), {"made_at": step.now}
    return Export(as_json(made_at | everything), seals_of(session).fingerprint(same))


def as_json(everything: dict[str, Any]) -> bytes:
    return json.dumps(everything, default=as_text, ensure_ascii=False, indent=2).encode()


def letters(session: Session, person_id: int) -> list[dict[str, Any]]:
    return erase.rows_of(session, OUTBOX, person_id)


def letter(session: Session, row: dict[str, Any]) -> dict[str, Any]:
    try:
        facts = outbox.facts_of(session, outbox.Letter(**row))
    except SealBroken:
        facts = UNREADABLE
    return {name: value for name, value in row.items() if name != "sealed"} | {"facts": facts}


def as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)


def is_known(session: Session, telegram_id: int) -> bool:
    return people.by_telegram(session, telegram_id) is not None


def agreed_on(session: Session, person: Person, step: Step) -> date | None:
    """The local day of the energy consent that stands."""
    consent = people.consent_to(session, person.id, ENERGY)
    return consent.given_at.astimezone(zone(person.zone)).date() if consent else None


def set_language(session: Session, person: Person, step: Step, language: str) -> date | None:
    begin.set_language(session, person, step, language)
    return agreed_on(session, person, step)


def delete_by_telegram(
    session: Session, telegram_id: int, row: int, turn: Turn
) -> tuple[str, set[int]] | None:
    """Deletes all of it; the language they read, empty when it was gone before, and what closed.

    None for a button of somebody they were before an earlier deletion.
    """
    person = people.by_telegram(session, telegram_id)
    if person is None:
        return "", set()
    if person.id != row:
        return None
    erase.erase(session, person.id)
    halts.forget(session, turn.chat_key)
    return person.language, inbox.forget_chat(session, turn.chat_key, turn.received_at, turn.seq)


def delete(session: Session, person: Person, step: Step) -> set[int]:
    """Person, all tables with a path to them, the chat's open and dead rows and its halt."""
    erase.erase(session, person.id)
    halts.forget(session, step.chat_id)
    return inbox.forget_chat(session, step.chat_id, step.now, step.seq)
