"""Keeping a win: saved at once, with its shift, and one receipt for what comes quickly."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from actions.homes import facts_of, home_for, is_over
from actions.touching import left_of, offer_energy, touch, welcome_back
from domain.numbers import Measured
from domain.steps import Step
from domain.wins import RECEIPT_SECONDS, Kept, Receipt, WinFacts
from storage import outbox, screens, shifts, wins
from storage.people import Person
from storage.screens import Screen
from storage.seen import Seen
from storage.seen import seen as seen_before
from storage.shifts import Shift
from storage.wins import Win

RECEIPT = "receipt"
OWED_FOR = timedelta(minutes=10)
ASKS = "number"  # this chip asks for its number, so nothing else is offered with it


@dataclass(frozen=True, slots=True)
class Line:
    """What to keep. `said_at` and `message_id` are set when a tap brings an old message back."""

    text: str
    message_id: int | None = None
    said_at: datetime | None = None
    step: str = "win"


def keep_win(
    session: Session, person: Person, step: Step, line: Line, seen: Seen | None = None
) -> Kept:
    """Saves the line with the shift it belongs to; the same message or row twice is one win.

    `seen` is how things stand, where somebody looked already.
    """
    seen = seen or seen_before(session, person.id, step.seq, line.step, line.message_id)
    if seen.win is not None:
        win = wins.by_id(session, seen.win)
        return kept(session, person, step, win, answered_by(session, person, step))
    if line.said_at is None:
        shift, card = home_for(session, person, step, seen)
    else:
        shift, card = home_then(session, person, step, line.said_at)
    win = added(session, person, step, line, shift.id)
    touch(session, person, step, card)
    return kept(session, person, step, win, card, shift, seen)


def home_then(
    session: Session, person: Person, step: Step, said_at: datetime
) -> tuple[Shift, Screen | None]:
    """Said before it was kept: the shift of the card that waited then, else of that moment."""
    return home_for(session, person, replace(step, at=said_at, reply_to=None))


def added(session: Session, person: Person, step: Step, line: Line, shift_id: int) -> Win:
    return wins.add(session, said_by(person, step, line, shift_id))


def said_by(person: Person, step: Step, line: Line, shift_id: int) -> dict[str, Any]:
    """A win's columns that are not their defaults."""
    said = {"message_id": line.message_id, "text": line.text, "said_at": line.said_at or step.at}
    by = {"seq": step.seq, "step": line.step, "moved_by": step.seq}
    return {"person_id": person.id, "shift_id": shift_id} | said | by


def keep_on_card(  # noqa: PLR0913, PLR0917 - a tap is a row and a version
    session: Session, person: Person, step: Step, screen_id: int, version: int, line: Line
) -> Kept | None:
    """A chip of a card: a win of that card's shift, once; None for an old button."""
    card = screens.by_id(session, screen_id)
    if card is None or card.person_id != person.id or card.about is None:
        return None
    win = wins.by_step(session, step.seq, line.step)
    if win is not None:
        return kept(session, person, step, win, card)
    over = is_over(session, person, card.about, step.now)
    if over or card.closed_at is not None or card.version != version:
        return None
    win = added(session, person, step, line, card.about)
    touch(session, person, step, card)
    return kept(session, person, step, win, card)


def answered_by(session: Session, person: Person, step: Step) -> Screen | None:
    """The card that this very row closed, when it is handled again."""
    card = screens.newest_sent(session, person.id, "card")
    return card if card is not None and card.closed_by == step.seq else None


def kept(  # noqa: PLR0913, PLR0917 - all that a receipt is made of
    session: Session,
    person: Person,
    step: Step,
    win: Win,
    card: Screen | None,
    shift: Shift | None = None,
    seen: Seen | None = None,
) -> Kept:
    """`seen` is how things stood before a new win; without it they are asked for."""
    last = seen.receipt if seen else screens.newest(session, person.id, RECEIPT)
    return Kept(
        win=win_facts(session, win, shift),
        receipt=receipt_for(session, step, win, last),
        count=seen.count + 1 if seen else wins.count(session, person.id),
        card=left_of(session, person, card),
        offer_energy=None if win.step == ASKS else offer_energy(session, person, step, card),
        welcome_back=welcome_back(session, person, step),
    )


def unsaid(session: Session, person: Person, step: Step) -> Kept | None:
    """The win whose receipt was never said: of an earlier row, minutes ago, not on its way."""
    last = screens.newest(session, person.id, RECEIPT)
    if last is None or last.about is None or last.seq is None or last.seq >= step.seq:
        return None
    said = last.message_id is not None or outbox.is_promised(session, last.id)
    if said or last.closed_at is not None or step.now - last.said_at > OWED_FOR:
        return None
    win = wins.find(session, person.id, last.about)
    if win is None or win.gone_at is not None:
        return None
    receipt = Receipt(last.id, None, together_on(last))
    return Kept(win_facts(session, win), receipt, wins.count(session, person.id))


def receipt_for(session: Session, step: Step, win: Win, last: Screen | None) -> Receipt:
    """The last receipt, at most 20 seconds old and of the same shift, is about this win now.

    Else there is a new one.
    """
    if last is not None and last.about == win.id:
        return Receipt(last.id, last.message_id, together_on(last))
    if last is not None and is_quick(last, win.shift_id, step.now):
        together = together_on(last) + 1
        screens.change(
            session,
            last.id,
            about=win.id,
            facts=facts_for(together, win),
            said_at=step.now,
            seq=step.seq,
        )
        return Receipt(last.id, last.message_id, together)
    return Receipt(screens.open_with(session, receipt_of(step, win)), None, 1)


def is_quick(last: Screen, shift_id: int, now: datetime) -> bool:
    """Whether that receipt may stand for one win more of the shift."""
    fresh = last.closed_at is None and now - last.said_at <= timedelta(seconds=RECEIPT_SECONDS)
    return fresh and last.facts.endswith(f":{shift_id}")


def receipt_of(step: Step, win: Win) -> dict[str, Any]:
    """The columns of a new receipt."""
    about = {"kind": RECEIPT, "about": win.id, "facts": facts_for(1, win)}
    whose = {"person_id": win.person_id, "chat_id": step.chat_id}
    return whose | about | {"seq": step.seq, "step": RECEIPT, "said_at": step.now}


def facts_for(together: int, win: Win) -> str:
    """How many wins a receipt stands for, and of which shift."""
    return f"{together}:{win.shift_id}"


def together_on(receipt: Screen) -> int:
    return int(receipt.facts.partition(":")[0])


def win_facts(session: Session, win: Win, shift: Shift | None = None) -> WinFacts:
    return WinFacts(
        id=win.id,
        version=win.version,
        text=win.text,
        shift=facts_of(shift or shifts.by_id(session, win.shift_id)),
        number=number_of(win),
        basis=win.basis,
        gone=win.gone_at is not None,
        tag=win.tag,
    )


def number_of(win: Any) -> Measured | None:
    """The number of a win, exact."""
    if win.after is None:
        return None
    before = None if win.before is None else Decimal(win.before)
    return Measured(metric=win.metric, before=before, after=Decimal(win.after), unit=win.unit)
