"""Making a person, and the four taps of set-up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions import menus
from actions.homes import keep_home
from actions.keep_win import Line, keep_win
from actions.planning import next_card, plan_anew, plan_nothing
from bot.clock import zone
from catalog.crisis import country_of
from domain.hours import WEEKDAY_DIGITS, Out, mask_of, toggled
from domain.setup import AFTER, Stage
from domain.steps import Step
from domain.wins import Kept
from storage import people, screens, shifts, wins
from storage.people import Person
from storage.screens import Screen

ROTATES = "rotates"
SETUP = "setup"
FIRST = "first"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What Telegram says of somebody who wrote."""

    telegram_id: int
    name: str
    language: str
    zone: str
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """The person as they stand after /start; `new` the first time."""

    person: Person
    new: bool


@dataclass(frozen=True, slots=True)
class SetUp:
    """Where set-up stands. `why_silent`: rotates, unsure, resting or nothing; hours as minutes."""

    stage: Stage
    ends_at: int | None
    length_minutes: int
    rest_days: str | None
    starts_on: date | None
    next_due: datetime | None
    why_silent: str


def begin(session: Session, newcomer: Newcomer, step: Step) -> Begun:
    """A row for somebody new; somebody known comes back, also from having blocked us."""
    values = {
        "telegram_id": newcomer.telegram_id,
        "name": newcomer.name,
        "language": newcomer.language,
        "zone": newcomer.zone,
        "country": country_of(newcomer.zone),
        "payload": newcomer.payload,
        "seq": step.seq,
        "created_at": step.now,
    }
    people.add(session, values)
    person = people.by_telegram(session, newcomer.telegram_id)
    if person is None:
        raise RuntimeError("a person was made and is not there")
    if newcomer.payload and person.payload != newcomer.payload:
        people.change(session, person.id, payload=newcomer.payload)
    if person.state == "unreachable":
        come_back(session, person, step.now)
    menus.look(session, person.id, step.now)
    return Begun(people.by_id(session, person.id), new=person.seq == step.seq)


def come_back(session: Session, person: Person, now: datetime) -> None:
    """Reachable again: goes on where it stood, nothing to catch up on."""
    if person.state == "unreachable":
        state = "ready" if person.setup == Stage.DONE else "new"
        people.change(session, person.id, state=state, missing_on=None)
        plan_anew(session, person.id, now)


def reachable(session: Session, telegram_id: int, yes: bool, now: datetime) -> None:
    """Blocked: nothing planned, nothing deleted. Unblocked: goes on where it stood."""
    person = people.by_telegram(session, telegram_id)
    if person is None:
        return
    if yes:
        come_back(session, person, now)
    else:
        plan_nothing(session, person.id, now)


def begin_with(session: Session, newcomer: Newcomer, step: Step, line: Line) -> Kept:
    """Makes the person and keeps the line they had written before."""
    begun = begin(session, newcomer, step)
    kept = keep_win(session, begun.person, step, line)
    screens.change(session, kept.receipt.screen_id, closed_at=step.now)  # the first card says it
    return kept


def set_language(session: Session, person: Person, step: Step, language: str) -> None:
    """One of the two; anything else changes nothing."""
    if language in ("en", "fil"):
        people.change(session, person.id, language=language)
        menus.look(session, person.id, step.now)


def stand(session: Session, person: Person, step: Step) -> SetUp:
    return standing(session, person.id)


def ask(session: Session, person: Person, step: Step) -> tuple[SetUp, int]:
    """Where set-up stands, and the screen that asks about it."""
    screen = Screen(
        person_id=person.id,
        chat_id=step.chat_id,
        kind=SETUP,
        seq=step.seq,
        step=SETUP,
        said_at=step.now,
    )
    return standing(session, person.id), screens.open_screen(session, screen)


def introduce(session: Session, person: Person, step: Step) -> int:
    """The screen of the card that says what this is; its button begins."""
    screen = Screen(
        person_id=person.id,
        chat_id=step.chat_id,
        kind=FIRST,
        seq=step.seq,
        step=FIRST,
        said_at=step.now,
    )
    return screens.open_screen(session, screen)


def go_on(session: Session, person: Person, step: Step, after: Stage) -> SetUp:
    """That stage is answered or skipped: the next one is open; a tap on an older one is not."""
    if person.state == "new" and person.setup == after:
        enter(session, person, step, AFTER[after])
    return standing(session, person.id)


def enter(session: Session, person: Person, step: Step, stage: Stage) -> None:
    people.change(session, person.id, setup=stage)
    if stage is Stage.DONE:
        people.change(session, person.id, state="ready")
        rehome(session, people.by_id(session, person.id))
        plan_anew(session, person.id, step.now)


def standing(session: Session, person_id: int) -> SetUp:
    person = people.by_id(session, person_id)
    pattern = shifts.pattern_of(session, person_id)
    why = ""
    if person.setup == Stage.DONE:
        why = why_silent(pattern)
    return SetUp(
        stage=Stage(person.setup),
        ends_at=pattern.ends_at,
        length_minutes=pattern.length_minutes,
        rest_days=pattern.rest_days,
        starts_on=pattern.starts_on,
        next_due=next_card(session, person_id),
        why_silent=why,
    )


