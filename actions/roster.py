"""The hours people told us: shown, and changed with what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions.begin import enter, pattern_from
from actions.homes import facts_of, keep_span, open_card, spans_near
from actions.planning import next_card, plan_anew, plan_next
from actions.touching import ask_no_more, choose_asking, touch
from bot.clock import zone
from domain.hours import DAY, LONGEST_SHIFT, WEEKDAY_DIGITS, Out, mask_of, toggled
from domain.lateness import Kind
from domain.rhythm import Asking
from domain.setup import Stage
from domain.shifts import Span
from domain.steps import Step
from domain.wins import ShiftFacts
from storage import people, reminders, screens, shifts, wins
from storage.people import Person
from storage.screens import Screen
from storage.shifts import Shift

MOST_DELAY = 180
REST = "rest"
JUST_ENDED = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Hours:
    """What /shift shows. `ends_at` in minutes after midnight; `rest_days` weekday digits."""

    ends_at: int | None
    length_minutes: int
    rest_days: str | None
    starts_on: date | None
    delay_minutes: int
    asking: str
    next_due: datetime | None
    on: ShiftFacts | None = None
    ahead: ShiftFacts | None = None
    on_until: datetime | None = None


def show(session: Session, person: Person, step: Step) -> Hours:
    return hours(session, person.id, step.now)


def hours(session: Session, person_id: int, now: datetime) -> Hours:
    """What they told us, the shift that is on, and the next one."""
    person = people.by_id(session, person_id)
    pattern = shifts.pattern_of(session, person_id)
    spans = spans_near(session, person, now)
    on = next((span for span in spans if span.start <= now < span.end), None)
    ahead = next((span for span in spans if span.start > now), None)
    return Hours(
        ends_at=pattern.ends_at,
        length_minutes=pattern.length_minutes,
        rest_days=pattern.rest_days,
        starts_on=pattern.starts_on,
        delay_minutes=person.delay_minutes,
        asking=person.asking,
        next_due=next_card(session, person_id),
        on=planned(on),
        ahead=planned(ahead),
        on_until=on.end if on else None,
    )


def planned(span: Span | None) -> ShiftFacts | None:
    """As facts, also where nothing points to that shift yet."""
    return ShiftFacts(0, span.work_date, span.start) if span else None


def change_pattern(session: Session, person: Person, step: Step, **values: object) -> Hours:
    """Writes a part of the pattern and plans anew; a set-up that has all its answers is closed."""
    shifts.set_pattern(session, person.id, **values)
    known = shifts.pattern_of(session, person.id)
    if person.state == "new" and known.ends_at is not None:
        enter(session, person, step, Stage.REST if known.rest_days is None else Stage.DONE)
    plan_anew(session, person.id, step.now)
    return hours(session, person.id, step.now)


def set_hour(session: Session, person: Person, step: Step, out: Out | None) -> Hours:
    """The hour they are out; None when it rotates."""
    values = {"ends_at": None} if out is None else pattern_from(out)
    return change_pattern(session, person, step, **values)


def set_start(session: Session, person: Person, step: Step, starts_at: int) -> Hours | None:
    """The start alone: the end stays. None when it rotates, or the shift would be too long."""
    ends_at = shifts.pattern_of(session, person.id).ends_at
    length = 0 if ends_at is None else (ends_at - starts_at) % DAY
    if not 0 < length <= LONGEST_SHIFT:
        return None
    return change_pattern(session, person, step, length_minutes=length)


def set_first_day(session: Session, person: Person, step: Step, first: date) -> Hours:
    return change_pattern(session, person, step, starts_on=first)


def set_rest(session: Session, person: Person, step: Step, digits: str) -> Hours:
    """All of them at once, as they were typed."""
    return change_pattern(session, person, step, rest_days=digits)


def toggle_rest(session: Session, person: Person, step: Step, shown: int, digit: str) -> Hours:
    """One weekday more or less of those that were shown; anything else only shows what is."""
    now = shifts.pattern_of(session, person.id).rest_days or ""
    if digit not in WEEKDAY_DIGITS or shown != mask_of(now):
        return hours(session, person.id, step.now)
    return change_pattern(session, person, step, rest_days=toggled(now, digit))


def rest_known(session: Session, person: Person, step: Step) -> Hours:
    """Done: what is ticked is all of them, none included."""
    known = shifts.pattern_of(session, person.id).rest_days or ""
    return change_pattern(session, person, step, rest_days=known)


def set_delay(session: Session, person: Person, step: Step, minutes: int) -> Hours | None:
    """Minutes from the end of a shift to its card, 0 to 180; None for anything else."""
    if not 0 <= minutes <= MOST_DELAY:
        return None
    people.change(session, person.id, delay_minutes=minutes, delay_chosen=True)
    plan_anew(session, person.id, step.now)
    return hours(session, person.id, step.now)


def set_asking(session: Session, person: Person, step: Step, asking: str) -> Hours | None:
    if asking not in (Asking.EVERY, Asking.WEEKLY, Asking.NEVER):
        return None
    choose_asking(session, person, Asking(asking))
    return hours(session, person.id, step.now)


def rest(session: Session, person: Person, step: Step, days_ahead: int = 0) -> ShiftFacts | None:
    """The shift that is on or next today, or of a day ahead, is not worked and not asked about.

    None without one.

    When something was kept for it already it stays a worked one, without a question.
    """
    known = screens.by_step(session, step.seq, REST)
    if known is not None:
        return rested(session, known)
    shift = (
        of_day(session, person, step, days_ahead) if days_ahead else meant(session, person, step)
    )
    if shift is None or shift.end_at is None:
        return None
    note_rest(session, person, step, shift.id)
    reminder = reminders.next_of(session, person.id, Kind.SHIFT_END)
    if reminder is not None and reminder.about == shift.id:
        reminders.change(session, reminder.id, closed_at=step.now)
        plan_next(session, person, shift.end_at)
    ask_no_more(session, person, step, shift.id)
    if not wins.any_of(session, shift.id):
        shifts.set_kind(session, shift.id, "rest")
        reminders.drop(session, f"{Kind.SHIFT_END}:{shift.id}")
    return facts_of(shift)


def meant(session: Session, person: Person, step: Step) -> Shift | None:
    """The shift of a card that came just now and waits; else the one that is on, or next today."""
    card = open_card(session, person, step)
    if card is not None and card.about is not None:
        asked = shifts.by_id(session, card.about)
        if asked.end_at is not None and step.at - asked.end_at <= JUST_ENDED:
            touch(session, person, step, card)
            return asked
    day = local_day(person, step)
    ahead = (span for span in spans_near(session, person, step.now) if span.end > step.now)
    near = next((span for span in ahead if span.work_date <= day), None)
    return keep_span(session, person.id, near) if near else None


def of_day(session: Session, person: Person, step: Step, days_ahead: int) -> Shift | None:
    """The shift whose work date is so many local days ahead."""
    day = local_day(person, step) + timedelta(days=days_ahead)
    spans = spans_near(session, person, step.now)
    near = next((span for span in spans if span.work_date == day), None)
    return keep_span(session, person.id, near) if near else None


def local_day(person: Person, step: Step) -> date:
    return step.now.astimezone(zone(person.zone)).date()


def note_rest(session: Session, person: Person, step: Step, shift_id: int) -> None:
    """The answer's screen, by which a replay finds the shift that was meant."""
    screen = Screen(
        person_id=person.id,
        chat_id=step.chat_id,
        kind=REST,
        about=shift_id,
        seq=step.seq,
        step=REST,
        said_at=step.now,
    )
    screens.open_screen(session, screen)


def rested(session: Session, screen_id: int) -> ShiftFacts | None:
    screen = screens.by_id(session, screen_id)
    if screen is None or screen.about is None:
        return None
    return facts_of(shifts.by_id(session, screen.about))


def work_today(session: Session, person: Person, step: Step, shift_id: int) -> ShiftFacts | None:
    """Takes a rest day back: the shift is worked, and its card comes if its hour is ahead."""
    shift = shifts.find(session, person.id, shift_id)
    if shift is None or shift.kind == "off":
        return None
    shifts.set_kind(session, shift.id, "work")
    plan_anew(session, person.id, step.now)
    return facts_of(shift)
