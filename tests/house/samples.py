"""Every screen there is, from sample facts: once for the house rules, the longest that happens."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import catalog
from actions.begin import SetUp
from actions.cards import CardFacts
from actions.mine import Counts
from actions.progress import Week
from actions.roster import Hours
from actions.settings import Settings
from catalog.crisis import CrisisLine, read_lines
from domain import checkins as told
from domain.help import COUNTRIES
from domain.messages import Kind
from domain.numbers import Measured
from domain.people import Reader
from domain.questions import BANK
from domain.rhythm import Asking
from domain.setup import Stage
from domain.wins import (
    Kept,
    Listed,
    OvertimeNoted,
    Page,
    Receipt,
    ShiftFacts,
    Tag,
    WelcomeBack,
    WinFacts,
)
from texts.speak import LANGUAGES, Speaker
from views import cards, checkins, help, mine, plain, roster, settings, start, win_list, wins
from views.screen import Button, Screen
from views.taps import Verb

LARGEST = 2**31 - 1
PLACE = "Asia/Manila"
ZONE = ZoneInfo(PLACE)
NOW = datetime(2026, 12, 23, 23, 50, tzinfo=UTC)
LONG_AGO = ShiftFacts(LARGEST, date(2026, 11, 25), datetime(2026, 11, 25, 14, tzinfo=UTC))
LATE = datetime(2026, 12, 30, 4, 30, tzinfo=UTC)  # 12:30 PM in Manila, as long as an hour gets
LINE = "calmed an irate caller about a double billing"
NUMBER = Measured("AHT", Decimal("1480.5"), Decimal(1410), "s")
OPERATOR = "Lia Santos, lia.santos@example.org"


class Size(Enum):
    """Which budget of the voice a screen has."""

    UNASKED = "unasked"
    ANSWER = "answer"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Sample:
    """A view and its facts; reader and language come with whoever looks at it."""

    view: Callable[..., Screen]
    facts: tuple[object, ...]
    size: Size = Size.ANSWER
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.view.__module__.removeprefix('views.')}.{self.view.__name__}"

    def screen(self, language: str) -> Screen:
        names = inspect.signature(self.view).parameters
        ambient = {"reader": reader(language), "say": Speaker().speak(language)}
        known = {name: ambient[name] for name in names if name in ambient} | dict(self.options)
        free = [name for name in names if name not in known]
        assert len(self.facts) <= len(free), f"{self.name} was given too much"
        return self.view(**known, **dict(zip(free, self.facts, strict=False)))


def reader(language: str) -> Reader:
    name = "Maria Jessa Concepcion"
    return Reader(LARGEST, name, language, ZONE, PLACE, "PH", Stage.DONE, NOW)


def win(number: Measured | None = None, basis: str = "counted") -> WinFacts:
    tag = Tag.ACCOMPLISHMENT if number else ""
    return WinFacts(LARGEST, 999, LINE, LONG_AGO, number, basis, gone=False, tag=tag)


def kept(count: int, together: int = 1) -> Kept:
    return Kept(win(), Receipt(LARGEST, 7, together), count)


def set_up(stage: Stage, why_silent: str = "", next_due: datetime | None = LATE) -> SetUp:
    return SetUp(stage, 1350, 540, "56", date(2026, 12, 28), next_due, why_silent)


def card(question: int, *, energy: bool) -> CardFacts:
    return CardFacts(LARGEST, 999, LONG_AGO, question, LATE, energy)


def hours(asking: str, delay: int = 180) -> Hours:
    return Hours(1350, 540, "012345", date(2027, 1, 4), delay, asking, LATE, LONG_AGO, None, LATE)


def listed(number: Measured | None = NUMBER) -> Listed:
    tag = Tag.ACCOMPLISHMENT if number else ""
    when = LONG_AGO.work_date, LONG_AGO.start_at
    return Listed(LARGEST, 999, LINE * 3, number, tag, *when)


@cache
def lines() -> tuple[CrisisLine, ...]:
    return read_lines(Path(catalog.__file__).parent)


def samples() -> Iterator[Sample]:
    yield from unasked()
    yield from first_session()
    yield from about_wins()
    yield from about_energy()
    yield from about_no_win()
    yield from opened()


def unasked() -> Iterator[Sample]:
    for question in range(1, BANK + 1):
        yield Sample(cards.card, (card(question, energy=False),), Size.UNASKED)
        yield Sample(cards.card, (card(question, energy=True),), Size.UNASKED)
        yield Sample(cards.card_again, (card(question, energy=True),), Size.UNASKED)
    yield Sample(cards.asking_less, (LARGEST,), Size.UNASKED)


def first_session() -> Iterator[Sample]:
    yield Sample(start.stranger, ())
    yield Sample(start.first_card, ())
    yield Sample(start.first_again, ())
    yield Sample(start.who_sees, (OPERATOR,))
    yield Sample(start.again, ())
    for stage in Stage:
        yield Sample(start.stage_screen, (set_up(stage),))
        yield Sample(start.stage_again, (set_up(stage),))
    for why in ("rotates", "unsure", "resting"):
        yield Sample(start.closing, (set_up(Stage.DONE, why, None),))
    yield Sample(start.first_win, ())
    yield Sample(start.first_day, ())
    yield Sample(start.usual_hour, ())
    undo = (Button("Undo", tap="win.undo:1:1"),)
    yield Sample(start.usual_hour, ("setup-hour-first", undo))
    yield Sample(start.rest_days, ())
    yield Sample(start.pick_rest, ("0123456", Verb.SETUP_REST))
    yield Sample(start.pick_rest, ("56", Verb.SHIFT_REST))


def about_wins() -> Iterator[Sample]:
    for count, together in ((1, 1), (2, 1), (50, 1), (3, 3)):
        yield Sample(wins.receipt, (kept(count, together),))
    yield Sample(wins.chip_kept, (kept(2),))
    yield Sample(wins.standing, (win(),))
    for page in (None, LARGEST):
        at = {"page": page}
        yield Sample(wins.undone, (win(),), options=at)
        for number in (None, NUMBER):
            yield Sample(wins.detail, (win(number),), Size.OPENED, at)
        yield Sample(wins.which_shift, (win(), (LONG_AGO,) * 5), options=at)
        yield Sample(wins.kinds, (win(NUMBER),), options=at)
        yield Sample(wins.rewritten, (win(),), options=at)
        yield Sample(wins.echo, (win(NUMBER),), options=at)
    yield Sample(wins.number_untyped, ())
    yield Sample(wins.edit_untyped, ())
    yield Sample(wins.ask_number, ())
    yield Sample(wins.number_again, ())
    yield Sample(wins.edited, (win(),))
    for basis, _ in wins.BASES:
        yield Sample(wins.based, (win(NUMBER, basis),))
    yield Sample(wins.said, (win(), "Moved to Wed night."))
    yield Sample(wins.edit_of_other, ())
    yield Sample(wins.win_gone, ())
    yield Sample(wins.note_edited, ())
    yield Sample(cards.welcome_back, (WelcomeBack(999, LINE * 3, 1350), LARGEST))
    yield Sample(cards.welcome_back, (WelcomeBack(0, "", None), LARGEST))


def about_energy() -> Iterator[Sample]:
    noted = told.Noted(LARGEST, 999, LONG_AGO, low=False, reasons=())
    low = told.Noted(LARGEST, 999, LONG_AGO, low=True, reasons=tuple(told.Reason))
    outcomes = (
        told.Offered(LARGEST), told.Asking(LONG_AGO), told.NoShift(), noted, low,
        told.Done(), told.TakenBack(), told.Refused(last=True),
        told.Refused(last=False), told.Stopped(0), told.Stopped(9), told.Old(),
    )  # fmt: skip
    for outcome in outcomes:
        yield Sample(checkins.shown, (outcome,))
    yield Sample(checkins.offer, (LARGEST,))
    for view in (checkins.noted, checkins.ask_note):
        yield Sample(view, (low,))
    for asked in (checkins.note_lost, checkins.private_or_win):
        yield Sample(asked, ())
    yield Sample(checkins.stopped, (9,))
    yield Sample(cards.missed, (Screen("Kept."),))
    yield Sample(cards.with_energy, (Screen("Kept."), LARGEST, True))
    yield Sample(cards.nothing, (LONG_AGO,))
    yield Sample(cards.later, (LATE,))


def about_no_win() -> Iterator[Sample]:
    for kind in Kind:
        yield Sample(wins.not_a_win, (kind,))
    yield Sample(wins.with_way_back, ("Noted.",))
    yield Sample(plain.stop, ())
    yield Sample(plain.later, (LATE,))
    yield Sample(plain.later, (None,))
    yield Sample(plain.asked_at, (LATE,))
    yield Sample(plain.asked_at, (None,))
    for noted in (OvertimeNoted(LARGEST, None), OvertimeNoted(1, LATE), OvertimeNoted(None, None)):
        yield Sample(plain.overtime, (noted,))
    for day in (plain.nothing, plain.rest_day, plain.work_day):
        yield Sample(day, (LONG_AGO,))
        yield Sample(day, (None,))


def opened() -> Iterator[Sample]:
    yield Sample(win_list.listing, (Page(0, ()),), Size.OPENED)
    full = Page(10_000, (listed(),) * 5, LARGEST, LARGEST, LARGEST)
    yield Sample(win_list.listing, (full,), Size.OPENED)
    week = Week(5, 99, listed(), LATE)
    for one in (week, Week(0, 0, None, None)):
        yield Sample(mine.progress, (one,), Size.OPENED)
    yield Sample(mine.privacy, (OPERATOR, date(2026, 12, 1)), Size.OPENED)
    yield Sample(mine.delete_ask, (Counts(999, 999, 999, 999),), Size.OPENED)
    yield Sample(mine.delete_ask, (Counts(0, 0, 0, 0),), Size.OPENED)
    yield Sample(mine.delete_sure, (), Size.OPENED)
    for asking in Asking:
        yield Sample(roster.panel, (hours(asking),), Size.OPENED)
    unknown = Hours(None, 540, None, None, 0, Asking.EVERY, None)
    resting = Hours(1350, 540, "0123456", None, 0, Asking.EVERY, None)
    ahead = Hours(1350, 540, "56", None, 0, Asking.EVERY, LATE, None, LONG_AGO)
    for told_so in (unknown, resting, ahead):
        yield Sample(roster.panel, (told_so,), Size.OPENED)
    yield Sample(roster.pick_start, (ahead,), Size.OPENED)
    yield Sample(roster.pick_first_day, (), Size.OPENED)
    for pick in (roster.pick_hour, roster.pick_delay, roster.pick_asking):
        yield Sample(pick, (), Size.OPENED)
    for asking in Asking:
        yield Sample(settings.panel, (Settings(asking, 180, energy=True),), Size.OPENED)
    for on in (True, False):
        yield Sample(settings.energy, (Settings(Asking.EVERY, 20, energy=on),))
    nowhere = {"reader": replace(reader("en"), country="")}
    yield Sample(settings.panel, (Settings(Asking.EVERY, 0, energy=False),), Size.OPENED, nowhere)
    yield Sample(settings.pick_country, ())
    for stored in (0, 9):
        yield Sample(settings.energy_stopped, (stored,))
    yield Sample(settings.data, (OPERATOR, date(2026, 12, 1)), Size.OPENED)
    for country in ("", *COUNTRIES):
        yield Sample(help.all_numbers, (lines(), country), Size.OPENED)
        for how in (True, False):
            yield Sample(help.card, (lines(), country), Size.OPENED, {"how": how})
    yield Sample(help.everybody, (lines(),), Size.OPENED)


@cache
def gallery() -> tuple[tuple[Sample, str, Screen], ...]:
    """Each sample in each language."""
    return tuple((one, lang, one.screen(lang)) for one in samples() for lang in LANGUAGES)