def why_silent(pattern: shifts.Pattern) -> str:
    if pattern.ends_at is None:
        return ROTATES
    if pattern.rest_days is None:
        return "unsure"
    return "resting" if len(pattern.rest_days) == len(WEEKDAY_DIGITS) else ""


def not_started(session: Session, person: Person, step: Step) -> SetUp:
    """A trainee without a shift yet: asks for the start date first."""
    if person.state == "new" and person.setup in (Stage.WIN, Stage.HOUR):
        people.change(session, person.id, setup=Stage.STARTS)
    return standing(session, person.id)


def skip(session: Session, person: Person, step: Step, stage: Stage) -> SetUp:
    """Without an answer: no hour, or a start that nobody knows, means no cards for now."""
    if stage in (Stage.HOUR, Stage.STARTS):
        return rotates(session, person, step)
    return go_on(session, person, step, stage)


def starts_soon(session: Session, person: Person, step: Step, tomorrow: bool) -> SetUp:
    """Tomorrow, or the Monday that comes next."""
    today = step.now.astimezone(zone(person.zone)).date()
    days = 1 if tomorrow else 7 - today.weekday()
    return starts_on(session, person, step, today + timedelta(days=days))


def starts_on(session: Session, person: Person, step: Step, first: date) -> SetUp:
    shifts.set_pattern(session, person.id, starts_on=first)
    return go_on(session, person, step, Stage.STARTS)


def ends_at(session: Session, person: Person, step: Step, out: Out) -> SetUp:
    """The hour they are usually out, and how long they work when they said that, too."""
    if person.state == "new":
        shifts.set_pattern(session, person.id, **pattern_from(out))
    return go_on(session, person, step, Stage.HOUR)


def pattern_from(out: Out) -> dict[str, int]:
    """Columns of a pattern; a length that was not said stays what it is."""
    length = {} if out.length_minutes is None else {"length_minutes": out.length_minutes}
    return {"ends_at": out.ends_at, **length}


def loose_hour(session: Session, person: Person, step: Step, out: Out) -> tuple[SetUp, int] | None:
    """An hour while nothing is open: set-up's answer if it waits for one, also when said again.

    None when it is a line like any.
    """
    before = screens.by_step(session, step.seq, SETUP) is not None
    if wins.by_step(session, step.seq, "win") is not None:
        return None
    if person.setup != Stage.HOUR and not before:
        return None
    if not before:
        ends_at(session, person, step, out)
    return ask(session, person, step)


def first_chip(session: Session, person: Person, step: Step, line: Line) -> tuple[Kept, int] | None:
    """The first win by a tap, and the screen that asks for the hour; None when it is past that."""
    again = wins.by_step(session, step.seq, line.step) is not None
    if person.setup != Stage.WIN and not again:
        return None
    kept = keep_win(session, person, step, line)
    screens.change(session, kept.receipt.screen_id, closed_at=step.now)  # the hour stands there
    go_on(session, person, step, Stage.WIN)
    return kept, ask(session, person, step)[1]


def rotates(session: Session, person: Person, step: Step) -> SetUp:
    """No hour can be said: set-up is closed without asking for rest days."""
    if person.state == "new" and person.setup in (Stage.STARTS, Stage.HOUR):
        shifts.set_pattern(session, person.id, ends_at=None)
        enter(session, person, step, Stage.DONE)
    return standing(session, person.id)


def rest_days(session: Session, person: Person, step: Step, digits: str | None) -> SetUp:
    """Rest days as weekday digits; None when they are not sure yet."""
    known = digits is None or all(digit in WEEKDAY_DIGITS for digit in digits)
    if person.state == "new" and known:
        shifts.set_pattern(session, person.id, rest_days=digits)
    return go_on(session, person, step, Stage.REST)


def rest_ticked(session: Session, person: Person, step: Step) -> SetUp:
    """Done: what is ticked is all of them, none included."""
    return rest_days(session, person, step, shifts.pattern_of(session, person.id).rest_days or "")


def toggle_rest(session: Session, person: Person, step: Step, shown: int, digit: str) -> SetUp:
    """One weekday more or less of those that were shown; a tap that comes twice toggles once."""
    now = shifts.pattern_of(session, person.id).rest_days or ""
    if person.state == "new" and digit in WEEKDAY_DIGITS and shown == mask_of(now):
        shifts.set_pattern(session, person.id, rest_days=toggled(now, digit))
    return standing(session, person.id)


def rehome(session: Session, person: Person) -> None:
    """What was kept before the shifts were known gets the shift it belongs to."""
    for win in wins.said_on_days_off(session, person.id):
        home = keep_home(session, person, win.said_at)
        if home.id != win.shift_id:
            wins.rehome(session, win.id, home.id)
