"""A service that is killed again and again while people talk and prompts fall due."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session

from actions import begin
from bot.clock import SystemClock, zone
from domain.hours import Out
from domain.setup import Stage
from domain.steps import Step
from sandbox.telegram import Account
from storage import people, reminders
from tests.engine.before import world_before
from tests.engine.service import PATIENCE_SECONDS, Service
from tests.engine.talkers import Talker

TICK_SECONDS = 0.1
KILLED_EARLY, EARLY_SECONDS = 0.3, 0.6
MOST_SECONDS = 6.0
FEW_CALLS, MOST_CALLS = 20, 150
AT_ONCE = 10  # people who are set up in one transaction
NEW = 0.2  # of those who talk
MANILA = "Asia/Manila"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many kills, people who talk, people whose prompt falls due; the same dice, the same day.

    The prompts of those who talk are among them.
    """

    kills: int
    talking: int
    prompts: int
    seconds: float
    seed: int = 7


@dataclass(slots=True)
class Rounds:
    """Who was there, how many processes ended unasked, and how many before they polled."""

    talkers: list[Talker] = field(default_factory=list)
    silent: list[Account] = field(default_factory=list)
    unasked: int = 0
    early: int = 0


async def killed_again_and_again(service: Service, plan: Plan) -> Rounds:
    """Returns once everything that was said is handled, and every prompt fell due and is said."""
    dice, rounds, began = Random(plan.seed), Rounds(), SystemClock().now()
    await prepare(service, plan, rounds, dice, began)
    async with talking(rounds.talkers):
        for _ in range(plan.kills):
            await one_life(service, dice, rounds)
        await service.spawn("run")
        for talker in rounds.talkers:
            talker.stopping = True
        await until(lambda: all(talker.done for talker in rounds.talkers))
    last = began + timedelta(seconds=plan.seconds)
    await until(lambda: is_quiet(service, last))
    rounds.unasked += not await service.killed()
    return rounds


async def one_life(service: Service, dice: Random, rounds: Rounds) -> None:
    """From a start to a kill: now and then before it polls, else so many calls later."""
    telegram, journal = service.telegram, service.telegram.journal
    polls = journal.times("getUpdates")
    await service.spawn("run")
    if dice.random() < KILLED_EARLY:
        await happens(service, lambda: False, dice.uniform(0, EARLY_SECONDS))
    else:
        await telegram.until(lambda: journal.times("getUpdates") > polls)
        last = journal.entered + dice.randint(0, dice.choice((FEW_CALLS, MOST_CALLS)))
        await happens(service, lambda: journal.entered >= last, MOST_SECONDS)
    rounds.unasked += not await service.killed()
    rounds.early += journal.times("getUpdates") == polls


async def happens(service: Service, is_so: Callable[[], bool], seconds: float) -> None:
    """Returns when it is so, or after that long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await service.telegram.until(is_so)


@asynccontextmanager
async def talking(talkers: list[Talker]) -> AsyncIterator[None]:
    """Everybody looks at their phone now and then, and goes on when there is an answer."""
    ended = asyncio.Event()

    async def go_on() -> None:
        while not ended.is_set():
            for talker in talkers:
                talker.goes_on()
            await asyncio.wait({over}, timeout=TICK_SECONDS)

    over = asyncio.ensure_future(ended.wait())
    going = asyncio.ensure_future(go_on())
    try:
        yield
    finally:
        ended.set()
        await going


async def until(is_so: Callable[[], bool]) -> None:
    """Of another process nobody hears when it wrote something: it is looked at again."""
    never = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(4 * PATIENCE_SECONDS):
        while not is_so():
            await asyncio.wait({never}, timeout=TICK_SECONDS)


def is_quiet(service: Service, last: datetime) -> bool:
    """Asked in the order in which a reminder becomes a letter: it can't slip through."""
    now = max(last, SystemClock().now()).isoformat(sep=" ")
    asked = (
        f"SELECT 1 FROM reminder WHERE closed_at IS NULL AND due_at <= '{now}'",
        "SELECT 1 FROM outbox WHERE closed_at IS NULL",
        "SELECT 1 FROM inbox WHERE closed_at IS NULL",
    )
    waits = service.telegram.unconfirmed
    return not waits and not any(service.rows(question) for question in asked)


async def prepare(
    service: Service, plan: Plan, rounds: Rounds, dice: Random, now: datetime
) -> None:
    """Everybody but the new ones is set up, and off since 22 minutes, so that a card is due."""
    telegram = service.telegram
    hour = (now.astimezone(zone(MANILA)) + timedelta(hours=6)).strftime("%I %p").lstrip("0")
    new = int(plan.talking * NEW)
    rounds.talkers = [
        Talker(telegram, f"Agent {number}", dice, hour=hour if number < new else "")
        for number in range(plan.talking)
    ]
    known = [talker.account for talker in rounds.talkers[new:]]
    rounds.silent = [telegram.person(f"Quiet {n}") for n in range(plan.prompts - len(known))]
    for account in rounds.silent:
        account.wrote = True
    async with world_before(service, now - timedelta(hours=3)) as world:
        everybody = [*known, *rounds.silent]
        for first in range(0, len(everybody), AT_ONCE):
            some = everybody[first : first + AT_ONCE]
            await world.angat.db.write(set_up, some, now, plan.seconds, dice)


def set_up(
    session: Session, accounts: list[Account], now: datetime, seconds: float, dice: Random
) -> None:
    """Their cards fall due one after another for as long as that."""
    for account in accounts:
        before = now - timedelta(hours=3)
        step = Step(-account.id, before, before, account.id)
        newcomer = begin.Newcomer(account.id, account.first_name, "en", MANILA)
        person = begin.begin(session, newcomer, step).person
        ended = now.astimezone(zone(MANILA)) - timedelta(minutes=22)
        begin.go_on(session, person, step, Stage.WIN)
        person = people.by_id(session, person.id)
        begin.ends_at(session, person, step, Out(ended.hour * 60 + ended.minute))
        person = people.by_id(session, person.id)
        begin.rest_days(session, person, step, "")
        people.change(session, person.id, menu_due_at=None)
        card = reminders.next_of(session, person.id, "shift_end")
        assert card is not None
        due_at = now + timedelta(seconds=dice.uniform(0, seconds))
        reminders.change(session, card.id, due_at=due_at)
