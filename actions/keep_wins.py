"""Many who speak at the same moment: their wins in the statements of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from actions.begin import reachable
from actions.homes import home_in, may_wait, pattern_by, planned_near
from actions.keep_win import Line, is_quick, keep_win, receipt_of, said_by, win_facts
from actions.touching import changes_nothing
from bot.acting import for_known, for_person, reader_of
from bot.clock import zone
from domain.people import Reader
from domain.steps import Step
from domain.wins import Kept, Receipt
from storage import screens, wins
from storage.people import Person
from storage.seen import Seen, seen_all
from storage.shifts import Shift
from storage.writer import LATER, Later

Told = tuple[Kept, Reader]
MOST_ALONE = 16  # a few milliseconds each


@dataclass(frozen=True, slots=True)
class Saying:
    """A line that somebody just wrote."""

    telegram_id: int
    step: Step
    line: Line


@dataclass(frozen=True, slots=True)
class Standing:
    """A saying, of whom, and how things stand before it."""

    step: Step
    line: Line
    person: Person
    seen: Seen


def keep_wins(session: Session, sayings: list[Saying]) -> list[Told | Later | None]:
    """What `keep_win` does for each, in their order; None for somebody unknown.

    Of those who go alone some are left to the next commit, when they are many.
    """
    there = standing(session, sayings)
    told = keep_plain(session, [one for one in there if is_plain(one)])
    alone = [one for one in sayings if one.step.seq not in told]
    if len(sayings) == len(alone) == len(there) == 1:
        return [keep_known(session, there[0])]
    first = {one.step.seq: keep_alone(session, one) for one in alone[:MOST_ALONE]}
    kept = told | first
    return [kept.get(one.step.seq, LATER) for one in sayings]


def keep_alone(session: Session, saying: Saying) -> Told | None:
    """As things stand after what others said in the same commit."""
    account, step = saying.telegram_id, saying.step
    return for_person(
        session,
        account,
        step,
        lambda who: keep_win(session, who, step, saying.line),
        lambda: reachable(session, account, True, step.now),
    )


def keep_known(session: Session, one: Standing) -> Told:
    """Nobody else said anything."""
    step, line, seen = one.step, one.line, one.seen
    return for_known(
        session,
        one.person,
        step,
        lambda who: keep_win(session, who, step, line, seen),
        lambda: reachable(session, one.person.telegram_id, True, step.now),
    )


def standing(session: Session, sayings: Sequence[Saying]) -> list[Standing]:
    """Of each person who is known the first that was said."""
    firsts = {one.telegram_id: one for one in reversed(sayings)}
    said = [(who, one.step.seq, one.line.message_id) for who, one in firsts.items()]
    return [
        Standing(firsts[account].step, firsts[account].line, person, seen)
        for account, (person, seen) in seen_all(session, said).items()
    ]


def is_plain(one: Standing) -> bool:
    """All it makes is a win and its receipt.

    Said now, by somebody we reach, with no card it may answer and no silence it ends.
    """
    said_now = one.line.said_at is None and one.step.reply_to is None
    unasked = one.seen.card is None or not may_wait(one.seen.card, one.step)
    fresh = one.person.state != "unreachable" and one.seen.win is None
    return said_now and fresh and unasked and changes_nothing(one.person)


def keep_plain(session: Session, those: Sequence[Standing]) -> dict[int, Told]:
    """By inbox row, of those whose shift has its row and needs a receipt of its own."""
    at_home = [(one, home) for one, home in with_homes(session, those) if home is not None]
    rows = [
        said_by(one.person, one.step, one.line, home.id) | {"work_date": home.work_date}
        for one, home in at_home
    ]
    added = wins.add_all(session, rows)
    receipts = [receipt_of(one.step, added[one.step.seq]) for one, _ in at_home]
    opened = screens.open_all(session, receipts)
    return {
        one.step.seq: (
            Kept(
                win=win_facts(session, added[one.step.seq], home),
                receipt=Receipt(opened[one.step.seq], None, 1),
                count=one.seen.count + 1,
            ),
            reader_of(one.person, one.step.now),
        )
        for one, home in at_home
    }


def with_homes(
    session: Session, those: Sequence[Standing]
) -> Iterator[tuple[Standing, Shift | None]]:
    """Each with the row of its shift, if there is one and no receipt that may stand for more."""
    zones = {one.person.id: zone(one.person.zone) for one in those}
    days = {one.person.id: one.step.at.astimezone(zones[one.person.id]).date() for one in those}
    near = planned_near(session, days)
    for one in those:
        pattern, last = pattern_by(one.seen.pattern, one.person.zone), one.seen.receipt
        _, home = home_in(near[one.person.id], one.person, pattern, one.step.at)
        quick = home and last and is_quick(last, home.id, one.step.now)
        yield one, None if quick else home
